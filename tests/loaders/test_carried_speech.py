"""Speech that goes on over sentences: in the subjunctive, without marks, in letters and statements; and its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders.articles.findings import Document, Extraction
from loaders.german_rules import GermanRules
from loaders.speech.index import QuotationIndex


@dataclass(frozen=True)
class Passage:
    """A block of ``carried_speech.txt``: the text, who says which words, the positions it takes."""

    text: str
    speakers: tuple[tuple[str, str], ...]
    positions: tuple[tuple[str, str, str], ...]


def passages() -> list[Passage]:
    lines = (Path(__file__).parent / "carried_speech.txt").read_text(encoding="utf-8").split("\n")
    told = "\n".join(line for line in lines if not line.startswith("#"))
    found = []
    for block in told.split("\n\n"):
        if block.strip():
            text, *expected = block.strip().split("\n")
            cells = [(line[0], tuple(line[2:].split(" | "))) for line in expected]
            said = tuple((c[0], c[1]) for mark, c in cells if mark == "=")
            taken = tuple((c[0], c[1], c[2]) for mark, c in cells if mark == "+")
            found.append(Passage(text, said, taken))
    return found


PASSAGES = passages()


def read(passage: Passage) -> Extraction:
    return GermanRules().extract(Document("document/t", "t", passage.text))


@pytest.mark.parametrize("passage", PASSAGES, ids=[p.text[:40] for p in PASSAGES])
def test_each_sentence_has_its_speaker(passage: Passage) -> None:
    quotations = QuotationIndex(read(passage).quotations)
    for words, who in passage.speakers:
        speaker = quotations.speaker_at(passage.text.index(words))
        name = "-" if speaker is None else speaker.name
        assert who == name if who == "-" else who in name, words


@pytest.mark.parametrize("passage", [p for p in PASSAGES if p.positions], ids=lambda p: p.text[:40])
def test_what_is_said_in_it_is_a_position_of_its_speaker(passage: Passage) -> None:
    found = [(s.holder.name, s.stance.value, s.issue.label.lower()) for s in read(passage).statements]
    for holder, stance, word in passage.positions:
        assert any(holder in h and s == stance and word.lower() in i for h, s, i in found), (
            holder,
            word,
            found,
        )


OWN_VOICE = [
    # the author says "ich" elsewhere: nobody is given what the author says
    "Ich war dabei. Wir brauchen die Brücke, sagte Bürgermeister Jost Wendler. Danach regnete es. Ich ging nach Hause.",
    # another text marks its quotations, so a sentence without marks is nobody's
    "„Die Brücke kommt“, sagte Ria Holl. Wir brauchen sie, sagte Jost Wendler. Ich freue mich darauf.",
    # a paragraph ends it
    "Wir brauchen die Brücke, sagte Bürgermeister Jost Wendler.\n\nIch freue mich darauf.",
]


@pytest.mark.parametrize("text", OWN_VOICE)
def test_the_first_person_of_the_text_itself_is_nobody_elses(text: str) -> None:
    found = QuotationIndex(GermanRules().extract(Document("document/t", "t", text)).quotations)
    assert found.speaker_at(text.rindex("Ich")) is None


def test_a_text_whose_author_is_known_says_ich_itself() -> None:
    text = "Wir brauchen die Brücke, sagte Bürgermeister Jost Wendler. Ich freue mich darauf."
    document = Document("document/t", "t", text, author="Ria Holl")
    assert QuotationIndex(GermanRules().extract(document).quotations).speaker_at(text.rindex("Ich")) is None


def test_what_is_asked_in_reported_speech_is_not_demanded() -> None:
    text = "Landesrat Jost Wendler lehnt den Umzug ab. Warum müsse das Archiv in eine Kaserne ziehen. Das sei teuer."
    statements = GermanRules().extract(Document("document/t", "t", text)).statements
    assert not [s for s in statements if s.act.value == "demand"]


def test_demnach_goes_on_with_the_source_before_it() -> None:
    text = "Der Rechnungshof legte einen Bericht vor. Die Brücke sei teuer, hieß es darin. Demnach fehlen zwei Millionen."
    found = QuotationIndex(GermanRules().extract(Document("document/t", "t", text)).quotations)
    speaker = found.speaker_at(text.index("fehlen"))
    assert speaker is not None
    assert speaker.name == "Rechnungshof"
