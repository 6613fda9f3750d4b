"""How a sentence says that somebody belongs to a group: a list after it, "darunter", "gehören" …"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.actors.register.listings import Resolved, end_of, listings
from loaders.actors.register.register import NOT_GROUPS
from loaders.actors.sentence.naming import FINITE_TAGS, Naming
from loaders.articles.findings import ActorKind
from loaders.german.tokens import Sentence
from loaders.lexicon.tables import words

Pair = tuple[Resolved, Sequence[Resolved]]

_NO_GROUPS = NOT_GROUPS | {ActorKind.STATE}
_LARGEST_GAP = 8  # tokens between a group and "darunter"


def belongings(sentence: Sentence, row: Sequence[Resolved], found: Sequence[Resolved]) -> Iterator[Pair]:
    """Groups with their members; ``row`` are the outermost phrases of those ``found`` in the sentence."""
    lists = listings(sentence, row)
    listed = {id(phrase) for listing in lists for phrase, _ in listing.found}
    alone = [[item] for item in row if id(item[0]) not in listed]
    for listing in lists:
        if listing.more is not None:
            yield listing.more, listing.found
    for members in [*(listing.found for listing in lists), *alone]:
        group = _introducing(sentence, row, members)
        if group is not None:
            yield group, members
    yield from _companions(sentence, row)
    yield from _belonging(sentence, row)
    yield from _membership(sentence, row, found)


def _is_group(item: Resolved, plural: bool) -> bool:
    phrase, entity = item
    if plural:
        return (phrase.plural or entity.plural) and entity.kind is not ActorKind.STATE
    return entity.kind not in _NO_GROUPS


def _introducing(sentence: Sentence, row: Sequence[Resolved], members: Sequence[Resolved]) -> Resolved | None:
    """The group that a list follows: "…: A und B", "…, darunter A", "… wie A", "die Staaten A und B"."""
    tokens, start = sentence.tokens, members[0][0].start
    before = [item for item in row if end_of(item[0]) <= start and _is_group(item, plural=True)]
    if not before or start == 0:
        return None
    group, cue = before[-1], tokens[start - 1].lower
    gap = start - end_of(group[0])
    if gap == 0:
        return group if len(members) > 1 and group[0].noun is not None else None
    if cue in {":", "(", "–"}:
        return group if gap == 1 and len(members) > 1 else None
    if cue == "wie":
        return group if gap == 1 or (gap == 2 and tokens[start - 2].text == ",") else None
    cues = {t.lower for t in tokens[max(end_of(group[0]), start - 3) : start]}
    near = gap <= _LARGEST_GAP or tokens[start - 2].text == ","
    return group if near and cues & words("member_cues") else None


def _companions(sentence: Sentence, row: Sequence[Resolved]) -> Iterator[Pair]:
    """ "Beispiel und seine Mitstreiter": who leads the group belongs to it."""
    for last, item in pairwise(row):
        phrase = item[0]
        linked = [t.lower for t in sentence.tokens[end_of(last[0]) : phrase.start]] in (["und"], ["sowie"])
        owned = phrase.determiner.startswith(("sein", "ihr")) and phrase.plural and phrase.noun is not None
        if linked and owned and phrase.noun is not None and phrase.noun.head.noun in words("companions"):
            yield item, [last]


def _belonging(sentence: Sentence, row: Sequence[Resolved]) -> Iterator[Pair]:
    """ "Zu der Gruppe gehören A und B", "A gehört dem Rat an"."""
    tokens, belonging = sentence.tokens, words("belonging_verbs")
    verb = next((t.index for t in tokens if t.lower in belonging), None)
    if verb is None or any(t.tag == "PTKNEG" for t in tokens):
        return
    particle = any(t.tag == "PTKVZ" and t.lower == "an" for t in tokens[verb:])
    near = [item for item in row if not _is_cut_off(sentence, item[0], verb)]
    wanted = {"zu", "zum", "zur"}
    groups = [
        item
        for item in near
        if _is_group(item, plural=False)
        and (item[0].preposition in wanted if not particle else item[0].determiner in {"der", "dem", "den"})
    ]
    if len(groups) != 1:
        return
    members = [i for i in near if i is not groups[0] and not i[0].preposition and i[1].id != groups[0][1].id]
    if members:
        yield groups[0], members


def _membership(sentence: Sentence, row: Sequence[Resolved], found: Sequence[Resolved]) -> Iterator[Pair]:
    """ "A ist Mitglied der Partei", "A und B sind Teil des Bündnisses"."""
    tokens, nouns = sentence.tokens, words("membership_nouns")
    noun = next((t.index for t in tokens if t.text in nouns), None)
    copula = next((t.index for t in tokens if t.tag in FINITE_TAGS and t.lemma in {"sein", "bleiben"}), None)
    if noun is None or copula is None or any(t.tag == "PTKNEG" or t.lower == "kein" for t in tokens):
        return
    group = next((i for i in found if noun < i[0].start <= noun + 2 and _is_group(i, plural=False)), None)
    members = [
        item
        for item in row
        if item[0].end <= max(noun, copula)
        and not item[0].preposition
        and not _is_cut_off(sentence, item[0], copula)
        and (group is None or item[1].id != group[1].id)
    ]
    if group is not None and members:
        yield group, members


def _is_cut_off(sentence: Sentence, phrase: Naming, verb: int) -> bool:
    """Whether another clause begins between a phrase and the verb, beyond the commas of a list."""
    start, end = sorted((verb, phrase.start))
    marks = {"KOUS", "PRELS", "PWAV"}
    return any(t.tag in marks or t.text in {":", ";"} for t in sentence.tokens[start:end])
