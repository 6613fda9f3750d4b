"""A second reader says how probably a passage says what the rules read; what it doubts takes no side."""

import math
import os
from dataclasses import replace

import pytest

import standpunkt
from loaders.articles.findings import Document, Origin, Stance
from loaders.german_rules import GermanRules
from loaders.positions.confidence import confidence_after
from loaders.reader import doubting
from loaders.reader.pieces import Cutter
from loaders.reader.question import (
    CLAIM,
    EVIDENCE,
    LONGEST_PASSAGE,
    PASSAGE,
    around_of,
    claim_of,
    question_of,
)
from loaders.reader.weights import Vocabulary
from loaders.triples.sides import withheld
from standpunkt.__main__ import main

needs_model = pytest.mark.usefixtures("reader_is_here")

TEXT = (
    "Die Brücke über die Lauer ist 90 Jahre alt. Die Verkehrsministerin Anna Beispiel fordert eine Maut auf Brücken. "
    "Der Verband Freie Lauer lehnt die Maut auf Brücken ab."
)


def words(*pieces: str) -> Cutter:
    """A cutter that knows these pieces, each with the number of its place from 10 and the same probability."""
    numbered = {piece: (number, -1.0) for number, piece in enumerate(pieces, start=10)}
    return Cutter(Vocabulary(numbered, {0x2013: "-"}, 0, 2, 3, -11.0, max(map(len, pieces))))


def document(text: str = TEXT) -> Document:
    return Document("document/bruecke", "Brücke", text)


def test_a_word_is_cut_into_the_fewest_of_equally_likely_pieces_and_what_is_unknown_is_one_piece_a_letter():
    cut = words("▁Tempo", "limit", "▁Tem", "po", "▁")
    assert cut("Tempolimit") == [10, 11]
    assert cut("Tempo Tempo") == [10, 10]
    assert cut("Tempoß") == [10, 3]


def test_letters_are_spelled_as_the_model_was_taught_them():
    assert words("▁-", "▁–")("–") == [10]


def test_a_question_is_the_claim_then_the_passage_and_knows_its_evidence():
    statement = GermanRules().extract(document()).statements[0]
    claim = claim_of(statement, TEXT)
    assert (claim.holder, claim.stance, claim.matter) == ("Anna Beispiel", Stance.SUPPORT, "Maut auf Brücken")
    assert (claim.before, claim.after) == ("", ".")
    question = question_of(claim, words("▁Anna", "▁Beispiel", "▁ist", "▁für", "▁gegen"))
    assert question.pieces[:5] == (0, 10, 11, 12, 13)
    assert len(question.pieces) == len(question.parts)
    assert [part for n, part in enumerate(question.parts) if not n or question.parts[n - 1] != part] == [
        CLAIM,
        PASSAGE,
        EVIDENCE,
        PASSAGE,
    ]


def test_the_passage_is_the_sentence_of_the_evidence_and_ends_with_its_line():
    text = "Zur Brücke\n\nAm 3. Mai sagte Dr. Anna Beispiel, sie fordere\neine Maut; Geld fehle. Andere sind dagegen."
    start = text.index("sie fordere")
    end = start + len("sie fordere\neine Maut")
    before, evidence, after = around_of(text, start, end)
    assert before == "Am 3. Mai sagte Dr. Anna Beispiel,"
    assert (evidence, after) == ("sie fordere eine Maut", "; Geld fehle.")


def test_of_a_long_passage_what_is_nearest_to_the_evidence_is_read():
    cut = words("▁weit", "▁nah", "▁hier")
    far = claim_of(GermanRules().extract(document()).statements[0], TEXT)._replace(
        before="weit " * 99 + "nah", evidence="hier " * 20, after="nah " + "weit " * 99
    )
    question = question_of(far, cut)
    passage = [piece for piece, part in zip(question.pieces, question.parts, strict=True) if part != CLAIM]
    assert len(passage) == LONGEST_PASSAGE + 2  # the marks of its begin and end
    assert passage.count(11) == 2


@needs_model
def test_what_it_doubts_is_withheld_with_the_reason_and_keeps_stance_and_evidence():
    found = GermanRules().extract(document())
    assert [withheld(statement) for statement in found.statements] == ["", ""]
    read = doubting.doubted(found, 1.0)
    for before, after in zip(found.statements, read.statements, strict=True):
        assert withheld(after).startswith("the second reader doubts it (0.")
        assert (after.holder, after.stance, after.issue, after.evidence) == (
            before.holder,
            before.stance,
            before.issue,
            before.evidence,
        )
        belief = dict(after.trace)["second reader"].removeprefix("believes it ")
        assert math.isclose(after.confidence, confidence_after(float(belief)), abs_tol=0.02), (
            "as sure as it was"
        )
    assert not any(withheld(statement) for statement in doubting.doubted(found, 0.01).statements)


@needs_model
def test_it_believes_a_plain_demand_more_than_its_contrary():
    reader = doubting.encoder()
    claim = claim_of(GermanRules().extract(document()).statements[0], TEXT)
    turned = claim._replace(stance=Stance.OPPOSE)
    right, wrong = reader.beliefs([question_of(one, reader.cut) for one in (claim, turned)])
    assert right > wrong


@needs_model
def test_a_belief_depends_on_no_other_question_and_is_the_same_each_time():
    reader = doubting.encoder()
    found = GermanRules().extract(document())
    questions = [question_of(claim_of(statement, TEXT), reader.cut) for statement in found.statements]
    alone = [reader.beliefs([question])[0] for question in questions]
    assert reader.beliefs(questions) == reader.beliefs(questions)
    assert all(
        math.isclose(a, b, abs_tol=1e-4) for a, b in zip(alone, reader.beliefs(questions), strict=True)
    )


@needs_model
def test_positions_in_another_language_are_left_as_they_are():
    found = standpunkt.extract(
        document("The minister Anna Example demands a new bridge. The city rejects the toll.")
    )
    assert doubting.doubted(found, 1.0).statements == found.statements


@needs_model
def test_what_takes_no_side_for_another_reason_is_not_asked_and_is_as_sure_as_its_shape():
    found = GermanRules().extract(document())
    seldom = replace(
        found,
        statements=tuple(replace(s, features=(*s.features, ("noted", "seldom"))) for s in found.statements),
    )
    assert doubting.doubted(seldom, 1.0) == seldom


@needs_model
def test_however_sure_what_is_doubted_takes_no_side_and_is_less_sure_than_what_is_believed():
    found = GermanRules().extract(document())
    beliefs = sorted(
        float(dict(statement.trace)[doubting.STEP].removeprefix("believes it "))
        for statement in doubting.doubted(found, 0.01).statements
    )
    between = sum(beliefs) / 2
    doubted, believed = sorted(doubting.doubted(found, between).statements, key=lambda s: not s.doubt)
    assert withheld(doubted)
    assert not withheld(believed)
    assert doubted.confidence <= confidence_after(between) <= believed.confidence


@needs_model
def test_what_only_a_language_model_says_is_as_sure_as_its_setting_unless_it_is_doubted():
    found = GermanRules().extract(document())
    both = replace(
        found,
        statements=tuple(replace(s, origin=Origin.BOTH, confidence=0.97) for s in found.statements),
    )
    assert {s.confidence for s in doubting.doubted(both, 0.01).statements} == {0.97}
    assert all(s.confidence <= confidence_after(1) for s in doubting.doubted(both, 1.0).statements)


@needs_model
def test_a_question_asked_twice_in_a_document_has_one_answer():
    found = GermanRules().extract(document())
    twice = replace(found, statements=(*found.statements, *found.statements))
    beliefs = [
        dict(statement.trace)["second reader"] for statement in doubting.doubted(twice, 0.5).statements
    ]
    assert beliefs[:2] == beliefs[2:]


def test_the_command_reckons_with_one_thread_unless_its_user_wants_more(monkeypatch):
    """Threads that wait for each other by spinning cost eight times the CPU on a machine that is busy."""
    for given, kept in ((None, "1"), ("2", "2")):
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", given or "")
        if given is None:
            monkeypatch.delenv("OPENBLAS_NUM_THREADS")
        monkeypatch.setattr("sys.argv", ["standpunkt", "--version"])
        with pytest.raises(SystemExit):
            main()
        assert os.environ["OPENBLAS_NUM_THREADS"] == kept
