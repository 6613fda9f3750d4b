"""Every kind of page against axe-core (WCAG 2.2 A and AA), in light and dark, wide and narrow."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import TOKEN
from tests.waiting import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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
    "/charts?shape=activity&colours=safe",
    "/charts?shape=polarization&broad=1",
    "/network?by=party",
    "/network?by=stance",
    "/network?tie=actor/mira-holm+actor/jonas-adler",
    "/method",
    "/timeline",
    "/changes",
    "/queries/offices-of?person=actor/jonas-adler&run=1",
    "/queries/changes-of-mind",
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
    "/query",
    "/query?query=SELECT",
    "/why?s=actor/jonas-adler&p=sp:implicitlyOpposes&o=issue/tempolimit-auf-autobahnen",
    "/why",
    "/editing",
    "/upload",
    "/actor/nobody",
    "/queue",
    "/curate",
    "/matters",
    "/thing?iri=http://www.w3.org/2004/02/skos/core%23broader",
    "/ontology",
    "/queries",
    "/queries?q=Unsinn",
    "/queries/who-supports",
    "/queries/who-supports?run=1&topic=Unsinn",
    "/queries/who-supports?run=1&topic=issue/tempolimit",
    *(f"/queries/stances-on?run=1&view={view}" for view in ("table", "bars", "time", "network", "map")),
    "/issue-scheme",
)
SIGNED_IN = (
    "/queue",
    "/queue?at={position}",
    "/queue?source=document/none",
    "/curate?position={position}",
    "/curate",
    "/{position}",
    "/document/nordmark-streitet-ueber-das-tempolimit",
    "/matters",
    "/upload",
    "/editing",
    "{upload}",
)
"""Pages that look otherwise to who may decide and load: a position, and what an upload found."""
ARTICLE = "Der Hafenminister Uwe Kranz fordert eine höhere Hafengebühr."
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
        found += [f"{path}: {barrier}" for barrier in barriers(page, WIDTHS[width])]
    sign_in(page)
    places = {"position": a_position(page), "upload": an_upload(page)}
    for path in SIGNED_IN:
        page.goto(path.format(**places))
        found += [f"{path} (signed in): {barrier}" for barrier in barriers(page, WIDTHS[width])]
    context.close()
    assert not found, "\n".join(found)


def barriers(page: Page, width: int) -> list[str]:
    """What axe-core finds on a page, and whether it is wider than its window."""
    page.add_script_tag(path=AXE)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    report = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    found = []
    for violation in report["violations"]:
        nodes = "; ".join(
            node["html"][:150] + " " + node["failureSummary"][:250] for node in violation["nodes"][:3]
        )
        found.append(f"{violation['id']}: {nodes}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"wider ({wide}) than the window"] if wide > width else found


def sign_in(page: Page) -> None:
    page.goto("/editing")
    page.locator("#name").fill("Ida Prüf")
    page.locator("#token").fill(TOKEN)
    page.locator("main form button").click()


def a_position(page: Page) -> str:
    """The identifier of some position."""
    return page.request.get("/positions.json?act=demand").json()[0]["position"].partition("5000/")[2]


def an_upload(page: Page) -> str:
    """The address of an upload that is over."""
    page.goto("/upload")
    page.locator("#text").fill(ARTICLE)
    page.locator("#title").fill("Hafengebühr")
    page.locator("main form button").click()
    page.locator(".figures").wait_for(timeout=PATIENCE * 1000)
    return page.url


def test_every_page_without_a_name_in_its_address_is_looked_at(address: str) -> None:
    with urllib.request.urlopen(f"{address}/openapi.json") as answer:
        paths = json.load(answer)["paths"]
    pages = {
        path
        for path, methods in paths.items()
        if "{" not in path
        and "text/html" in methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
    }
    assert len(pages) > 15
    assert pages <= {path.partition("?")[0] for path in PAGES}
