"""The subject of a finite verb, to its left or after it, and the word that opens its clause."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.english.syntax.units import Constituent, NounPhrase, VerbClause
from loaders.english.vocabulary import words
from loaders.german.tokens import Sentence

_BRACKETS = {")": "(", "]": "["}
_DASHES = frozenset({"–", "—", "--", "-"})
_JOINING = frozenset({"and", "or", "nor", ",", "&"})
_LONGEST_BRACKET = 40  # units


def find_subject(
    sentence: Sentence, units: Sequence[Constituent], at: int, before: Sequence[VerbClause]
) -> VerbClause:
    """The clause of the finite verb at ``at``, with its subjects, its opener and its parent."""
    verb = units[at].verb
    assert verb is not None
    clause = VerbClause(verb, sentence, start=units[at].start, at=at)
    j = _subject(units, at, before, clause)
    if j is not None:
        _open(units, j, before, clause)
    return clause


_SKIPPED = frozenset({"adv", "other", "aux", "adj"})


def _subject(
    units: Sequence[Constituent], at: int, before: Sequence[VerbClause], clause: VerbClause
) -> int | None:
    """Find the subject; gives the place of its first unit where the opener is still to be looked for."""
    j = at - 1
    while j >= 0:
        unit = units[j]
        if unit.kind == "quote" and j == at - 1 and j > 0 and _inverted(units, at, clause):
            return None
        if unit.kind in _SKIPPED or unit.kind == "quote" or _is_infinite(unit):
            j -= 1
        elif unit.kind == "np":
            if not _is_none(units, j) and not _disagrees(clause.sentence, unit.phrase, clause):
                return _take(units, j, clause)
            j -= _width(units, j)
        elif unit.kind == "mark" and (opened := _parenthesis(units, j)) is not None:
            j = opened - 1
        else:
            _without_phrase(units, at, j, before, clause)
            return None
    _inverted(units, at, clause)
    return None


def _is_infinite(unit: Constituent) -> bool:
    return unit.verb is not None and unit.verb.form != "finite"


def _without_phrase(
    units: Sequence[Constituent], at: int, j: int, before: Sequence[VerbClause], clause: VerbClause
) -> None:
    """The subject of a verb that has no phrase before it up to a conjunction, a relative or a mark."""
    kind, word = units[j].kind, units[j].word
    if kind == "cc":
        _share(before, clause)
    elif kind in {"rel", "that"}:
        _relative(units, j, before, clause)
    elif not _inverted(units, at, clause) and word == "," and _directly(units, j, at):
        _share(before, clause)


def _directly(units: Sequence[Constituent], j: int, at: int) -> bool:
    return all(unit.kind in {"adv", "quote"} for unit in units[j + 1 : at])


def _is_none(units: Sequence[Constituent], j: int) -> bool:
    """Whether the phrase at ``j`` is no subject: governed by a preposition, a time, an object of an
    infinitive.
    """
    phrase = units[j].phrase
    assert phrase is not None
    when = units[j].word in words("time_nouns") and j > 0 and units[j - 1].kind not in {"that", "sub", "mark"}
    return phrase.preposition is not None or when or _width(units, j) > 1


def _width(units: Sequence[Constituent], j: int) -> int:
    """How many units the phrase at ``j`` takes up together with the infinitive or gerund whose object it
    is.
    """
    i = j - 1
    while i >= 0 and units[i].kind == "adv":
        i -= 1
    verb = units[i].verb if i >= 0 and units[i].kind == "verb" else None
    governed = units[j].phrase is not None and units[j].phrase.preposition is not None  # type: ignore[union-attr]
    return j - i + 1 if verb is not None and verb.form in {"infinitive", "gerund"} and not governed else 1


def _take(units: Sequence[Constituent], j: int, clause: VerbClause) -> int:
    """Take the phrase at ``j`` and those that are coordinated with it: "A, B and C"."""
    phrase = units[j].phrase
    assert phrase is not None
    subjects = [phrase]
    first = j
    while first >= 2 and units[first - 1].word in _JOINING:
        k = _bare(units, first - 2)
        if k is None or _is_object(units, k) or (units[first - 1].word == "," and len(subjects) < 2):
            break
        other = units[k].phrase
        assert other is not None
        subjects.append(other)
        first = k
    clause.subjects = tuple(reversed(subjects))
    clause.start = units[first].start
    return first


def _bare(units: Sequence[Constituent], k: int) -> int | None:
    """The place of the phrase that those from ``k`` leftwards hang on: "governments" in "governments of
    A".
    """
    while k >= 0 and units[k].phrase is not None and units[k].phrase.preposition is not None:  # type: ignore[union-attr]
        k -= 1
    return k if k >= 0 and units[k].kind == "np" else None


def _is_object(units: Sequence[Constituent], k: int) -> bool:
    """Whether the phrase at ``k`` follows a verb: "rejects the plan and Y …"."""
    i = k - 1
    while i >= 0 and (units[i].kind in {"adv", "quote"}):
        i -= 1
    return i >= 0 and units[i].kind == "verb"


def _parenthesis(units: Sequence[Constituent], j: int) -> int | None:
    """Where what the mark at ``j`` closes was opened: "(Labour)", ", who …,", ", the leader,"; else
    ``None``.
    """
    mark = units[j].word
    wanted = _BRACKETS.get(mark) or (mark if mark == "," or mark in _DASHES else None)
    if wanted is None:
        return None
    for k in range(j - 1, max(-1, j - _LONGEST_BRACKET), -1):
        if units[k].word == wanted and units[k].kind == "mark":
            inside = units[k + 1 : j]
            return k if k > 0 and (mark in _BRACKETS or _is_aside(inside)) else None
        if units[k].kind == "mark" and units[k].word in ";:" and mark == ",":
            return None
    return None


def _is_aside(inside: Sequence[Constituent]) -> bool:
    if not inside:
        return False
    opens = inside[0].kind in {"rel", "sub"} or (
        len(inside) > 1 and inside[0].kind == "prep" and inside[1].kind == "rel"
    )
    finite = any(unit.verb is not None and unit.verb.form == "finite" for unit in inside)
    opens = opens or inside[0].word == "it"  # ", it seems,"
    return opens or not finite or _says(inside)


def _says(inside: Sequence[Constituent]) -> bool:
    """Whether an aside only says whose words the sentence is: ", Norway said,", ", said Norway,"."""
    verbs = [unit.verb for unit in inside if unit.verb is not None]
    others = [unit for unit in inside if unit.verb is None]
    saying = len(verbs) == 1 and verbs[0].lemma in words("inverting_verbs")
    return saying and all(unit.kind in {"np", "adv"} for unit in others)


def _inverted(units: Sequence[Constituent], at: int, clause: VerbClause) -> bool:
    """Take the subject after a verb of speech: "…," said Anna Example."""
    verb = units[at].verb
    following = units[at + 1] if at + 1 < len(units) else None
    phrase = following.phrase if following is not None else None
    said = verb is not None and verb.lemma in words("inverting_verbs") and not verb.passive
    if not said or at == 0 or phrase is None or phrase.preposition is not None:
        return False
    clause.subjects = (phrase,)
    clause.inverted = True
    return True


def _share(before: Sequence[VerbClause], clause: VerbClause) -> None:
    """The subject of the clause before, or of the one that clause hangs on: "said it was wrong and left"."""
    fitting = (c for c in reversed(before) if c.verb.form == "finite" and c.subjects)
    last = next((c for c in fitting if not _disagrees(c.sentence, c.subjects[-1], clause)), None)
    if last is None:
        return
    clause.subjects, clause.link, clause.opener, clause.parent = (
        last.subjects,
        last.link,
        last.opener,
        last.parent,
    )
    outer = last.parent if last.link in {"that", "rel"} else None
    if last.link == "rel":
        outer = next(
            (c for c in reversed(before) if c.link != "rel" and c.verb.form == "finite" and c.subjects), None
        )
    clause.others = outer.subjects if outer is not None else ()


def _disagrees(sentence: Sentence, near: NounPhrase | None, clause: VerbClause) -> bool:
    """Whether a plural in small letters stands before a singular verb: "a cap on prices, which is …"."""
    head = sentence.tokens[near.head] if near is not None else None
    plural = head is not None and head.tag == "NN2" and head.text.islower()
    return plural and sentence.tokens[clause.verb.start].tag in {"VBZ", "VHZ", "VVZ", "VDZ"}


def _relative(units: Sequence[Constituent], j: int, before: Sequence[VerbClause], clause: VerbClause) -> None:
    """Whom "who", "which" or "that" before the verb means: the phrase before it, or the one that hangs on."""
    opener = units[j]
    k = j - 1
    if k >= 0 and units[k].kind == "prep":
        clause.link, clause.opener = "wh", opener.word
        return
    while k >= 0 and units[k].kind in {"mark", "quote", "adv"}:
        k -= 1
    if k < 0 or units[k].kind != "np" or (opener.kind == "that" and k != j - 1):
        clause.link, clause.opener = ("that" if opener.kind == "that" else "wh"), opener.word
        clause.parent = before[-1] if before and opener.kind == "that" else None
        return
    near, head = units[k].phrase, _bare(units, k)
    far = units[head].phrase if head is not None else None
    order = (far, near) if opener.word == "who" or _disagrees(clause.sentence, near, clause) else (near, far)
    phrases = tuple(dict.fromkeys(p for p in order if p is not None))
    clause.link, clause.opener, clause.antecedent = "rel", opener.word, near
    clause.subjects, clause.others = phrases[:1], phrases[1:]


def _open(units: Sequence[Constituent], first: int, before: Sequence[VerbClause], clause: VerbClause) -> None:
    """What opens the clause whose subject begins at ``first``."""
    j = first - 1
    while j >= 0 and (units[j].kind in {"adv", "quote"} or _goes_between(units, j)):
        j -= 1
    if j < 0:
        return
    unit, last = units[j], (before[-1] if before else None)
    left = units[j - 1] if j else None
    if unit.kind == "that":
        clause.link, clause.opener, clause.parent = "that", "that", last
        clause.antecedent = left.phrase if left is not None else None
    elif unit.kind in {"rel", "wh"}:
        clause.link, clause.opener, clause.parent = ("rel" if unit.kind == "rel" else "wh"), unit.word, last
        before_mark = units[j - 2] if j >= 2 and left is not None and left.word == "," else left
        clause.antecedent = before_mark.phrase if before_mark is not None else None
    elif unit.kind == "sub":
        clause.link, clause.opener, clause.parent = "sub", _whole(units, j), last
    elif unit.kind == "cc" and last is not None and (left is None or left.word != ","):
        clause.link, clause.opener, clause.parent = last.link, last.opener, last.parent
        if last.link == "inf" or last.verb.form != "finite":
            clause.link, clause.opener, clause.parent = "main", "", None
    elif unit.kind == "verb" and last is not None and last.at == j:
        clause.link, clause.parent = "that", last
    elif unit.kind == "np" and first == j + 1 and unit.word == "case":
        clause.link, clause.opener, clause.parent = "sub", "in case", last
    elif unit.kind == "np" and first == j + 1 and _told(last):
        clause.link, clause.parent = "that", last
    elif unit.kind == "np" and first == j + 1:
        clause.link, clause.parent, clause.antecedent = "rel", last, unit.phrase


def _goes_between(units: Sequence[Constituent], j: int) -> bool:
    phrase = units[j].phrase
    return (
        phrase is not None
        and phrase.preposition is not None
        and j > 0
        and units[j - 1].kind in {"that", "sub", "cc"}
    )


def _told(clause: VerbClause | None) -> bool:
    """Whether a verb of saying may have an addressee before what is said: "told reporters the plan was
    dead".
    """
    return clause is not None and clause.verb.lemma in {"tell", "remind", "warn", "assure", "inform"}


def _whole(units: Sequence[Constituent], j: int) -> str:
    """A conjunction with the words before it that belong to it: "as if", "even if"."""
    before = units[j - 1].word if j else ""
    return f"{before} {units[j].word}" if before in {"as", "even", "only"} else units[j].word
