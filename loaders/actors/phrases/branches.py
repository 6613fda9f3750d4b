"""A party's branch in a place, an actor of its own: "die Berliner SPD", "die CDU im Kreistag"."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.phrases.whereabouts import Whereabouts, where_behind, where_in_front
from loaders.actors.sentence.left import Left
from loaders.actors.sentence.naming import FINITE_TAGS, Naming, phrase_text
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Gazetteer, Hit
from loaders.background.towns import town_named
from loaders.german.person_names import first_name_gender, places
from loaders.german.tokens import QUOTE_MARKS, Token
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.slugs import slugify

_AND = frozenset({"und", "sowie", ","})


def is_of_place(tokens: Sequence[Token], hit: Hit, names: Gazetteer) -> bool:
    """Whether the people of a place are only its adjective before a party: "die Berliner SPD fordert".

    They are people where they do something to the party: "weil die Berliner SPD wählen".
    """
    party = names.at([token.text for token in tokens], hit.end)
    if party is None or party.entry.kind is not ActorKind.PARTY or party.how != "name":
        return False
    if hit.start == 0 or tokens[hit.start - 1].text != "die" or hit.end - hit.start > 1:
        return True
    before = tokens[hit.start - 2] if hit.start > 1 else None
    after = list(_verbs_at(tokens, party.end))
    verb = after[-1] if after else before if before is not None and before.tag in FINITE_TAGS else None
    together = party.end < len(tokens) and tokens[party.end].text in _AND
    return verb is None or together or not verb.text.endswith("n")


def _verbs_at(tokens: Sequence[Token], i: int) -> Sequence[Token]:
    """The verbs that stand one behind the other from ``i``."""
    end = i
    while end < len(tokens) and tokens[end].tag.startswith("V"):
        end += 1
    return tokens[i:end]


def branch(view: View, i: int, hit: Hit) -> Naming | None:
    """The branch that the name of a party at ``i`` means with the place before or behind it."""
    if hit.entry.kind is not ActorKind.PARTY or hit.how != "name":
        return None
    if name := _name_before(view, i, hit.entry):
        return _phrase(view, view.left(i - 1), hit, hit.end, name)
    if _is_place(view, hit.end) and _has_no_object(view, i, hit.end + 1):
        known = view.hits.get(hit.end)
        place = place_of(known.entry, hit.entry) if known and known.how == "name" else ""
        name = branch_name(hit.entry, place or view.text(hit.end))
        return _phrase(view, view.left(i), hit, hit.end + 1, name)
    if _is_among_groups(view, i, hit.end):
        return None
    where = where_behind(view, hit.entry, hit.end)
    if where is None and _may_act(view, i):
        where = where_in_front(view, hit.entry, i)
    return _branch_at(view, i, hit, where) if where is not None and not where.whole else None


def _is_among_groups(view: View, i: int, end: int) -> bool:
    """Whether the party at ``i`` is one of several whose groups are told: "Fraktionen von CDU und SPD".

    Where they are ("im Landtag") is said of the groups, who are one actor.
    """
    first, several = i, view.text(end) in _AND
    while view.text(first - 1) in _AND:
        before = next((j for j in range(first - 2, -1, -1) if _is_party_until(view, j, first - 1)), None)
        if before is None:
            return False
        first, several = before, True
    owner = view.text(first - 2).lower() if view.text(first - 1) in {"von", "der"} else ""
    return several and owner.removesuffix("en").endswith(tuple(words("in_many_parliaments")))


def _is_party_until(view: View, i: int, end: int) -> bool:
    hit = view.hits.get(i)
    return hit is not None and hit.end == end and hit.entry.kind is ActorKind.PARTY


def _may_act(view: View, i: int) -> bool:
    """Whether the party at ``i`` stands for itself and not for whom it belongs to: not "Karl Ohm (SPD)"."""
    left = view.left(i)
    first = view.text(left.start - 1) if left.start else ""
    return not left.preposition and left.determiner in {"", "die"} and first != "("


def _branch_at(view: View, i: int, hit: Hit, where: Whereabouts) -> Naming:
    """The branch of the party at ``i`` that is ``where``; of this text alone where its name is not sure.

    A group in parliament is an actor of the text and takes sides, as "die CDU-Fraktion im Kreistag" does.
    """
    end = where.end if where.start == hit.end else hit.end
    name = _name_at(view, hit.entry, where)
    if name and (where.body or _is_of_party(view, i, where.end)):
        return _phrase(view, view.left(i), hit, end, name)
    told = phrase_text(view.tokens[where.start : where.end])
    phrase = _phrase(view, view.left(i), hit, end, "")
    phrase.complement = told[:1].lower() + told[1:]
    is_group = hit.words.lower().endswith(
        tuple(words("in_many_parliaments"))
    )  # "die Linksfraktion im Kreistag"
    phrase.label = f"{hit.words if is_group else _short(hit.entry)} {phrase.complement}"
    phrase.branch_of = "" if is_group else phrase.branch_of
    return phrase


def _name_at(view: View, party: Entry, where: Whereabouts) -> str:
    """The name of the branch that is ``where``, ``""`` if the words do not tell it.

    A district is not the town it is called after: "im Kreistag von Altenrode" is "SPD Kreis Altenrode".
    """
    place = place_of(where.entry, party) if where.entry is not None else where.place
    name = branch_name(party, place) if place else ""
    if where.adjective is not None:
        name = name_in_place(party, view.tokens[where.adjective], view.names)
    start = f"{_short(party)} "
    if not name or not where.district:
        return name
    return f"{start}Kreis {name.removeprefix(start)}" if name.startswith(start) else ""


def _is_of_party(view: View, i: int, end: int) -> bool:
    """Whether a place that ends at ``end`` tells where the party at ``i`` is, not where something happens.

    It does where nothing but the finite verb can follow, and behind a preposition or in a genitive; in "am
    Montag forderte die SPD in Altenrode …" all of the party may have met there.
    """
    left = view.left(i)
    start = left.start - (left.start > 0 and view.tokens[left.start - 1].tag == "ADV")  # "Auch die SPD in …"
    before = view.tokens[start - 1] if start else None
    begins = before is None or before.tag in {"$.", "$,", "$(", "KON"} or before.text in QUOTE_MARKS
    follows = end < len(view.tokens) and view.tokens[end].tag in FINITE_TAGS
    return bool(left.preposition) or left.determiner == "der" or (begins and follows)


def branch_of_members(view: View, i: int, hit: Hit) -> Naming | None:
    """The branch that several members of a party at ``i`` stand for: "die Berliner Sozialdemokraten"."""
    name = _name_before(view, i, hit.entry) if hit.entry.kind is ActorKind.PARTY else ""
    return _phrase(view, view.left(i - 1), hit, hit.end, name) if name else None


def belongs_to_party(view: View, i: int) -> bool:
    """Whether the word at ``i`` is only the adjective by which the party behind it names its branch."""
    hit = view.hits.get(i + 1)
    is_party = hit is not None and hit.entry.kind is ActorKind.PARTY and hit.how == "name"
    return hit is not None and is_party and bool(_name_before(view, i + 1, hit.entry))


def branch_of_owner(view: View, i: int, hit: Hit, owner: Naming) -> Naming | None:
    """The branch that a party at ``i`` means with the place before it in the genitive: "Hessens CDU"."""
    is_known = owner.entry is not None and owner.how == "name"
    place = place_of(owner.entry, hit.entry) if is_known and owner.entry else owner.label.removesuffix("s")
    name = branch_name(hit.entry, place) if place else ""
    return _phrase(view, view.left(i), hit, hit.end, name) if name else None


def branch_name(party: Entry, place: str) -> str:
    """How the branch of a party is called, always by the shortest name of the party: "Grüne Hessen"."""
    return f"{_short(party)} {place}"


def place_of(entry: Entry, party: Entry) -> str:
    """How a state or land is called in the name of a branch; ``""`` for the state of the party itself."""
    if entry.kind is ActorKind.STATE and party.state in {"", entry.id}:
        return ""
    return entry.label.removeprefix("Land ") if entry.kind is ActorKind.STATE or entry.adjectives else ""


def name_in_place(party: Entry, adjective: Token, names: Gazetteer) -> str:
    """How the branch of a party behind ``adjective`` is called; ``""`` where that is of no place."""
    entry = names.adjectives.get(adjective.text) or names.adjectives.get(adjective.lower)
    if entry is not None:
        place = place_of(entry, party)
        return branch_name(party, place) if place else ""
    text, lemma = adjective.text, adjective.lemma
    if place := town_named(text) or (lemma if text == lemma + "er" else ""):
        return branch_name(party, place)
    unknown = adjective.tag == "ADJA" and text[:1].isupper() and text.endswith("er")
    return f"{text} {_short(party)}" if unknown else ""  # "Hallenser SPD"


def _short(party: Entry) -> str:
    return min((party.label, *party.names), key=len)


def _name_before(view: View, i: int, party: Entry) -> str:
    """The name of the branch by the adjective directly before the party at ``i``."""
    k = i - 1
    if k < view.taken or k in view.hits:
        return ""
    token = view.tokens[k]
    is_word = token.tag in {"ADJA", "NN", "NE"} and view.noun_at(k) is None
    return name_in_place(party, token, view.names) if is_word else ""


def _phrase(view: View, left: Left, hit: Hit, end: int, name: str) -> Naming:
    phrase = left.phrase(view.sentence, end, hit.end - 1, "organisation", name)
    phrase.noun, phrase.proper, phrase.gender = analyse("Partei"), name, "f"
    phrase.branch_of = "" if _is_abroad(view, hit.entry, name) else hit.entry.id
    return phrase


def _is_abroad(view: View, party: Entry, name: str) -> bool:
    """Whether a party of another state is only called like ``party``: "die Grünen in Österreich"."""
    place = name.removeprefix(f"{_short(party)} ")
    state = view.names.entries.get(f"actor/{slugify(place)}") if party.state and place else None
    return state is not None and state.kind is ActorKind.STATE and state.id != party.state


def _has_no_object(view: View, i: int, end: int) -> bool:
    """Whether the words from ``i`` to ``end`` stand before the finite verb or behind a preposition.

    Elsewhere the place may be what the party does something to ("…, weil die CDU Bayern lobt").
    """
    left = view.left(i)
    first = left.start == 0 or view.text(left.start - 1) in QUOTE_MARKS
    return bool(left.preposition) or (
        first and end < len(view.tokens) and view.tokens[end].tag in FINITE_TAGS
    )


def _is_place(view: View, i: int) -> bool:
    """Whether the word at ``i`` is a state or land, or a town, known or built like one."""
    if i >= len(view.tokens) or view.tokens[i].tag not in {"NE", "NN"} or view.noun_at(i) is not None:
        return False
    word, after = view.text(i), view.tokens[i + 1] if i + 1 < len(view.tokens) else None
    hit = view.hits.get(i)
    land = hit is not None and (hit.entry.kind is ActorKind.STATE or bool(hit.entry.adjectives))
    town = view.tokens[i].tag == "NE" and word.endswith(tuple(words("place_endings")))
    known = land or town or word in places()
    named_on = after is not None and after.tag == "NE" and after.text[:1].isupper()
    return known and not named_on and not first_name_gender(word)
