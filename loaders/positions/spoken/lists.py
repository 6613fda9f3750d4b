"""Lists and headings in a text of one voice: what stands under "Unsere Forderungen", what a heading wants.

Whose voice the text is wants what its list names: a noun phrase ("keine neuen Parkplätze") or an infinitive
("den Bahnhof sanieren"). Outside of such a text nobody is known to want what a list names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from loaders.articles.findings import Act, Actor, ActorKind, Quotation, Span, Stance
from loaders.german.verbs import read_verb
from loaders.issues.labels.nominalising import nominalise
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import position
from loaders.positions.filling.context import Announced, Context
from loaders.positions.filling.found import Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.polarity import Sense
from loaders.positions.spoken.calls import told_to_do
from loaders.speech.index import VOICE
from loaders.speech.reading.turns import lines_of
from loaders.syntax.clause import FRAGMENT, Clause
from ontology.in_force import kept

_MARK = re.compile(r"\s*(?:[-–—•*▪◦‣·]|\d{1,2}[.)]|[a-z]\))[^\S\n]+")
_NUMBER = re.compile(r"[\s#*]*(?:(?:\d+\.)*\d+[.)]?\s|[IVX]+\.|[A-Za-z]\))?\s*")
_SENTENCE = re.compile(r"[.!?…]\s+")
_WORD = re.compile(r"\w+")
_LONGEST_HEADING = 80  # code points
_LONGEST_ITEM = 120  # code points of one without a mark
_LONGEST_LABEL = 7  # words before a colon, with it
_LONGEST_ALONE = 3  # words of "Wir fordern" without a colon
_ENDS = (".", "!", "?", "…")
_FEWEST_ITEMS = 3
"""Items of a list that nothing announces."""
_NEGATION = frozenset({"negation"})
_PERSONS = frozenset({ActorKind.PERSON, ActorKind.AUTHOR})
_WANTED = Announced(Act.DEMAND, Stance.SUPPORT)
_REJECTED = Announced(Act.REJECT, Stance.OPPOSE)


def announced(text: str, voice: Quotation | None) -> Mapping[int, Announced]:
    """What a text in one voice says of each item of its lists, by the place where its line begins."""
    if voice is None or voice.speaker is None:
        return {}
    found: dict[int, Announced] = {}
    listing, by_heading, marked, last = None, False, False, 0
    for span in lines_of(text, voice.spans[0].start):
        line, mark = span.of(text), _MARK.match(text, span.start)
        said = announcement(line) if mark is None or listing is None else None
        apart = bool(found) and last in found and "\n\n" in text[last : span.start]
        if said is not None:
            listing, by_heading, marked = said, not line.endswith(":"), False
        elif listing is not None and mark is None and by_heading and not marked and _is_heading(line):
            pass  # a heading below the heading of the list
        elif listing is not None and _is_item(line, mark is not None, marked or by_heading, apart):
            marked = marked or mark is not None
            found[span.start] = listing
        else:
            listing = None
        last = span.start
    if voice.speaker.kind not in _PERSONS:
        found |= _unannounced(text, voice.spans[0].start, found)
    return found


def _unannounced(text: str, start: int, known: Mapping[int, Announced]) -> dict[int, Announced]:
    """The items of lists of a body that nothing announces, but that read like wishes.

    Half of them or more do so by themselves: "kein Verkauf …", "Abschaffung der …", "Mieten deckeln".
    """
    found: dict[int, Announced] = {}
    block: list[Span] = []
    for line in [*lines_of(text, start), None]:
        if line is not None and _MARK.match(text, line.start) is not None and line.start not in known:
            block.append(line)
            continue
        wishes = sum(_reads_like_a_wish(item.of(text)) for item in block)
        if len(block) >= _FEWEST_ITEMS and 2 * wishes >= len(block) and wishes > 1:
            found |= {item.start: _WANTED for item in block}
        block = []
    return found


def _reads_like_a_wish(line: str) -> bool:
    """Whether an item says by itself that it is wanted: by its first word, a noun of politics, its verb."""
    mark = _MARK.match(line)
    said = _WORD.findall(line[mark.end() if mark is not None else 0 :])
    if not said or ":" in line:
        return False
    low = [word.lower() for word in said]
    noun = next((word for word in said if word[0].isupper()), "")
    deed = low[-1] in words("policy_verbs")
    return (
        low[0] in words("voices.wishing")
        or deed
        or noun in _deed_nouns()
        or not words("voices.binding").isdisjoint(low)
    )


@kept
def _deed_nouns() -> frozenset[str]:
    """The nouns of what politics does: "Abschaffung", "Ausbau"."""
    return frozenset(nominalise(verb) for verb in words("policy_verbs"))


def _is_item(line: str, has_mark: bool, needs_mark: bool, apart: bool) -> bool:
    """Whether a line below an announcement is an item of its list: with a mark, or short and no sentence."""
    short = len(line) <= _LONGEST_ITEM and not line.endswith(_ENDS)
    return has_mark or (not needs_mark and not apart and short)


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and not line.endswith((*_ENDS, ":", ","))


def announcement(line: str) -> Announced | None:
    """What the last words of a line say of the items below it: "Unsere Forderungen", "Wir lehnen ab:"."""
    said = _SENTENCE.split(line.strip())[-1]
    start = _NUMBER.match(said)
    low = _WORD.findall(said[start.end() if start is not None else 0 :].lower())
    if not low or not (said.endswith(":") or _is_heading(said)) or len(said) > _LONGEST_ITEM:
        return None
    alone = low[0] == "wir" and len(low) <= _LONGEST_ALONE
    asks = alone or low[0] in words("voices.asking") or said.endswith(":")
    if "wir" in low and asks and _may_end(low[-1]):
        wanted, refused = ({*low} & words(f"voices.{name}") for name in ("wants", "refuses"))
        return _REJECTED if refused and _is_against(low) else _WANTED if wanted else None
    opens = "_".join(low[:2]) in words("voices.listings") and (
        len(low) == 2 or low[2] in words("voices.occasions")
    )
    return _WANTED if opens or "_".join(low) in words("voices.listed") else None


def announces(context: Context) -> bool:
    """Whether a sentence only says what the items of a list below it are: "Das lehnen wir ab:"."""
    text, clauses = context.article.document.text, context.clauses
    if not clauses or not context.article.items:
        return False
    tokens = clauses[0].tokens
    next_line = text.find("\n", tokens[-1].end)
    below = next(lines_of(text, next_line), None) if next_line >= 0 else None
    ends = tokens[-1].text == ":" and below is not None and below.start in context.article.items
    return ends and announcement(text[tokens[0].start : tokens[-1].end]) is not None


def _may_end(word: str) -> bool:
    """Whether an announcement may end with a word: its verb, "wir", a particle, not another infinitive."""
    known = words("voices.wants") | words("voices.refuses") | words("voices.reasons")
    return word in known or not word.endswith("en")


def _is_against(low: list[str]) -> bool:
    return not words("voices.against").isdisjoint(low)


def item(clause: Clause, context: Context) -> Iterator[Found]:
    """ "(Wir fordern:) eine Brücke", "den Bahnhof sanieren": what an item of a list names."""
    voice = context.article.quotations.voice_at(clause.start)
    said = _said_of(clause, context) if voice is not None else None
    if said is None or voice is None or voice.speaker is None:
        return
    held = Held([voice.speaker], "list")
    deed = to_be_done(clause)
    if deed is not None and said.stance is Stance.SUPPORT:
        yield from told_to_do(deed, replace(context, speaker=held), "list")
    elif clause.verb is None and clause.kind == FRAGMENT:
        negated = Act.REJECT if said.stance is Stance.SUPPORT else None
        sense = Sense(said.act, said.stance, negated, _NEGATION, forbids=True)
        expression = Expression("list", f"list: {said.act.value}", sense, clause.positions[0])
        for part in _between_commas(clause):
            for filled in _named(part):
                yield position(part, expression, held, filled)


def heading(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Mieten deckeln" as a heading: what a body that speaks wants done, by a verb of what politics does."""
    voice = context.article.quotations.voice_at(clause.start)
    if voice is None or voice.type != VOICE or voice.speaker is None or voice.speaker.kind in _PERSONS:
        return
    if clause.connector is not None or not _is_first(clause, voice.speaker, context):
        return
    for deed in deeds(clause):
        verb = deed.verb
        thing = deed.accusative
        if verb is None or thing is None or resolve(deed, thing, context):
            continue  # "Eltern protestieren"
        frames = any("akk" in frame.issue for frame in verb_frames(verb.lemma))
        if frames or verb.lemma in words("policy_verbs"):
            yield from told_to_do(deed, replace(context, speaker=Held([voice.speaker], "list")), "heading")


def _said_of(clause: Clause, context: Context) -> Announced | None:
    """What is said of the item that a clause is: by the line above it, or by the words before a colon."""
    text = context.article.document.text
    line = text.rfind("\n", 0, clause.start) + 1
    before = text[line : clause.start]
    if not before.strip() or _MARK.fullmatch(before.rstrip('„“"') + " ") is not None:
        return context.article.items.get(line)
    opens = clause.tokens[0].start
    colon = text.rfind(":", opens, clause.start)
    if clause.index and colon >= 0 and not text[colon + 1 : clause.start].strip():
        spoken = context.article.quotations.voice_at(opens)
        return announcement(text[opens : colon + 1]) if spoken is not None and spoken.type == VOICE else None
    return None


def _is_first(clause: Clause, speaker: Actor, context: Context) -> bool:
    """Whether nothing stands before a clause in its line but a label: "Wohnen: Mieten deckeln".

    A label that names somebody else says that it is theirs.
    """
    text = context.article.document.text
    before = text[text.rfind("\n", 0, clause.start) + 1 : clause.start].strip()
    if not before or _MARK.fullmatch(f"{before} ") is not None:
        return True
    tokens = clause.tokens[: clause.positions[0]]
    label = len(tokens) > 1 and tokens[-1].text == ":" and len(tokens) <= _LONGEST_LABEL
    named = context.actor_at(tokens[0].start, tokens[-2].end) if label else None
    return label and (named is None or named == speaker)


def deeds(clause: Clause) -> Iterator[Clause]:
    """The parts of a heading that say what is to be done: "Mieten deckeln und Bäder sanieren"."""
    part: list[int] = []
    for place in clause.positions:
        if clause.tokens[place].text == "und" and not part:
            continue
        part.append(place)
        following = clause.tokens[place + 1].text if place + 1 < len(clause.tokens) else ","
        if following in {",", "und"} or place == clause.positions[-1]:
            deed = to_be_done(_part(clause, part))
            if deed is None:
                continue  # "Busse und Bahnen | fördern"
            yield deed
            part = []


def _between_commas(clause: Clause) -> Iterator[Clause]:
    """The parts of an item with several things, each with its own negation: "keine Maut, mehr Busse"."""
    parts: list[list[int]] = [[]]
    for place in clause.positions:
        if parts[-1] and clause.tokens[place - 1].text == ",":
            parts.append([])
        parts[-1].append(place)
    return (_part(clause, part) for part in parts)


def _part(clause: Clause, places: list[int]) -> Clause:
    """A part of a clause with the phrases in it."""
    inside = [p for p in clause.phrases if p.first in places and p.end - 1 in places]
    things = [p for p in inside if p.prep is None and p.kind == "NP"]
    return replace(
        clause,
        positions=list(places),
        phrases=inside,
        verb=read_verb(clause.tokens, places),
        subject=None,
        accusative=things[0] if len(things) == 1 else None,
        negation=clause.negation if clause.negation in places else None,
    )


def to_be_done(clause: Clause) -> Clause | None:
    """A clause as what is to be done, if its last word is an infinitive: "den Bahnhof sanieren".

    What looks like a subject before a verb in the plural is its object: "Mieten deckeln".
    """
    verb = clause.verb
    if verb is None or verb.modal is not None or verb.voice != "active" or len(verb.tokens) != 1:
        return None
    place = verb.tokens[0]
    thing = clause.accusative or clause.subject
    if place != max(clause.positions) or thing is None or thing.kind != "NP":
        return None
    if not clause.tokens[place].text.endswith("n") or clause.tokens[place].tag not in {"VVINF", "VVFIN"}:
        return None
    deed = replace(verb, mood="inf", finite=None, plural=False)
    return replace(clause, verb=deed, subject=None, accusative=thing, verb_first=False)


def _named(clause: Clause) -> Iterator[Filled]:
    """The things that an item names: its first phrase and those joined to it; not a bare "Verkehr"."""
    if len(clause.positions) < 2:
        return
    first = next((p for p in clause.phrases if len(clause.tokens[p.head].text) > 1), None)
    if first is None or first.prep is not None or clause.tokens[first.head].tag not in {"NN", "NE"}:
        return
    last = first.members[-1]
    behind = [p for p in clause.prepositionals if p.first >= last.last]  # no verb has them
    for member in first.members:
        tail = behind if member is last else tail_of(clause, member)
        label = of_phrase(clause.tokens, replace(member, conjuncts=[]), tail)
        yield Filled("akk", label, None, member.head)
