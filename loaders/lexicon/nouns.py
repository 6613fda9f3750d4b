"""Nouns that can head the phrase of an actor: persons, organisations, norms.

A word is analysed by its longest last part that the tables know: "SPD-Fraktionsvorsitzende" is a
"Fraktionsvorsitzende" with the modifier "SPD", "Landeskriminalamt" a "Kriminalamt" with "Landes".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from loaders.articles.findings import ActorKind
from loaders.lexicon.gendered import feminine, is_gendered, marked
from loaders.lexicon.tables import read_table
from ontology.in_force import kept

Gender = Literal["m", "f", "n", "p", ""]
Family = Literal["person", "organisation", "norm"]

LONGEST_HEAD = 28  # letters of the last part that are looked up
_SHORTEST_MODIFIER = 2

ADJECTIVE_ENDINGS = ("", "r", "n", "m", "s")


@dataclass(frozen=True, slots=True)
class Head:
    """A line of a table: what a word is when it ends in this noun."""

    noun: str
    family: Family
    kind: ActorKind
    rank: str = ""  # the class of a person noun
    isa: tuple[str, ...] = ()
    goes_on: str = "-"
    lone: bool = True
    needs: str = ""  # "of": only of an actor ("die deutsche Seite"); "name": only with its name (Hotel)
    also: tuple[ActorKind, ...] = ()  # other kinds of bodies the noun can mean


@dataclass(frozen=True, slots=True)
class Noun:
    """A word of a text that can head an actor's phrase.

    ``base`` is its masculine nominative singular, ``label`` its nominative in its own gender; ``numbers``
    holds "s" and "p" as the form allows; ``modifier`` is what stands before the head in a compound and
    ``hyphen`` tells whether a hyphen joins them.
    """

    head: Head
    base: str
    label: str
    gender: Gender
    numbers: str
    modifier: str = ""
    hyphen: bool = False
    adjectival: bool = False
    plural: str = ""

    @property
    def stands_for(self) -> tuple[str, ...]:
        """Words that later mentions may use: the noun, its last part, and what the table says it is."""
        return (self.base, self.head.noun, *self.head.isa)


@dataclass(frozen=True, slots=True)
class _Form:
    head: Head
    label: str
    gender: Gender
    numbers: str
    adjectival: bool = False
    plural: str = ""


def _person_forms(noun: str, forms: str) -> Iterator[tuple[str, str, Gender, str, bool, str]]:
    """(form, nominative, gender, numbers, adjectival, nominative plural) of a person noun."""
    if noun.endswith("~"):
        yield from _adjectival_forms(noun[:-1])
        return
    feminine, plural = _regular(noun)
    own: Gender = {"f!": "f", "n!": ""}.get(forms[:2], "m")  # type: ignore[assignment]
    given = forms.removeprefix("f!").removeprefix("n!").split("/") if forms else []
    feminine = given[0] if given and given[0] else feminine
    plural = given[1] if len(given) > 1 and given[1] else plural
    weak = plural in {noun + "n", noun + "en"}
    singular = {noun} if weak or noun.endswith("s") else {noun, noun + "s", noun + "es"}
    for form in sorted(singular):
        yield form, noun, own, "s", False, plural
    if plural != "-":
        for form in sorted({plural, plural if plural[-1] in "ns" else plural + "n"}):
            both = form == noun or (weak and form == plural)
            yield form, noun, own, "sp" if both else "p", False, plural
    if feminine != "-":
        yield feminine, feminine, "f", "s", False, feminine + "nen"
        if feminine.endswith("in"):
            yield feminine + "nen", feminine, "f", "p", False, feminine + "nen"


def _adjectival_forms(base: str) -> Iterator[tuple[str, str, Gender, str, bool, str]]:
    """Forms of a noun inflected as an adjective: Vorsitzende, Vorsitzender, Vorsitzenden …"""
    for ending in ADJECTIVE_ENDINGS:
        masculine = ending in {"r", "m", "s"}
        gender: Gender = "m" if masculine else ""
        yield (
            base + ending,
            base + "r" if masculine else base,
            gender,
            "sp" if ending in {"", "n"} else "s",
            True,
            base,
        )


def _regular(noun: str) -> tuple[str, str]:
    """The regular feminine and plural of a masculine person noun."""
    if noun.endswith("er"):
        return noun + "in", noun
    if noun.endswith("e"):
        return noun[:-1] + "in", noun + "n"
    if noun.endswith(("ent", "ant", "ist", "at", "et", "ot", "or", "kt", "yst", "arch", "it", "rat")):
        return noun + "in", noun + "en"
    return noun + "in", noun + "e"


@kept
def _forms() -> dict[str, tuple[_Form, ...]]:
    """Every lower-case inflected form to the heads it may be, in the order of the tables."""
    found: dict[str, list[_Form]] = {}
    for row in read_table("persons"):
        noun = row["noun"].rstrip("~")
        head = Head(noun, "person", ActorKind.PERSON, row["class"], tuple(row["isa"].split()))
        for form, label, gender, numbers, adjectival, plural in _person_forms(row["noun"], row["forms"]):
            found.setdefault(form.lower(), []).append(_Form(head, label, gender, numbers, adjectival, plural))
    for row in read_table("organisations"):
        kind, also = ActorKind(row["kind"]), tuple(map(ActorKind, row["also"].split()))
        head = Head(
            row["noun"], "organisation", kind, goes_on=row["name"], lone=row["lone"] == "yes",
            needs=row["lone"] if row["lone"] in {"of", "name"} else "", also=also,
        )  # fmt: skip
        _add_thing(found, head, row)
    for row in read_table("norms"):
        _add_thing(found, Head(row["noun"], "norm", ActorKind.NORM, row["binding"], goes_on="g"), row)
    return {form: tuple(heads) for form, heads in found.items()}


def _add_thing(found: dict[str, list[_Form]], head: Head, row: dict[str, str]) -> None:
    """Add the forms of an organisation or norm noun."""
    noun, plural = row["noun"], row["plural"]
    gender: Gender = row["gender"]  # type: ignore[assignment]
    singular = {noun}
    if gender in "mn":
        singular |= {noun + "s", noun + "es"} if noun[-1] not in "se" else {noun + "ses"}
        if noun.endswith("s") and not noun.endswith("ss"):
            singular.add(noun)
        if noun.endswith("ss"):
            singular.add(noun + "es")
    if gender != "p":
        for form in sorted(singular):
            found.setdefault(form.lower(), []).append(_Form(head, noun, gender, "s"))
    if plural != "-":
        for form in {plural, plural if plural[-1] in "ns" else plural + "n"}:
            found.setdefault(form.lower(), []).append(_Form(head, plural, gender, "p", plural=plural))


@kept
def analyse(word: str) -> Noun | None:
    """What actor noun a capitalised word is, by its longest known last part; ``None`` if it is none."""
    if is_gendered(word):
        noun = analyse(feminine(word))
        return noun and replace(noun, label=marked(noun.label), plural=marked(noun.plural), gender="")
    if len(word) < 3 or not (word[0].isupper() or (word[0].isdigit() and _is_aged(word))):
        return None
    lower, forms = word.lower(), _forms()
    for cut in range(max(0, len(lower) - LONGEST_HEAD), len(lower) - 2):
        candidates = forms.get(lower[cut:])
        if candidates and _may_split(word, cut):
            return _noun(word, cut, candidates)
    return None


def unlisted_person(form: str, base: str, adjectival: bool) -> Noun | None:
    """A noun for persons that no table has, inflected regularly; ``None`` if ``form`` is no form of it."""
    readings = [f for f in _person_forms(base + "~" if adjectival else base, "") if f[0] == form]
    if not readings:
        return None
    _, label, gender, _, _, plural = readings[0]
    numbers = "".join(n for n in "sp" if any(n in reading[3] for reading in readings))
    known = gender if len({reading[2] for reading in readings}) == 1 else ""
    head = Head(base, "person", ActorKind.PERSON, "group")
    return Noun(head, base, label, known, numbers, adjectival=adjectival, plural=plural)


def unlisted_body(noun: str, gender: Gender, kind: ActorKind) -> Noun:
    """A noun for a body that no table has, in the singular."""
    return Noun(Head(noun, "organisation", kind, lone=True), noun, noun, gender, "s")


def _is_aged(word: str) -> bool:
    """Whether a word that begins with a digit is a noun: "45-Jährige" but not "45-jährige"."""
    return "-" in word and word.rsplit("-", maxsplit=1)[-1][:1].isupper()


def _may_split(word: str, cut: int) -> bool:
    """Whether the word can be a compound split here: at a hyphen or after a modifier of some length."""
    if cut == 0:
        return True
    if word[cut - 1] == "-":
        return cut >= _SHORTEST_MODIFIER
    return (
        cut > _SHORTEST_MODIFIER
        and word[cut].islower()
        and len(word) - cut > 3
        and word[cut:].lower() not in _never_last()
    )


@kept
def _never_last() -> frozenset[str]:
    return frozenset(row["form"] for row in read_table("no_compounds"))


def _noun(word: str, cut: int, candidates: tuple[_Form, ...]) -> Noun:
    """The noun for the forms found at ``cut``: readings of one head are joined, the first head wins."""
    head = candidates[0].head
    readings = [f for f in candidates if f.head is head]
    first = readings[0]
    numbers = "".join(n for n in "sp" if any(n in f.numbers for f in readings))
    genders = {f.gender for f in readings}
    prefix = word[:cut]

    def joined(part: str) -> str:
        return prefix + (part if cut == 0 or prefix.endswith("-") else part[0].lower() + part[1:])

    return Noun(
        head, joined(head.noun), joined(first.label), first.gender if len(genders) == 1 else "",
        numbers, prefix.rstrip("-"), prefix.endswith("-"), first.adjectival,
        joined(first.plural or first.label),
    )  # fmt: skip
