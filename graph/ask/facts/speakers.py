"""Who speaks or acts in a sentence: a quotation's speaker, a position's taker, else the subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.ask.indexes.name_index import NameMatch
from graph.ask.indexes.sentences import TextSentence
from graph.ask.linking.inquiry import Inquiry, nodes, spell
from graph.ask.linking.value_queries import run
from graph.ask.positions.fetching import fetch
from graph.ask.reading.question import QuestionToken, tokens
from graph.ask.words.asked_acts import AskedAct
from graph.ask.words.word_files import is_small
from graph.rdf.queries import with_values

_SPEAKER, _TAKER = 3.0, 2.5
"""What it counts to be named as the speaker of a quotation in the sentence, or as the taker of a position."""
_FIRST, _REFERRED, _AT_VERB, _ACTING = 0.5, 1.0, 1.0, 1.5
_DEPENDENT = -1.5
"""What it counts to stand behind a preposition or as a genitive beside a noun."""
_AGENT = {"von", "vom", "durch", "seitens", "laut", "by", "of"}
_PASSIVE = {"wird", "werden", "wurde", "wurden", "worden", "nach", "laut"}
_PRONOUN = re.compile(r"^[„“\"»(]?(?:[Ee]r|[Ss]ie|[Dd]ieser|[Dd]iese)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """An actor that a sentence names, and how likely it is the one who speaks or acts there."""

    iri: str
    score: float
    place: int


def speakers(
    inquiry: Inquiry, sentence: TextSentence, act: AskedAct | None, classes: set[str]
) -> list[Named]:
    """The actors of ``sentence`` (of ``classes``, if any are given), the likeliest to act first.

    Where a pronoun stands in for someone, the sentence before says for whom.
    """
    telling = _telling(inquiry, sentence)
    found = tokens(sentence.text)
    verbs = _verbs(found, act)
    named: dict[str, Named] = {}
    if _PRONOUN.match(sentence.text):
        for one in _subjects(inquiry, tokens(sentence.before), set()):
            named[one.iri] = Named(one.iri, one.score + _REFERRED, one.place)
    for one in _subjects(inquiry, found, verbs):
        named.setdefault(one.iri, one)
    for iri, score in telling.items():
        place = named[iri].place if iri in named else -1
        named[iri] = Named(iri, score + (named[iri].score if iri in named else 0.0), place)
    kept = (one for one in named.values() if _fits(inquiry, one.iri, sentence.document, classes))
    return sorted(kept, key=lambda one: (-one.score, one.place, one.iri))


def _fits(inquiry: Inquiry, iri: str, document: str, classes: set[str]) -> bool:
    """Whether an actor of the asked classes is known in the document, so that the word is truly a name."""
    thing = inquiry.index.things.get(iri)
    if thing is None or thing.sort != "actor" or (classes and not classes & thing.classes):
        return False
    mentioned = inquiry.index.links["mentionedIn"].get(iri)
    return not mentioned or document in mentioned


def _telling(inquiry: Inquiry, sentence: TextSentence) -> dict[str, float]:
    """Speakers of quotations and takers of positions in the sentence."""
    found: dict[str, float] = {}
    quiet = Inquiry(inquiry.knowledge, inquiry.language, inquiry.spoken)
    for position in fetch(quiet, documents=[sentence.document]):
        within = any(p.start < sentence.end and sentence.start < p.end for p in position.passages)
        if within and position.how == "own":
            found[position.holder] = _TAKER
    quotations = with_values("ask-quotations", {"document": nodes([sentence.document])})
    for row in run(inquiry.knowledge, quotations):
        if int(row["start"]) < sentence.end and sentence.start < int(row["end"]):
            found[row["speaker"]] = _SPEAKER
    return found


def _verbs(found: Sequence[QuestionToken], act: AskedAct | None) -> set[int]:
    """The places of the words of the asked stance."""
    if act is None:
        return set()
    line = "".join(token.folded + " " for token in found)
    starts = [0]
    for token in found:
        starts.append(starts[-1] + len(token.folded) + 1)
    hits = (m for phrase in act.phrases["de"] if not phrase.weak for m in phrase.pattern.finditer(line))
    return {starts.index(match.start(1)) for match in hits}


def _subjects(inquiry: Inquiry, found: Sequence[QuestionToken], verbs: set[int]) -> list[Named]:
    """The actors named in ``found`` with how much each looks like the subject of it."""
    spelled, owners = spell(found)
    passive = any(token.folded in _PASSIVE for token in found)
    names = [n for n in inquiry.names.find(spelled) if not n.role and _stands_alone(n, owners)]
    rows = []
    for number, name in enumerate(names):
        score = _standing(inquiry, name, found, owners, spelled, passive) + _FIRST * (number == 0)
        near = any(abs(owners[name.start] - verb) <= 3 for verb in verbs)
        rows.append(Named(name.candidates[0], score + _AT_VERB * (near and score >= 0), name.start))
    return rows


def _stands_alone(name: NameMatch, owners: Sequence[int]) -> bool:
    """Whether a name is not a part of a compound ("Ukraine-Konferenz")."""
    inside = set(owners[name.start : name.end])
    return not inside & {*owners[: name.start], *owners[name.end :]}


def _standing(
    inquiry: Inquiry,
    name: NameMatch,
    found: Sequence[QuestionToken],
    owners: Sequence[int],
    spelled: Sequence[str],
    passive: bool,
) -> float:
    """Whether a name depends on another word, or is who acts in a passive sentence."""
    first = owners[name.start]
    before = first - 1
    while before > 0 and (is_small(found[before].folded, "article") or _is_description(found, before)):
        before -= 1
    word = found[before].folded if before >= 0 else ""
    if passive and word in _AGENT:
        return _ACTING
    if is_small(word, "preposition") and word not in {"und", "oder", "sowie", "dass", "als"}:
        return _DEPENDENT
    genitive = spelled[name.end - 1].endswith("s") and inquiry.names.is_inflected(
        spelled[name.start : name.end]
    )
    return _DEPENDENT if genitive else 0.0


def _is_description(found: Sequence[QuestionToken], place: int) -> bool:
    """Whether a word before a name only describes its bearer ("Parteichef", "frühere")."""
    word = found[place]
    ends = word.folded.endswith(
        ("chef", "chefin", "minister", "ministerin", "praesident", "praesidentin", "er", "e", "en")
    )
    return ends and not is_small(word.folded, "preposition") and not is_small(word.folded, "auxiliary")
