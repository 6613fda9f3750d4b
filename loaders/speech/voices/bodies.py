"""How the name of a body stands in a heading, a signature or a sentence: "Jugendrat Tannau (JRT)"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from loaders.articles.findings import ActorKind, Span
from loaders.german.inflection import ADJECTIVE_ENDINGS, adjective_stem, noun_forms
from loaders.german.morphology import gender
from loaders.german.tagger import is_adjectival, noun_lemma, tag_words
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import content, words
from loaders.speech.reading.naming import Actors

_WORD = r"(?:[A-ZÄÖÜ0-9][\w’&.-]*|„[^“”\n]{2,40}[“”])"
_JOINED = r"(?:(?:für|gegen|und|von|der|des|die|den|zum|zur|&) ){0,2}"
_NAME = re.compile(rf"[A-ZÄÖÜ][\w’&-]*(?: {_JOINED}{_WORD}){{0,6}}")
_COINED = re.compile(r"[A-ZÄÖÜ][\w-]+(?: (?:(?:für|und|der|des|von) )?[A-ZÄÖÜ][\w-]+){0,5}")
_ACRONYM = re.compile(r" \((?P<acronym>[A-ZÄÖÜ][\wÄÖÜ-]{1,7})\)")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_REGISTERED = re.compile(r" e\. ?V\.")
_BEFORE_NAME = re.compile(
    r"\b(?i:vom|von|der|des|den|dem|die|das|durch|im|beim|für) (?:\d+\. |[a-zäöüß]+en )*"
)


_STARTS = frozenset({"Der", "Die", "Das", "Den", "Dem", "Des"})
_OF_MANY = frozenset({"group", "person"})
"""The ranks of nouns for people who may give a body its name: "Freie Wähler", "Landfrauen"."""


def is_body(text: str, name: Span, actors: Actors) -> bool:
    """Whether words name a body: by a short form in brackets, a noun such as "Liste", or as a known actor."""
    parts = name.of(text).split()
    small = words("voices.inside") | words("voices.of") | {"und"}
    proper = all(part[0].isupper() or part[0] in "(„" or part in small for part in parts)
    if not proper or any(part.lower().endswith(tuple(words("voices.genres"))) for part in parts):
        return False
    inside = (actors.actor_at(m.span) for m in actors.mentions if name.overlaps(m.span))
    known = any(actor is not None and actor.kind is not ActorKind.PERSON for actor in inside)
    return any(map(_is_body_noun, parts)) or known or _ACRONYM.search(name.of(text)) is not None


def stands_alone(text: str, line: Span) -> Span | None:
    """The name of a body that is all of ``line``, "e. V." aside."""
    named = name_of_body(text, line.start, line.end)
    rest = _REGISTERED.sub("", text[named.end : line.end]) if named is not None else ""
    return named if named is not None and not rest.strip() and is_named_body(text, named) else None


def is_named_body(text: str, name: Span) -> bool:
    """Whether words are the name of a body by their first noun, and tell which: "Jugendrat Tannau"."""
    parts = name.of(text).split()
    adjectives = _adjectives(parts)
    noun = parts[adjectives] if adjectives < len(parts) else ""
    if not _is_body_noun(noun) or is_assembly(noun):
        return False
    return len(parts) > 1 or "-" in noun or _is_compound(noun)


def is_assembly(noun: str) -> bool:
    """Whether a noun is who meets for a body, not the body: "Parteitag", "Mitgliederversammlung"."""
    return any(form.endswith(tuple(words("voices.assemblies"))) for form in _forms(noun, "s", "es", "e"))


def is_office(noun: str) -> bool:
    """Whether a noun says what a person is: "Ministerin"; not "Wähler", of whom a body may be."""
    found = analyse(noun)
    person = found is not None and found.head.family == "person" and found.head.rank not in _OF_MANY
    return person or is_adjectival(noun)


def _is_compound(noun: str) -> bool:
    """Whether a noun says which body it is: "Heimatunion", "Mieterverein", not "Partei"."""
    forms = _forms(noun)
    return forms.isdisjoint(words("voices.no_bodies")) and any(
        form.endswith(body) and len(form) > len(body) + 2 for form in forms for body in words("voices.bodies")
    )


def _is_body_noun(word: str) -> bool:
    forms = _forms(word.strip("„“”(),.")) - words("voices.no_bodies")
    if any(form.endswith(tuple(words("voices.bodies"))) for form in forms):
        return True
    noun = analyse(word)
    return noun is not None and noun.head.family == "organisation"


def _forms(noun: str, *endings: str) -> frozenset[str]:
    """A noun in small letters as it is, and without each of the endings of a genitive that it may have."""
    low = noun.lower()
    return frozenset({low, *(low.removesuffix(ending) for ending in endings or ("s", "es"))})


def bodies_after(text: str, start: int, end: int) -> Iterator[Span]:
    """The bodies that words name behind articles and prepositions: "auf dem Parteitag der Liste Tal"."""
    place = start
    while (before := _BEFORE_NAME.search(text, place, end)) is not None:
        place = before.end()
        named = name_of_body(text, place, end)
        if named is not None:
            yield named
            place = named.end


def name_of_body(text: str, start: int, end: int) -> Span | None:
    """The name of a body that stands at ``start``, with the short form in brackets behind it."""
    name = _NAME.match(text, start, end)
    if name is None:
        return None
    kept: list[str] = []
    for part in name.group().split():
        if kept and (part.lower() in content("dates")["months"] or part[0].isdigit()):
            break
        kept.append(part)
    while kept and not (kept[-1][0].isupper() or kept[-1][0] == "„"):
        kept.pop()
    count = _adjectives(kept)
    if not kept[count:] or is_assembly(kept[count]) or is_office(kept[count]):
        return None
    span = Span(start, start + len(" ".join(kept)))
    whole = with_acronym(text, span)
    return whole if whole != span or count or is_named_body(text, span) else None  # "Freien Wähler"


def with_acronym(text: str, named: Span) -> Span:
    """The name with the short form in brackets behind it: "Neue Mitte (NM)"."""
    short = _ACRONYM.match(text, named.end)
    return Span(named.start, short.end()) if short is not None else named


def coined_name(text: str, start: int, end: int) -> Span | None:
    """The name of a body that no list knows: "Heimatunion", "Freien Scholle Nord", "Neuen Wege (NW)"."""
    name = _COINED.match(text, start, end)
    if name is None:
        return None
    said = Span(start, name.end())
    parts = said.of(text).split()
    compound = _is_compound(parts[-1])
    short = parts[-1].isupper() and len(parts[-1]) > 1
    told = _ACRONYM.match(text, said.end) is not None
    return said if (compound or short or told) and goes_no_further(text, said.end, end) else None


def goes_no_further(text: str, start: int, end: int) -> bool:
    """Whether a heading ends behind a name, with an occasion or a year: not "Rede von Weber sorgt für …"."""
    word = next(iter(text[start:end].split()), "")
    ends = not word[:1].isalnum() or word.lower() in words("voices.occasions")
    return ends or _YEAR.match(word) is not None


def body_at(text: str, start: int, end: int) -> Span | None:
    """The body that a heading names to its end, whatever it calls itself: "Initiative Rettet den Park"."""
    name = text[start:end].rstrip()
    first = name.split()[0]
    following = name.split()[1:2]
    called = bool(following) and (following[0][0].isupper() or following[0] in words("voices.inside"))
    is_one = called and not _forms(first).isdisjoint(words("voices.bodies"))
    told = any(part in words("voices.occasions") - words("voices.inside") for part in name.lower().split())
    return Span(start, start + len(name)) if is_one and not told and name[-1] not in ".!?:" else None


def nominative(name: str, before: str) -> str:
    """A name as it is called alone, by the word ``before`` it: "(der) Neuen Wege", "(des) Vereins Tannau"."""
    parts = name.split()
    if parts[0] in _STARTS and len(parts) > 1 and _is_body_noun(parts[1]):
        parts = parts[1:]  # "Der Jugendrat Tannau"
    count = _adjectives(parts)
    noun = parts[count] if count < len(parts) else ""
    strong = before.lower() in words("voices.strong_articles")  # of the masculine and the neuter
    lemma = noun_lemma(noun) if before.lower() == "des" and noun.endswith("s") and noun[:-1] else noun
    ending = {"m": "er", "n": "es"}.get(gender(lemma) or "", "en") if strong else "e"
    mended = [part[:-2] + ending if part.endswith("en") else part for part in parts[:count]]
    return " ".join([*mended, lemma, *parts[count + 1 :]]) if noun else name


def named_in(text: str, name: str) -> list[Span]:
    """Where a text names a body: by its whole name, short form in brackets, or first noun if that tells."""
    bare, _, short = name.partition(" (")
    parts = bare.split()
    count = _adjectives(parts)
    if not parts[count:]:
        return []
    noun = noun_forms(parts[count])
    forms = [*({adjective_stem(part) + end for end in ADJECTIVE_ENDINGS} for part in parts[:count]), noun]
    whole = " ".join([*map(_any_of, forms), *map(re.escape, parts[count + 1 :])])
    found = [Span(m.start(), m.end()) for m in re.finditer(rf"\b{whole}(?!\w)", text)]
    alone = [short.rstrip(")")] if short else []
    alone += noun if not count and _is_compound(parts[0]) else []
    for said in re.finditer(rf"\b{_any_of(alone)}(?![\w-])(?! [A-ZÄÖÜ])", text) if alone else ():
        span = Span(said.start(), said.end())
        before = text[: span.start].split(" ")[-2:][0]
        if not any(other.overlaps(span) for other in found) and (
            before.lower() == before or before in _STARTS
        ):
            found.append(span)
    return sorted(found, key=lambda span: span.start)


def _any_of(forms: Collection[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))})"


def _adjectives(parts: list[str]) -> int:
    """How many adjectives a name begins with: "Neue Mitte", "Freien Wähler"."""
    count = 0
    while count + 1 < len(parts) and parts[count].endswith(("e", "en", "er", "es")):
        if tag_words([parts[count], parts[count + 1]])[0][0] != "ADJA":
            break
        count += 1
    return count
