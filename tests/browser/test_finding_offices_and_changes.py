"""Every office of a person, who changed their mind, and a query under a name: as a reader finds them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect


def _fits(page: Page) -> bool:
    width = page.viewport_size
    return width is not None and page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_every_office_of_a_person_with_its_sentences_in_place(visitor: Page) -> None:
    visitor.goto("/actor/jonas-adler")
    visitor.get_by_role("link", name=re.compile("Alle Ämter|All offices")).click()
    offices = visitor.locator("section:has(> #offices)")
    expect(offices.locator("tr.proved")).to_have_count(1)
    offices.locator("summary").first.click()
    expect(offices.locator("blockquote").first).to_be_visible()
    assert _fits(visitor)
    offices.get_by_role("link", name=re.compile("Als Abfrage|As a query")).click()
    expect(visitor.locator("tr.proved")).to_have_count(1)
    sentence = visitor.locator("tr.says blockquote").first
    box, view = sentence.bounding_box(), visitor.viewport_size
    assert box is not None
    assert view is not None
    assert box["x"] + box["width"] <= view["width"]  # readable without scrolling to the right
    sentence.get_by_role("link").click()
    expect(visitor.locator(".passage").first).to_be_visible()


def test_navigation_leads_to_changes_of_mind(visitor: Page) -> None:
    visitor.goto("/")
    navigation = visitor.get_by_role("navigation").first
    navigation.get_by_role("link", name=re.compile("Sinneswandel|Changes")).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(
        re.compile("Wer hat seine Meinung|Who changed")
    )
    assert _fits(visitor)


def test_a_query_is_named_shared_renamed_and_deleted(visitor: Page) -> None:
    visitor.goto("/queries/who-supports?topic=issue/tempolimit&run=1")
    visitor.locator("#keep-as").fill("Wer bremst?")
    visitor.get_by_role("button", name=re.compile("^(Speichern|Save)$")).click()
    expect(visitor).to_have_url(re.compile(r"as=Wer\+bremst"))
    expect(visitor.locator(".called")).to_have_text("Wer bremst?")
    visitor.goto("/queries")
    own = visitor.locator("section:has(> #own)")
    expect(own.get_by_role("link", name="Wer bremst?")).to_be_visible()
    assert _fits(visitor)
    own.locator("summary").click()
    own.get_by_role("textbox").fill("Tempo")
    own.get_by_role("button", name=re.compile("Umbenennen|Rename")).click()
    expect(own.get_by_role("link", name="Tempo")).to_be_visible()
    own.locator("summary").click()
    own.get_by_role("button", name=re.compile("Löschen|Delete")).click()
    expect(own).to_have_count(0)


@pytest.mark.parametrize("path", ["/charts", "/network", "/timeline"])
def test_without_a_script_no_button_does_nothing(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(path)
    expect(page.get_by_role("button", name=re.compile("PNG"))).to_have_count(0)
    expect(page.locator(".formats").get_by_role("link", name="SVG")).to_be_visible()
    context.close()
