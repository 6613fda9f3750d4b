"""Positions taken without a statement: calls without a verb ("Schluss mit der Maut!") and commands.

Both count only in the mouth of a known speaker or in a text of one voice: a headline or a caption calls for
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.articles.findings import Act, Actor, Span, Stance
from loaders.german.tokens import Token
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import frame_class, verb_frames
from loaders.lexicon.tables import read_table, words
from loaders.positions.filling.assembly import framed, position, verb_index
from loaders.positions.filling.complements import ensured, said_in
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOTHING, Expression, Filled, Found, Held
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.filling.slots import is_empty, issue_of
from loaders.positions.lexical.verbs import fitting
from loaders.syntax.clause import Clause
from loaders.syntax.modality import is_command
from loaders.syntax.phrase import Phrase
from ontology.in_force import kept

_NEGATION = frozenset({"negation"})
_INTENSE = frozenset({"ADJA", "ADV", "PTKMA"})
"""What may stand between the words of a call: "ein klares Nein", "kein Cent mehr"."""


_NAMING = frozenset({"NN", "NE", "ADJA", "PPOSAT", "PPER", "$,", "KON"})
"""Words with which somebody is spoken to: "sehr geehrter Herr Weber"."""
_MARKS = 2
"""Characters of quotation marks before the first word."""


@dataclass(frozen=True, slots=True)
class Slogan:
    """A row of ``data/slogans.tsv``."""

    words: tuple[str, ...]
    issue: str
    act: Act
    stance: Stance
    keeps: bool


def call(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Schluss mit der Maut!", "Kein Cent für Panzer!": what a quotation without a verb calls for."""
    said = without_verb(clause, context) if context.head is None else None
    if said is None:
        return  # no call, or an item of a list
    speaker, inside = said
    for slogan in _slogans():
        if slogan.words[0] in words("preferring") and "als" not in clause.words():
            continue  # "Lieber Herr Weber"
        after = _begins(clause.tokens, inside, slogan.words)
        phrase = _called_for(clause, slogan, inside, after) if after is not None else None
        if phrase is None:
            continue
        rule = " ".join(slogan.words) + (" …" if slogan.issue == "akk" else f" {slogan.issue} …")
        sense = Sense(slogan.act, slogan.stance, heeds=NONE)
        label = _label(clause, phrase, inside, slogan)
        expression = Expression(rule, f"call: {rule}", sense, inside[0])
        span = Span(clause.tokens[inside[0]].start, clause.tokens[inside[-1]].end)
        issue = Filled(slogan.issue, label, None, phrase.head)
        yield position(clause, expression, Held([speaker], "speaker"), issue, span=span, own=True)
        if slogan.words[0] in words("preferring"):
            yield from _less_wanted(clause, expression, Held([speaker], "speaker"), span)
        return


def _less_wanted(clause: Clause, expression: Expression, held: Held, span: Span) -> Iterator[Found]:
    """What something is better than: "Lieber ein Bad | als ein Parkhaus"."""
    other = next((p for p in clause.prepositionals if p.prep == "als" and _is_thing(clause, p)), None)
    if other is not None:
        sense = Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE)
        label = of_phrase(clause.tokens, other, tail_of(clause, other))
        issue = Filled("als", label, None, other.head)
        yield position(clause, replace(expression, sense=sense), held, issue, span=span, own=True)


def instead(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Bildung statt Bomben!": what is called for in place of something else."""
    said = without_verb(clause, context) if context.head is None else None
    if said is None:
        return
    speaker, inside = said
    thing = next((p for p in clause.phrases if p.first == inside[0]), None)
    other = next((p for p in clause.prepositionals if p.prep == "statt"), None)
    if thing is None or other is None or thing.prep is not None:
        return
    if max(p.last for p in (other, *tail_of(clause, other))) <= inside[-1]:
        return  # something else is said besides
    if not (_is_thing(clause, thing) and _is_thing(clause, other)) or clause.negation is not None:
        return
    span = Span(clause.tokens[inside[0]].start, clause.tokens[inside[-1]].end)
    tail = [p for p in tail_of(clause, thing) if p is not other]
    for phrase, after, act, stance in (
        (thing, tail, Act.DEMAND, Stance.SUPPORT),
        (other, tail_of(clause, other), Act.REJECT, Stance.OPPOSE),
    ):
        expression = Expression("statt", "call: … statt …", Sense(act, stance, heeds=NONE), inside[0])
        issue = Filled("akk", of_phrase(clause.tokens, phrase, after), None, phrase.head)
        yield position(clause, expression, Held([speaker], "speaker"), issue, span=span, own=True)


def yes_or_no(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Solardächer ja, Solarfelder nein": what is called for with "ja" behind it, or refused with "nein"."""
    said = without_verb(clause, context)
    if said is None:
        return
    speaker, inside = said
    first = inside[0]
    for i in inside:
        if clause.tokens[i].tag == "PTKANT" and clause.tokens[i].lower in {"ja", "nein"}:
            thing = next((p for p in clause.phrases if p.first == first and _is_thing(clause, p)), None)
            if thing is not None and thing.prep is None and i > first:
                yes = clause.tokens[i].lower == "ja"
                act, stance = (Act.AGREE, Stance.SUPPORT) if yes else (Act.REJECT, Stance.OPPOSE)
                expression = Expression(
                    "ja" if yes else "nein", "call: … ja, … nein", Sense(act, stance, heeds=NONE), i
                )
                tail = [p for p in tail_of(clause, thing) if p.last <= i]
                issue = Filled("akk", of_phrase(clause.tokens, thing, tail), None, thing.head)
                yield position(clause, expression, Held([speaker], "speaker"), issue, own=True)
            first = i + 2  # behind the comma


def command(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Stoppen Sie den Bau!", "Lasst die Jugend mitreden!": what a speaker tells others to do."""
    clause = _to_many(_spoken_to(clause))
    verb = clause.verb
    if verb is None or not is_command(clause, context.clauses) or verb.lemma in words("empty_demands"):
        return
    yield from told_to_do(clause, context, "imperative")


def told_to_do(clause: Clause, context: Context, rule: str) -> Iterator[Found]:
    """What is to be done, by ``rule``: "Stimmen Sie gegen das Gesetz!", "Mieten deckeln"."""
    verb = clause.verb
    for frame in fitting(clause, verb_frames(verb.lemma)) if verb is not None else ():
        issue = issue_of(clause, frame, False, context) if frame_class(frame.name) == "say" else NOTHING
        if issue.label is not None:
            yield framed(clause, frame, context.speaker, issue, context, own=True)
            return
    aim = ensured(clause, context)
    label = said_in(aim) if aim is not None else of_clause(clause)
    if verb is None or label is None or is_empty(label, verb.lemma):
        return
    if clause.accusative is None and clause.subject is None:
        return
    if any(clause.tokens[i].tag == "PRF" for i in clause.positions):
        return  # "Melden Sie sich an!"
    at = verb_index(clause)
    sense = Sense(Act.DEMAND, Stance.SUPPORT, Act.REJECT, _NEGATION)
    expression = Expression(rule, f"speech: {rule}", sense, at)
    issue = Filled("clause", label, aim, at, whole=aim is not None)
    yield position(clause, expression, context.speaker, issue, own=True)


def _spoken_to(clause: Clause) -> Clause:
    """A command without whom it is said to: "Frau Ministerin, | stoppen Sie den Verkauf!"."""
    verb = clause.verb
    if verb is None or verb.finite is None or clause.verb_first or verb.finite not in clause.positions:
        return clause
    before = clause.positions[: clause.positions.index(verb.finite)]
    if not before or clause.tokens[verb.finite - 1].text != ",":
        return clause
    after = clause.tokens[min(verb.finite + 1, len(clause.tokens) - 1)]
    if after.text != "Sie" or any(clause.tokens[i].tag not in _NAMING for i in before):
        return clause
    positions = clause.positions[len(before) :]
    phrases = [p for p in clause.phrases if p.first >= verb.finite]
    return replace(clause, positions=positions, phrases=phrases, verb_first=True)


def _to_many(clause: Clause) -> Clause:
    """ "Senkt die Mieten!": what looks like the subject of a verb in first place is its object."""
    verb, first = clause.verb, clause.tokens[clause.positions[0]]
    if verb is None or verb.finite != clause.positions[0] or clause.tokens[-1].text != "!":
        return clause
    thing = clause.subject
    if first.tag != "VVFIN" or first.text[-1] != "t" or (thing is not None and thing.kind != "NP"):
        return clause
    return replace(clause, subject=None, accusative=clause.accusative or thing)


def without_verb(
    clause: Clause, context: Context, *, opening: bool = False
) -> tuple[Actor, list[int]] | None:
    """(the speaker, the words) of the quotation or sentence with which a clause begins, if it has no verb.

    ``opening`` allows that more clauses follow in the sentence: "Gut, | dass …".
    """
    quotation = context.article.quotations.at(clause.start)
    voice = context.article.quotations.voice_at(clause.start)
    if quotation is None and voice is not None and voice.speaker is not None:
        sentence = clause.index == 0 and clause.verb is None and clause.tokens[-1].text in {".", "!"}
        sentence = sentence and (opening or clause.positions[-1] >= len(clause.tokens) - 2)
        return (voice.speaker, list(clause.positions)) if sentence else None  # no heading
    if quotation is None or quotation.speaker is None or quotation.type != "direct":
        return None
    if clause.index and all(abs(s.start - clause.start) > _MARKS for s in quotation.spans):
        return None  # "Manche rufen: Weg mit der Maut"
    end = max((s.end for s in quotation.spans if s.start <= clause.start), default=clause.start)
    inside = [i for i in clause.positions if clause.tokens[i].start < end]
    verbal = set(clause.verb.tokens) if clause.verb is not None else set()
    return (quotation.speaker, inside) if inside and verbal.isdisjoint(inside) else None


def _begins(tokens: Sequence[Token], inside: list[int], call_words: tuple[str, ...]) -> int | None:
    """The place in ``inside`` after the words of a call, if it begins with them."""
    place = 0
    for word in call_words:
        while place < len(inside) and tokens[inside[place]].lower != word:
            if place == 0 or tokens[inside[place]].tag not in _INTENSE:
                return None
            place += 1
        place += 1
    return place if place <= len(inside) else None


def _called_for(clause: Clause, slogan: Slogan, inside: list[int], after: int) -> Phrase | None:
    """What a call is about: the phrase with its preposition, or the noun right after its words."""
    last = inside[-1]
    if slogan.issue != "akk":
        found = (p for p in clause.prepositionals if p.prep == slogan.issue and p.first in inside)
        return next((p for p in found if _is_thing(clause, p) and p.first - inside[0] <= after + 2), None)
    if after >= len(inside):
        return None
    first = inside[after]
    for phrase in clause.phrases:
        begins = phrase.first in {first, inside[after - 1]}
        if begins and phrase.end <= last + 1 and _is_thing(clause, phrase):
            return phrase
    return None


def _is_thing(clause: Clause, phrase: Phrase) -> bool:
    token = clause.tokens[phrase.head]
    return phrase.kind == "NP" and token.tag in {"NN", "NE"} and token.lower not in words("no_calls")


def _label(clause: Clause, phrase: Phrase, inside: list[int], slogan: Slogan) -> Label:
    tail = [p for p in tail_of(clause, phrase) if p.last <= inside[-1] + 1]
    label = of_phrase(clause.tokens, phrase, tail)
    if not slogan.keeps or label.text.lower().startswith(slogan.words[0]):
        return label
    before = [clause.tokens[i] for i in range(inside[0], phrase.first + (phrase.prep is not None))]
    called = [t.text if t.tag == "NN" else t.lower for t in before if t.tag not in _INTENSE - {"ADJA"}]
    return Label(" ".join([*called, label.text]), (*slogan.words, *label.lemmas), label.head)


@kept
def _slogans() -> tuple[Slogan, ...]:
    """The calls, those with more words first."""
    rows = (
        Slogan(tuple(r["words"].split()), r["issue"], Act(r["act"]), Stance(r["stance"]), r["keeps"] == "yes")
        for r in read_table("slogans")
    )
    return tuple(sorted(rows, key=lambda slogan: -len(slogan.words)))
