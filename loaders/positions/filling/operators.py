"""The words in and above a clause that can turn a word of stance round, weaken it or take it back."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.articles.findings import Stance
from loaders.lexicon.frames import Frame, evaluation
from loaders.lexicon.tables import read_table, words
from loaders.positions.filling.polarity import NO_OPERATOR, Effect, Operator, Operators
from loaders.syntax.claims import before, claims, is_anybody, judged_by, told_by
from loaders.syntax.clause import INFINITIVE, MAIN, RELATIVE, SUB, Clause
from loaders.syntax.phrase import Phrase
from ontology.in_force import kept

_LONGEST = 3  # words of a negation with what follows it
_OPEN_MODALS = frozenset({"können", "sollen", "müssen", "dürfen"})
"""What somebody can, shall or may do is not yet done."""


def operators(
    clause: Clause,
    frame: Frame | None,
    noun: Phrase | None,
    child: Clause | None,
    clauses: Sequence[Clause] = (),
) -> Operators:
    """The operators around the word of ``frame``, at ``noun`` if it is one; ``child`` is its complement."""
    return Operators(
        negation=_negation(clause, frame),
        adverb=_adverb(clause, frame),
        complement=_word(child, child.negation) if child is not None else "",
        blame=_blame(clause) if frame is not None and frame.lemma in words("attesting_verbs") else "",
        determiner=_determiner(clause, noun) if noun is not None else NO_OPERATOR,
        aspect=_aspect(clause) if noun is not None else NO_OPERATOR,
        embedding=embedding(clause, clauses) if noun is None else _around_noun(clause, clauses),
    )


def negation(clause: Clause, frame: Frame | None = None) -> str:
    """The word that negates the verb of a clause, unless it belongs to the idiom of ``frame``; else empty."""
    found = _negation(clause, frame)
    return "" if found.effect is Effect.KEEP else found.word


def embedding(clause: Clause, clauses: Sequence[Clause] = ()) -> Operator:
    """What stands above a clause and what it does to it: "hört auf, zu …", "es stimmt nicht, dass …".

    ``clauses`` are those of the sentence, for a clause that is not linked to the one above it.
    """
    opener = "ohne" if clause.words()[:1] == ["ohne"] else clause.connector or ""
    if opener in words("lifting_openers"):
        return Operator(opener, Effect.LIFT)
    if clause.kind == RELATIVE and _is_cleft(clause):
        return Operator("nicht", Effect.LIFT)
    above = _above(clause, clauses)
    if above is not None and above.connector == "ob" and above.kind == SUB:
        return Operator("ob", Effect.SUPPOSE)  # "unklar, ob sie ankündigt, den Plan zu unterstützen"
    if above is None or above.verb is None or clause.kind == RELATIVE:
        return NO_OPERATOR
    claimed = opener in words("claim_openers")
    if not claimed and opener not in {"", "zu"}:
        return NO_OPERATOR
    verdict = _verdict(judged_by(clause, clauses) if clause.kind == MAIN else above if claimed else None)
    return verdict or _effect_above(clause, above, above.verb.lemma)


def _verdict(above: Clause | None) -> Operator:
    """What a clause says of the claim in it: "Es ist falsch, dass …", "Dass …, ist ein Märchen"."""
    if above is None or above.verb is None:
        return NO_OPERATOR
    verb = above.verb
    said = {verb.lemma}
    if verb.lemma in words("predicating_verbs") or verb.voice != "active":
        beside = {i for p in above.prepositionals for i in range(p.first, p.end)}
        tokens = [above.tokens[i] for i in above.positions if i not in beside]
        said |= {form for token in tokens for form in (token.lower, token.lemma.lower())}
    known = _of_kind("claim")
    word = next((word for word in sorted(said) if word in known), "")
    return Operator(word, known[word][_is_denied(above)]) if word else NO_OPERATOR


def _around_noun(clause: Clause, clauses: Sequence[Clause]) -> Operator:
    """What stands above a noun of stance: what somebody wants to achieve is not yet there."""
    if clause.kind == INFINITIVE and clause.connector == "um":
        return Operator("um", Effect.SUPPOSE)  # "um die Zusage der Stadt zu erreichen"
    return embedding(clause, clauses)


def _effect_above(clause: Clause, above: Clause, lemma: str) -> Operator:
    effects = _of_kind("verb").get(lemma)
    is_denied = _is_denied(above)
    told = _teller(clause, above, lemma)
    if told:
        return told
    if clause.kind == MAIN:  # "er unterstütze den Bau", behauptet die Gegenseite
        others = effects is not None and effects[0] is Effect.OTHERS
        return Operator(lemma, Effect.OTHERS) if others else NO_OPERATOR
    if effects is not None:
        return Operator(lemma, effects[is_denied])
    if is_denied or clause.kind == INFINITIVE:
        return Operator(lemma, Effect.LIFT)  # what an unknown verb does with it is not known
    return NO_OPERATOR


def _teller(clause: Clause, above: Clause, lemma: str) -> Operator:
    """What it does that a clause is only asked, said by anybody, or claimed of others."""
    if above.question:
        return Operator("?", Effect.SUPPOSE)
    if clause.kind != INFINITIVE and is_anybody(above):
        return Operator("wer", Effect.SUPPOSE)  # "Wer sagt, die Stadt lehne den Bau ab, irrt"
    if clause.kind != INFINITIVE and claims(above):
        return Operator(lemma, Effect.OTHERS)
    return NO_OPERATOR


def _is_denied(clause: Clause) -> bool:
    found = _negation(clause, None)
    return bool(found) and found.effect is not Effect.KEEP


def _is_cleft(clause: Clause) -> bool:
    """Whether a relative clause says of whom something does not hold: "Es ist nicht die Stadt, die …"."""
    parent = clause.parent
    is_copula = parent is not None and parent.verb is not None and parent.verb.lemma == "sein"
    return is_copula and parent is not None and parent.negation is not None and "es" in parent.words()[:3]


def _above(clause: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """The clause whose complement a clause is: its parent, or for one in front the main clause behind it."""
    parent = clause.parent
    if parent is not None and parent.bracketed:
        parent = parent.parent  # "Weber (SPD) hielt ihnen vor, dass …"
    if parent is not None or clause.kind not in {SUB, MAIN}:
        return parent if clause.kind != MAIN else None
    after = next((c for c in clauses if c.index == clause.index + 1), None)
    if clause.kind == SUB:
        fits = (
            after is not None and after.verb_first and (after.subject is None or clause.connector == "dass")
        )
        return after if fits else None
    if after is not None and after.verb_first and after.shares is None and claims(after):
        return after  # "Die Stadt lehnt den Bau ab, behauptet die Kammer"
    above = told_by(clause, clauses)
    if above is not None or clause.verb is None or clause.verb.mood != "konj1":
        return above or judged_by(clause, clauses)
    return after if after is not None and after.verb_first else before(clause, clauses)


def turns(lemma: str) -> bool:
    """Whether a verb can do something to the stance that is its complement."""
    return lemma in _of_kind("verb")


def turns_objects(lemma: str) -> bool:
    """Whether a verb says what becomes of the stance that is its object: "gibt ihren Widerstand auf"."""
    return _of_kind("verb").get(lemma, (Effect.OTHERS,))[0] in {Effect.KEEP, Effect.LIFT, Effect.END}


def is_nobody(clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase names nobody: "niemand bei der Stadt", "keine der Fraktionen"."""
    first = clause.tokens[phrase.first + (1 if phrase.prep is not None and phrase.kind == "NP" else 0)]
    nobody = _of_kind("holder")
    return _is_no(first.lower) or clause.tokens[phrase.head].lower in nobody or first.lower in nobody


@kept
def _of_kind(kind: str) -> dict[str, tuple[Effect, Effect]]:
    """Words to (effect, effect when negated) of the operators of a kind."""
    return {
        row["words"]: (
            Effect(row["effect"]),
            Effect(row["negated"]) if row["negated"] != "-" else Effect.LIFT,
        )
        for row in read_table("operators")
        if row["kind"] == kind
    }


def _negation(clause: Clause, frame: Frame | None) -> Operator:
    """What negates a clause, with the words after it that say how: "nicht mehr", "nicht nur"."""
    i = clause.negation
    word = _word(clause, i)
    if i is None or not word or (frame is not None and word in frame.required):
        return NO_OPERATOR
    if _negations(clause) > 1:
        return Operator(word, Effect.LIFT)
    known = _of_kind("negation")
    for length in range(_LONGEST, 1, -1):
        spelled = " ".join(t.lower for t in clause.tokens[i : i + length])
        if spelled in known:
            return Operator(spelled, known[spelled][0])
    before, after = (clause.tokens[j].lower if 0 <= j < len(clause.tokens) else "" for j in (i - 1, i + 1))
    if after in {"mehr", "länger"} or "mehr" in _after_object(clause, i):
        return Operator(f"{word} mehr", Effect.END)
    if before == "noch":
        return Operator(f"noch {word}", Effect.LIFT)
    adverbs = _of_kind("adverb")
    return Operator(word, adverbs[word][0] if word in adverbs else Effect.DENY)


def _after_object(clause: Clause, i: int) -> set[str]:
    """The bare adverbs after a negated object: "stellt keine Forderung mehr"."""
    inside = {j for p in clause.phrases for j in range(p.first, p.last)}
    return {clause.tokens[j].lower for j in clause.positions if j > i and j not in inside}


def _negations(clause: Clause) -> int:
    found = [t for t in (clause.tokens[i].lower for i in clause.positions) if t in words("negations")]
    return 1 if "weder" in found else len(found)


def _adverb(clause: Clause, frame: Frame | None) -> Operator:
    """An adverb that weakens the verb: "unterstützt den Plan nur bedingt"."""
    known = _of_kind("adverb")
    verbal = clause.verb.tokens if clause.verb is not None else ()
    seems = next((clause.tokens[i] for i in verbal if clause.tokens[i].lemma in words("seeming_verbs")), None)
    if seems is not None and clause.verb is not None and clause.verb.lemma != seems.lemma:
        return Operator(seems.lower, Effect.SUPPOSE)  # "scheint den Bau zu unterstützen"
    inside = {j for p in clause.phrases for j in range(p.first, p.last)}
    for i in clause.positions:
        word = clause.tokens[i].lower
        own = frame is not None and word in frame.required  # "wenig halten von"
        if word in known and i != clause.negation and i not in inside and not own:
            return Operator(word, known[word][0])
    spoken = " ".join(clause.words())
    several = (phrase for phrase in known if " " in phrase and f" {phrase} " in f" {spoken} ")
    phrase = next(several, "")  # "alles andere als"
    return Operator(phrase, known[phrase][0]) if phrase else NO_OPERATOR


def _word(clause: Clause | None, i: int | None) -> str:
    return clause.tokens[i].lower if clause is not None and i is not None else ""


def _determiner(clause: Clause, noun: Phrase) -> Operator:
    """What stands before a noun of stance and leaves little of it: "keine Kritik", "geringe Zustimmung"."""
    known = _of_kind("determiner")
    gone = _of_kind("subject").get(clause.verb.lemma) if clause.verb is not None else None
    if gone is not None and noun is clause.subject and clause.verb is not None:
        return Operator(clause.verb.lemma, gone[0])  # "Die Zustimmung der Stadt steht aus"
    before = clause.tokens[noun.first - 1].lower if noun.first else ""
    if noun is clause.subject and clause.adjective is not None:
        said = clause.tokens[clause.adjective].lemma.lower()
        if said in known:
            return Operator(said, known[said][0])  # "Die Kritik der Stadt ist gering"
    if before in known:
        return Operator(before, known[before][0])  # "kaum Kritik"
    for i in range(noun.first, noun.head):
        token = clause.tokens[i]
        if _is_no(token.lower):
            return Operator(token.lower, known["kein"][0])
        for word in (token.lower, token.lemma.lower(), token.lower.rstrip("nmrs").removesuffix("e")):
            if word in known:
                return Operator(token.lower, known[word][0])
    return NO_OPERATOR


def _is_no(word: str) -> bool:
    return word in {"kein", "keine", "keinen", "keinem", "keiner", "keines", "keinerlei"}


def _aspect(clause: Clause) -> Operator:
    """What the verb of a clause does to the stance that is its object: "gibt ihren Widerstand auf"."""
    if clause.verb is not None and clause.verb.modal in _OPEN_MODALS:
        return Operator(clause.verb.modal, Effect.SUPPOSE)  # "könnte dem Plan Unterstützung zusichern"
    effects = _of_kind("verb").get(clause.verb.lemma) if clause.verb is not None else None
    if clause.verb is None or effects is None:
        return NO_OPERATOR
    return Operator(clause.verb.lemma, effects[0])


def _blame(clause: Clause) -> str:
    """What is bad about that which is attested: "bescheinigte dem Amt erschreckende Versäumnisse"."""
    thing = clause.accusative
    if thing is None:
        return ""
    judged = (evaluation(clause.tokens[i].lemma) for i in (*thing.attributes, thing.head))
    return next((e.word for e in judged if e is not None and e.stance is Stance.OPPOSE), "")
