"""Pictures in a browser: no name covers another one, at both widths and in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

COVERED = """() => {
  const names = [...document.querySelectorAll("svg a.node text")].filter((text) => text.checkVisibility());
  const boxes = names.map((text) => [text.getBoundingClientRect(), text.textContent]);
  return boxes.flatMap(([a, one], i) => boxes.slice(i + 1)
    .filter(([b]) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
    .map(([, other]) => `${one} | ${other}`));
}"""


@pytest.mark.parametrize("path", ["/network", "/network?by=party", "/network?broad=1"])
def test_no_name_of_the_network_covers_another(visitor: Page, path: str) -> None:
    visitor.goto(path)
    assert visitor.locator("svg a.node:visible").count() > 3
    assert visitor.evaluate(COVERED) == []
