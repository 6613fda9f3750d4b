"""Pages over what nobody planned for: nothing, one article, names of any length, direction and kind, filters
that contradict each other."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.things.positions.positions import all_positions
from tests.waiting import PATIENCE
from tests.web.pages import sample
from web.pages.shared.texts import LANGUAGES, texts

OVERVIEWS = (
    "/matrix",
    "/network",
    "/timeline",
    "/charts",
    "/charts?shape=sides&by=holder",
    "/charts?shape=activity",
    "/charts?shape=polarization",
    "/network?by=party",
    "/network?by=cluster",
    "/matrix?by=party",
    "/positions",
    "/queue",
)
LISTS = ("/actors", "/issues", "/events", "/norms", "/offices", "/documents")
PAGES = (
    "/",
    *OVERVIEWS,
    *LISTS,
    "/changes",
    "/ask?q=Wer+ist+dagegen%3F",
    "/matters",
    "/method",
    "/query",
    "/queries",
    "/queries/stances-on?run=1",
    *(f"/queries/stances-on?run=1&view={view}" for view in ("bars", "time", "network", "map")),
    "/why",
    "/curate",
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützen" * 6 + " Verband"
ARABIC = "رابطة موانئ الشمال"
MARKUP = "<script>alert(1)</script><b onmouseover=x>&amp;"
NAMES = {"long": LONG, "arabic": ARABIC, "markup": MARKUP}


def client_over(graphs: dict[str, list]) -> Iterator[FlaskClient]:
    with standpunkt.open_graph(store_kind="memory", reasoner="none", query_seconds=PATIENCE) as session:
        if graphs:
            session.graph.put_all(graphs)
        app = session.app()
        yield app.test_client()
        app.extensions["standpunkt"].close()


@pytest.fixture(scope="module")
def nothing() -> Iterator[FlaskClient]:
    yield from client_over({})


def odd_article() -> dict[str, list]:
    """An article in which the three names oppose and support one another."""
    names = list(NAMES.values())
    lines = [f"{name} äußert sich über {names[n - 1]}." for n, name in enumerate(names)]
    said = tuple(
        sample.Said(name, ("Support", "Oppose")[n % 2], "Demand", names[n - 1], line)
        for n, (name, line) in enumerate(zip(names, lines, strict=True))
    )
    article = sample.Article(f"Bericht {ARABIC} {MARKUP}", "2025-02-03", " ".join(lines), said)
    return {article.graph: list(sample.article_triples(article))}


@pytest.fixture(scope="module")
def odd() -> Iterator[FlaskClient]:
    yield from client_over(odd_article())


class Words(HTMLParser):
    """The texts of a page, each as it stands between two tags."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += [tag, *(name for name, _ in attrs)]

    def handle_data(self, data: str) -> None:
        self.found.add(data.strip())


def words_of(client: FlaskClient, path: str, language: str = "de") -> Words:
    response = client.get(path, headers={"Accept": "text/html", "Accept-Language": language})
    assert response.status_code == 200, f"{path}: {response.status_code}"
    found = Words()
    found.feed(response.text)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_something_to_say_over_nothing(nothing: FlaskClient, path: str) -> None:
    for language in LANGUAGES:
        assert len(words_of(nothing, path, language).found) > 20


@pytest.mark.parametrize("path", [*PAGES, "/documents?q=alert", "/matrix?by=party", "/timeline?by=actor"])
def test_names_of_any_kind_are_names(odd: FlaskClient, path: str) -> None:
    found = words_of(odd, path)
    assert "onmouseover" not in found.tags
    assert "alert(1)" not in found.found


def test_pages_of_things_with_odd_names_open_and_set_them_apart(odd: FlaskClient) -> None:
    things = {
        link
        for path in LISTS
        for link in re.findall(r'<a href="(/(?:actor|issue|document)/[^"]+)"', odd.get(path).text)
    }
    assert len(things) > 3
    for link in things:
        words_of(odd, link)
    actors = odd.get("/actors").text
    assert f"<bdi>{ARABIC}</bdi>" in actors, (
        "whichever way it is written, what stands beside it keeps its place"
    )


@pytest.mark.parametrize(
    "path", ["/network.svg", "/timeline.svg", "/charts.svg", "/charts.svg?shape=sides&by=holder"]
)
def test_pictures_of_odd_names_and_of_nothing_are_whole_files(
    odd: FlaskClient, nothing: FlaskClient, path: str
) -> None:
    for client in (odd, nothing):
        response = client.get(path)
        assert response.status_code in (200, 404), path
        if response.status_code == 200:
            ET.fromstring(response.text)


def test_a_tie_between_odd_names_opens() -> None:
    lines = [f"{name} äußert sich über {ARABIC}." for name in (LONG, MARKUP)]
    said = tuple(
        sample.Said(name, stance, "Demand", ARABIC, line)
        for name, stance, line in zip((LONG, MARKUP), ("Support", "Oppose"), lines, strict=True)
    )
    article = sample.Article("Streit", "2025-02-03", " ".join(lines), said)
    for client in client_over({article.graph: list(sample.article_triples(article))}):
        tie = re.search(r'data-opens="([^"]+)"', client.get("/network").text)
        assert tie
        found = words_of(client, f"/network?tie={quote(unescape(tie[1]))}")
        assert "blockquote" in found.tags
        assert "onmouseover" not in found.tags


def test_five_thousand_actors_fill_pages_and_files() -> None:
    said = [
        sample.Said(f"Verband {n}", "Support", "Demand", f"Plan {n % 50}", f"Verband {n} will Plan {n % 50}.")
        for n in range(5000)
    ]
    article = sample.Article("Fünftausend", "2025-02-03", " ".join(one.quote for one in said), tuple(said))
    for client in client_over({article.graph: list(sample.article_triples(article))}):
        for path in (*OVERVIEWS, *LISTS):
            words_of(client, path)
        assert len(client.get("/network.json").get_json()["nodes"]) == 5000
        assert client.get("/actors.csv").text.count("\n") == 5001
        assert client.get("/matrix.csv").text.count("\n") == 5001


@pytest.mark.parametrize("path", OVERVIEWS)
def test_filters_that_contradict_each_other_are_told(client: FlaskClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    found = words_of(client, f"{path}{mark}since=2025-12-31&until=2025-01-01")
    assert any("nach seinem Ende" in words for words in found.found)
    words_of(client, f"{path}{mark}holder=actor/nobody&issue=issue/nothing&stance=support&act=reject")


def test_one_article_fills_every_page() -> None:
    graphs = sample.sample_graphs()
    first = next(iter(graphs))
    for client in client_over({first: graphs[first]}):
        for path in PAGES:
            words_of(client, path)
        known = client.application.extensions["standpunkt"].knowledge
        for position in all_positions(known):
            words_of(client, "/" + position.iri.removeprefix(known.base))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_speaks_the_other_language(client: FlaskClient, language: str) -> None:
    (other,) = set(LANGUAGES) - {language}
    own = set(texts(language).values())
    foreign = {text for text in texts(other).values() if len(text) > 4 and "{" not in text} - own
    things = (
        "/actor/jonas-adler",
        "/issue/tempolimit",
        "/event/7c00",
        "/norm/verfassung-von-nordmark",
        "/editing",
        "/upload",
    )
    asked = {"en": "/ask?q=Who+is+against+it%3F"}  # an answer is in the language of its question
    for path in (*PAGES, *things):
        told = asked.get(language, path) if path.startswith("/ask") else path
        slips = words_of(client, told, language).found & foreign
        assert not slips - {"Deutsch", "English"}, (path, slips)
