"""Clauses that tell what is only claimed: behind a noun or verb of claiming, in a verdict, behind a colon.

"Das Gerücht, die Grünen fordern …", "warf ihnen vor, sie forderten …", "Wer sagt, die Grünen fordern …". What
verb and verdict do to the claim is said by ``operators.tsv`` and ``stances.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.german.morphology import is_double
from loaders.lexicon.speech import speech_verbs
from loaders.lexicon.tables import words
from loaders.syntax.clause import FRAGMENT, MAIN, SUB, Clause
from loaders.syntax.phrase import Phrase

_THAT = frozenset({"dass", "wonach", "demzufolge"})
_MARKS = frozenset({",", ":"})


def tells_claim(clause: Clause) -> bool:
    """Whether the noun that a clause depends on is one of claiming: "der Verdacht, Gift einzusetzen"."""
    return clause.noun is not None and _names(clause, clause.noun)


def is_claimed(clause: Clause, clauses: Sequence[Clause]) -> bool:
    """Whether a noun of claiming tells a clause: "wies Berichte zurück, er habe den Bau gebilligt"."""
    if clause.kind == SUB and clause.connector in _THAT and clause.noun is not None:
        return tells_claim(clause)
    if any(_so_the_claim(c) for c in clauses if c.kind == FRAGMENT and c.parent is clause):
        return True
    above = before(clause, clauses)
    named = [p for p in above.phrases if _names(above, p)] if above is not None else []
    if above is None or not named or clause.shares is not None:
        return False
    reported = _mood(clause) == "konj1" or (clause.kind == SUB and clause.connector == "wonach")
    return (reported and _mark(clause) == ",") or any(_leads(above, p, clause) for p in named)


def told_by(clause: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """The clause whose complement a main clause is by its place alone: "warf ihnen vor, | sie forderten …".

    That one says so (a verb of claiming, "wer" with a verb of saying), and leaves room for a complement.
    """
    above = before(clause, clauses)
    if above is None or above.verb is None or not _is_second(clause) or not _says_so(above):
        return None
    spoken = clause.tokens[clause.subject.head].tag == "PPER" if clause.subject is not None else False
    return above if above.accusative is None or spoken or _mark(clause) == ":" else None


def judged_by(clause: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """The clause that says of a main clause whether it is so: around it, or before its colon.

    "Die These, | die Stadt lehne ihn ab, | ist falsch"; "Falsch ist: | Die Stadt lehnt ihn ab".
    """
    above = before(clause, clauses)
    if above is None or not _is_second(clause):
        return None
    if _mark(clause) == ":":
        return above if above.subject is None or above.tokens[above.subject.head].lower == "es" else None
    subject = above.subject
    around = above.end > clause.start and subject is not None and _ends_at(subject, clause)
    return above if around else None


def claims(clause: Clause) -> bool:
    """Whether the verb of a clause says that something is only claimed: "unterstellt", "wird erzählt"."""
    verb = clause.verb
    if verb is None:
        return False
    told = verb.voice == "passive" and verb.lemma in words("rumour_passives")
    return told or verb.lemma in words("claiming_verbs")


def is_anybody(clause: Clause) -> bool:
    """Whether a clause says of anybody who does something: "Wer sagt, …, lügt", no question."""
    subject = clause.subject
    return subject is not None and not clause.question and clause.tokens[subject.head].lower == "wer"


def before(clause: Clause, clauses: Sequence[Clause]) -> Clause | None:
    """The clause that begins before a clause, words in brackets aside."""
    return next((c for c in reversed(clauses[: clause.index]) if not c.bracketed), None)


def _says_so(above: Clause) -> bool:
    lemma = above.verb.lemma if above.verb is not None else ""
    thinks = lemma in speech_verbs() or lemma in words("believing_verbs")
    return claims(above) or (is_anybody(above) and thinks)


def _is_second(clause: Clause) -> bool:
    """Whether a main clause behind a comma or colon has its verb in the second place, nothing taken up.

    "Wer klagt, den unterstützt die Stadt" takes up who is meant.
    """
    if clause.kind != MAIN or clause.verb is None or clause.verb_first or clause.shares is not None:
        return False
    first = clause.tokens[clause.positions[0]].tag
    return _mark(clause) in _MARKS and first not in {"KON", "PDS"}


def _leads(above: Clause, noun: Phrase, clause: Clause) -> bool:
    """Whether a noun of claiming tells a main clause right behind it, or behind a colon, in whatever mood.

    A plain clause behind one may only go on: "Minister bestreitet Vorwurf, SPD fordert Aufklärung".
    """
    if clause.kind != MAIN or clause.verb is None or clause.verb_first or _mark(clause) not in _MARKS:
        return False
    if not _ends_at(noun, clause):
        return _mark(clause) == ":" and noun is above.subject  # "Ein Gerücht geht um: Die Stadt …"
    form = clause.tokens[clause.verb.finite] if clause.verb.finite is not None else None
    told = _mood(clause) != "ind" or (form is not None and is_double(form.text, form.lemma))
    head = above.tokens[noun.head]
    single = noun.first < noun.head and head.text.lower() == head.lemma.lower()
    return told or single or above.end > clause.start or above.kind == FRAGMENT


def _ends_at(phrase: Phrase, clause: Clause) -> bool:
    """Whether nothing but a mark stands between a phrase, with its genitive, and a clause."""
    ends = {phrase.last, phrase.genitive.last if phrase.genitive is not None else phrase.last}
    return clause.positions[0] - 1 in ends


def _names(clause: Clause, phrase: Phrase) -> bool:
    return clause.tokens[phrase.head].lemma.lower() in words("claim_nouns")


def _so_the_claim(clause: Clause) -> bool:
    """Whether a rest says that what stands before it is claimed: "…, so der Vorwurf"."""
    named = {clause.tokens[i].lemma.lower() for i in clause.positions}
    return clause.words()[:1] == ["so"] and not named.isdisjoint(words("claim_nouns"))


def _mark(clause: Clause) -> str:
    first = clause.positions[0]
    return clause.tokens[first - 1].text if first else ""


def _mood(clause: Clause) -> str:
    return clause.verb.mood if clause.verb is not None else "ind"
