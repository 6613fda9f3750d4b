"""Takes the screenshots of docs/PAGES.md from a server that has the sample articles loaded.

    export STANDPUNKT_TOKEN=a-token-for-the-pictures
    standpunkt load --samples --store /tmp/store && standpunkt serve --store /tmp/store --port 5099 &
    python docs/screenshots/take.py http://127.0.0.1:5099 [NAME ...]

Needs Debian's Chromium; with Pillow installed the pictures are reduced to 160 colours.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Collection
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.chromium import ARGUMENTS, CHROMIUM

PAGES = {
    "home": "/",
    "ask": "/ask?q=Wer%20unterst%C3%BCtzt%20Sicherheitsgarantien%3F",
    "matrix": "/matrix",
    "network": "/network?broad=1",
    "timeline": "/timeline?by=actor",
    "charts": "/charts",
    "queries": "/queries",
    "actor": "/actor/friedrich-merz",
    "issue": "/issue/tempolimit",
    "document": "/document/tempolimit-warum-sich-die-lager-nicht-bewegen",
    "positions": "/positions?act=demand",
    "norm": "/norm/verfassung-der-ukraine",
    "query": "/query?saved=who-supports",
    "why": "/why?s=actor/deutschland&p=sp:officiallySupports&o=issue/"
    "europaeer-pochen-in-washington-auf-garantien-fuer-kiew/waffenruhe",
    "documents": "/documents",
    "queue": "/queue",
    "upload": "/upload",
}
SIGNED_IN = ("queue", "upload")
"""Pages that are shown as they are for who has signed in."""
SIZES = {"desktop": (1280, 860), "phone": (390, 780)}


def main(address: str, names: Collection[str]) -> int:
    """Take those of ``names``, or all; gives the number of those that could not be taken."""
    missed = 0
    place = Path(__file__).parent
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for size, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height}, locale="de-DE")
            context.set_default_timeout(300_000)
            page = context.new_page()
            for name, path in PAGES.items():
                if name == SIGNED_IN[0]:
                    sign_in(page, address)
                if names and name not in names:
                    continue
                response = page.goto(address + path)
                if response is None or response.status != 200:
                    print(f"{path}: {response.status if response else 'no answer'}", file=sys.stderr)
                    missed += 1
                    continue
                page.wait_for_timeout(250)
                file = place / f"{name}-{size}.png"
                page.screenshot(path=file)
                reduce(file)
            context.close()
        browser.close()
    return missed


def sign_in(page: Page, address: str) -> None:
    """Sign in with the token of the server."""
    page.goto(address + "/editing")
    page.locator("#name").fill("Ida Prüf")
    page.locator("#token").fill(os.environ["STANDPUNKT_TOKEN"])
    page.locator("main form button").click()


def reduce(file: Path) -> None:
    """Write ``file`` anew with 160 colours, where Pillow is installed."""
    if importlib.util.find_spec("PIL"):
        image = importlib.import_module("PIL.Image")
        image.open(file).convert("RGB").quantize(160, dither=image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1].rstrip("/"), sys.argv[2:]), 1))
