"""Organisations and norms in a text: by name, by acronym, by what they are."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.people.acting import acts
from loaders.actors.people.plurals import counted
from loaders.actors.people.scopes import GERMANY, scope_of
from loaders.actors.register.entity import Entity, same_noun
from loaders.actors.register.labelled import labelled, unknown_organisation
from loaders.actors.register.register import Register
from loaders.actors.sentence.naming import Naming
from loaders.articles.findings import ActorKind
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept
from ontology.slugs import slugify

_KIND_RANGE = 8  # sentences that "die Partei" looks back for a party of another name
_SOURCES = frozenset({"von", "laut"})
_DESCRIPTION_RANGE = 2  # sentences that "die Umweltorganisation" looks back
_EVERYTHING = 1000  # sentences
_PREPOSITIONS_OF_SIDES = frozenset({"", "von", "seitens", "laut", "in", "aus", "durch", "bei", "unter"})
_KINDS_WITH_PAGES = frozenset({ActorKind.COMPANY, ActorKind.MEDIUM, ActorKind.ASSOCIATION})  # Facebook-Seite
_STATE_RANGE = 3  # sentences that "das Land" looks back


def body(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """The organisation or norm a noun phrase means."""
    if phrase.determiner in words("generic_determiners"):
        return None
    if noun.base in words("state_nouns") and not phrase.plural:
        return _state_meant(register, phrase)
    named = _named_before(register, phrase, noun)
    if named is not None:
        return named
    scope = scope_of(register, phrase)
    bare = not phrase.proper and not phrase.complement and scope is None and not phrase.place
    earlier = _earlier(register, phrase, noun) if bare and not phrase.indefinite else None
    earlier = earlier or _shorthand(register, phrase, noun)
    if earlier is not None or not _is_specific(phrase, noun, bare):
        return earlier
    if scope == GERMANY and (federal := _federal(register, phrase, noun)):
        return federal
    room = "norm" if noun.head.family == "norm" else "actor"
    return labelled(register, phrase, phrase.label, scope, room)


def _federal(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """The ministry or court that the background has of the federation: "das deutsche Innenministerium"."""
    plain = not (phrase.proper or phrase.complement or phrase.place or phrase.plural)
    if not plain or noun.head.kind not in {ActorKind.MINISTRY, ActorKind.COURT}:
        return None
    entry = register.names.entries.get("actor/" + slugify("Bundes" + noun.base.lower()))
    return register.of_entry(entry) if entry is not None else None


def _named_before(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """Who is meant by an acronym, by "die drei Parteien", or by a name inside the noun itself."""
    if phrase.acronym in register.by_acronym:
        return register.by_acronym[phrase.acronym]
    if phrase.plural:
        return counted(register, phrase, noun) or _shorthand(register, phrase, noun)
    entry = phrase.scope_entry if noun.hyphen and noun.head.noun in words("self_naming") else None
    if entry is not None and entry.kind is not ActorKind.STATE:
        return register.of_entry(entry)  # "die PiS-Partei", "der VW-Konzern"
    return None


def founded(phrases: Sequence[Naming]) -> frozenset[str]:
    """The own names of organisations without the noun before them ("Lebenswertes Tal")."""
    named = ((p.proper, p.noun.label) for p in phrases if p.proper and p.noun is not None)
    return frozenset(proper.removeprefix(f"{noun} ") for proper, noun in named)


def _state_meant(register: Register, phrase: Naming) -> Entity | None:
    """ "Das Land": the state mentioned last, unless it is only the place of something.

    An adjective says which: "der norwegische Staat" is Norway, "der dortige Staat" none that is known.
    """
    if any(_is_relational(a) for a in phrase.adjectives):
        entry = phrase.scope_entry
        return register.of_entry(entry) if entry is not None and entry.kind is ActorKind.STATE else None
    if not phrase.definite or phrase.preposition in words("place_prepositions") or phrase.complement:
        return None
    recent = register.recent(phrase.sentence.index, _STATE_RANGE)
    return next((s.entity for s in recent if s.entity.kind is ActorKind.STATE), None)


def _shorthand(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """ "Die Kommission", "die Länder": the body that the rest of the text shows to be meant."""
    bare = not (phrase.adjectives or phrase.number or phrase.complement or phrase.place or phrase.proper)
    found = _shorthands().get((noun.base, phrase.plural))
    if found is None or not bare or not phrase.definite or noun.modifier or phrase.scope_entry:
        return None
    actor, cues = found
    if phrase.plural and not (acts(phrase) or phrase.preposition in _SOURCES):
        return None
    return register.find(actor) if any(w.startswith(cues) for w in register.capitals) else None


def _earlier(register: Register, phrase: Naming, noun: Noun) -> Entity | None:
    """What a bare "die Partei", "das Ministerium" points back to: the same noun, else the same kind.

    "Ihre Partei" is one of the same sentence ("Katrin Beispiel (SPD) sagte, ihre Partei …"), not any before.
    """
    owned = phrase.determiner.startswith(("ihr", "sein"))
    if phrase.determiner and not phrase.definite and not owned:
        return None
    plain = not noun.modifier and not any(_is_relational(a) for a in phrase.adjectives)
    generic = noun.base in words("generic_nouns") and plain and not phrase.plural
    same_kind = None
    for seen in register.recent(phrase.sentence.index, _EVERYTHING):
        entity = seen.entity
        is_norm = entity.kind is ActorKind.NORM
        if entity.plural != phrase.plural or is_norm != (noun.head.family == "norm"):
            continue
        if _repeats(entity, noun):
            return entity
        distance = phrase.sentence.index - seen.sentence
        near = distance <= (0 if owned else _KIND_RANGE if generic else _DESCRIPTION_RANGE)
        called = generic or (phrase.definite and not phrase.plural and _may_describe(noun, entity))
        if called and near and same_kind is None and not is_norm and _is_of_kind(entity, noun):
            same_kind = entity
    return same_kind


def unknown_name(register: Register, phrase: Naming) -> Entity | None:
    """An organisation of which only the name or acronym is known."""
    known = register.by_acronym.get(phrase.proper)
    if known is not None:
        return known
    if phrase.acronym and phrase.acronym != phrase.proper:
        return labelled(register, phrase, phrase.proper, None)
    if phrase.preposition in words("place_prepositions") and not phrase.determiner:
        return None
    if acts(phrase) or phrase.definite:
        return unknown_organisation(register, phrase.proper, phrase.determiner)
    return None


def _is_of_kind(entity: Entity, noun: Noun) -> bool:
    """Whether a generic noun can name the entity: "die Partei" a party, "die Organisation" many bodies."""
    return entity.kind in {noun.head.kind, *noun.head.also}


def _may_describe(noun: Noun, entity: Entity) -> bool:
    """Whether a compound may say what a named body is: "die Umweltorganisation" after "Beispielbund".

    Not if the body is itself called by such a noun: "das Innenministerium" is not the ministry of finance.
    """
    says, own = _first_part(noun), _first_part(entity.noun) if entity.noun is not None else ""
    level = says.startswith(tuple(words("levels")))
    return bool(says) and not own and not level and (entity.entry is not None or entity.named)


@kept
def _first_part(noun: Noun) -> str:
    """What stands before a describing noun in a compound: "umwelt" of "Umweltorganisation"; else nothing."""
    lower = noun.base.lower()
    last = next((d for d in words("describing_nouns") if lower.endswith(d.lower())), None)
    return "" if last is None or noun.hyphen else lower[: -len(last)]


def _repeats(entity: Entity, noun: Noun) -> bool:
    """Whether the noun can repeat the one the entity was introduced with."""
    other = entity.noun
    return other is not None and other.head.family == noun.head.family and same_noun(other.base, noun.base)


def _is_specific(phrase: Naming, noun: Noun, bare: bool) -> bool:
    """Whether the phrase says which organisation or norm is meant well enough to be an actor."""
    if noun.head.needs:
        return bool(phrase.proper) if noun.head.needs == "name" else _is_side(phrase, noun)
    telling = any(_is_relational(a) for a in phrase.adjectives) or _goes_on_list(phrase)
    specific = not bare or telling or bool(noun.modifier) or bool(phrase.number)
    if noun.head.family == "norm":
        cited = phrase.preposition in {"laut", "nach", "gemäß"} and noun.base in words("sole_norms")
        return specific or phrase.definite or cited
    return specific or noun.head.lone


def _is_side(phrase: Naming, noun: Noun) -> bool:
    """Whether a side, circle or camp is one of somebody's: "die deutsche Seite", "Wirtschaftskreise"."""
    after = phrase.after
    if (
        after is not None and after.lower in {"der", "des"}
    ) or phrase.preposition not in _PREPOSITIONS_OF_SIDES:
        return False  # "die deutsche Seite der Grenze", "auf russischer Seite"
    paged = _KINDS_WITH_PAGES if noun.head.noun == "Seite" else ()
    if phrase.scope_entry is not None:
        return phrase.scope_entry.kind not in paged
    if any(_is_relational(a) or _is_of_camp(a) for a in phrase.adjectives):
        return True
    part = noun.modifier
    of = analyse(part) or analyse(part.removesuffix("s")) or analyse(part.removesuffix("en"))
    return of is not None and of.head.kind not in paged and of.head.family != "norm"


def _is_of_camp(adjective: str) -> bool:
    return adjective.lower().rstrip("nrsem") in words("camp_adjectives")


def _goes_on_list(phrase: Naming) -> bool:
    """ "… und andere Länder": those named before and some more."""
    linked = phrase.plural and phrase.before is not None and phrase.before.lower in {"und", "sowie"}
    return linked and any(a.lower().startswith(tuple(words("rest"))) for a in phrase.adjectives)


def _is_relational(adjective: str) -> bool:
    """Whether an adjective tells which one (staatlich, oberst, Kieler), not what it is like (groß, neu)."""
    stem = adjective.lower().rstrip("nrsem")
    return adjective[:1].isupper() or stem.endswith(tuple(words("relational_stems")))


@kept
def _shorthands() -> dict[tuple[str, bool], tuple[str, tuple[str, ...]]]:
    """Noun and whether it is plural to the body it means and the cues (``data/shorthands.tsv``)."""
    return {
        (row["noun"], row["number"] == "p"): (row["actor"], tuple(row["cues"].split()))
        for row in read_table("shorthands")
    }
