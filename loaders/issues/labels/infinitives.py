"""Labels of what a clause says in its own words: as an infinitive, or as it stands.

As an infinitive for verbs that have no noun of their own ("beim Gericht Klage einreichen"): "Einreichen von
Klage beim Gericht" is read by nobody. As it stands where something in the clause takes back or limits what
it says ("dass zu wenige Züge fahren"), which no noun tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from loaders.german.present import present
from loaders.german.tokens import Token
from loaders.issues.labels.adverbs import keeps_phrase, manner_at
from loaders.issues.labels.cases import accusative, is_several, nominative
from loaders.issues.labels.circumstances import tells_when
from loaders.issues.labels.label import LONGEST, Label
from loaders.issues.labels.phrase_labels import CONTENT, of_phrase, tail_of, without_brackets
from loaders.lexicon.tables import words
from loaders.syntax.clause import INFINITIVE, MAIN, Clause
from loaders.syntax.phrase import Phrase
from loaders.syntax.phrase_reader import DETERMINERS

_MARKS = frozenset({"$,", "$.", "$("})
_MORE = 5
"""Words that a clause with "dass" and its subject may have beyond those of a label."""
_NO_LONGER = frozenset({"länger", "mehr", "weiter"})
_KEPT_TAGS = frozenset({"ADJD", "PROAV", "TRUNC"})


def infinitive_label(clause: Clause, actor: Phrase | None, *, by_manner: bool = False) -> str | None:
    """The words of a clause with its verb as an infinitive at the end; ``None`` where too little is left.

    With an ``actor``, the subject, it is a clause with "dass", since an infinitive has none; ``by_manner``
    is for clauses that say nothing but how: "sicher reisen".
    """
    verb = clause.verb
    if verb is None or verb.voice == "state" or (verb.lemma == "geben" and "es" in clause.words()):
        return None  # "es darf keinen Hass geben": nobody gives
    kept = [p for p in sorted(clause.phrases, key=lambda p: p.first) if _belongs(clause, p)]
    inside = {i: phrase for phrase in kept for i in range(phrase.first, phrase.last)}
    spelled: list[str] = []
    done: set[int] = set()
    for i in clause.positions:
        token = clause.tokens[i]
        phrase = inside.get(i)
        if phrase is not None and id(phrase) not in done:
            done.add(id(phrase))
            spelled += _spelled(clause, phrase)
        elif (
            phrase is None and clause.subject is not None and clause.subject.first <= i < clause.subject.last
        ):
            continue  # "die gentechnisch veränderte Sorte"
        elif phrase is None and token.tag == "PRF":
            spelled.append("sich")
        elif phrase is None and token.lower in _NO_LONGER and clause.tokens[i - 1].lower == "nicht":
            continue
        elif phrase is None and _is_kept(clause, i, inside) and i not in verb.tokens:
            if token.tag != "TRUNC":
                spelled.append(token.lower)
            elif i + 2 in inside and clause.tokens[i + 1].tag == "KON":
                spelled += [token.text, clause.tokens[i + 1].text]  # "Kranken- und Pflegekassen"
    if not (done or by_manner) or len(spelled) > LONGEST:
        return None
    inner = [
        clause.tokens[i].lemma
        for i in verb.tokens
        if verb.lemma == "lassen" and clause.tokens[i].tag == "VVINF"
    ]
    spelled += [lemma for lemma in inner if lemma != verb.lemma]
    done_so = _done(clause) if actor is not None or clause.kind == INFINITIVE else None
    *done_before, last = done_so or (verb.lemma,)
    spelled += done_before
    if actor is None or (verb.voice != "active" and actor is clause.subject):
        return " ".join([*spelled, last])
    there = actor.first in clause.positions
    who = _subject(clause, actor) if there else nominative(clause.tokens, actor)
    several = bool(actor.conjuncts) or (
        verb.plural if there and verb.finite is not None else is_several(clause.tokens, actor)
    )
    whole = ["dass", *who.split(), *spelled, present(last, several)]
    return " ".join(whole) if len(whole) <= LONGEST + _MORE else None


def _done(clause: Clause) -> tuple[str, str] | None:
    """The participle and auxiliary of a verb that says what was done: "belogen | haben", of "hat belogen"."""
    verb = clause.verb
    if verb is None or verb.voice != "active":
        return None
    told = next((clause.tokens[i] for i in verb.tokens if clause.tokens[i].tag == "VVPP"), None)
    helping = next(
        (clause.tokens[i] for i in verb.tokens if clause.tokens[i].tag in {"VAINF", "VAFIN"}), None
    )
    done = told is not None and (verb.tense in {"perfect", "pluperfect"} or verb.finite is None)
    if told is None or helping is None or not done or helping.lemma not in {"haben", "sein"}:
        return None
    return told.lower, helping.lemma


def told_of(clause: Clause, doer: Phrase, above: Clause) -> str | None:
    """What an infinitive denies or limits, told of who does it: "dass die Bahn die Gleise nicht pflegt".

    ``doer`` stands in the clause ``above``; ``None`` where the words are too many or no infinitive.
    """
    stands = as_it_stands(clause)
    last = max(clause.verb.tokens, default=None) if clause.verb is not None else None
    if stands is None or last is None or clause.kind != INFINITIVE or last != clause.positions[-1]:
        return None
    *before, _ = stands.text.split()
    finite = present(clause.tokens[last].lemma.lower(), is_several(above.tokens, doer))
    where = [above.tokens[i].text for p in tail_of(above, doer)[:1] for i in range(p.first, p.last)]
    whole = ["dass", *nominative(above.tokens, doer).split(), *where, *before, finite]
    return " ".join(whole) if len(whole) <= LONGEST + _MORE else None


def _subject(clause: Clause, actor: Phrase) -> str:
    """The subject of a clause as it stands in it, with a small letter where only the sentence begins."""
    numbered = (
        actor.last in clause.positions and clause.tokens[actor.last].tag == "CARD"
    )  # "des Artikels | 8"
    tokens = [clause.tokens[i] for i in range(actor.first, actor.last + numbered)]
    kept = [t for t in without_brackets(tokens) if t.tag not in _MARKS]
    spelled = [t.lower if t.tag in DETERMINERS or (t.tag == "ADJA" and not t.index) else t.text for t in kept]
    if spelled[0].startswith("kein"):  # the position says already that it is denied
        one = spelled[0].removeprefix("k")
        spelled[:1] = [] if clause.verb is not None and clause.verb.plural else [one]
    return " ".join(spelled)


def points_away(clause: Clause, text: str) -> bool:
    """Whether a label in a clause's own words takes up what stands elsewhere: "wir", "dafür", "Letztere"."""
    first = clause.subject.first if clause.subject is not None else -1
    inside = set(text.split())
    tokens = [clause.tokens[i] for i in clause.positions if i != first or clause.tokens[i].tag == "PPER"]
    told = {
        m.index for m, n in pairwise(clause.tokens) if m.tag == "PDAT" and n.tag == "ADJA"
    }  # "diese hohen Kosten"
    tokens = [t for t in tokens if t.index not in told]
    taken = (t for t in tokens if t.lower in words("pointing_words") and {t.text, t.lower} & inside)
    return any(t.tag not in {"ART", "PRF", "PPOSAT", "PTKVZ"} or t.lower.startswith("unser") for t in taken)


def _is_kept(clause: Clause, i: int, inside: Mapping[int, Phrase]) -> bool:
    """Whether a word outside of all phrases says what is done: how, and what limits the phrase after it."""
    token = clause.tokens[i]
    limits = i + 1 in inside and keeps_phrase(token.text)  # "rund | um die Uhr"
    return token.tag in _KEPT_TAGS or limits or i == manner_at(clause)


def as_it_stands(clause: Clause) -> Label | None:
    """The words of a clause without marks: "dass zu wenige Züge fahren"; ``None`` if they are too many."""
    tokens = [clause.tokens[i] for i in clause.positions if clause.tokens[i].tag not in _MARKS | {"PTKZU"}]
    if clause.verb is None or len(tokens) > LONGEST + 2:
        return None
    lemmas = [t.lemma for t in tokens if t.tag in CONTENT or t.tag.startswith("V") or _limits(t)]
    finite = clause.tokens[clause.verb.finite] if clause.verb.finite is not None else None
    spelled = [
        _indicative(clause, t) if t is finite else t.lemma if t.tag == "VVIZU" else t.text for t in tokens
    ]
    if tokens[0].tag not in {"NN", "NE", "FM", "XY", "TRUNC"}:
        spelled[0] = spelled[0].lower()
    if clause.kind == MAIN and finite is not None:
        spelled = _with_verb_last(clause, tokens, spelled)
    text = " ".join(spelled)
    return Label(text, tuple(lemmas), clause.verb.lemma, pointing=points_away(clause, text))


def _indicative(clause: Clause, finite: Token) -> str:
    """The finite verb as what is so, where it only reports: "falle" is "fällt"."""
    verb = clause.verb
    helps = verb is not None and finite.tag == "VAFIN" and (verb.voice != "active" or verb.tense == "perfect")
    reported = verb is not None and (verb.mood == "konj1" or (verb.mood == "konj2" and helps))
    return present(finite.lemma.lower(), verb.plural) if verb is not None and reported else finite.text


def _with_verb_last(clause: Clause, tokens: list[Token], spelled: list[str]) -> list[str]:
    """The words of a main clause after "dass": its subject first, the finite verb with its particle last."""
    verb, subject = clause.verb, clause.subject
    if verb is None or verb.finite is None or subject is None or subject.first not in clause.positions:
        return spelled
    words_at = dict(zip((t.index for t in tokens), zip(tokens, spelled, strict=True), strict=True))
    finite = clause.tokens[verb.finite].index
    if finite not in words_at:
        return spelled  # the verb of the clause that this one shares it with
    own = {clause.tokens[i].index for i in range(subject.first, subject.last)}
    particle = [i for i, (t, _) in words_at.items() if t.tag == "PTKVZ"]
    first = [word for i, (_, word) in words_at.items() if i in own]
    dropped = {finite, *particle, *(i for i, (t, _) in list(words_at.items())[:1] if t.lower == "es")}
    rest = [w for i, (_, w) in words_at.items() if i not in own and i not in dropped]
    last = "".join(words_at[i][1].lower() for i in [*particle[-1:], finite])
    return ["dass", *first, *rest, last]


def is_limited(clause: Clause) -> bool:
    """Whether a clause denies, limits or turns what its verb says: "kaum", "zu wenige", "als Straftat"."""
    taken = any(p.prep == "als" and p.kind == "NP" for p in clause.phrases)
    return taken or _is_classed(clause) or any(_limits(clause.tokens[i]) for i in clause.positions)


def _is_classed(clause: Clause) -> bool:
    """Whether a clause says as what kind something is taken: "als harmlos einstufen"."""
    pairs = zip(clause.positions, clause.positions[1:], strict=False)
    return any(
        clause.tokens[i].lower == "als"
        and clause.tokens[k].tag in {"ADJD", "VVPP"}
        and not (i and clause.tokens[i - 1].lower.endswith(("er", "anders")))
        for i, k in pairs
    )


def _limits(token: Token) -> bool:
    return token.tag == "PTKA" or token.lower in words("limiting_words") or token.lower in words("negations")


def _belongs(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase is part of what is done: not its subject, its time or its source."""
    head = clause.tokens[phrase.head]
    passive = clause.verb is not None and clause.verb.voice != "active"
    if phrase.kind != "NP" and head.tag != "PIS":
        return False
    if passive and phrase.prep in {"von", "durch"}:
        return False  # by whom
    if phrase is clause.subject and not passive:
        return False
    if phrase.first not in clause.positions:
        return False
    return head.lower not in words("time_nouns") | words("source_nouns") or tells_when(clause, phrase)


def _spelled(clause: Clause, phrase: Phrase) -> list[str]:
    """The words of a phrase as they stand, without quotation marks and what is in brackets."""
    acted_on = phrase is clause.subject  # of a passive
    if acted_on and phrase.prep is None and not phrase.may_be("a"):
        return accusative(clause.tokens, phrase, of_phrase(clause.tokens, phrase).text).split()
    tokens = [clause.tokens[i] for i in range(phrase.first, phrase.last)]
    spelled = [t for t in tokens if t.tag not in _MARKS and not t.lower.startswith("kein")]
    small = {"ART", "APPR", "APPRART", "PPOSAT"}
    return [t.lower if t.tag in small or (t.tag == "ADJA" and not t.index) else t.text for t in spelled]
