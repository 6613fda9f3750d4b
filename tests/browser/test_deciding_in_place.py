"""Deciding about positions with the keyboard, at two widths and in two languages, and without a script."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

expect = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed").expect

TOKEN = "browser-token-long-enough"
BUNDLE = Path(__file__).parents[2] / "web" / "static" / "bundle" / "deciding.js"
scripts = pytest.mark.skipif(not BUNDLE.is_file(), reason="the scripts are not built (make frontend)")
QUEUE = "/queue?source=document/gipfel-der-hafenstaaten-endet-im-streit"
WORDS = {
    "de-DE": {
        "correct": "Berichtigen",
        "rejected": "verworfen",
        "corrected": "berichtigt",
        "back": "zurückgenommen",
    },
    "en-GB": {"correct": "Correct", "rejected": "rejected", "corrected": "corrected", "back": "taken back"},
}


def opened(browser: Browser, address: str, width: int, locale: str, *, script: bool = True) -> BrowserContext:
    viewport = {"width": width, "height": 900}
    context = browser.new_context(
        base_url=address, locale=locale, viewport=viewport, java_script_enabled=script
    )
    sign_in(context.new_page())
    return context


def sign_in(page: Page) -> None:
    page.goto("/editing")
    page.locator("#name").fill("Ida Prüf")
    page.locator("#token").fill(TOKEN)
    page.locator("main form button").click()


@pytest.fixture
def reader(visitor: Page) -> tuple[Page, dict[str, str]]:
    """A page of who is signed in, and the words that it should have."""
    sign_in(visitor)
    return visitor, WORDS[visitor.evaluate("navigator.language")]


def statement(page: Page) -> str:
    return page.locator(".statement").inner_text()


@scripts
def test_decide_with_the_keyboard_alone(reader: tuple[Page, dict[str, str]]) -> None:
    page, words = reader
    page.goto(QUEUE)
    expect(page.locator(".keys")).to_be_visible()
    expect(page.locator("#card mark")).to_be_visible()
    first = statement(page)
    page.keyboard.press("r")
    expect(page.locator("#decided .badge")).to_have_text(words["rejected"])
    expect(page.locator("#card")).to_be_focused()
    expect(page.locator("#decided")).to_be_in_viewport()
    second = statement(page)
    assert second != first
    page.keyboard.press("u")
    expect(page.locator("#decided .badge")).to_have_text(f"{words['back']}: {words['rejected']}")
    assert statement(page) == first
    expect(page.locator("#card")).to_be_focused()  # the script is ready for the next key
    page.keyboard.press("n")
    expect(page.locator(".statement")).to_have_text(second, use_inner_text=True)
    expect(page.locator("#card")).to_be_focused()
    page.keyboard.press("b")
    expect(page.locator(".statement")).to_have_text(first, use_inner_text=True)


@scripts
def test_a_reload_in_the_middle_of_a_correction_loses_nothing_and_does_nothing_twice(
    reader: tuple[Page, dict[str, str]],
) -> None:
    page, words = reader
    page.goto(QUEUE)
    first = statement(page)
    page.keyboard.press("c")
    expect(page.locator("#holder")).to_be_focused()
    page.locator("#issue").fill("Gebühren im Hafen")
    page.locator("#comment").fill("r n b a u")
    page.reload()
    expect(page.locator("#issue")).to_have_value("Gebühren im Hafen")
    expect(page.locator("#comment")).to_have_value("r n b a u")
    assert statement(page) == first, "keys that are typed into a field are letters"
    page.keyboard.press("Escape")
    expect(page.locator("#issue")).to_be_hidden()
    page.keyboard.press("c")
    page.locator(".correction").get_by_role("button", name=words["correct"]).click()
    expect(page.locator("#decided .badge")).to_have_text(words["corrected"])
    expect(page.locator("#decided ins")).to_contain_text("Gebühren im Hafen")
    decisions = len(page.context.request.get("/curate").text().split('class="card-head"'))
    page.reload()
    assert len(page.context.request.get("/curate").text().split('class="card-head"')) == decisions
    page.keyboard.press("u")
    expect(page.locator("#decided .badge")).to_have_text(f"{words['back']}: {words['corrected']}")
    expect(page.locator(".statement")).to_have_text(first, use_inner_text=True)
    expect(page.locator("#issue")).to_be_hidden()


OUT_OF_THE_BOX = """() => {
  const box = document.querySelector("#card").getBoundingClientRect();
  return [...document.querySelectorAll("#card *")].filter((one) => !one.closest(".visually-hidden"))
    .filter((one) => one.getBoundingClientRect().right > box.right + 1).map((one) => one.className || one.tagName);
}"""


@scripts
@pytest.mark.parametrize(
    "label", ["x" * 200, "حدود السرعة " * 16, "<b>Gebühr</b><script>alert(1)</script>" * 5]
)
def test_a_correction_of_many_letters_stays_in_its_box(
    reader: tuple[Page, dict[str, str]], label: str
) -> None:
    page, words = reader
    page.goto(QUEUE)
    page.locator("details.correct summary").click()
    page.locator("#issue").fill(label.strip())
    page.locator("#comment").fill("y" * 300)
    page.locator(".correction").get_by_role("button", name=words["correct"]).click()
    expect(page.locator("#decided ins")).to_contain_text(label[:20])
    assert page.evaluate(OUT_OF_THE_BOX) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/curate")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("button[name=withdraw]").first.click()


@scripts
def test_keys_can_be_turned_off(reader: tuple[Page, dict[str, str]]) -> None:
    page, _ = reader
    page.goto(QUEUE)
    first = statement(page)
    page.locator("[data-keys-on]").uncheck()
    page.keyboard.press("n")
    page.reload()
    page.keyboard.press("n")
    assert statement(page) == first
    expect(page.locator(".key").first).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_decide_without_a_script(browser: Browser, address: str, width: int) -> None:
    context = opened(browser, address, width, "de-DE", script=False)
    page = context.pages[0]
    page.goto(QUEUE)
    first = statement(page)
    page.get_by_role("button", name="Verwerfen").first.click()
    expect(page).to_have_url(re.compile("#card$"))
    expect(page.locator("#decided")).to_be_in_viewport()
    page.locator("#decided").get_by_role("button", name="Zurücknehmen").click()
    assert statement(page) == first
    page.locator("details.correct summary").click()
    page.get_by_label("Akteur", exact=True).last.fill("Niemand Hier")
    page.locator(".correction").get_by_role("button", name="Berichtigen").click()
    expect(page.get_by_role("alert")).to_contain_text("Niemand Hier")
    expect(page.locator("#holder")).to_have_value("Niemand Hier")
    context.close()
