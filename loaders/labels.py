"""Readable labels of issues from phrases and clauses: "schwere Folgen", "Senkung der Preise durch Firmen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from loaders.chunks import Phrase
from loaders.clauses import Clause
from loaders.frames import noun_frames
from loaders.grammar import words
from loaders.morphology import gender
from loaders.tokens import Token

LONGEST = 12  # words of a label

CONTENT = frozenset({"NN", "NE", "FM", "ADJA", "TRUNC", "CARD", "XY"})


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the lemmas that identify it (inflection-free), and the lemma of its head.

    ``members`` are the labels of the members of a coordination one by one ("Zölle und Sanktionen").
    """

    text: str
    lemmas: tuple[str, ...]
    head: str
    members: tuple[Label, ...] = ()


@cache
def nominalisations() -> dict[str, str]:
    """The verbs of ``data/nominalisations.tsv`` with their nouns."""
    text = files("loaders").joinpath("data/nominalisations.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}


def nominalise(verb: str) -> str:
    """The noun of a verb: "senken" gives "Senkung", "verlängern" "Verlängerung", "verlassen" "Verlassen"."""
    known = nominalisations().get(verb)
    if known:
        return known
    stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    prefixed = verb.startswith(("be", "ent", "er", "ver", "zer")) and verb.endswith(("ern", "eln"))
    if prefixed or verb.endswith(("ieren", "igen", "fachen")) or verb in words("ung_verbs"):
        stem = stem[:-2] + "l" if verb.endswith("eln") else stem  # verhandeln: Verhandlung
        return (stem + "ung").capitalize()
    return verb.capitalize()


def of_phrase(
    tokens: Sequence[Token], phrase: Phrase, tail: Sequence[Phrase] = (), skip: frozenset[int] = frozenset()
) -> Label:
    """The label of a noun phrase with its coordinated members and the prepositional phrases after it."""
    if phrase.kind == "PRON" and phrase.genitive is not None:
        phrase = phrase.genitive  # "einige der Forderungen"
    parts: list[str] = []
    lemmas: list[str] = []
    for number, member in enumerate(phrase.members):
        if number:
            parts.append("und")
        _add_nominal(tokens, member, parts, lemmas, skip)
    for follower in tail:
        _add_tail(tokens, follower, parts, lemmas)
    head = tokens[phrase.head]
    if not parts:
        parts, lemmas = [head.text], [_lemma(head)]
    several = [replace(member, conjuncts=[]) for member in phrase.members] if phrase.conjuncts else []
    members = tuple(of_phrase(tokens, member, skip=skip) for member in several)
    return Label(_cut(parts), tuple(lemmas), _lemma(head), members)


def _add_nominal(
    tokens: Sequence[Token], phrase: Phrase, parts: list[str], lemmas: list[str], without: frozenset[int]
) -> None:
    """The noun with its adjectives in the nominative without article, and its genitive as it stands."""
    end = phrase.genitive.first if phrase.genitive and phrase.genitive.first > phrase.head else phrase.end
    skip = set(without)
    if phrase.genitive and phrase.genitive.first < phrase.head:
        parts.append(tokens[phrase.genitive.head].text)
        lemmas.append(_lemma(tokens[phrase.genitive.head]).removesuffix("s"))
        skip |= set(range(phrase.genitive.first, phrase.genitive.end))
    for inner in phrase.inner:
        skip |= set(range(inner.first, inner.end))
    for i in range(phrase.first, end):
        token = tokens[i]
        if (
            i in skip
            or token.tag not in CONTENT
            or (token.tag == "ADJA" and token.lower in words("empty_adjectives"))
        ):
            continue
        parts.append(_nominative(token, phrase))
        lemmas.append(_lemma(token))
    if end < phrase.end:
        for token in _without_brackets(tokens[end : phrase.end]):
            parts.append(token.text)
            if token.tag in CONTENT:
                lemmas.append(_lemma(token))


def _without_brackets(tokens: Sequence[Token]) -> list[Token]:
    """The tokens outside round brackets: "Weber (SPD)" is "Weber"."""
    kept, depth = [], 0
    for token in tokens:
        depth += token.text == "("
        if depth == 0:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept


def _add_tail(tokens: Sequence[Token], phrase: Phrase, parts: list[str], lemmas: list[str]) -> None:
    for token in _without_brackets(tokens[phrase.first : phrase.last]):
        parts.append(token.text)
        if token.tag in CONTENT or token.index == tokens[phrase.first].index:
            lemmas.append(_lemma(token))


def _nominative(token: Token, phrase: Phrase) -> str:
    if token.tag == "ADJA" and not token.text[-1].isdigit() and not _is_place(token):
        stem = token.text[: -len(_ending(token.text))] if _ending(token.text) else token.text
        return stem + _strong_ending(phrase)
    if token.tag == "NN" and not phrase.may_be_plural:
        return token.lemma if token.lemma[:3].lower() == token.text[:3].lower() else token.text
    plural = token.tag == "NN" and phrase.must_be("d") and token.text.endswith(("en", "ern", "eln"))
    if plural and gender(token.lemma) in {"m", "n"} and not token.lemma.endswith(("e", "en")):
        return token.text[:-1]  # den Vorschlägen: Vorschläge
    return token.text


def _is_place(token: Token) -> bool:
    """ "Berliner", "Frankfurter": adjectives in capitals that never change."""
    return token.text[0].isupper() and token.text.endswith("er") and token.index > 0


def _ending(word: str) -> str:
    for ending in ("em", "en", "er", "es", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return ending
    return ""


def _strong_ending(phrase: Phrase) -> str:
    genders = {r[1] for r in phrase.readings}
    if genders <= {"p"} or (phrase.may_be_plural and "p" in genders and len(genders) > 1 and "f" in genders):
        return "e"
    for code, ending in (("f", "e"), ("m", "er"), ("n", "es")):
        if genders == {code}:
            return ending
    return "e"


def _lemma(token: Token) -> str:
    """The lemma; comparatives keep their own form, as "höhere Steuern" are not "hohe Steuern"."""
    lemma = token.lemma or token.text
    if token.tag == "ADJA" and not lemma.endswith("er"):
        form = token.lower.removesuffix(_ending(token.lower))
        if form.endswith("er") and len(form) > 4:
            return form
    return lemma


def _cut(parts: list[str]) -> str:
    text = " ".join(p for p in parts if p)
    pieces = text.split()
    if len(pieces) > LONGEST:
        pieces = pieces[:LONGEST]
        while len(pieces) > 2 and not (pieces[-1][0].isupper() or pieces[-1][0].isdigit()):
            pieces.pop()
    return " ".join(pieces)


def tail_of(clause: Clause, phrase: Phrase, excluded: frozenset[str] = frozenset()) -> list[Phrase]:
    """Prepositional phrases right after a noun phrase that can belong to it; times do not."""
    tail: list[Phrase] = []
    end = phrase.last
    for candidate in clause.phrases:
        if candidate.first != end or candidate.prep is None or candidate.kind == "PROAV":
            continue
        head = clause.tokens[candidate.head]
        if head.lower in words("time_nouns") or head.tag == "CARD":
            break
        if candidate.prep in excluded or not _may_follow(clause, phrase, candidate):
            break
        tail.append(candidate)
        end = candidate.last
        if len(tail) == 3:
            break
    return tail


def _may_follow(clause: Clause, phrase: Phrase, candidate: Phrase) -> bool:
    """Whether a prepositional phrase can belong to the noun: "nach" only to nouns such as "Forderung"."""
    if clause.tokens[candidate.head].lemma.lower() in {"vorbild", "muster", "beispiel", "art"}:
        return True
    if candidate.prep in words("loose_prepositions"):
        slots = {slot for frame in noun_frames(clause.tokens[phrase.head].lemma)[0] for slot in frame.issue}
        return candidate.prep in slots
    return True


def of_clause(clause: Clause) -> Label | None:
    """The label of what a clause says: nominalised verb, object, actor, first prepositional phrase."""
    verb = clause.verb
    if verb is None:
        phrase = next((p for p in clause.phrases if p.kind == "NP"), None)
        return of_phrase(clause.tokens, phrase, tail_of(clause, phrase)) if phrase else None
    thing = clause.accusative or (clause.subject if verb.voice != "active" else None) or clause.dative
    actor = clause.subject if thing is not clause.subject else None
    if verb.lemma in words("light_verbs") and thing is not None and thing.kind == "NP":
        base = of_phrase(clause.tokens, thing, tail_of(clause, thing))
        return _with_actor(clause, base, actor)
    if verb.lemma in {"sein", "werden", "bleiben", "haben"} and verb.modal is None:
        return _of_state(clause)
    noun = nominalise(verb.lemma)
    parts, lemmas = [noun], [noun]
    if thing is not None and clause.tokens[thing.head].tag == "ADJA":
        thing = None  # "den nächsten": its noun is elsewhere
    if thing is not None and thing.kind == "PRON" and thing.genitive is not None:
        thing = thing.genitive  # "einige der Stoffe"
    if thing is not None and thing.kind == "NP":
        means = _means(clause, thing)
        nominal = of_phrase(clause.tokens, thing, () if means is not None else tail_of(clause, thing))
        parts.append(_genitive(clause.tokens, thing, nominal))
        lemmas += nominal.lemmas
    else:
        other = next((p for p in clause.prepositionals if p.kind == "NP" and _adds(clause, p)), None)
        if other is not None:
            _add_tail(clause.tokens, other, parts, lemmas)
    means = _means(clause, thing) if thing is not None else None
    if means is not None:
        _add_tail(clause.tokens, means, parts, lemmas)
    receiver = clause.dative
    if thing is not None and receiver is not None and receiver.kind == "NP" and thing is not receiver:
        named = of_phrase(clause.tokens, receiver)
        parts += ["gegenüber", named.text]
        lemmas += ["gegenüber", *named.lemmas]
    base = Label(_cut(parts), tuple(lemmas), noun)
    return _with_actor(clause, base, actor)


def _means(clause: Clause, thing: Phrase) -> Phrase | None:
    """What something is done with, after its object: "dem Mangel durch Umschulung begegnen"."""
    for phrase in clause.prepositionals:
        common = phrase.kind == "NP" and clause.tokens[phrase.head].tag == "NN"
        if phrase.prep == "durch" and common and phrase.first >= thing.last:
            return phrase
    return None


def _adds(clause: Clause, phrase: Phrase) -> bool:
    if phrase.prep in {"laut", "zufolge", "gemäß", "als"}:
        return False
    return clause.tokens[phrase.head].lower not in words("time_nouns") | words("source_nouns")


def _of_state(clause: Clause) -> Label | None:
    """ "X ist sicher": the subject with its predicative or adjective."""
    subject = clause.subject if clause.subject is not None and clause.subject.kind == "NP" else None
    what = clause.predicative or clause.accusative
    if subject is None and what is None:
        return None
    if subject is None and what is not None:
        return of_phrase(clause.tokens, what, tail_of(clause, what)) if what.kind == "NP" else None
    if subject is None:
        return None
    label = of_phrase(clause.tokens, subject, tail_of(clause, subject))
    parts, lemmas = [label.text], list(label.lemmas)
    if what is None and clause.adjective is not None:
        word = clause.tokens[clause.adjective]
        ending = _strong_ending(subject) if word.tag == "ADJD" else ""
        parts, lemmas = [word.lower + ending, label.text], [word.lemma, *label.lemmas]
    if what is not None and what.kind == "NP":
        named = of_phrase(clause.tokens, what, tail_of(clause, what))
        parts += ["als" if clause.predicative else "mit", named.text]
        lemmas += named.lemmas
    return Label(_cut(parts), tuple(lemmas), label.head)


def _with_actor(clause: Clause, base: Label, actor: Phrase | None) -> Label:
    if actor is None or actor.kind != "NP" or len(base.text.split()) > LONGEST - 3:
        return base
    named = of_phrase(clause.tokens, actor)
    return Label(_cut([base.text, "durch", named.text]), (*base.lemmas, "durch", *named.lemmas), base.head)


def _genitive(tokens: Sequence[Token], phrase: Phrase, nominal: Label) -> str:
    """The object as genitive: "der Preise", "des neuen Gesetzes", else "von …"."""
    head = tokens[phrase.head]
    before = phrase.genitive is not None and phrase.genitive.first < phrase.head
    if len(phrase.members) > 1 or head.tag != "NN" or before:
        return "von " + nominal.text
    known = gender(head.lemma) or _single_gender(phrase)
    adjectives = [tokens[i] for i in phrase.attributes if tokens[i].tag == "ADJA"]
    adjectives = [t for t in adjectives if t.lower not in words("empty_adjectives")]
    count = len(adjectives)
    own = nominal.text.split()
    rest = own[count + 1 :]
    accusative = [r for r in phrase.readings if r[0] == "a"]
    if phrase.plural_only or (accusative and all(r[1] == "p" for r in accusative)):
        stems = [_stem(t.text) + "er" for t in adjectives]
        return " ".join([*stems, *own[count:]]) if stems else "der " + nominal.text
    stems = [_stem(t.text) + "en" for t in adjectives]
    if known == "f":
        return " ".join(["der", *stems, *own[count:]])
    if known in {"m", "n"}:
        return " ".join(["des", *stems, _genitive_noun(head.lemma, known), *rest])
    return "von " + nominal.text


def _stem(word: str) -> str:
    ending = _ending(word)
    return word[: -len(ending)] if ending else word


def _single_gender(phrase: Phrase) -> str | None:
    genders = {r[1] for r in phrase.readings if r[0] == "a"} or {r[1] for r in phrase.readings}
    if genders == {"m", "n"}:
        return "n"  # "dem Defizit": both have the same genitive
    return genders.pop() if len(genders) == 1 else None


def _genitive_noun(noun: str, known: str) -> str:
    low = noun.lower()
    if known == "m" and low.endswith(("ist", "ent", "ant", "oge", "e")):
        return noun + ("n" if low.endswith("e") else "en")
    if low.endswith(("ismus", "us", "en", "el", "er")):
        return noun if low.endswith("us") else noun + "s"
    if low.endswith("nis"):
        return noun + "ses"
    return noun + ("es" if low.endswith(("s", "ß", "z", "x", "d", "t")) else "s")
