"""What a visitor does, in a narrow and a wide window, in German and in English; the console stays empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import standpunkt
from tests.browser.conftest import TOKEN, served
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

FORMAL = re.compile(r"inXSDDate|interval|memberDuring|rdf-schema#|ontology#|hasBeginning")
ARTICLE = "Der Hafenminister Uwe Kranz fordert {what}. Die Reederin Petra Lund lehnt {what} ab."


def is_narrow(page: Page) -> bool:
    return page.evaluate("innerWidth") < 500


def fits(page: Page) -> bool:
    """Whether nothing lies beyond the window."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_list_is_searched_sorted_and_opened(visitor: Page) -> None:
    visitor.goto("/actors")
    visitor.locator("main input[type=search]").first.fill("Holm")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("tbody tr")).to_have_count(1)
    visitor.locator("thead th a").first.click()
    expect(visitor).to_have_url(re.compile("q=Holm.*sort=name|sort=name.*q=Holm"))
    assert fits(visitor)
    visitor.locator("tbody a").first.click()
    expect(visitor.locator("h1")).to_contain_text("Mira Holm")


def test_a_proof_is_read_in_sentences(visitor: Page) -> None:
    visitor.goto("/actor/jonas-adler")
    visitor.locator("section", has=visitor.locator("#follows")).locator("a[href*='/why']").first.click()
    expect(visitor.locator(".proof .given blockquote").first).to_be_visible()
    assert not FORMAL.search(visitor.locator(".proof").first.inner_text())
    assert fits(visitor)


def test_a_refused_form_keeps_what_was_typed_and_an_upload_is_undone(visitor: Page) -> None:
    visitor.goto("/upload")
    visitor.locator("main .button").click()
    visitor.locator("#name").fill("Ida Prüf")
    visitor.locator("#token").fill("a wrong token")
    visitor.evaluate("document.querySelector('main form').noValidate = true")
    visitor.locator("main form button").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    expect(visitor.locator("#name")).to_have_value("Ida Prüf")
    visitor.locator("#token").fill(TOKEN)
    visitor.locator("main form button").click()
    what = f"einen Deich {visitor.evaluate('innerWidth + navigator.language')}"
    visitor.locator("#title").fill(what)
    visitor.locator("main form button").click()
    expect(visitor.get_by_role("alert")).to_be_visible()
    expect(visitor.locator("#title")).to_have_value(what)
    visitor.locator("#text").fill(ARTICLE.format(what="einen höheren Deich"))
    visitor.locator("main form button").click()
    expect(visitor.locator(".figures")).to_be_visible(timeout=PATIENCE * 1000)
    expect(visitor.locator(".cards blockquote").first).to_contain_text("einen höheren Deich")
    assert fits(visitor)
    visitor.locator("button[name=undo]").click()
    expect(visitor.locator("button[name=undo]")).to_have_count(0)
    visitor.reload()
    expect(visitor.locator("button[name=undo]")).to_have_count(0)


def test_the_timeline_shows_its_sentences_also_on_a_phone(visitor: Page) -> None:
    visitor.goto("/timeline")
    drawing = visitor.locator("svg.only-narrow" if is_narrow(visitor) else ".only-wide svg")
    expect(drawing).to_be_visible()
    assert visitor.locator("main svg.drawing:visible").count() == 1
    drawing.locator("a:has(circle)").first.click()
    expect(visitor).to_have_url(re.compile(r"/positions\?.*since="))
    expect(visitor.locator("blockquote").first).to_be_visible()


def test_the_network_opens_what_ties_two_actors_also_on_a_phone(visitor: Page) -> None:
    visitor.goto("/network")
    drawing = visitor.locator("svg.only-narrow" if is_narrow(visitor) else ".only-wide svg")
    expect(drawing.locator(".node").first).to_be_visible()
    if is_narrow(visitor):
        for box in (node.bounding_box() for node in drawing.locator(".node circle").all()):
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert box["width"] >= 20, "a finger finds it"
    drawing.locator(".node").first.click()
    expect(visitor).to_have_url(re.compile(r"/actor/"))


def test_a_tie_opens_its_sentences_in_place_and_closes_them(visitor: Page) -> None:
    visitor.goto("/network")
    drawing = visitor.locator("svg.only-narrow" if is_narrow(visitor) else ".only-wide svg")
    tie = drawing.locator("[data-opens]").first
    tie.focus()
    visitor.keyboard.press("Enter")
    opened = visitor.locator(".opened section")
    expect(opened).to_be_focused()
    expect(opened.locator("h3 a").first).to_be_visible()
    expect(opened.locator("blockquote").nth(1)).to_be_visible()
    expect(tie).to_have_attribute("aria-expanded", "true")
    expect(visitor).to_have_url(re.compile(r"/network\?tie="))
    assert fits(visitor)
    visitor.reload()
    expect(opened).to_have_count(1)
    visitor.locator("tbody [data-opens]").last.click()
    expect(opened).to_be_focused()
    expect(opened).to_have_count(1)
    visitor.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert "tie=" not in visitor.url


def test_names_and_words_are_those_of_the_language(visitor: Page) -> None:
    english = visitor.evaluate("navigator.language").startswith("en")
    visitor.goto("/office/ministerpraesident-italien")
    expect(visitor.locator("h1")).to_have_text("Prime minister" if english else "Ministerpräsident")
    expect(visitor.locator("main")).to_contain_text("Italy" if english else "Italien")
    visitor.goto("/positions")
    expect(visitor.locator(".cards .card-head").first).to_contain_text(
        re.compile("for:|against:" if english else "dafür:|dagegen:")
    )
    assert fits(visitor)


@pytest.fixture(scope="module")
def empty() -> Iterator[str]:
    """The address of a server with nothing in it."""
    with standpunkt.open_graph(store_kind="memory", token=TOKEN) as session, served(session) as place:
        yield place


def test_an_empty_start_invites(visitor: Page, empty: str) -> None:
    visitor.goto(empty + "/")
    expect(visitor.locator("main a[href='/upload']").first).to_be_visible()
    expect(visitor.locator("main")).to_contain_text("standpunkt load --samples")
    for path in ("/matrix", "/network", "/timeline", "/charts", "/positions", "/actors", "/queue", "/method"):
        answer = visitor.goto(empty + path)
        assert answer
        assert answer.status == 200, path
        assert fits(visitor), path
