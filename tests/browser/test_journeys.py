"""What people come for, done with a mouse and a keyboard in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.things.named_queries import saved_queries
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

TOKEN = "browser-token-long-enough"
BUNDLE = Path(__file__).parents[2] / "web" / "static" / "bundle" / "query.js"
scripts = pytest.mark.skipif(not BUNDLE.is_file(), reason="the scripts are not built (make frontend)")

ARTICLE = """Hafenminister Uwe Kranz fordert eine höhere Hafengebühr für große Schiffe.

Die Reederin Petra Lund lehnt eine höhere Hafengebühr ab. „Das vertreibt unsere Kunden“, sagte sie am Mittwoch.
"""


def test_ask_and_open_the_evidence(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Ihre Frage").fill("Wer ist gegen das Tempolimit?")
    page.get_by_role("button", name="Fragen").click()
    expect(page.get_by_text("Verstanden als")).to_be_visible()
    page.locator("blockquote a[title='Im Text zeigen']").first.click()
    expect(page).to_have_url(re.compile(r"/document/.+\?at=\d+-\d+#at$"))
    expect(page.locator(".passage").first).to_be_in_viewport()


def test_filter_the_matrix_with_the_keyboard_and_open_a_cell(page: Page) -> None:
    page.goto("/matrix")
    box = page.get_by_role("checkbox", name=re.compile("Neue Mitte"))
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Filtern").press("Enter")
    expect(page).to_have_url(re.compile(r"party=actor%2Fneue-mitte"))
    expect(page.locator("tbody tr")).to_have_count(2)
    page.locator("a.cell.oppose").first.press("Enter")
    expect(page.locator("tr.opened").get_by_text("lehnt die Innenstadtmaut ab.")).to_be_visible()


def test_follow_an_explanation_to_its_sentence(page: Page) -> None:
    page.goto("/actor/jonas-adler")
    follows = page.locator("section", has=page.locator("#follows"))
    follows.get_by_role("link", name="Warum?").first.click()
    expect(page.locator(".proof .given blockquote").first).to_contain_text(
        "Jonas Adler lehnt das Tempolimit ab."
    )
    page.locator(".proof .given blockquote footer a").first.click()
    expect(page.locator(".passage").first).to_be_visible()


@scripts
def test_run_a_query_in_the_editor_and_share_it(page: Page) -> None:
    page.goto("/query")
    editor = page.locator(".CodeMirror")
    expect(editor).to_be_visible()
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(
        "PREFIX sp: <https://w3id.org/standpunkt/ontology#>\n"
        "SELECT ?actor ?issue WHERE { ?actor sp:opposes ?issue }"
    )
    page.get_by_role("button", name="Ausführen").click()
    expect(page.locator("#result-table tbody tr").first).to_be_visible()
    page.get_by_role("button", name="Diagramm").click()
    expect(page.locator("#result-drawing .bar").first).to_be_visible()
    page.get_by_role("button", name="Netzwerk").click()
    expect(page.locator("#result-drawing .result-node").first).to_be_visible()
    shared = page.url
    assert "view=network" in shared
    page.goto("/")
    page.goto(shared)
    expect(page.locator("#result-drawing .result-node").first).to_be_visible()


def test_every_saved_query_opens(page: Page) -> None:
    assert len(saved_queries()) > 20
    page.goto("/query?saved=who-supports")
    expect(page.locator("select#saved")).to_have_value("who-supports")


@scripts
def test_drag_an_actor_and_save_the_network(page: Page) -> None:
    page.goto("/network")
    node = page.locator('.node[data-iri$="/mira-holm"]')
    before = node.get_attribute("transform")
    box = node.locator("circle").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()
    assert node.get_attribute("transform") != before
    expect(page).to_have_url(re.compile(r"/network$"))
    with page.expect_download() as saving:
        page.get_by_role("button", name="PNG").click()
    assert saving.value.suggested_filename == "network.png"
    assert Path(saving.value.path()).read_bytes().startswith(b"\x89PNG")
    page.get_by_role("button", name="Zurücksetzen").click()
    assert node.get_attribute("transform") == before


@scripts
@pytest.mark.parametrize(
    ("width", "locale", "saving"), [(390, "de-DE", "Als PNG speichern"), (1280, "en-GB", "Save as PNG")]
)
def test_draw_party_positions_over_time_save_the_picture_and_open_its_sentences(
    browser: Browser, address: str, width: int, locale: str, saving: str
) -> None:
    viewport = {"width": width, "height": 900}
    context = browser.new_context(base_url=address, locale=locale, viewport=viewport)
    page = context.new_page()
    page.goto("/")
    page.locator("nav").get_by_role("link", name=re.compile("Diagramme|Charts")).click()
    expect(page.locator("svg[data-drawing] .segment").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name=saving).click()
    assert download.value.suggested_filename == "stance-time-by-party.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    page.locator("svg[data-drawing] a").first.click()
    expect(page).to_have_url(re.compile(r"/positions\?.*since="))
    expect(page.locator("blockquote").first).to_be_visible()
    context.close()


def test_search_sort_and_take_away_a_list(page: Page) -> None:
    page.goto("/documents")
    page.get_by_label("Dokument suchen").fill("Ministerpräsident Tempolimit")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("tr.found blockquote")).to_have_count(1)
    page.goto("/actors")
    page.get_by_role("checkbox", name=re.compile("Person")).first.check()
    page.get_by_role("button", name="Filtern").click()
    expect(page).to_have_url(re.compile(r"kind=Person"))
    page.get_by_role("columnheader", name="Name").get_by_role("link").click()
    expect(page.locator("th[aria-sort='ascending']")).to_have_count(1)
    with page.expect_response(re.compile(r"format=csv")) as sent:
        page.evaluate("fetch(document.querySelector('.formats a').href)")
    assert len(sent.value.text().splitlines()) == page.locator("tbody tr").count() + 1


def test_load_an_article_and_correct_a_statement(page: Page) -> None:
    page.goto("/upload")
    page.locator("main").get_by_role("link", name="Anmelden").click()
    page.get_by_label("Ihr Name").fill("Ida Prüf")
    page.get_by_label("Token", exact=True).fill(TOKEN)
    page.locator("main").get_by_role("button", name="Anmelden").click()
    page.get_by_label("Oder den Text einfügen").fill(ARTICLE)
    page.get_by_label("Titel").fill("Streit um die Hafengebühr")
    page.get_by_label("Erschienen").fill("2025-09-10")
    page.get_by_role("button", name="Laden").click()
    expect(page.get_by_role("heading", name="Streit um die Hafengebühr")).to_be_visible(
        timeout=PATIENCE * 1000
    )
    expect(page.locator(".figures a").first).to_be_visible()
    page.get_by_role("link", name="Im Text lesen").click()
    expect(page).to_have_url(re.compile(r"/document/streit-um-die-hafengebuehr"))
    expect(page.locator(".side .cards > li").first).to_be_visible()
    page.locator(".side").get_by_role("link", name="Berichtigen…").first.click()
    page.get_by_label("Handlung").select_option("propose")
    page.get_by_label("Thema").fill("Hafengebühr nach Größe")
    page.get_by_label("Begründung").fill("steht so im Text")
    page.get_by_role("button", name="Berichtigen").click()
    expect(page.locator("#decided")).to_be_in_viewport()
    expect(page.locator("#decided ins")).to_have_text(["jetzt: Hafengebühr nach Größe", "jetzt: vorschlagen"])
    expect(page.locator(".side").get_by_role("link", name="Hafengebühr nach Größe").first).to_be_visible()
    page.get_by_role("button", name="Zurücknehmen").first.click()
    expect(page.get_by_text("zurückgenommen von Ida Prüf")).to_be_visible()
    expect(
        page.locator(".card-head").get_by_role("link", name="Hafengebühr nach Größe", exact=True)
    ).to_have_count(0)


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto("/query")
    page.locator("#query").fill("ASK { ?s ?p ?o }")
    page.get_by_role("button", name="Ausführen").click()
    expect(page.get_by_text("Ja", exact=True)).to_be_visible()
    page.goto("/network")
    expect(page.locator("#network .node").first).to_be_visible()
    page.locator("#network [data-opens]").first.press("Enter")
    expect(page).to_have_url(re.compile(r"/positions\?holder="))
    expect(page.locator("blockquote").first).to_be_visible()
    context.close()
