"""Where the words around a party's name say that it is: "die Grünen im Stadtrat von Tannrode"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.actors.sentence.naming import FINITE_TAGS, NAME_TAGS, is_town_adjective
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry
from loaders.german.person_names import first_name_gender, place_names, places
from loaders.lexicon.tables import words

_IN = frozenset({"in", "im", "aus", "von", "vom"})
_MELTED = frozenset({"im", "vom"})
_HERE = frozenset({("vor", "Ort"), ("am", "Ort")})
_JOINING = frozenset({"und", "sowie", ","})
_CHAMBERS = frozenset({ActorKind.PARLIAMENT, ActorKind.GOVERNMENT})
_DISTRICT = "kreis"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a party is said to be, by the words from ``start`` to ``end`` (token places, end exclusive).

    ``place`` is ``""`` where none is named ("vor Ort") or the words may mean the whole party ("in Berlin");
    ``adjective`` is the token place of an adjective that names it instead ("im Tannroder Stadtrat");
    ``body`` says that a council or a genitive shows that the place is the party's and not the verb's,
    ``whole`` that the words mean the party of the whole state ("im Bundestag"), ``district`` that it is no
    town.
    """

    start: int
    end: int
    place: str = ""
    entry: Entry | None = None
    adjective: int | None = None
    body: bool = False
    district: bool = False
    whole: bool = False


def where_behind(view: View, party: Entry, end: int) -> Whereabouts | None:
    """Where the party whose name ends at ``end`` is, by the words behind it or behind its list.

    "SPD und Grüne im Stadtrat" are both there; "die SPD und die Grünen in Tannrode" perhaps not.
    """
    here, repeated = end, False
    while view.text(here) in _JOINING:
        article = view.text(here + 1) in {"die", "der", "den"}
        hit = view.hits.get(here + 1 + article)
        if hit is None or hit.entry.kind is not ActorKind.PARTY or hit.how != "name":
            return None
        here, repeated = hit.end, repeated or article
    found = _where_at(view, party, here)
    if found is None or (repeated and not found.body):
        return None
    return found


def where_in_front(view: View, party: Entry, i: int) -> Whereabouts | None:
    """Where the clause of the party at ``i`` happens, by a council in its front field: "Im Stadtrat"."""
    if view.text(0) not in {"Im", "In"}:
        return None
    found = _where_at(view, party, 0)
    told = found is not None and found.body and found.end < i and view.tokens[found.end].tag in FINITE_TAGS
    return found if told else None


def _where_at(view: View, party: Entry, i: int) -> Whereabouts | None:
    """Where somebody is by the preposition or genitive at ``i``."""
    word = view.text(i).lower()
    if (word, view.text(i + 1)) in _HERE:
        return Whereabouts(i, i + 2, body=True)
    if word in {"der", "des"}:
        found = _community(view, party, i)  # "der Stadt" may be a dative
        return replace(found, body=word == "des") if found is not None else None
    if word not in _IN:
        return None
    j = i + 1
    if word in _MELTED or view.text(j) in {"der", "dem", "den"}:
        return _body(view, party, i, j if word in _MELTED else j + 1)
    found = _place(view, party, j, sure=False)
    if found is None or not (word in {"in", "aus"} or found.place or found.entry):
        return None  # "die SPD von Wieland"
    found = replace(found, start=i)
    return replace(found, place="", entry=None) if _is_list(view, party, found) else found


def _is_list(view: View, party: Entry, found: Whereabouts) -> bool:
    """Whether another place follows: no branch is in two."""
    joined = view.text(found.end) in _JOINING and not found.whole
    return joined and _place(view, party, found.end + 1, sure=False) is not None


def _community(view: View, party: Entry, i: int) -> Whereabouts | None:
    """A community in the genitive: "die CDU des Kreises Hohenberg", "die SPD der Stadt"."""
    low = view.text(i + 1).lower()
    bases = (low, low.removesuffix("s"), low.removesuffix("es"))
    base = next((base for base in bases if base in words("communities")), "")
    return _of_body(view, party, i, i + 1, base) if base else None


def _body(view: View, party: Entry, start: int, j: int) -> Whereabouts | None:
    """A council, parliament or community at ``j``, with the place that an adjective or what follows names."""
    adjective = j if j + 1 < len(view.tokens) and _may_name_place(view, j) else None
    noun = j + 1 if adjective is not None else j
    low = view.text(noun).lower()
    if not view.text(noun)[:1].isupper():
        return None
    if _is_of_whole(view, noun):
        return Whereabouts(start, noun + 1, whole=True)
    found: Whereabouts | None = None
    if low.endswith(tuple(words("local_councils"))) or low in words("communities"):
        found = _of_body(view, party, start, noun, low)
    elif adjective is not None and _is_chamber(view, noun):
        found = Whereabouts(start, noun + 1, body=True)
    elif low in words("councils_of_communities") and (town := _community(view, party, noun + 1)) is not None:
        found = replace(town, start=start, body=True)
    elif low in words("parts_of_country"):
        found = Whereabouts(start, noun + 1)
    if adjective is None or found is None or found.place or found.entry:
        return found
    whole = _is_state_of(party, _of_adjective(view, adjective))
    return replace(found, adjective=adjective, whole=whole)


def _of_body(view: View, party: Entry, start: int, noun: int, low: str) -> Whereabouts | None:
    """The council or community at ``noun`` with the place behind it; nothing for a circle of people."""
    j, district, community = noun + 1, _DISTRICT in low, low in words("communities")
    if view.text(j) in {"von", "in", "zu"}:
        named = _place(view, party, j + 1, sure=True)
    elif view.text(j) in {"der", "des"}:
        named = _community(view, party, j)
        if named is None and community:
            return None  # "im Kreis der Freunde"
    else:
        named = _place(view, party, j, sure=True)
    if named is None:
        return Whereabouts(start, noun + 1, body=not community, district=district)
    return replace(named, start=start, body=not community, district=district or named.district)


def _place(view: View, party: Entry, j: int, sure: bool) -> Whereabouts | None:
    """The place at ``j``; ``sure`` if the words before it can only be followed by one.

    A noun that is only built like a place ("Kleinwiesen", but "Aufwind") names none that is sure.
    """
    title = view.text(j).lower() in words("town_beginnings")
    k = j + title
    if k >= len(view.tokens) or not view.text(k)[:1].isupper() or first_name_gender(view.text(k)):
        return None
    if k in view.hits and not title:
        return _known_place(view, party, k, sure)
    token = view.tokens[k]
    if token.text.lower() in words("seats_of_alliances"):
        return None
    if token.text.lower() in words("common_districts"):
        return Whereabouts(j, k + 1) if sure else None
    built = token.text.lower().endswith(tuple(words("place_endings")))
    alone = (
        k + 1 < len(view.tokens) and view.tokens[k + 1].tag in FINITE_TAGS
    )  # "Die SPD in Lindenau fordert"
    named = title or token.text in places() or _is_part_of_town(view, token.text)
    known = named or ((built or alone) and token.tag == "NE")
    meant = known or built or (sure and token.tag in NAME_TAGS | {"NN"})
    if not meant or (not known and (view.noun_at(k) is not None or view.is_last_name(k))):
        return None
    end = _end_of_name(view, k + 1)
    name = " ".join(token.text for token in view.tokens[j:end])
    return Whereabouts(j, end, place=_nominative(name) if known or sure else "")


def _known_place(view: View, party: Entry, j: int, sure: bool) -> Whereabouts | None:
    """A state, land or capital that the background knows; a state is the whole party's.

    A capital stands for its state, too: "die SPD in Berlin" may be all of it.
    """
    hit = view.hits[j]
    if hit.entry.kind is not ActorKind.STATE and not hit.entry.adjectives:
        return None
    if hit.how == "name":
        return Whereabouts(j, hit.end, entry=hit.entry, whole=_is_state_of(party, hit.entry))
    town = sure or hit.entry.kind is not ActorKind.STATE
    return Whereabouts(j, hit.end, place=_nominative(view.text(j)) if town else "")


def _is_state_of(party: Entry, entry: Entry | None) -> bool:
    """Whether a place is the state of the party, as far as the background knows that."""
    return entry is not None and entry.kind is ActorKind.STATE and party.state in {"", entry.id}


def _nominative(town: str) -> str:
    """A town without the ending of the genitive: "Kölns"."""
    return town[:-1] if town in places() and town not in place_names() else town


def _is_part_of_town(view: View, word: str) -> bool:
    """Whether the first part of a word with a hyphen is a town: "Köln-Nippes"."""
    town, _, part = word.partition("-")
    hit = view.names.at([town], 0)
    known = hit is not None and (hit.entry.kind is ActorKind.STATE or bool(hit.entry.adjectives))
    return bool(part) and (known or town in places())


def _end_of_name(view: View, end: int) -> int:
    """Where the name of a town ends that goes on with its river: "Altenau am Main", "Altenau an der Ilse"."""
    water = end + {"am": 1, "an": 2, "ob": 2}.get(view.text(end), len(view.tokens))
    return water + 1 if water < len(view.tokens) and view.tokens[water].tag == "NE" else end


def _may_name_place(view: View, j: int) -> bool:
    """Whether the word at ``j`` is an adjective that may tell a place: "Tannroder", "sächsischen"."""
    token, entry = view.tokens[j], _of_adjective(view, j)
    if entry is not None:
        return entry.kind is not ActorKind.ALLIANCE
    built = token.text[:1].isupper() and token.text.endswith("er") and view.text(j + 1)[:1].isupper()
    return is_town_adjective(token.text) or (built and token.tag in {"ADJA", "NN", "NE"})


def _of_adjective(view: View, j: int) -> Entry | None:
    """The state or land whose adjective the word at ``j`` is."""
    token = view.tokens[j]
    return view.names.adjectives.get(token.text) or view.names.adjectives.get(token.lower)


def _is_of_whole(view: View, noun: int) -> bool:
    """Whether the word is a body of the whole state ("Bundestag"), which all of a party has."""
    low, hit = view.text(noun).lower(), view.hits.get(noun)
    known = hit is not None and hit.entry.kind in _CHAMBERS
    return known or (low.startswith("bund") and low not in words("communities"))


def _is_chamber(view: View, noun: int) -> bool:
    found = view.noun_at(noun)
    return found is not None and found.head.kind in _CHAMBERS
