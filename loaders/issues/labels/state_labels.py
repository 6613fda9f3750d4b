"""Labels of clauses in which nothing is done: what is so, what happens, what stays where it is."""

from __future__ import annotations

from dataclasses import replace

from loaders.issues.labels.adverbs import keeps_phrase
from loaders.issues.labels.cases import adjective_ending, genitive
from loaders.issues.labels.circumstances import says_something
from loaders.issues.labels.infinitives import infinitive_label
from loaders.issues.labels.label import LONGEST, Label, cut, listed
from loaders.issues.labels.phrase_labels import add_tail, of_phrase, tail_of
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase

_STATES = frozenset({"sein", "werden", "bleiben", "haben"})


def is_state(verb: str) -> bool:
    """Whether a verb says what is so, or stands for another: "dass er das müsse"."""
    return verb in _STATES | words("modal_verbs")


def happens(verb: str) -> bool:
    """Whether a verb only says that there is, or happens, what its subject names."""
    return verb in words("existence_verbs") | words("happening_verbs")


def of_event(clause: Clause, subject: Phrase) -> Label:
    """ "dass in Kiel eine Prüfung stattfindet": what happens and where."""
    return _with(clause, of_phrase(clause.tokens, subject, tail_of(clause, subject)), _place(clause))


def of_state(clause: Clause) -> Label | None:
    """ "X ist sicher": the subject with its predicative or adjective."""
    subject = clause.subject if clause.subject is not None and clause.subject.kind == "NP" else None
    what = clause.predicative or clause.accusative
    if subject is None and what is None:
        return None
    modal = clause.verb is not None and clause.verb.lemma in words("modal_verbs")
    if modal and what is not None and what is clause.accusative:
        return None  # "nicht nur die Reichen (sollen …)": what is done, stands elsewhere
    stay = _stay(clause, subject) if subject is not None and what is None else None
    if stay is not None:
        return stay
    if subject is None and what is not None:
        return of_phrase(clause.tokens, what, tail_of(clause, what)) if what.kind == "NP" else None
    if subject is None:
        return None
    label = of_phrase(clause.tokens, subject, tail_of(clause, subject))
    parts, lemmas = [label.text], list(label.lemmas)
    if what is None and clause.adjective is not None:
        word = clause.tokens[clause.adjective]
        end = _ending(clause, subject) if word.tag in {"ADJD", "VVPP"} else ""
        parts, lemmas = [word.lower + end, label.text], [word.lemma, *label.lemmas]
    if what is not None and what.kind == "NP":
        named = of_phrase(clause.tokens, what, tail_of(clause, what))
        parts += ["als" if clause.predicative else "mit", named.text]
        lemmas += named.lemmas
    stated = what is None and clause.adjective is not None
    spelled = (
        infinitive_label(clause, subject, by_manner=True) if stated and _says_more(clause, subject) else None
    )
    return Label(spelled or cut(parts), tuple(lemmas), label.head, stated=stated)


def _says_more(clause: Clause, subject: Phrase) -> bool:
    """Whether a clause says more than how its subject is: "werde bis Herbst fertig"."""
    becomes = clause.verb is not None and clause.verb.lemma == "werden"
    named = clause.tokens[subject.head].tag == "NE"  # "Polen | mit den Kosten | fertig": no part of the name
    said = [] if becomes or named else tail_of(clause, subject)
    others = (p for p in clause.prepositionals if all(p is not other for other in said))
    return any(becomes or says_something(clause, p) for p in others)


def as_judged(clause: Clause, phrase: Phrase, label: Label, at: int) -> Label:
    """The label of what is judged with the word at ``at``, where that says what is missed or bad in it.

    Who finds the "Versorgung" unzureichend is against an "unzureichende Versorgung"; a "Steuer" that is
    falsch or problematisch is itself rejected.
    """
    word, head = clause.tokens[at], clause.tokens[phrase.head]
    noun = analyse(head.lemma)
    somebody = head.tag != "NN" or (noun is not None and noun.head.family != "organisation")
    owned = phrase.genitive is not None and phrase.genitive.first < phrase.head  # "Webers Planung"
    if somebody or owned or phrase.conjuncts or word.tag not in {"ADJD", "VVPP"}:
        return label
    stands = head.lower.endswith(tuple(words("states_of_things")))
    lacking = word.lower in words("deficit_adjectives") or (
        stands and word.lower in words("grievous_adjectives")
    )
    if not lacking or len(label.text.split()) >= LONGEST - 1:
        return label
    case = "n" if phrase is clause.subject else "a"
    own = frozenset(reading for reading in phrase.readings if reading[0] == case)
    told = word.lower + adjective_ending(replace(phrase, readings=own or phrase.readings))
    return replace(label, text=f"{told} {label.text}", lemmas=(word.lower, *label.lemmas))


def _stay(clause: Clause, subject: Phrase) -> Label | None:
    """ "Die Messe bleibt in Kiel": a noun of its own where a place follows, "Verbleib der Messe in Kiel"."""
    place = next((p for p in clause.prepositionals if p.prep in words("staying_prepositions")), None)
    if clause.verb is None or clause.verb.lemma != "bleiben" or place is None or place.kind != "NP":
        return None
    if clause.adjective is not None or place.first < subject.last:
        return None
    owner = of_phrase(clause.tokens, subject)
    parts, lemmas = ["Verbleib", genitives(clause, subject, owner, "n")], ["Verbleib", "von", *owner.lemmas]
    for phrase in (place, *tail_of(clause, place)):
        add_tail(clause.tokens, phrase, parts, lemmas)
    return Label(cut(parts), tuple(lemmas), "Verbleib")


def _ending(clause: Clause, subject: Phrase) -> str:
    head = clause.tokens[subject.head]
    verbal = head.text == head.lemma and head.lower.endswith(tuple(words("infinitive_endings")))
    return (
        "es"
        if (verbal or head.tag == "NE") and subject.first == subject.head
        else adjective_ending(_as_subject(subject))
    )


def _as_subject(phrase: Phrase) -> Phrase:
    """A phrase with the readings it can have as subject."""
    own = frozenset(reading for reading in phrase.readings if reading[0] == "n")
    return replace(phrase, readings=own or phrase.readings)


def _place(clause: Clause, idiom: Phrase | None = None) -> Phrase | None:
    """The first prepositional phrase that says something, rather a limited one: "erst nach …"."""
    limited = [p for p in clause.prepositionals if p.first and keeps_phrase(clause.tokens[p.first - 1].text)]
    for phrase in [*limited, *clause.prepositionals]:
        if phrase.kind != "NP" or phrase is idiom or phrase.prep in {"laut", "zufolge", "gemäß", "als"}:
            continue
        if clause.tokens[phrase.head].lower not in words("time_nouns") | words("source_nouns"):
            return phrase
    return None


def _with(clause: Clause, label: Label, phrase: Phrase | None) -> Label:
    """A label with a prepositional phrase that it has not yet."""
    if phrase is None or any(lemma in label.lemmas for lemma in [clause.tokens[phrase.head].lemma]):
        return label
    parts, lemmas = [label.text], list(label.lemmas)
    add_tail(clause.tokens, phrase, parts, lemmas)
    return Label(cut(parts), tuple(lemmas), label.head)


def genitives(clause: Clause, phrase: Phrase, label: Label, case: str) -> str:
    """A phrase as genitive, member by member: "der Straßen und der Brücken"."""
    if not label.members:
        return genitive(clause.tokens, phrase, label.text, case)
    pairs = zip((replace(one, conjuncts=[]) for one in phrase.members), label.members, strict=True)
    told = [genitive(clause.tokens, member, one.text, case) for member, one in pairs]
    apart = {one.startswith("von ") for one in told}
    if apart == {True}:  # "von Bund, Ländern und Gemeinden"
        told[1:] = [one.removeprefix("von ") for one in told[1:]]
    return listed(told) if len(apart) == 1 else " und ".join(told)
