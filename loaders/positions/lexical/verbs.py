"""Positions that verbs take: by their frame in the lexicon, or as a plan with "wollen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.articles.findings import Act, ActorKind, Stance
from loaders.issues.labels.clause_labels import of_clause
from loaders.issues.labels.label import Label
from loaders.issues.labels.phrase_labels import of_phrase, tail_of
from loaders.issues.labels.state_labels import as_judged
from loaders.lexicon.frames import Frame, frame_class, noun_frames, speech_frames, verb_frames
from loaders.lexicon.tables import words
from loaders.positions.filling.assembly import framed, position, verb_index
from loaders.positions.filling.context import Context
from loaders.positions.filling.found import NOBODY, NOTHING, Expression, Filled, Found, Held
from loaders.positions.filling.holders import holders, resolve
from loaders.positions.filling.nouns import is_own_stance, noun_issue
from loaders.positions.filling.operators import negation, turns, turns_objects
from loaders.positions.filling.phrases import separate
from loaders.positions.filling.polarity import OPPOSITE, Sense
from loaders.positions.filling.slots import is_done, issue_of, slot_phrase
from loaders.positions.lexical.evaluations import predicate_judges
from loaders.syntax.clause import COPULAS, INFINITIVE, SUB, Clause
from loaders.syntax.modality import BINDING, is_condition
from loaders.syntax.phrase import Phrase

_WISHING = frozenset({"wollen", "möchten", "mögen"})
_WANTING = frozenset({Act.DEMAND, Act.PROPOSE, Act.PROMISE, Act.CONSIDER, Act.OFFER})


def verb_frame(clause: Clause, context: Context) -> Iterator[Found]:
    """ "lehnte … ab", "setzt sich für … ein": one position, or one for and one against."""
    frames = _frames(clause, context)
    if not frames or clause.verb is None:
        return
    if _only_turns(clause, context):
        return  # "verzichtet auf Kritik": the noun or clause says the stance, the verb what becomes of it
    if fitting(clause, speech_frames(clause.verb.lemma)) and _is_accusation(clause, context):
        return  # what the speaker says of others, not what these say themselves
    taken: list[Stance] = []
    for frame in frames:
        if taken and (frame.stance in taken or frame.required != frames[0].required):
            continue
        if _announces_opposition(clause, frame, context):
            continue
        found = _filled(clause, frame, context, may_omit=False)
        if found is not None:
            taken.append(frame.stance)
            context = context.claiming(found.claims)
            yield found
    elliptic = next((f for f in frames if _may_omit(f)), None) if not taken else None
    found = _filled(clause, elliptic, context, may_omit=True) if elliptic is not None else None
    if found is not None:
        yield found


def plan(clause: Clause, context: Context) -> Iterator[Found]:
    """ "will die Steuern senken": a plan for what everybody lives by."""
    if clause.verb is not None and clause.verb.lemma in words("policy_verbs"):
        yield from _wanted(clause, context)


def intention(clause: Clause, context: Context) -> Iterator[Found]:
    """ "will Klage einreichen": what somebody wants to do, if it is more than a meeting or a journey."""
    if clause.verb is not None and clause.verb.lemma not in words("policy_verbs"):
        yield from _wanted(clause, context)


def _wanted(clause: Clause, context: Context) -> Iterator[Found]:
    verb = clause.verb
    if verb is None or not _is_wish(clause) or not _speaks_for_itself(clause, context):
        return
    if verb.lemma in words("neutral_plans") or verb.voice != "active" or _frames(clause, context):
        return
    thing = clause.accusative
    if clause.subject is None or (thing is not None and (thing.kind != "NP" or is_own_stance(clause, thing))):
        return
    if thing is None and not any(p.kind == "NP" for p in clause.prepositionals):
        return
    others = [p for p in clause.phrases if p is not clause.subject]
    own = {i for p in [clause.subject] for i in range(p.first, p.last)}
    places = [i for i in clause.positions if i not in own]
    bare = Clause(clause.tokens, places, clause.kind, verb=verb, accusative=thing, phrases=others)
    bare.children = clause.children
    label = of_clause(bare)
    actors = resolve(clause, clause.subject, context)
    if label is None or not actors:
        return
    sense = Sense(Act.PROPOSE, Stance.SUPPORT, Act.REJECT)
    wanting = Expression("wollen", f"wollen + {verb.lemma}", sense, verb_index(clause))
    yield position(clause, wanting, Held(actors, "subject"), Filled("clause", label, None, wanting.at))


def _is_wish(clause: Clause) -> bool:
    """Whether a clause says what somebody wants: "will …", "würde am liebsten …"."""
    verb = clause.verb
    if verb is None:
        return False
    if verb.modal in _WISHING:
        return True
    rather = verb.auxiliary == "werden" and verb.mood == "konj2"
    return rather and not words("glad_adverbs").isdisjoint(clause.words())


def _speaks_for_itself(clause: Clause, context: Context) -> bool:
    """Whether a clause is no issue of another one and no infinitive that only says what is wanted."""
    if clause.index in context.claimed:
        return False
    if clause.kind != INFINITIVE:
        return True
    parent = clause.parent
    if clause.noun_takes:
        return False
    purpose = clause.connector in {"um", "ohne", "statt", "anstatt"}
    if purpose or parent is None or parent.verb is None:
        return purpose
    return not verb_frames(parent.verb.lemma) or (turns(parent.verb.lemma) and _takes_stance(clause))


def _frames(clause: Clause, context: Context) -> list[Frame]:
    """The frames of the verb of a clause that fit it and say what the clause itself says."""
    verb = clause.verb
    known = verb_frames(verb.lemma) if verb is not None else ()
    if verb is None or not known or not _speaks_for_itself(clause, context):
        return []
    frames = fitting(clause, known)
    if frames and verb.modal in BINDING and not is_condition(clause, context.clauses):
        return [f for f in frames if _holds_with_modal(clause, f)]
    return frames


def fitting(clause: Clause, frames: Sequence[Frame]) -> list[Frame]:
    """Frames whose required words, reflexive and passive fit the clause."""
    if not frames:
        return []
    there = set(clause.words())
    lemmas = {clause.tokens[i].lemma.lower() for i in clause.positions}
    reflexive = any(clause.tokens[i].tag == "PRF" for i in clause.positions)
    prepositions = {w for p in clause.prepositionals for w in (p.prep, clause.tokens[p.first].lower)}
    return [
        f
        for f in frames
        if (not f.reflexive or reflexive)
        and (f.words != "sein" or _takes_side(clause))
        and all(w in there or w in lemmas for w in f.required)
        and not prepositions & set(f.without)
        and not ("akk" in f.without and clause.accusative is not None)
    ]


def _takes_side(clause: Clause) -> bool:
    """Whether "sein" stands for a stance: "ist für den Bau", "ist strikt dagegen"."""
    sides = [p.first for p in clause.prepositionals if p.kind == "PROAV"]
    how = clause.tokens[clause.adjective].lower if clause.adjective is not None else ""
    plain = not how or how in words("side_adverbs") or (clause.adjective or 0) + 1 in sides
    return clause.predicative is None and plain


def _only_turns(clause: Clause, context: Context) -> bool:
    """Whether the verb says what becomes of a stance that its own object or complement names."""
    verb = clause.verb
    if verb is None or not turns(verb.lemma) or any(f.target for f in verb_frames(verb.lemma)):
        return False
    if any(_takes_stance(c) for c in clause.children if c.kind in {INFINITIVE, SUB} and c.noun is None):
        return True
    denying = any(f.act is Act.DENY for f in verb_frames(verb.lemma))
    if denying and any(c.kind == INFINITIVE and c.noun is None for c in clause.children):
        return True  # who denies having done something says nothing of the matter
    return turns_objects(verb.lemma) and any(
        is_own_stance(clause, p)
        for p in (clause.accusative, clause.dative, *clause.prepositionals)
        if p is not None
    )


def _takes_stance(clause: Clause) -> bool:
    verb = clause.verb
    if verb is None or clause.connector not in {None, "", "zu", "dass"}:
        return False
    own = verb.lemma in words("support_verbs") and any(is_own_stance(clause, p) for p in clause.phrases)
    return own or any(frame_class(f.name) == "say" for f in fitting(clause, verb_frames(verb.lemma)))


def _holds_with_modal(clause: Clause, frame: Frame) -> bool:
    """What somebody must or may do is no position yet; what they can imagine or cannot accept is one."""
    modal = clause.verb.modal if clause.verb is not None else None
    if modal in frame.required:
        return True  # "kann dem nichts abgewinnen"
    refused = frame.negated is not None and bool(negation(clause, frame))
    return modal == "können" and (frame.act is Act.CONSIDER or refused)


def _is_accusation(clause: Clause, context: Context) -> bool:
    """Whether a clause says in somebody's mouth what others do: "die Union blockiere die Reform"."""
    quotation = context.quotation_of(clause)
    speaker = quotation.speaker if quotation is not None else None
    if speaker is None or clause.subject is None:
        return False
    return all(actor.id != speaker.id for actor in resolve(clause, clause.subject, context))


def _announces_opposition(clause: Clause, frame: Frame, context: Context) -> bool:
    """Whether what is promised is itself opposition: "kündigte Widerstand gegen das Gesetz an"."""
    thing = clause.accusative
    if frame.act is not Act.PROMISE or thing is None:
        return False
    inner = noun_frames(clause.tokens[thing.head].lemma)[0]
    opposing = (noun_issue(clause, thing, f, "", context) for f in inner if f.stance is Stance.OPPOSE)
    return any(issue.label is not None for issue in opposing)


def _filled(clause: Clause, frame: Frame, context: Context, *, may_omit: bool) -> Found | None:
    """Find issue and holder of a frame in a clause."""
    passive = clause.verb is not None and clause.verb.voice in {"passive", "state"}
    issue = issue_of(clause, frame, passive, context)
    held = holders(clause, frame, passive, context) if issue.label is not None or may_omit else NOBODY
    if not held.actors or not _has_addressee(clause, frame, context):
        return None
    if issue.label is None:
        issue = Filled("omitted", context.taken_up)
    if issue.label is None:
        return None
    if issue.child is not None and _says_nothing_new(issue.child, frame):
        return None
    if issue.child is not None and frame.act in _WANTING:
        frame, issue = _through(frame, issue, context)
    if issue.child is not None and issue.slot == "satz":
        issue = issue._replace(label=_blamed(issue.child, frame) or issue.label)
    thing = slot_phrase(clause, frame, issue.slot, passive, context) if issue.child is None else None
    if thing is not None and thing.prep is None and _names(clause, thing, held, context):
        return None  # "Die Sprecherin der Grünen, Anna Beispiel, beklagte: …" does not deplore herself
    owned = thing is not None and clause.tokens[thing.first].tag == "PPOSAT"
    if thing is not None and owned and frame.stance is Stance.SUPPORT and is_own_stance(clause, thing):
        return None  # "stützte ihre Kritik an der Maut auf …": the noun says what the stance is
    also = separate(clause, thing) if thing is not None and thing.kind == "NP" else ()
    return framed(clause, frame, held, issue, context, also=also)


def _says_nothing_new(child: Clause, frame: Frame) -> bool:
    """Whether what is promised has been done, or is but talk: "kündigte an, auch darüber zu reden"."""
    talks = child.verb is not None and child.verb.lemma in words("talking_verbs")
    own = frame.act is Act.PROMISE or frame_class(frame.name) == "plan"
    return (own and talks) or (frame.act is Act.PROMISE and is_done(child))


def _has_addressee(clause: Clause, frame: Frame, context: Context) -> bool:
    """Whether somebody stands where a frame cannot do without: "erwartet | vom Bund | mehr Geld"."""
    if frame.target is None or frame.target not in frame.required:
        return True  # "ein Wachstum von 0,3 Prozent" is expected of nobody
    there = (p for p in clause.prepositionals if p.prep == frame.target)
    return any(clause.tokens[p.first + 1].tag != "CARD" and resolve(clause, p, context) for p in there)


def _blamed(child: Clause, frame: Frame) -> Label | None:
    """What quoted words blame themselves: "„Die Steuer ist unsozial“, kritisierte sie" is about the tax."""
    thing = child.subject
    if thing is None or thing.kind != "NP" or child.negation is not None or frame.stance is not Stance.OPPOSE:
        return None
    if child.verb is None or child.verb.lemma not in COPULAS:
        return None  # "die Behörden haben zu wenig getan"
    judged = predicate_judges(child)
    if judged is None or judged[1].stance is not Stance.OPPOSE:
        return None
    return as_judged(child, thing, of_phrase(child.tokens, thing, tail_of(child, thing)), judged[0])


def _names(clause: Clause, thing: Phrase, held: Held, context: Context) -> bool:
    """Whether an object is another name of the holder; "sich" is none."""
    if thing.kind != "NP":
        return False
    holders_ = {actor.id for actor in held.actors if actor.kind is ActorKind.PERSON}
    return bool(holders_) and any(actor.id in holders_ for actor in resolve(clause, thing, context))


def _through(frame: Frame, issue: Filled, context: Context) -> tuple[Frame, Filled]:
    """A wish that somebody oppose something is opposition to it: "fordert dazu auf, den Bau abzulehnen"."""
    child = issue.child
    if child is None or child.verb is None or child.negation is not None:
        return frame, issue
    passive = child.verb.voice in {"passive", "state"}
    for inner in fitting(child, verb_frames(child.verb.lemma)):
        says = inner.stance is Stance.OPPOSE and frame_class(inner.name) == "say"
        below = issue_of(child, inner, passive, context) if says else NOTHING
        if below.label is not None and below.child is None:
            return replace(frame, stance=OPPOSITE[frame.stance]), issue._replace(label=below.label)
    return frame, issue


def _may_omit(frame: Frame) -> bool:
    """Whether a verb can leave out what it is about: "Putin stimmte zu"."""
    return frame.lemma in words("elliptic_verbs") and (not frame.reflexive or bool(frame.required))
