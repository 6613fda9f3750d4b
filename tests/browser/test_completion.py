"""The SPARQL editor completes our terms and named graphs, and explains them in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import AXE, barriers

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect
BUNDLE = Path(__file__).parents[2] / "web" / "static" / "bundle" / "query.js"
pytestmark = pytest.mark.skipif(not BUNDLE.is_file(), reason="the scripts are not built (make frontend)")
SP = "PREFIX sp: <https://w3id.org/standpunkt/ontology#>\n"


def offered(page: Page, typed: str, term: str) -> Locator:
    """What the editor offers as ``term`` behind a query that ends with ``typed``."""
    page.goto("/query")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(typed)
    page.keyboard.press("Control+Space")
    option = page.get_by_role("option").filter(has=page.locator("code").get_by_text(term, exact=True))
    expect(option).to_be_visible()
    return option


@pytest.mark.parametrize(
    ("typed", "term", "german", "english"),
    [
        ("SELECT * { ?actor sp:supp", "sp:supports", "unterstützt", "supports"),
        ("SELECT * { ?actor a sp:Per", "sp:Person", "Ein einzelner Mensch.", "A single human being."),
        ("SELECT * { ?position sp:act sp:War", "sp:Warn", "warnen", "warn"),
        ("SELECT * { GRAPH <", "<http://127.0.0.1:5000/graph/inferred>", "folgt", "follows"),
        (
            "SELECT * { GRAPH <http://127.0.0.1:5000/graph/document/nordmark-streitet",
            "<http://127.0.0.1:5000/graph/document/nordmark-streitet-ueber-das-tempolimit>",
            "Nordmark streitet über das Tempolimit",
            "What this one text says.",
        ),
    ],
)
def test_each_suggestion_says_what_it_means(
    visitor: Page, typed: str, term: str, german: str, english: str
) -> None:
    option = offered(visitor, SP + typed, term)
    is_german = str(visitor.evaluate("navigator.language")).startswith("de")
    expect(option).to_contain_text(german if is_german else english)
    hints = visitor.locator(".CodeMirror-hints").bounding_box()
    assert hints
    assert hints["width"] <= visitor.evaluate("innerWidth")


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (make frontend)")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_open_list_has_no_barrier(browser: Browser, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=address,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )
    page = context.new_page()
    offered(page, SP + "SELECT * { ?actor sp:supp", "sp:supports")
    assert not (found := barriers(page, width)), "\n".join(found)
    context.close()


def test_what_is_chosen_is_written_into_the_query(page: Page) -> None:
    offered(page, SP + "SELECT * { ?actor sp:supportsP", "sp:supportsPartOf").click()
    expect(page.locator(".CodeMirror-line").last).to_have_text("SELECT * { ?actor sp:supportsPartOf")


def test_a_term_is_found_by_its_name_in_the_language_of_the_page(page: Page) -> None:
    offered(page, SP + "SELECT * { ?actor sp:widerspricht", "sp:disagreesWith")


def test_a_graph_is_offered_where_nothing_is_typed_yet(page: Page) -> None:
    offered(page, "SELECT * { GRAPH ", "<http://127.0.0.1:5000/graph/curation>").click()
    expect(page.locator(".CodeMirror-line").last).to_contain_text(
        "GRAPH <http://127.0.0.1:5000/graph/curation>"
    )
