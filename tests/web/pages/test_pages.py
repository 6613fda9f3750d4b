"""What a reader sees: every page complete without JavaScript, in two languages, safe with hostile names."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from flask.testing import FlaskClient

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from graph.views.document_text import Highlight, cut, find_names
from tests.web.pages import sample
from tests.web.pages.gluing import glued
from web import create_app

FILES_OF_A_KIND = 3
THINGS_OF_A_KIND = 60
GERMAN = {"Accept": "text/html", "Accept-Language": "de"}
ENGLISH = {"Accept": "text/html", "Accept-Language": "en-GB,en;q=0.8"}


class Links(HTMLParser):
    """The addresses of a page, and the elements that could run something."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name in ("href", "src", "action"):
            if value := values.get(name):
                self.addresses.append(value)
        if tag == "script" and "src" not in values:
            self.active.append(tag)
        self.active += [name for name in values if name.startswith("on") or name == "style"]


def links_of(html: str) -> Links:
    parser = Links()
    parser.feed(html)
    return parser


def page(client: FlaskClient, path: str, headers: dict[str, str] | None = None) -> str:
    response = client.get(path, headers=headers or GERMAN)
    assert response.status_code == 200, f"{path}: {response.status_code} {response.text[:300]}"
    return response.text


def crawl(client: FlaskClient, knowledge: KnowledgeGraph) -> dict[str, str]:
    """Every page that can be reached from the front page by internal links, by its address.

    All of a kind are made alike: the files beside a page are fetched for the first few pages of each kind, and of
    further things (states, parties, offices of the background) it is only seen whether they exist.
    """
    seen: dict[str, str] = {}
    of_a_kind: Counter[tuple[str, str]] = Counter()
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        path, _, query = address.partition("?")
        kind = (path.split("/")[1], query)
        of_a_kind[kind] += 1
        if "format=" in query and of_a_kind[kind] > FILES_OF_A_KIND:
            continue
        if not query and of_a_kind[kind] > THINGS_OF_A_KIND:
            seen[address] = ""
            assert next(knowledge.store.quads(subject=knowledge.iri(path[1:])), None), address
            continue
        response = client.get(address, headers=GERMAN, follow_redirects=True)
        assert response.status_code == 200, f"{address}: {response.status_code} {response.text[:200]}"
        seen[address] = response.text if response.mimetype == "text/html" else ""
        response.close()
        if response.mimetype == "text/html":
            waiting += [inner for inner in internal(response.text) if inner not in seen]
    return seen


def internal(html: str) -> list[str]:
    """The links of a page to pages of this server."""
    found = [address.split("#")[0].replace("http://localhost", "") for address in links_of(html).addresses]
    return [address for address in found if address.startswith("/") and _worth_following(address)]


def _worth_following(address: str) -> bool:
    """Combinations of filters are endless: one at a time, and only files with one of them."""
    path, _, query = address.partition("?")
    if path in ("/sparql", "/why", "/thing") or "lang=" in query or query.startswith("next="):
        return False
    return query.count("=") <= 1 or (
        path == "/positions" and query.count("=") == 2 and "format=" not in query
    )


def test_every_internal_link_leads_somewhere(client: FlaskClient, knowledge: KnowledgeGraph) -> None:
    pages = crawl(client, knowledge)
    assert any(path.startswith("/actor/") for path in pages)
    assert any(path.startswith("/document/") for path in pages)
    assert any(path.startswith("/position/") for path in pages)
    for path, html in pages.items():
        assert links_of(html).active == [], path
        assert glued(html) == [], path


def test_words_that_run_into_each_other_are_seen() -> None:
    assert glued("<footer><a>Hafen</a>, 15. August 2024<button>Beleg zitieren</button></footer>") == [
        ", 15. August 2024|Beleg zitieren"
    ]
    assert glued("<p><span>1 Satz</span> <span>2 Zitate</span></p><p>Neu</p><ul><li>A<li>B</ul>") == []
    assert glued('<p class="reading"><a>Berlin</a><span>s Plan</span></p><b>x<sup>2</sup></b>') == []


def test_the_front_page_shows_what_is_loaded_and_contested(client: FlaskClient) -> None:
    html = page(client, "/")
    assert "Neueste Positionen" in html
    assert "Küstenschutz" in html
    assert re.search(r"<dd><a [^>]*>21</a></dd>", html)


def test_the_language_follows_the_reader(client: FlaskClient) -> None:
    assert '<html lang="de">' in page(client, "/", GERMAN)
    assert '<html lang="en">' in page(client, "/", ENGLISH)
    assert '<html lang="en">' in page(client, "/?lang=en", GERMAN)
    assert '<html lang="en">' in page(client, "/", GERMAN), "the switch is remembered"


def test_an_issue_has_its_name_in_the_language_of_the_page(client: FlaskClient) -> None:
    assert "<bdi>speed limit</bdi>" in page(client, "/issue/tempolimit", ENGLISH)
    assert "<bdi>Tempolimit</bdi>" in page(client, "/issue/tempolimit?lang=de")


def test_both_languages_have_the_same_texts() -> None:
    def keys(table: dict[str, object], prefix: str = "") -> set[str]:
        found: set[str] = set()
        for key, value in table.items():
            found |= keys(value, f"{prefix}{key}.") if isinstance(value, dict) else {prefix + key}
        return found

    german, english = (
        tomllib.loads((files("web") / "i18n" / f"{language}.toml").read_text(encoding="utf-8"))
        for language in ("de", "en")
    )
    assert keys(german) == keys(english)


def test_markup_in_names_and_quotes_is_text(client: FlaskClient) -> None:
    for path in ("/document/b-holm-b-die-maut", "/actor/mira-holm", "/documents", "/"):
        html = page(client, path)
        assert "<script>alert" not in html
        assert "<b>Holm" not in html
    assert "&lt;script&gt;alert" in page(client, "/actor/mira-holm")


def test_a_document_marks_its_positions_where_they_stand(client: FlaskClient) -> None:
    html = page(client, "/document/nordmark-streitet-ueber-das-tempolimit?at=0-67")
    assert html.count('class="position both"') >= 1, "two positions of opposite stance overlap"
    assert 'id="at"' in html
    assert 'href="#p9"' in html
    assert 'id="p9"' in html
    assert "unsure" in html


def test_an_actor_page_shows_positions_allies_and_opponents(client: FlaskClient) -> None:
    html = page(client, "/actor/mira-holm")
    agree, disagree = html.index("Einig mit"), html.index("Im Streit mit")
    assert "Jonas Adler" in html[agree:disagree]
    assert "Südland" in html[disagree:]
    assert "Verkehrsministerin" in html


def test_a_change_of_mind_is_an_ally_of_nobody(client: FlaskClient) -> None:
    said = [s for article in sample.ARTICLES for s in article.said if s.holder == "Selma Yıldız"]
    assert {s.modality for s in said} == {"Conditional", "Asserted"}
    html = page(client, "/issue/kuestenschutz")
    supporters = html[html.index('id="supporters"') : html.index('id="opponents"')]
    assert "Selma" not in supporters, "a conditional position supports nothing yet"


def test_the_evidence_iri_leads_to_the_marked_passage(client: FlaskClient) -> None:
    response = client.get("/evidence/nordmark-streitet-ueber-das-tempolimit/0-67", headers=GERMAN)
    assert response.status_code == 303
    assert response.headers["Location"].endswith("?at=0-67#at")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/actor/nobody", 404),
        ("/document/deleted", 404),
        ("/actors?page=x", 400),
        ("/actors?page=999999999999999999", 200),
        ("/positions?since=yesterday", 400),
        ("/positions?since=2025-08-01&until=2025-01-01", 200),
        ("/positions?holder=%3Cscript%3E", 400),
        ("/positions?holder=actor/x%22%20%7D%20DROP%20ALL", 400),
        ("/thing?iri=javascript:alert(1)//", 404),
        ("/thing?iri=not an iri", 400),
        ("/actors?q=" + "x" * 10_000, 200),
        ("/actors?q=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", 200),
        ("/actors?q=';DROP TABLE actors;--", 200),
        ("/document/nordmark-streitet-ueber-das-tempolimit?at=9-1", 200),
        ("/document/nordmark-streitet-ueber-das-tempolimit?at=0-999999999", 200),
    ],
)
def test_bad_input_gets_a_helpful_page(client: FlaskClient, path: str, status: int) -> None:
    response = client.get(path, headers=GERMAN)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert "Traceback" not in response.text
    assert "<script>" not in response.text


def test_contradictory_dates_are_explained(client: FlaskClient) -> None:
    assert "nach seinem Ende" in page(client, "/positions?since=2025-08-01&until=2025-01-01")


def test_overlapping_highlights_cut_the_text_where_each_begins_and_ends() -> None:
    paragraphs = cut("abcdef\n\ngh", [Highlight(0, 4, "position", "a", 1), Highlight(2, 6, "quotation", "b")])
    assert ["".join(s.text for s in p) for p in paragraphs] == ["abcdef", "gh"]
    assert [(s.text, [h.iri for h in s.covering]) for s in paragraphs[0]] == [
        ("ab", ["a"]),
        ("cd", ["b", "a"]),
        ("ef", ["b"]),
    ]


def test_names_are_found_as_whole_words_and_in_the_genitive() -> None:
    body = "Ada Holms Plan gefällt Holm, nicht Holmberg."
    found = find_names(body, {"Ada Holm": "x", "Holm": "y"})
    assert [(body[h.start : h.end], h.iri) for h in found] == [("Ada Holm", "x"), ("Holm", "y")]


def test_a_removed_document_says_what_became_of_it(client: FlaskClient) -> None:
    response = client.get("/document/long-gone?at=3-9", headers=GERMAN)
    assert response.status_code == 404
    assert "entfernt oder nie geladen" in response.text
    english = client.get("/document/long-gone?lang=en", headers=ENGLISH)
    assert "removed or never loaded" in english.text


EVERY_PAGE = (
    *("/", "/ask", "/ask?q=Wer%20fordert%20was%3F", "/matrix", "/matrix.csv", "/network", "/network.graphml"),
    *("/timeline", "/timeline.svg", "/positions", "/positions.ttl", "/actors", "/issues", "/documents"),
    *("/events", "/norms", "/offices", "/query", "/why"),
)


def test_every_page_stands_over_an_empty_graph() -> None:
    settings = read_settings({"store_kind": "memory", "reasoner": "none"})
    with standpunkt.open_graph(settings) as session:
        session.graph.change(remove=list(session.graph.store.quads()))
        app = create_app(session.graph, settings)
        client = app.test_client()
        codes = {path: client.get(path, headers=GERMAN).status_code for path in EVERY_PAGE}
        app.extensions["standpunkt"].close()
    assert codes == dict.fromkeys(EVERY_PAGE, 200)


def test_a_page_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/matrix", headers=GERMAN).headers["ETag"]
    assert client.get("/matrix", headers=GERMAN | {"If-None-Match": tag}).status_code == 304
    other = client.get("/matrix", headers=ENGLISH | {"If-None-Match": tag})
    assert other.status_code == 200, "another reader, another page"


def test_home_and_list_count_the_same_positions(client: FlaskClient) -> None:
    """What is inferred is counted apart, not among the positions that texts take."""
    home = re.search(r"<dt>Positionen</dt><dd><a [^>]*>(\d+)</a></dd>", client.get("/", headers=GERMAN).text)
    listed = re.search(r"(\d+) Positionen, \d+ erschlossene", client.get("/positions", headers=GERMAN).text)
    assert home
    assert listed
    assert home[1] == listed[1]
