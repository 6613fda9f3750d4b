"""Labels of clauses: "Senkung der Preise durch Firmen"."""

from __future__ import annotations

from dataclasses import replace

from loaders.issues.labels.adverbs import turned
from loaders.issues.labels.cases import (
    accusative,
    as_object,
    as_receiver,
    determiner,
    is_hollow_agent,
    plural_of,
)
from loaders.issues.labels.circumstances import add_circumstances
from loaders.issues.labels.infinitives import as_it_stands, infinitive_label, points_away
from loaders.issues.labels.label import LONGEST, Label, cut, listed
from loaders.issues.labels.nominalising import nominalise, object_prepositions
from loaders.issues.labels.phrase_labels import add_tail, of_phrase, tail_of
from loaders.issues.labels.relatives import with_relative
from loaders.issues.labels.state_labels import genitives, happens, is_state, of_event, of_state
from loaders.lexicon.tables import read_table, words
from loaders.syntax.clause import SUB, Clause
from loaders.syntax.phrase import Phrase, is_example
from ontology.in_force import kept

_TAKING_UP = frozenset({"PPER", "PDS"})
"""Tags of pronouns that stand for what was named before."""


def of_clause(clause: Clause) -> Label | None:
    """The label of what a clause says: nominalised verb, object, actor, first prepositional phrase."""
    verb = clause.verb
    if verb is None:
        phrase = next((p for p in clause.phrases if p.kind == "NP"), None)
        return of_phrase(clause.tokens, phrase, tail_of(clause, phrase)) if phrase else None
    clause = _righted(clause) if verb.voice == "passive" else clause
    thing = _thing(clause)
    actor = clause.subject if clause.subject is not thing else None
    actor = actor if actor is not None and actor.kind == "NP" else None
    if thing is not None and thing is clause.dative and verb.lemma in words("giving_verbs"):
        return None  # "seinen Bürgern geben": what, stands elsewhere
    occurring = clause.subject if clause.accusative is None and happens(verb.lemma) else None
    if occurring is not None and occurring.kind == "NP":
        return of_event(clause, occurring)  # also "ist erfolgt", which looks like a passive
    if is_state(verb.lemma) and (thing is None or verb.lemma not in words("light_verbs")):
        return of_state(clause)
    label = _of_deed(clause, verb.lemma, thing, actor)
    ends = next((p for p in reversed(clause.phrases) if p is not clause.subject or p is thing), None)
    label = with_relative(clause, ends, label) if ends is not None else label
    return replace(label, pointing=True) if _takes_up(clause, thing) else label


def _takes_up(clause: Clause, thing: Phrase | None) -> bool:
    """Whether what is done is done to, with or of what a pronoun takes up, so that the label does not tell.

    "Dies müsse verhindert werden", "sollten das tun", "aus ihnen Mehl machen".
    """
    passive = clause.verb is not None and clause.verb.voice != "active"
    acted_on = clause.subject if passive else clause.accusative
    others = [p for p in (acted_on, clause.dative) if thing is None and p is not None]
    others += [p for p in clause.prepositionals if p.kind == "PRON" and p.genitive is None]
    return any(
        p.kind == "PRON" and clause.tokens[p.head].tag in _TAKING_UP and p.first in clause.positions
        for p in others
    )


def _righted(clause: Clause) -> Clause:
    """A passive clause whose subject is what it acts on, not who gets it ("Rentnern werden Verträge …")."""
    subject = clause.subject
    if subject is None:
        return clause
    inside = subject.first in clause.positions
    noun = clause.tokens[subject.head]
    if inside and plural_of(noun) == noun.text:
        return clause
    free = (p for p in clause.phrases if p.prep is None and p.kind == "NP" and p is not subject)
    acted_on = next((p for p in free if p.may_be("n") and p is not clause.dative), None)
    if acted_on is None:
        return clause
    return replace(clause, subject=acted_on, accusative=None, dative=subject if inside else clause.dative)


def _of_deed(clause: Clause, lemma: str, thing: Phrase | None, actor: Phrase | None) -> Label:
    """The label of what is done: in its own words, or by its object, or by the noun of its verb."""
    if clause.kind == SUB and clause.negation is None and lemma != "lassen" and _lets(clause):
        stands = as_it_stands(clause)
        if stands is not None:
            return stands  # "dass sich Männer Bärte wachsen lassen"
    idiom = _idiom(clause)
    spelled = _in_own_words(clause, thing, actor) if idiom is None else None
    if spelled is not None:
        return spelled
    if idiom is None and thing is not None and lemma in words("light_verbs"):
        return _of_object(clause, thing, actor)
    if idiom is None and thing is not None and lemma in object_prepositions():
        return _of_directed(clause, thing, actor)
    noun, own = idiom or (nominalise(lemma), None)
    return _of_action(clause, noun, thing, actor, own)


def _lets(clause: Clause) -> bool:
    """Whether somebody has or lets something be done: "abreißen lassen"."""
    verb = clause.verb
    return verb is not None and any(clause.tokens[i].lemma == "lassen" for i in verb.tokens)


def _in_own_words(clause: Clause, thing: Phrase | None, actor: Phrase | None) -> Label | None:
    """The words of a clause with its verb as infinitive, where its noun or object would lose what counts."""
    if thing is None:
        return _how(clause, actor) if actor is not None else None
    if not (_completes(clause, thing) or _unnamed_receiver(clause, thing) or _turns_to(clause, thing)):
        return None
    spelled = infinitive_label(clause, actor if actor is not thing else None)
    if spelled is None or clause.verb is None:
        return None
    named = of_phrase(clause.tokens, thing, tail_of(clause, thing))
    lemmas = [nominalise(clause.verb.lemma), *named.lemmas]
    away = points_away(clause, spelled)
    return Label(spelled, _with_actor(clause, lemmas, thing, actor), lemmas[0], pointing=away)


def _how(clause: Clause, actor: Phrase) -> Label | None:
    """What somebody does in which way, where the noun would lose the way: "sicher reisen (Bürger)"."""
    if clause.adjective is None or clause.tokens[clause.adjective].tag != "ADJD" or clause.verb is None:
        return None
    spelled = infinitive_label(clause, actor, by_manner=True)
    if spelled is None:
        return None
    noun = nominalise(clause.verb.lemma)
    return Label(spelled, (noun, "von", *of_phrase(clause.tokens, actor).lemmas), noun)


def _completes(clause: Clause, thing: Phrase) -> bool:
    """Whether a verb of little meaning says with another word what becomes of its object.

    "Wohnungen erschwinglich machen", "Vögel auf die Rote Liste setzen", "seinen Anteil leisten".
    """
    lemma = clause.verb.lemma if clause.verb is not None else ""
    if lemma not in words("light_verbs") or lemma in words("existence_verbs"):
        return False
    if lemma in words("resulting_verbs") and _is_resulting(clause):
        return True
    if lemma in words("placing_verbs") and any(
        p.prep in words("placing_prepositions") for p in clause.prepositionals
    ):
        return True
    own = determiner(clause.tokens, thing).startswith(("sein", "ihr"))  # "ihre Macht durch Tricks erhalten"
    return own and clause.subject is not thing


def _is_resulting(clause: Clause) -> bool:
    return clause.adjective is not None and clause.tokens[clause.adjective].tag == "ADJD"


def _turns_to(clause: Clause, thing: Phrase) -> bool:
    """Whether a reflexive verb has a dative, which is not what it acts on: "sich dem Streik anschließen"."""
    reflexive = any(clause.tokens[i].tag == "PRF" for i in clause.positions)
    return reflexive and thing is clause.dative and clause.accusative is None


def _unnamed_receiver(clause: Clause, thing: Phrase) -> bool:
    """Whether no preposition is known by which the noun of a verb takes whom its dative names."""
    lemma = clause.verb.lemma if clause.verb is not None else ""
    known = words("dative_an") | words("dative_fuer")
    return _receiver(clause, thing) is not None and lemma not in known and lemma not in words("light_verbs")


def _thing(clause: Clause) -> Phrase | None:
    """What the verb acts on: the object, in the passive the subject."""
    verb = clause.verb
    passive = verb is not None and verb.voice != "active"
    thing = clause.accusative or (clause.subject if passive else None) or clause.dative
    if thing is None or clause.tokens[thing.head].tag == "ADJA":
        return None  # "den nächsten": its noun is elsewhere
    if thing.kind == "PRON" and thing.genitive is not None:
        return thing.genitive  # "einige der Stoffe"
    return thing if thing.kind == "NP" else None


@kept
def _idioms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Verb to (words of the phrase beside it, noun for both), from ``data/idioms.tsv``."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table("idioms"):
        found.setdefault(row["verb"], []).append((tuple(row["phrase"].split()), row["noun"]))
    return found


def _idiom(clause: Clause) -> tuple[str, Phrase | None] | None:
    """The noun for a verb with fixed words, and their phrase: "aufs Spiel setzen" is "Gefährdung"."""
    there = clause.words()
    for phrase_words, noun in _idioms().get(clause.verb.lemma if clause.verb else "", ()):
        if len(phrase_words) == 1 and phrase_words[0] in there:
            return noun, None
        for phrase in clause.prepositionals:
            spelled = tuple(t.lower for t in clause.tokens[phrase.first : phrase.end])
            if spelled[: len(phrase_words)] == phrase_words:
                return noun, phrase
    return None


def _of_object(clause: Clause, thing: Phrase, actor: Phrase | None) -> Label:
    """ "Kompromisse machen": what is done is the object, whose it is the subject's."""
    base = of_phrase(clause.tokens, thing, tail_of(clause, thing))
    follows = thing.genitive is not None or len(base.text.split()) > LONGEST - 4
    if actor is None or follows or len(thing.members) > 1:
        return _with_agent(clause, base, actor)
    bare = of_phrase(clause.tokens, thing)
    owner = of_phrase(clause.tokens, actor)
    if clause.verb is not None and clause.verb.lemma in words("receiving_verbs"):
        for_whom = f"für {accusative(clause.tokens, actor, owner.text)}"  # "Tablet | für jeden Schüler"
        return replace(base, text=cut([base.text, for_whom]), lemmas=(*base.lemmas, "für", *owner.lemmas))
    tail = base.text.removeprefix(bare.text).strip()
    text = [bare.text, genitives(clause, actor, owner, "n"), tail]
    lemmas = (*bare.lemmas, "von", *owner.lemmas, *base.lemmas[len(bare.lemmas) :])
    return Label(cut(text), lemmas, base.head)


def _of_action(
    clause: Clause, noun: str, thing: Phrase | None, actor: Phrase | None, idiom: Phrase | None
) -> Label:
    """ "die Preise senken": the noun of the verb with its object as genitive, its receiver, its agent."""
    named_so, manners = turned(clause, noun) if idiom is None else (noun, ())
    parts, lemmas = [named_so], [noun, *manners]
    means = _means(clause, thing) if thing is not None else None
    if thing is not None:
        tail = [] if means is not None else [p for p in tail_of(clause, thing) if p is not idiom]
        bare, whole = of_phrase(clause.tokens, thing), of_phrase(clause.tokens, thing, tail)
        case = "n" if thing is clause.subject else "d" if thing is clause.dative else "a"
        parts += [genitives(clause, thing, bare, case), whole.text.removeprefix(bare.text).strip()]
        lemmas += whole.lemmas
        if _is_name_of(clause, thing):
            parts.append(clause.tokens[thing.last].text)
            lemmas.append(clause.tokens[thing.last].lemma)
    elif actor is not None and clause.accusative is None:
        owner = of_phrase(clause.tokens, actor)
        parts.append(genitives(clause, actor, owner, "n"))
        lemmas += ["von", *owner.lemmas]
    if means is not None:
        add_tail(clause.tokens, means, parts, lemmas)
    receiver = _receiver(clause, thing)
    if receiver is not None:
        named = of_phrase(clause.tokens, receiver)
        preposition = _receiving(clause.verb.lemma if clause.verb else "")
        parts.append(as_receiver(clause.tokens, receiver, named.text, preposition))
        lemmas += [preposition, *named.lemmas]
    add_circumstances(
        clause, [means, idiom, *(tail_of(clause, thing) if thing is not None else ())], parts, lemmas
    )
    if clause.verb is not None and noun == clause.verb.lemma.capitalize():  # no noun of its own
        spelled = infinitive_label(clause, actor)
        if spelled is not None:
            told = _with_actor(clause, lemmas, thing, actor)
            return Label(spelled, told, noun, pointing=points_away(clause, spelled))
        stands = as_it_stands(clause) if clause.negation is None else None
        if stands is not None:
            return stands
    known = _known(clause, thing) if sum(map(bool, parts)) == 2 else None
    base = Label(cut(parts), tuple(lemmas), noun, complement=known)
    return base if thing is None and clause.accusative is None else _with_agent(clause, base, actor)


def _known(clause: Clause, thing: Phrase | None) -> Label | None:
    """The object that a text knows already, or what it ends with: "die Karte (der Kranken) abschaffen"."""
    named = of_phrase(clause.tokens, thing) if thing is not None and not thing.conjuncts else None
    if named is None or named.complement is not None:
        return named.complement if named is not None else None
    return named if named.definite else None


def _with_actor(
    clause: Clause, lemmas: list[str], thing: Phrase | None, actor: Phrase | None
) -> tuple[str, ...]:
    """The lemmas of a label with those of who does it, where they are not among them yet."""
    if actor is None or (thing is None and clause.accusative is None):
        return tuple(lemmas)
    return (*lemmas, "durch", *of_phrase(clause.tokens, actor).lemmas)


def _of_directed(clause: Clause, thing: Phrase, actor: Phrase | None) -> Label:
    """ "die Stadt angreifen": a noun with a preposition of its own, "Angriff der Rebellen auf die Stadt"."""
    verb = clause.verb.lemma if clause.verb else ""
    preposition, case = object_prepositions()[verb]
    noun, named = nominalise(verb), of_phrase(clause.tokens, thing, tail_of(clause, thing))
    parts, lemmas = [noun], [noun]
    if actor is not None:
        owner = of_phrase(clause.tokens, actor)
        parts.append(genitives(clause, actor, owner, "n"))
        lemmas += ["von", *owner.lemmas]
    parts.append(as_object(clause.tokens, thing, named.text, preposition, case))
    return Label(cut(parts), (*lemmas, preposition, *named.lemmas), noun)


def _receiver(clause: Clause, thing: Phrase | None) -> Phrase | None:
    """Who gets the object: a dative that is no apposition ("in Chile, einem Land …")."""
    receiver = clause.dative
    if thing is None or receiver is None or receiver.kind != "NP" or receiver is thing:
        return None
    if is_example(clause.tokens, receiver):
        return None
    apposed = receiver.first > clause.positions[0] and clause.tokens[receiver.first - 1].text == ","
    return None if apposed or _is_name_of(clause, thing) else receiver


def _is_name_of(clause: Clause, thing: Phrase) -> bool:
    """Whether the bare name behind an object is its own, no receiver: "den Konkurrenten | Boeing"."""
    receiver = clause.dative
    if receiver is None or receiver.first != thing.last or receiver.end - receiver.first > 1:
        return False
    return clause.tokens[receiver.first].tag == "NE" and clause.tokens[thing.first].tag in {"ART", "PPOSAT"}


def _receiving(verb: str) -> str:
    """The preposition for the receiver of what a verb does."""
    if verb in words("dative_an"):
        return "an"
    return "für" if verb in words("dative_fuer") else "gegenüber"


def _means(clause: Clause, thing: Phrase) -> Phrase | None:
    """What something is done with, after its object: "dem Mangel durch Umschulung begegnen"."""
    for phrase in clause.prepositionals:
        common = phrase.kind == "NP" and clause.tokens[phrase.head].tag == "NN"
        if phrase.prep == "durch" and common and phrase.first >= thing.last:
            return phrase
    return None


def _with_agent(clause: Clause, base: Label, actor: Phrase | None) -> Label:
    """A label with who does it: "durch den Bundestag"."""
    if actor is None or len(base.text.split()) > LONGEST - 3 or is_hollow_agent(clause.tokens, actor):
        return base
    some = [p for p in clause.phrases if is_example(clause.tokens, p) and p.first == actor.last + 1]
    named = of_phrase(clause.tokens, actor, some)
    pairs = zip(actor.members, named.members or (named,), strict=True)
    text = listed([accusative(clause.tokens, member, one.text) for member, one in pairs])
    lemmas = (*base.lemmas, "durch", *named.lemmas)
    return replace(base, text=cut([base.text, "durch", text]), lemmas=lemmas)
