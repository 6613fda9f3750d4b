"""The words of an issue as an English text has them: a phrase with what belongs to it, an infinitive as a
gerund, a clause.
"""

from __future__ import annotations

from dataclasses import dataclass

from loaders.articles.findings import Span
from loaders.english.syntax.units import NounPhrase, Parsed, VerbClause
from loaders.english.vocabulary import words
from loaders.german.tokens import Token

LONGEST = 14  # words of a label
_LEADING = frozenset({"AT0"})
_TRAILING = frozenset({"AV0", "XX0", "CJC", "CJS", "PRP", "PRF", "AT0", "PUN", "PUQ", "AVP"})
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Wording:
    """A label, the tokens it was made of (end exclusive), its head, and whether it says little by itself."""

    text: str
    start: int
    end: int
    head: int
    little: bool = False


def of_phrase(parsed: Parsed, phrase: NounPhrase) -> Wording:
    """The words of a phrase with the phrases that hang on it: "cap on rents in the five largest cities"."""
    tokens = parsed.sentence.tokens
    end = extended(parsed, phrase)
    start = phrase.start
    while start < phrase.head and tokens[start].tag in _LEADING:
        start += 1
    little = (
        end == phrase.end
        and tokens[phrase.head].lower in words("vague_nouns")
        and not _specific(tokens, start, phrase.head)
    )
    pronoun = tokens[phrase.head].tag in {"PNP", "PNI", "EX0", "DT0"}
    pointed = end == phrase.end and tokens[start].lower in words("pointing_words")
    return Wording(_text(tokens, start, end), start, end, phrase.head, little or pronoun or pointed)


def _specific(tokens: tuple[Token, ...], start: int, head: int) -> bool:
    """Whether a noun has a word before it that says which one: "rent cap plan", "nuclear law"."""
    return any(
        t.tag in {"NN1", "NN2", "NP0", "NN0"} or (t.tag == "AJ0" and t.lower not in words("plain_adjectives"))
        for t in tokens[start:head]
    )


def extended(parsed: Parsed, phrase: NounPhrase) -> int:
    """The token after all that hangs on a phrase: phrases with prepositions, infinitives, gerunds, "and"."""
    units = parsed.units
    at = next(i for i, u in enumerate(units) if u.phrase is not None and u.phrase.start == phrase.start) + 1
    heads = {parsed.sentence.tokens[phrase.head].lemma}
    end, verbal = phrase.end, False
    while at < len(units):
        width = _width(parsed, at, heads, verbal=verbal)
        if width == 0:
            break
        last = units[at + width - 1]
        verbal = last.verb is not None
        if last.phrase is not None:
            heads.add(parsed.sentence.tokens[last.phrase.head].lemma)
        end = last.end
        at += width
    return end


def _width(parsed: Parsed, at: int, heads: set[str], *, verbal: bool) -> int:
    """How many units from ``at`` on belong to the label before them; none if it ends here.

    ``heads`` are the lemmas of its nouns, ``verbal`` whether it ends with a verb, whose object may follow.
    """
    unit, tokens = parsed.units[at], parsed.sentence.tokens
    after = parsed.units[at + 1] if at + 1 < len(parsed.units) else None
    if unit.phrase is not None and unit.phrase.preposition is not None:
        when = unit.word in words("time_nouns") or _is_year(tokens[unit.phrase.head])
        return 0 if when or tokens[unit.phrase.preposition].lower not in words("label_prepositions") else 1
    if unit.kind == "np":
        return 1 if verbal and unit.word not in words("time_nouns") else 0
    if unit.kind == "cc" and unit.word in {"and", "or"} and after is not None and after.kind == "np":
        beyond = parsed.units[at + 2] if at + 2 < len(parsed.units) else None
        gapped = beyond is not None and beyond.phrase is not None and beyond.phrase.preposition is None
        return 0 if gapped or _is_subject(parsed, at + 1) else 2  # "the toll and the Liberals the levy"
    if unit.kind == "prep" and unit.word in {"of", "for", "on", "against"} and after is not None:
        return 2 if after.verb is not None and after.verb.form == "gerund" else 0
    infinitive = unit.verb is not None and unit.verb.form == "infinitive"
    return 1 if infinitive and bool(heads & words("infinitive_nouns")) else 0


def _is_year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4


def _is_subject(parsed: Parsed, at: int) -> bool:
    """Whether the phrase at ``at`` is the subject of a verb after it."""
    phrase = parsed.units[at].phrase
    return any(phrase in clause.subjects for clause in parsed.clauses)


def reach(clause: VerbClause) -> int:
    """The token after a clause and all that hangs on it."""
    inner = [
        reach(child)
        for child in clause.children
        if child.link not in {"main", "sub"} and child.at > clause.at
    ]
    return max([clause.end, *inner])


def of_gerund(clause: VerbClause) -> Wording:
    """An infinitive or gerund as a gerund with what follows it: "building 40,000 new homes"."""
    tokens = clause.tokens
    verb = clause.verb
    head, end = verb.head, _untimed(tokens, verb.end, reach(clause))
    first = head
    while first > verb.start and tokens[first - 1].tag[:2] in {"VB", "VH"}:
        first -= 1
    rest = _text(tokens, first + 1, end)
    return Wording(_cut(f"{gerund(tokens[first])} {rest}".strip()), first, end, head, not rest)


def of_clause(clause: VerbClause) -> Wording:
    """A clause in its own words."""
    tokens = clause.tokens
    start, end = min(clause.start, clause.verb.start), reach(clause)
    while start < end and tokens[start].tag in _LEADING:
        start += 1
    text = _text(tokens, start, end, frozenset({"PUN", "PUQ", "CJC", "CJS"}))
    pointed = any(tokens[p.start].lower in words("pointing_words") for p in clause.subjects)
    return Wording(text, start, end, clause.verb.head, pointed)


def of_wish(clause: VerbClause) -> Wording:
    """What somebody is to do: "governor withdrawing this decision"."""
    doing = of_gerund(clause)
    if not clause.subjects:
        return doing
    tokens, phrase = clause.tokens, clause.subjects[-1]
    first = clause.subjects[0].start
    while first < phrase.head and tokens[first].tag in _LEADING:
        first += 1
    who = _text(tokens, first, max(phrase.end, clause.verb.start))
    return Wording(_cut(f"{who} {doing.text}"), first, doing.end, doing.head)


def _untimed(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """The end of a label without the time it ends with: "from next January"."""
    while end > start and tokens[end - 1].tag in {"PUN", "PUQ"}:
        end -= 1
    if end <= start or not (tokens[end - 1].lower in words("time_nouns") or _is_year(tokens[end - 1])):
        return end
    for i in range(end - 1, max(start, end - 5), -1):
        if tokens[i].tag == "PRP":
            return i
    return end


def gerund(token: Token) -> str:
    """The gerund of a verb: "cap" is "capping", "close" "closing", "build" "building"."""
    if token.tag in {"VVG", "VBG", "VHG"}:
        return token.lower
    lemma = token.lemma
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return lemma[:-1] + "ing"
    short = (
        len(lemma) >= 3
        and lemma[-1] not in "wxy" + _VOWELS
        and lemma[-2] in _VOWELS
        and lemma[-3] not in _VOWELS
    )
    if short and (sum(c in _VOWELS for c in lemma) == 1 or lemma in words("doubling_verbs")):
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"


def _text(tokens: tuple[Token, ...], start: int, end: int, trailing: frozenset[str] = _TRAILING) -> str:
    """Tokens as they stand, in a line, without ``trailing`` tags at the end, cut where they are too many."""
    while (
        end > start
        and tokens[end - 1].tag in trailing
        and end - start > 1
        and not tokens[end - 1].lower.isdigit()
    ):
        end -= 1
    pieces: list[str] = []
    before = None
    for token in tokens[start:end]:
        if token.text in {'"', "“", "”", "„", "«", "»"}:
            continue
        glued = before is not None and before.end == token.start
        pieces.append(token.text if glued or not pieces else f" {token.text}")
        before = token
    return _cut("".join(pieces))


def _cut(text: str) -> str:
    spelled = text.split()
    if len(spelled) <= LONGEST:
        return " ".join(spelled)
    spelled = spelled[:LONGEST]
    while len(spelled) > 2 and spelled[-1].lower() in words("prepositions") | {
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "its",
        "their",
    }:
        spelled.pop()
    return " ".join(spelled)


def span_of(parsed_tokens: tuple[Token, ...], start: int, end: int) -> Span:
    """The place of tokens in the text; marks at the end are left out."""
    while end - start > 1 and parsed_tokens[end - 1].tag in {"PUN", "PUQ"}:
        end -= 1
    return Span(parsed_tokens[start].start, parsed_tokens[end - 1].end)
