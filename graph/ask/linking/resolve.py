"""Slots and leftover words of a reading, linked to actors and topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.ask.indexes.name_forms import inflections
from graph.ask.indexes.name_index import NameMatch
from graph.ask.linking.inquiry import Inquiry, Topic, spell
from graph.ask.reading.question import QuestionToken, tokens, written
from graph.ask.words.stems import fold, words
from graph.ask.words.topic_terms import terms_of
from graph.ask.words.word_files import is_small
from graph.ask.words.wording import listed

_BODIES = {"Association", "Organisation", "Company", "Party", "CollectiveActor"}
_OWNERS = {"von", "vom", "seitens", "durch", "bei", "beim", "of", "by", "from", "laut"}
"""Prepositions behind which stands whose a position is."""
_SPOKEN_OF = {
    fold(word) for word in ("an", "am", "gegen", "über", "gegenüber", "against", "about", "towards")
}
"""Prepositions behind which stands what others speak of."""
_SURE = 0.1
"""How much better a name must fit than the next to be taken without asking back."""


class AmbiguousName(Exception):  # noqa: N818 - not an error, a question back
    """A name that may stand for several actors; the question goes back to the asker."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        super().__init__(name)
        self.name = name
        self.candidates = tuple(candidates)


@dataclass(frozen=True, slots=True)
class NamedActors:
    """The actors a slot names, and the words it used that name nobody."""

    iris: tuple[str, ...]
    rest: str = ""
    each: tuple[tuple[str, ...], ...] = ()
    """The actors of each name, where several are joined ("A und B")."""

    def __bool__(self) -> bool:
        return bool(self.iris)

    def called(self, inquiry: Inquiry) -> str:
        """The actors in words, without those whose names hold another's ("Aktivisten von X" beside "X")."""
        labels = list(dict.fromkeys(inquiry.label(iri) for iri in self.iris))
        kept = [one for one in labels if not any(other != one and other in one for other in labels)]
        return listed(kept, inquiry.language)


def only_actors(inquiry: Inquiry, text: str, *, roles: bool = True) -> NamedActors:
    """The actors named by ``text`` where it names nothing else; none if words are left over.

    Without ``roles``, an office does not stand for its holder. Raises ``AmbiguousName``.
    """
    found = tokens(text)
    spelled, _owners = spell(found)
    names = [name for name in inquiry.names.find(spelled) if roles or not name.role]
    if not names and (slip := inquiry.misspelt(spelled)):
        names = [slip]
    if not names and (described := inquiry.described_actor(text)):
        return NamedActors((described,))
    covered = {place for name in names for place in range(name.start, name.end)}
    rest = [word for place, word in enumerate(spelled) if place not in covered]
    if not names or any(_counts(word) for word in rest):
        return NamedActors(())
    chosen = tuple(dict.fromkeys(iri for name in names for iri in _chosen(inquiry, name, spelled)))
    return NamedActors(_with_spokespeople(inquiry, chosen))


def _counts(word: str) -> bool:
    small = ("article", "preposition", "filler")
    return not any(is_small(word, name) for name in small)


def _chosen(inquiry: Inquiry, name: NameMatch, spelled: Sequence[str]) -> tuple[str, ...]:
    """The actor that ``name`` means; raises ``AmbiguousName`` if several are as likely.

    An actor the texts only give a last name to counts as the only one of that name they give in full.
    """
    candidates = name.candidates
    if len(candidates) == 1:
        return _spoken_of(inquiry, candidates[0], spelled[name.start : name.end])
    known = inquiry.names.weights(name, spelled)
    active = [iri for iri in candidates if inquiry.index.by_holder.get(iri)] or list(candidates)
    short = " ".join(spelled[name.start : name.end])
    forms = inflections(tuple(spelled[name.start : name.end]))
    called = [iri for iri in active if any(_is_called(inquiry.label(iri), " ".join(f)) for f in forms)]
    active = called or active
    full = [iri for iri in active if " ".join(words(inquiry.label(iri))) != short]
    if len(full) <= 1:
        return tuple(active)
    best = max(known.get(iri, 0.0) for iri in active)
    likely = [iri for iri in active if known.get(iri, 0.0) >= best - _SURE]
    if len(likely) == 1:
        return tuple(likely)
    raise AmbiguousName(short, likely)


def _spoken_of(inquiry: Inquiry, iri: str, said: Sequence[str]) -> tuple[str, ...]:
    """``iri``, or if no text speaks of it, the actor with positions whose name means the same in German.

    "The Green Party" is the one of the texts, not one of another country that only the background knows.
    """
    index = inquiry.index
    if index.by_holder.get(iri) or index.links["mentionedIn"].get(iri):
        return (iri,)
    if len(said) < 2:
        return (iri,)
    foreign = inquiry.spoken == "en"
    terms = [replace(term, foreign=foreign) for term in terms_of(" ".join(said))]
    return (inquiry.issues.holder(terms) or iri,)


def _with_spokespeople(inquiry: Inquiry, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """With those who speak in the name of an organisation or group, or are a part of a group.

    "Aktivisten der Umweltorganisation Greenpeace" are asked for as "Greenpeace" where that takes no position
    itself; "Flüchtlinge" stand for "sudanesische Flüchtlinge", too. Another body is never meant: the branch
    "CSU München" is not the CSU.
    """
    index = inquiry.index
    things = [index.things[iri] for iri in chosen if iri in index.things]
    silent = [
        set(words(t.label("de"))) for t in things if t.classes & _BODIES and not index.by_holder.get(t.iri)
    ]
    groups = {fold(t.label("de")) for t in things if "CollectiveActor" in t.classes}
    if not silent and not groups:
        return chosen
    speaking = []
    for holder in sorted(index.by_holder):
        name, thing = words(index.label(holder)), index.things.get(holder)
        is_body = thing is not None and bool(thing.classes & _BODIES - {"CollectiveActor"})
        for_silent = not is_body and any(n <= set(name) for n in silent)
        if index.by_holder[holder] and (for_silent or (name and name[-1] in groups)):
            speaking.append(holder)
    return (*chosen, *(iri for iri in speaking if iri not in chosen))


def _is_called(label: str, short: str) -> bool:
    """Whether ``short`` is the whole of a label or its end ("Merkel", "Angela Merkel")."""
    spelled = " ".join(words(label))
    return spelled == short or spelled.endswith(" " + short)


def actor_and_topic(inquiry: Inquiry, about: Sequence[Sequence[QuestionToken]]) -> tuple[NamedActors, Topic]:
    """Who the leftover words of a question are about, and the topic the other words name.

    That is the first name that is not part of something else ("Merkels Plan", "Streit mit Merkel"), with the
    names joined to it by "und"; where all are part of something, the first. Raises ``AmbiguousName``.
    """
    found = tuple(token for segment in about for token in segment)
    spelled, owners = spell(found)
    names = inquiry.names.find(spelled)
    if not names and (slip := inquiry.misspelt(spelled)):
        names = [slip]
    if not names:
        return _described(inquiry, about)
    first = next((n for n in names if not _is_attribute(inquiry, n, found, spelled, owners)), names[0])
    subjects = [first]
    for name in names[names.index(first) + 1 :]:
        if not _are_joined(spelled[subjects[-1].end : name.start], owners, subjects[-1].end, name.start):
            break
        subjects.append(name)
    used = {owners[place] for name in subjects for place in range(name.start, name.end)}
    rest = tuple(token for place, token in enumerate(found) if place not in used)
    topic = inquiry.topic(written(rest))
    each = tuple(_chosen_for(inquiry, name, spelled, topic) for name in subjects)
    chosen = tuple(dict.fromkeys(iri for iris in each for iri in iris))
    joined = tuple(_with_spokespeople(inquiry, iris) for iris in each) if len(each) > 1 else ()
    return NamedActors(_with_spokespeople(inquiry, chosen), written(rest), joined), topic


def _described(inquiry: Inquiry, about: Sequence[Sequence[QuestionToken]]) -> tuple[NamedActors, Topic]:
    """The actor whom the words, or one run of them, describe ("the Buddhist monks"), and the topic."""
    runs = [(), *about] if len(about) > 1 else [()]
    for run in runs:
        text = written(tuple(run or (token for segment in about for token in segment)))
        several = not run or len(text.split()) > 1
        if several and (iri := inquiry.described_actor(text)):
            rest = tuple(token for segment in about if run and segment is not run for token in segment)
            return NamedActors((iri,)), inquiry.topic(written(rest))
    return NamedActors(()), topic_of(inquiry, about)


def _chosen_for(inquiry: Inquiry, name: NameMatch, spelled: Sequence[str], topic: Topic) -> tuple[str, ...]:
    """The actor that ``name`` means; of several as likely the only one with a position on ``topic``."""
    try:
        return _chosen(inquiry, name, spelled)
    except AmbiguousName as several:
        issues = topic.scores.keys()
        speaking = [
            iri
            for iri in several.candidates
            if any(held.issue in issues for held in inquiry.index.by_holder.get(iri, ()))
        ]
        if len(speaking) == 1:
            return tuple(speaking)
        raise


def _are_joined(between: Sequence[str], owners: Sequence[int], end: int, start: int) -> bool:
    """Whether two names stand together as "A und B" or "A/B"."""
    joining = {"und", "and", "sowie"}
    if not between:
        return owners[end - 1] == owners[start]
    return bool(joining & set(between)) and all(w in joining or is_small(w, "article") for w in between)


def _is_attribute(
    inquiry: Inquiry,
    name: NameMatch,
    found: Sequence[QuestionToken],
    spelled: Sequence[str],
    owners: Sequence[int],
) -> bool:
    """Whether a name is a genitive beside its noun, or stands behind a preposition."""
    first, last = owners[name.start], owners[name.end - 1]
    if preposition := _stands_behind(name, found, owners):
        return preposition not in _OWNERS
    genitive = spelled[name.end - 1].endswith("s") and inquiry.names.is_inflected(
        spelled[name.start : name.end]
    )
    return genitive and (last + 1 < len(found) or (first > 0 and found[first - 1].capital))


def only_spoken_of(inquiry: Inquiry, about: Sequence[Sequence[QuestionToken]]) -> bool:
    """Whether all names in ``about`` stand behind prepositions of what is spoken of ("gegen", "über")."""
    found = tuple(token for segment in about for token in segment)
    spelled, owners = spell(found)
    names = inquiry.names.find(spelled)
    return bool(names) and all(_stands_behind(n, found, owners) in _SPOKEN_OF for n in names)


def _stands_behind(name: NameMatch, found: Sequence[QuestionToken], owners: Sequence[int]) -> str:
    """The preposition before a name, with or without an article between them, or ""."""
    before = owners[name.start] - 1
    if before > 0 and is_small(found[before].folded, "article"):
        before -= 1
    word = found[before].folded if before >= 0 else ""
    return word if is_small(word, "preposition") else ""


def topic_of(inquiry: Inquiry, about: Sequence[Sequence[QuestionToken]]) -> Topic:
    """The topic that all leftover words of a question name."""
    return inquiry.topic(written(tuple(token for segment in about for token in segment)))
