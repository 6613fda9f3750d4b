"""A served graph of invented articles and a browser to look at it (skipped where there is no Chromium)."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from waitress.server import create_server

import standpunkt
from graph.model.settings import read_settings
from tests.waiting import PATIENCE
from tests.web.pages import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

TOKEN = "browser-token-long-enough"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a server over the invented articles that also reads articles."""
    settings = read_settings({"store_kind": "memory", "token": TOKEN, "query_seconds": PATIENCE})
    with standpunkt.open_graph(settings) as session:
        session.graph.put_all(sample.sample_graphs())
        with served(session) as place:
            yield place


@contextlib.contextmanager
def served(session: standpunkt.Session) -> Iterator[str]:
    """The address of a server over the graph of ``session``."""
    app = session.app()
    server = create_server(app, host="127.0.0.1", port=0, threads=6)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(10)
    app.extensions["standpunkt"].close()


WINDOWS = [(390, "de-DE"), (1280, "en-GB")]
"""Widths and languages that are looked at, each once: the longer words in the narrow window."""


@pytest.fixture(params=WINDOWS, ids=str)
def visitor(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page of a reader with one of the ``WINDOWS``; its console must stay empty."""
    width, locale = request.param
    viewport = {"width": width, "height": 900}
    context = browser.new_context(base_url=address, locale=locale, viewport=viewport)
    page = context.new_page()
    said: list[str] = []
    is_refusal = re.compile(r"Failed to load resource: .* status of 4\d\d")  # a page that says what is wrong
    page.on("console", lambda m: None if is_refusal.search(m.text) else said.append(m.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A reader with a German browser; any request beyond our server fails the test."""
    strangers: list[str] = []
    context = browser.new_context(base_url=address, locale="de-DE", viewport={"width": 1280, "height": 900})
    context.on(
        "request",
        lambda request: (
            strangers.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None
        ),
    )
    yield context
    context.close()
    assert strangers == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose console must stay empty."""
    page = context.new_page()
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []
