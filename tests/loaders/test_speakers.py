"""Who said it: every construction of reported speech with names of every kind, after somebody else was named.

The expected speaker of each case is written in the construction: ``{X}`` is the speaker under test, Katja
Vollmer the one who must not be taken for it. What a case asks for stands as ``word=who``: who says the
quotation around this word (``X``, ``V`` for Vollmer, ``-`` for nobody).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pytest

from loaders.articles.findings import Document, Extraction
from loaders.german_rules import GermanRules
from loaders.speech.index import QuotationIndex

BEFORE = "Ministerin Katja Vollmer besuchte am Montag das Werk in Altenried.\n\n"


@dataclass(frozen=True)
class Name:
    """A speaker: how it is written as a subject and after "von" or "laut", and the end of the actor's name."""

    kind: str
    subject: str
    dative: str
    key: str
    before: str = BEFORE


def same(kind: str, name: str, key: str | None = None, before: str = BEFORE) -> Name:
    return Name(kind, name, name, key or name.rsplit(maxsplit=1)[-1], before)


NAMES = (
    same("full name", "Jana Holmstedt"),
    same("rare first name", "Tjorven Quandtner"),
    same("foreign name", "Oumou Diarrassa"),
    same("bare unknown surname", "Ruddenklau"),
    same("bare surname in -er", "Quesselmeyer"),
    same("bare double surname", "Lenz-Abromeit"),
    same("surname that is a noun", "Uwe Wolf"),
    same("surname that is an adjective", "Mirjam Lang"),
    same("surname that is a verb", "Lutz Reiche"),
    same("particle", "Hendrik van der Aa", "Aa"),
    same("Arabic article", "Samira al-Badri", "al-Badri"),
    same("academic title", "Dr. Ottmersen", "Ottmersen"),
    same("Frau", "Frau Brandisch", "Brandisch"),
    same("role and unknown surname", "Landrat Kessenich", "Kessenich"),
    same("party in brackets", "Berit Ottmers (SPD)", "Ottmers"),
    same("initial", "J. Krummbiegel", "Krummbiegel"),
    same("von", "Albrecht von Tessendorf", "Tessendorf"),
    same("bare surname with von", "von Tessendorf", "Tessendorf"),
    same("bare surname with van der", "van der Meulen", "Meulen"),
    same("bare surname in -mann", "Hackemann"),
    same("a month in the name", "Thi Mai Nguyen"),
    same("bare Turkish surname", "Gökçeoğlu"),
    same("Irish apostrophe", "Siobhán O'Connelly", "O'Connelly"),
    same("two surnames", "Pablo Echenique Arroyo", "Arroyo"),
    same("double first name and double surname", "Karl-Heinz Krahn-Oettling"),
    same("Hungarian", "Szilárd Nagymaros"),
    same("single name", "Xandrino"),
    same("two titles", "Prof. Dr. Ulla Sandvoß", "Sandvoß"),
    same("role and unknown first name", "Ministerin Telse Hinrichs", "Hinrichs"),
    same("role and strange last name", "Landrat Harm Ennen", "Ennen"),
    Name("role alone", "der Landrat", "dem Landrat", "Landrat"),
    Name("association", "der Bund der Fährleute", "dem Bund der Fährleute", "Fährleute"),
    same(
        "surname of one introduced before",
        "Ehrenbruch",
        before="Ministerin Katja Vollmer traf am Montag den Bürgermeister Rolf Ehrenbruch.\n\n",
    ),
    Name("initials of a body", "der BVFD", "dem BVFD", "BVFD"),
    Name("stranger", "ein Anwohner", "einem Anwohner", "Anwohner"),
    Name("spokesman", "die Sprecherin des Landkreises", "der Sprecherin des Landkreises", "Sprecherin"),
)

CONSTRUCTIONS = {
    "verb behind": ("„Die Fähre fährt jeden Tag“, sagte {X}.", "Fähre=X"),
    "verb before": ("{X} sagte: „Die Fähre fährt jeden Tag.“", "Fähre=X"),
    "verb inside": ("„Die Fähre“, sagte {X}, „fährt jeden Tag bis Altenried.“", "Altenried.=X"),
    "name and colon": ("{X}: „Die Fähre fährt jeden Tag.“", "Fähre=X"),
    "so": ("„Die Fähre fährt jeden Tag“, so {X}.", "Fähre=X"),
    "with other verb": ("„Die Fähre fährt jeden Tag“, freute sich {X} am Dienstag.", "Fähre=X"),
    "subjunctive behind": ("{X} sagte, die Fähre fahre jeden Tag.", "fahre=X"),
    "subjunctive before": ("Die Fähre fahre jeden Tag, sagte {X}.", "fahre=X"),
    "laut": ("Laut {D} fährt die Fähre jeden Tag.", "Fähre=X"),
    "zufolge": ("{D} zufolge fährt die Fähre jeden Tag.", "Fähre=X"),
    "Angaben": ("Nach Angaben von {D} fährt die Fähre jeden Tag.", "Fähre=X"),
    "wie": ("Wie {X} mitteilte, fährt die Fähre jeden Tag.", "Fähre=X"),
    "dass": ("{X} ist überzeugt, dass die Fähre jeden Tag fährt.", "Fähre=X"),
    "das sagte": ("„Die Fähre fährt jeden Tag.“ Das sagte {X} am Dienstag.", "Fähre=X"),
    "das sagte, »«": ("»Die Fähre fährt jeden Tag. Das bleibt so.« Das sagte {X} am Dienstag.", "bleibt=X"),
    "colon, next paragraph": ("{X} erklärte dazu:\n\n„Die Fähre fährt jeden Tag.“", "Fähre=X"),
    "goes on": (
        "{X} sagte, die Fähre fahre jeden Tag. Das koste wenig. Auch im Winter gebe es keine Pause.",
        "koste=X Winter=X",
    ),
    "goes on after marks": (
        "„Die Fähre fährt jeden Tag“, sagte {X}. Das koste wenig. „Mehr wollen wir nicht.“",
        "koste=X Mehr=X",
    ),
    "answer": (
        "„Die Fähre fährt zu selten“, sagte Vollmer. „Die Fähre reicht allen“, entgegnete {X}.",
        "selten=V reicht=X",
    ),
    "answer, verb before": (
        "Vollmer sagte: „Die Fähre fährt zu selten.“ {X} widersprach: „Die Fähre reicht allen.“",
        "selten=V reicht=X",
    ),
    "marks inside marks": (
        "Vollmer berichtete: „{X} hat mir gesagt: ‚Die Fähre reicht allen.‘ Das glaube ich.“",
        "reicht=X glaube=V",
    ),
    "speech inside marks": (
        "„{X} sagt, die Fähre reiche allen. Das ist falsch“, erklärte Vollmer.",
        "reiche=X falsch=V",
    ),
    "English marks": ("“Die Fähre fährt jeden Tag”, sagte {X}.", "Fähre=X"),
    "straight marks": ('"Die Fähre fährt jeden Tag", kritisierte {X}.', "Fähre=X"),
    "sentences before the frame": (
        "„Wir warten. Die Fähre fährt jeden Tag. Das reicht“, sagte {X}.",
        "warten=X Fähre=X reicht=X",
    ),
    "goes on, somebody else is told of": (
        "{X} sagte, die Fähre fahre jeden Tag. Vollmer habe das zugesagt. Auch im Winter gebe es keine Pause.",
        "zugesagt=X Winter=X",
    ),
    "goes on, somebody else is said to speak": (
        "{X} sagte, die Fähre fahre jeden Tag. Vollmer habe behauptet, das koste viel. Das stimme nicht.",
        "behauptet=X stimme=X",
    ),
    "goes on after a speech act": ("{X} kritisierte den Vertrag. Die Fähre fahre zu selten.", "selten=X"),
    "ends with the next speaker": (
        "{X} sagte, die Fähre fahre jeden Tag. Vollmer widersprach. Die Fähre fahre viel zu selten.",
        "jeden=X selten=V",
    ),
    "colon without marks": (
        "Vollmer kritisierte den Vertrag: Er sei zu teuer. {X} hielt dagegen: Er sei sehr billig.",
        "teuer=V billig=X",
    ),
    "announced, but with a frame of its own": (
        "Vollmer hatte dazu erklärt:\n\n„Die Fähre ist zu teuer.“\n\n„Die Fähre fährt jeden Tag“, sagte {X}.",
        "teuer=V fährt=X",
    ),
    "two names and colons": (
        "Vollmer: „Die Fähre ist zu teuer.“ {X}: „Die Fähre ist billig.“",
        "teuer=V billig=X",
    ),
    "answers in two paragraphs": (
        "„Die Fähre ist zu teuer“, sagte Vollmer.\n\n„Die Fähre ist billig“, sagte {X}. „Das bleibt so.“",
        "teuer=V billig=X bleibt=X",
    ),
    "nobody's words": (
        "„Die Fähre fährt jeden Tag“, sagte {X}. „Die Fähre fährt nie“, hieß es dagegen in Altenried.",
        "jeden=X nie=-",
    ),
    "hearsay": ("{X} schwieg. Die Fähre soll am Montag gesunken sein.", "gesunken=-"),
    "story goes on": (
        "„Die Fähre fährt jeden Tag“, sagte {X}. Am Abend begann es zu regnen. Die Straße wurde gesperrt.",
        "Fähre=X regnen=- gesperrt=-",
    ),
}


@functools.cache
def extraction(text: str) -> Extraction:
    return GermanRules().extract(Document("document/fall", "Fall", text))


def said_by(construction: str, name: Name) -> list[tuple[str, str, str | None]]:
    """(word, who should say it, name of who says it) for each word of a case."""
    form, expected = CONSTRUCTIONS[construction]
    case = form.format(X=name.subject, D=name.dative)
    text = name.before + case[0].upper() + case[1:] + "\n"
    quotations = QuotationIndex(extraction(text).quotations)
    found: list[tuple[str, str, str | None]] = []
    for part in expected.split():
        word, who = part.split("=")
        quotation = quotations.at(text.index(word, len(name.before)))
        speaker = quotation.speaker if quotation is not None else None
        found.append((word, who, speaker.name if speaker is not None else None))
    return found


CASES = [(construction, name) for construction in CONSTRUCTIONS for name in NAMES]


def key_of(who: str, name: Name) -> str | None:
    return {"X": name.key, "V": "Vollmer", "-": None}[who]


@pytest.mark.parametrize(("construction", "name"), CASES, ids=[f"{c}, {n.kind}" for c, n in CASES])
def test_no_quotation_goes_to_another_person(construction: str, name: Name) -> None:
    for word, who, speaker in said_by(construction, name):
        key = key_of(who, name)
        assert speaker is None or (key is not None and key in speaker), (word, who, speaker)


def test_hardly_a_quotation_goes_to_nobody() -> None:
    asked = [case for construction, name in CASES for case in said_by(construction, name) if case[1] != "-"]
    nobody = [case for case in asked if case[2] is None]
    assert len(CASES) >= 320
    assert len(nobody) <= len(asked) * 20 / 320
