"""Every kind of page against axe-core (WCAG 2.2 A and AA), in light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/",
    "/ask?q=Wer%20ist%20gegen%20das%20Tempolimit%3F",
    "/ask?q=Unsinn",
    "/matrix",
    "/matrix?party=actor/neue-mitte&sort=issue/tempolimit",
    "/matrix?by=party&cell=party+actor/neue-mitte+issue/innenstadtmaut",
    "/network",
    "/charts",
    "/charts?shape=sides&by=holder",
    "/method",
    "/timeline",
    "/positions?act=demand",
    "/actors",
    "/issues",
    "/documents",
    "/events",
    "/norms",
    "/offices",
    "/actor/jonas-adler",
    "/norm/verfassung-von-nordmark",
    "/issue/kuestenschutz",
    "/event/7c00",
    "/office/praesident-suedland",
    "/document/nordmark-streitet-ueber-das-tempolimit?at=0-67",
    "/query?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%205",
    "/query?query=SELECT",
    "/queries",
    "/queries?q=Unsinn",
    "/queries/who-supports",
    "/queries/who-supports?run=1&topic=Unsinn",
    "/queries/who-supports?run=1&topic=issue/tempolimit",
    *(f"/queries/stances-on?run=1&view={view}" for view in ("table", "bars", "time", "network", "map")),
    "/why?s=actor/jonas-adler&p=sp:implicitlyOpposes&o=issue/tempolimit-auf-autobahnen",
    "/why",
    "/editing",
    "/upload",
    "/actor/nobody",
)
WIDTHS = {"wide": 1280, "narrow": 360}


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (make frontend)")
@pytest.mark.parametrize(("width", "scheme"), [("wide", "light"), ("narrow", "dark")])
def test_no_page_has_a_barrier(browser: Browser, address: str, width: str, scheme: str) -> None:
    context = browser.new_context(
        base_url=address,
        locale="de-DE",
        color_scheme=scheme,
        viewport={"width": WIDTHS[width], "height": 900},
        bypass_csp=True,
        reduced_motion="reduce",
    )
    page = context.new_page()
    found: list[str] = []
    for path in PAGES:
        page.goto(path)
        page.add_script_tag(path=AXE)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        report = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
        for violation in report["violations"]:
            nodes = "; ".join(
                node["html"][:150] + " " + node["failureSummary"][:250] for node in violation["nodes"][:3]
            )
            found.append(f"{path}: {violation['id']}: {nodes}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > WIDTHS[width]:
            found.append(f"{path}: wider ({wide}) than the window")
    context.close()
    assert not found, "\n".join(found)
