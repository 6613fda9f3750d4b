"""How somebody takes something: "stößt bei den Ländern auf Kritik", "mit uns wird es das nicht geben".

The noun tells act and stance, the verb only who takes what so; ``data/reactions.tsv`` says where they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from loaders.articles.findings import Act, Stance
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.lexicon.frames import Frame, noun_frames
from loaders.lexicon.tables import read_table
from loaders.positions.filling.assembly import framed, position
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOBODY, Expression, Filled, Found, Held
from loaders.positions.filling.holders import resolve
from loaders.positions.filling.nouns import noun_issue
from loaders.positions.filling.phrases import phrase_issue, pronoun_label
from loaders.positions.filling.polarity import NONE, Sense
from loaders.positions.filling.slots import plain_slot
from loaders.syntax.clause import INFINITIVE, MAIN, Clause
from loaders.syntax.modality import is_condition
from loaders.syntax.phrase import Phrase
from ontology.in_force import kept

_REACTIONS = frozenset({Act.CRITICISE, Act.REJECT, Act.DOUBT, Act.WARN, Act.PRAISE, Act.WELCOME, Act.AGREE})


@kept
def _rows() -> Mapping[str, Sequence[dict[str, str]]]:
    table: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_table("reactions"):
        table[row["verb"]].append(row)
    return table


def reaction(clause: Clause, context: Context) -> Iterator[Found]:
    """ "stößt bei den Ländern auf Kritik", "erntete Beifall von …", "reagierte mit Spott auf …"."""
    verb = clause.verb
    if verb is None or verb.voice != "active" or clause.kind == INFINITIVE:
        return
    for row in _rows().get(verb.lemma, ()):
        for noun in _nouns(clause, row["noun"]):
            found = _reaction(clause, row, noun, context)
            if found is not None:
                yield found
                return


def refusal(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Mit uns wird es keine Maut geben", "von mir gibt es nichts", "mit ihr nicht zu machen"."""
    thing = _refused_thing(clause)
    if thing is None and clause.negation is not None and not clause.question:
        yield from _refused_deed(clause, context)
    if thing is None or clause.negation is None or clause.question or is_condition(clause, context.clauses):
        return
    for side in (p for p in clause.prepositionals if p.prep in {"mit", "von"} and p.kind != "PROAV"):
        if clause.verb is None or (
            clause.verb.auxiliary != "werden" and not clause.verb.with_zu and side.person != 1
        ):
            continue  # "mit Frankreich gibt es kein Abkommen": what is not there
        actors = resolve(clause, side, context)
        label = _refused(clause, thing, side, context) if actors else None
        if label is not None:
            rule = f"nicht {side.prep} …"
            expression = Expression(rule, rule, Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE), clause.negation)
            issue = Filled("thing", label, None, thing.head)
            yield position(clause, expression, Held(actors, side.prep or ""), issue)
            return


def _refused_deed(clause: Clause, context: Context) -> Iterator[Found]:
    """ "Mit uns wird keine Schule geschlossen": what the speaker will not let be done."""
    verb = clause.verb
    if verb is None or verb.voice != "passive" or verb.auxiliary != "werden" or verb.modal is not None:
        return
    side = next((p for p in clause.prepositionals if p.prep in {"mit", "unter"} and p.person == 1), None)
    actors = (
        resolve(clause, side, context) if side is not None and verb.tense in {"present", "future"} else []
    )
    label = of_clause(clause) if actors and clause.subject is not None else None
    if side is None or label is None or clause.negation is None:
        return
    rule = f"nicht {side.prep} …"
    expression = Expression(rule, rule, Sense(Act.REJECT, Stance.OPPOSE, heeds=NONE), clause.negation)
    yield position(
        clause, expression, Held(actors, side.prep or ""), Filled("clause", label, None, clause.negation)
    )


def _refused_thing(clause: Clause) -> Phrase | None:
    """What there will not be, or what is not to be had."""
    verb = clause.verb
    if verb is None:
        return None
    if verb.lemma == "geben" and "es" in clause.words():
        return clause.accusative
    doing = verb.lemma in {"machen", "haben"} and verb.voice == "passive" and verb.with_zu
    return clause.subject if doing else None


def _refused(clause: Clause, thing: Phrase, side: Phrase, context: Context) -> Label | None:
    if thing.kind == "PRON":
        return pronoun_label(clause, thing, context)
    return of_phrase(clause.tokens, thing, tail_of(clause, thing, frozenset({side.prep or ""})))


def _reaction(clause: Clause, row: Mapping[str, str], noun: Phrase, context: Context) -> Found | None:
    frames, rest = noun_frames(clause.tokens[noun.head].lemma)
    frame = next((f for f in frames if f.act in _REACTIONS), None)
    if frame is None or rest:
        return None
    own = (noun_issue(clause, noun, f, "", context).label for f in frames)
    if row["issue"] in {"-", "nom"} and any(label is not None for label in own):
        return None  # "fand Unterstützung für den Plan": the noun has its issue beside it
    held = _holders(clause, row["holder"], noun, context)
    issue = _issue(clause, row["issue"], noun, frame, context) if held.actors else None
    if issue is None or issue.label is None:
        return None
    return framed(clause, frame, held, issue, context, at=noun.head)


def _nouns(clause: Clause, place: str) -> list[Phrase]:
    phrases = [clause.accusative] if place == "akk" else _at(clause, place)
    return [p for p in phrases if p is not None and clause.tokens[p.head].tag == "NN"]


def _holders(clause: Clause, places: str, noun: Phrase, context: Context) -> Held:
    for slot in places.split(","):
        for phrase in _in_place(clause, slot, noun):
            free = phrase is not None and phrase is not noun and not _is_of_subject(clause, phrase)
            actors = resolve(clause, phrase, context) if phrase is not None and free else []
            if actors:
                return Held(actors, "subject" if slot == "nom" else slot)
    return NOBODY


def _is_of_subject(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase belongs to the subject: both before the verb, "Pläne | bei der Bahn | stießen …"."""
    thing, finite = clause.subject, clause.verb.finite if clause.verb is not None else None
    if thing is None or finite is None or clause.kind != MAIN or thing is phrase:
        return False
    return thing.first < phrase.first and phrase.last <= finite


def _in_place(clause: Clause, slot: str, noun: Phrase) -> list[Phrase | None]:
    """The phrases in a place of the table; ``gen`` are the genitive or "von" right after the noun."""
    if slot == "gen":
        return [noun.genitive, *(p for p in _at(clause, "von") if p.first == noun.end)]
    return [clause.subject] if slot == "nom" else list(_at(clause, slot))


def _issue(clause: Clause, slot: str, noun: Phrase, frame: Frame, context: Context) -> Filled:
    phrase = plain_slot(clause, frame, slot, False) if slot != "-" else None
    if phrase is None or (phrase is clause.subject and phrase.kind == "PRON"):
        here = context.sentence == context.discourse.sentence or slot != "-"
        return Filled(slot if here else "omitted", context.taken_up)
    # A clause that the noun in the slot takes stays free to say something of its own.
    found = phrase_issue(clause, phrase, frame, slot, context)._replace(child=None)
    own = next((p for p in clause.prepositionals if p.first == phrase.last and p is noun), None)
    if own is None or phrase.kind != "NP":
        return found
    return found._replace(label=of_phrase(clause.tokens, phrase))  # "der Vorstoß | auf scharfe Kritik"


def _at(clause: Clause, prep: str) -> list[Phrase]:
    return [p for p in clause.prepositionals if p.prep == prep]
