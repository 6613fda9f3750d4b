"""Which article is which: nothing is lost that has the title of another, and what is the same stays where it is."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

import standpunkt
from graph.knowledge.graph import KnowledgeGraph
from graph.stores.embedded import memory
from graph.things.positions.positions import all_positions
from loaders.articles.findings import Document
from loaders.articles.likeness import ALIKE, likeness, sketch
from standpunkt.loading.placing import Card, Place, places
from standpunkt.session.session import Session

NAMES = ["Anna", "Berta", "Clara", "Dora", "Emma", "Frieda", "Greta", "Hanna", "Ida", "Jana", "Karla", "Lena"]
TOPICS = [
    "den Bau der Brücke",
    "das Tempolimit",
    "die Sanierung der Schule",
    "den Kauf des Schlosses",
    "Radwege",
]


def article(number: int, *, topic: str = "") -> str:
    """An invented comment; no two numbers are alike."""
    name, other = NAMES[number % 12], NAMES[(number * 7 + 5) % 12]
    return (
        f"{name} Muster{number} fordert {topic or TOPICS[number % 5]} noch im Jahr {1900 + number}. "
        f"Der Verband Nummer {number} lehnt das ab. {other} Probe{number} begrüßt die {number + 3} Anträge "
        f"der Gemeinde Dorf{number}. Am Ende stimmten {number + 11} Leute dafür."
    )


def card(text: str, title: str = "Kommentar", **said: object) -> Card:
    name = "document/" + title.lower().replace(" ", "-")
    return Card.of(Document(name, title, text, **said))  # type: ignore[arg-type]


@pytest.fixture
def session(new_store: Path) -> Iterator[Session]:
    with standpunkt.open_graph(store=str(new_store), shapes="no", reasoner="none") as opened:
        yield opened


@pytest.fixture
def empty() -> KnowledgeGraph:
    return KnowledgeGraph(memory(), "http://127.0.0.1:5000/", None)


def write(folder: Path, name: str, text: str, title: str = "Kommentar", more: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {title}\n{more}---\n\n{text}\n", encoding="utf-8")
    return path


def documents(session: Session) -> set[str]:
    return {row["document"].value.removeprefix(session.base) for row in session.rows("documents")}


# ------------------------------------------------------------------------------- identity


def test_two_thousand_articles_of_one_title_are_two_thousand(empty: KnowledgeGraph) -> None:
    cards = [card(article(n), path=f"{n}.md", published=dt.date(2025, 1, 1)) for n in range(2000)]
    found = places(empty, cards)
    assert len({place.id for place in found}) == 2000
    assert not any(place.replaces or place.version_of for place in found)


def test_their_identifiers_do_not_depend_on_the_order(empty: KnowledgeGraph) -> None:
    cards = [card(article(n), path=f"{n}.md") for n in range(20)]
    there = dict(zip(cards, places(empty, cards), strict=True))
    back = dict(zip(cards[::-1], places(empty, cards[::-1]), strict=True))
    assert there == back


@pytest.mark.parametrize("path", [None, "a.md"])
def test_an_article_alone_has_the_name_of_its_title(empty: KnowledgeGraph, path: str | None) -> None:
    assert places(empty, [card(article(1), path=path)]) == [Place("document/kommentar")]


def test_the_same_folder_gives_the_same_identifiers_wherever_it_lies(tmp_path: Path) -> None:
    found = []
    for place in ("here", "there/far/away"):
        for n in range(3):
            write(tmp_path / place, f"2025/{n}.md", article(n))
        store = str(tmp_path / "of" / place)
        with standpunkt.open_graph(store=store, shapes="no", reasoner="none") as session:
            session.load([tmp_path / place])
            found.append(documents(session))
    assert len(found[0]) == 3
    assert found[0] == found[1]


# ------------------------------------------------------------------------------- in a store


def test_another_text_under_a_taken_name_is_kept_beside_it(session: Session, tmp_path: Path) -> None:
    session.load([write(tmp_path, "a.md", article(1))])
    (loaded,) = session.load([write(tmp_path, "b.md", article(2))]).loaded
    assert loaded.place.beside == "document/kommentar"
    assert documents(session) == {"document/kommentar", loaded.place.id}


def test_who_says_so_replaces(session: Session, tmp_path: Path) -> None:
    session.load([write(tmp_path, "a.md", article(1))])
    (loaded,) = session.load([write(tmp_path, "b.md", article(2))], replace=True).loaded
    assert loaded.place == Place("document/kommentar", replaces=True, known=True, path="a.md")
    assert documents(session) == {"document/kommentar"}


def test_articles_of_one_load_do_not_replace_each_other_even_then(session: Session, tmp_path: Path) -> None:
    files = [write(tmp_path, f"{n}.md", article(n)) for n in range(3)]
    session.load(files, replace=True)
    assert len(documents(session)) == 3


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Kommentar", article(1).replace("begrüßt", "begrüsst")),
        ("Kommentar", "Ein neuer Satz steht davor. " + article(1)),
        ("Ein ganz anderer Titel", article(1)),
    ],
    ids=["a typo corrected", "a sentence in front", "a new headline"],
)
def test_a_corrected_file_keeps_its_identity(session: Session, tmp_path: Path, title: str, text: str) -> None:
    session.load([write(tmp_path, "a.md", article(1))])
    (loaded,) = session.load([write(tmp_path, "a.md", text, title)]).loaded
    assert (loaded.place.id, loaded.place.known) == ("document/kommentar", True)
    assert loaded.place.replaces == (text != article(1))
    assert documents(session) == {"document/kommentar"}


def test_what_has_the_same_source_is_the_same_whatever_it_says(session: Session, tmp_path: Path) -> None:
    source = "source: https://example.org/1\n"
    session.load([write(tmp_path, "a.md", article(1), more=source)])
    (loaded,) = session.load([write(tmp_path, "b.md", article(2), "Neu", more=source)]).loaded
    assert (loaded.place.id, loaded.place.replaces) == ("document/kommentar", True)


def test_an_article_that_was_not_changed_replaces_nothing(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", article(1))
    session.load([path])
    (again,) = session.load([path]).loaded
    assert not again.place.replaces
    assert not again.change


# ------------------------------------------------------------------------------- near-duplicates

TEXT = " ".join(article(n, topic="das Tempolimit") for n in (3, 4, 5))


def test_a_text_with_little_changed_is_alike_and_another_is_not() -> None:
    assert likeness(sketch(TEXT), sketch(TEXT.replace("Jahr", "Sommer", 1))) >= ALIKE
    assert likeness(sketch(TEXT), sketch(" ".join(article(n) for n in (6, 7, 8)))) < 0.2


def test_a_text_of_two_papers_is_one_with_a_version(session: Session, tmp_path: Path) -> None:
    first = write(tmp_path, "a.md", TEXT, "Streit um Tempo", "source: https://a.example/1\n")
    second = write(tmp_path, "b.md", TEXT + " (dpa)", "Tempo im Streit", "source: https://b.example/2\n")
    report = session.load([first, second])
    assert report.failed == []
    one, two = report.loaded
    assert (one.place.version_of, two.place.version_of) == ("", "document/streit-um-tempo")
    assert documents(session) == {"document/streit-um-tempo", "document/tempo-im-streit"}


def test_versions_speak_of_the_same_things_and_are_counted_once(session: Session, tmp_path: Path) -> None:
    session.load([write(tmp_path, "a.md", TEXT, "Streit um Tempo", "source: https://a.example/1\n")])
    before = all_positions(session.graph)
    more = TEXT + " Die Gewerkschaft Hafen lehnt den Antrag ab."
    session.load([write(tmp_path, "b.md", more, "Tempo im Streit", "source: https://b.example/2\n")])
    after = all_positions(session.graph)
    assert len(before) > 2
    assert len(after) == len(before) + 1
    assert len(all_positions(session.graph, versions=True)) == 2 * len(before) + 1
