"""What follows a head and belongs to it: genitives, "von", "für", "in", the body a person speaks for."""

from __future__ import annotations

from loaders.actors.phrases.hits import entry_phrase, known_phrase
from loaders.actors.sentence.naming import ARTICLE_TAGS, NAME_TAGS, Naming, is_noun, is_state
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.german.person_names import first_name_gender, places, read_name
from loaders.german.tokens import QUOTE_MARKS

_INSIDE_TAGS = frozenset({"ADJA", "CARD", "ADV", "TRUNC", "ADJD", "PIAT", "PIDAT"})
_OF = frozenset({"der", "des", "von", "vom", "für"})
_AT = frozenset({"im", "in", "bei", "beim", "am", "an"})
_IN_CAPITALS = frozenset({ActorKind.GOVERNMENT, ActorKind.MINISTRY, ActorKind.PARLIAMENT})
_LONGEST_LEFT = 6  # tokens between a preposition and its head


def read_complements(view: View, phrase: Naming) -> None:
    """Take in what says of what, for what or where someone holds a role or a body belongs."""
    for depth in range(3):
        i = phrase.end
        small = view.text(i).lower()
        direct = (i in view.hits and view.is_genitive(i)) or _is_bare_genitive(view, phrase, i)
        against = small == "gegen" and _is_union(phrase)
        if not (small in _OF or against or (small in _AT and depth == 0) or direct):
            return
        if small == "von" and _take_place(view, phrase, i):
            return
        inner = complement_phrase(view, i)
        if inner is None:
            end = _other_end(view, i)
            if end is None:
                return
            phrase.complete(end)
            continue
        if not _belongs(phrase, inner, small):
            return
        phrase.inner.append(inner)
        if phrase.scope is None and inner.what in {"entry", "organisation", "name", "person"}:
            phrase.scope = inner
        phrase.complete(_end_of_states(view, phrase, inner))
        if inner.what != "organisation" or depth:
            return


def _is_bare_genitive(view: View, phrase: Naming, i: int) -> bool:
    """A genitive without article after a union: "der Verband kommunaler Unternehmen"."""
    if not _is_union(phrase) or i + 1 >= len(view.tokens):
        return False
    adjective = view.tokens[i].tag == "ADJA" and view.tokens[i].text.endswith("er")
    return adjective and view.tokens[i + 1].tag == "NN"


def _end_of_states(view: View, phrase: Naming, inner: Naming) -> int:
    """The end of a list of states after a plural: "die Minister von Polen, Litauen und Lettland"."""
    end = inner.end
    while phrase.plural and inner.entry is not None and view.text(end) in {",", "und", "sowie"}:
        hit = view.hits.get(end + 1)
        if hit is None or hit.entry.kind is not inner.entry.kind:
            break
        item = entry_phrase(view, end + 1, hit)
        phrase.inner.append(item)
        end = item.end
    return end


def _belongs(phrase: Naming, inner: Naming, small: str) -> bool:
    """Whether an actor phrase after the preposition or article ``small`` belongs to the head."""
    noun = phrase.noun
    if small in _AT:
        governs = noun is not None and noun.head.kind in _IN_CAPITALS and small == "in"
        somewhere = is_state(inner) if inner.what == "entry" else inner.what != "organisation"
        return governs or not somewhere  # "Regierung in Harare" but not "Minister in Harare"
    if small in {"von", "vom"}:
        agents = noun is not None and noun.head.rank == "group" and inner.what == "person"
        return inner.what != "name" and not agents  # "Demonstranten von Beamten …"
    return True


def _take_place(view: View, phrase: Naming, i: int) -> bool:
    """A town after "von": "der Bürgermeister von Beispielstadt"."""
    if i + 1 >= len(view.tokens) or i + 1 in view.hits:
        return False
    town = view.tokens[i + 1]
    named_on = i + 2 < len(view.tokens) and view.tokens[i + 2].tag == "NE"  # "von Al Gore"
    unknown = town.tag == "NE" and not first_name_gender(town.text) and not named_on
    if town.tag not in {"NE", "NN"} or not (town.text in places() or unknown):
        return False
    phrase.place = town.text
    phrase.complete(i + 2)
    return True


def complement_phrase(view: View, i: int) -> Naming | None:
    """The actor phrase that begins at ``i`` with an article or preposition, or is a bare genitive."""
    j = _head_after(view, i)
    found = _phrase_of(view, i, j) if j is not None else None
    if found is not None:
        first = i + 1 if view.tokens[i].tag == "APPR" else i
        found.start = max(i, min(found.start, first))
    return found


def _head_after(view: View, i: int) -> int | None:
    """Where the head of a complement stands that begins at ``i``."""
    for j in range(i, min(i + _LONGEST_LEFT, len(view.tokens))):
        token = view.tokens[j]
        if j in view.hits or token.text in QUOTE_MARKS:
            return j
        if token.text[:1].isupper():
            town = token.text.endswith("er") and j + 1 < len(view.tokens) and is_noun(view.tokens[j + 1])
            noun = view.noun_at(j) is not None and token.tag != "ADJA"
            if noun or not (token.tag == "ADJA" or town):
                return j
            continue
        preposition = token.tag in {"APPR", "APPRART"}
        repeated = preposition and j > i and view.tokens[j - 1].tag != "APPR"
        if repeated or not (preposition or token.tag in ARTICLE_TAGS | _INSIDE_TAGS):
            return None
    return None


def _phrase_of(view: View, i: int, j: int) -> Naming | None:
    """The phrase whose head is at ``j`` in a complement that begins at ``i``."""
    if j in view.hits:
        return known_phrase(view, j) or entry_phrase(view, j, view.hits[j])
    if view.tokens[j].text in QUOTE_MARKS:
        return None
    noun = view.noun_at(j) if view.tokens[j].tag != "ADJA" else None
    if noun is not None:
        return view.heads.noun(view, j, noun)
    foreign = view.heads.foreign(view, j)
    if foreign is not None or j == i:
        return foreign
    name = read_name(view.tokens, j, False, view.stops(j))
    return view.heads.name(view, j, name) if name is not None and name.sure else None


def _other_end(view: View, i: int) -> int | None:
    """The end of a complement whose head is no actor: "der Abteilung", "für Verkehr und Bau"."""
    small = view.text(i).lower()
    bare = view.tokens[i].tag == "ADJA"
    if small not in {"der", "des", "für", "gegen"} and not bare:
        return None
    j = i if bare else i + 1
    if small == "für" and j < len(view.tokens) and view.tokens[j].tag in ARTICLE_TAGS:
        return None  # "Minister für Bildung" but not "… für das Vorhaben"
    while j < min(i + 5, len(view.tokens)) and view.tokens[j].tag in _INSIDE_TAGS | {"ART"}:
        j += 1
    if not view.text(j)[:1].isupper() or view.tokens[j].tag not in NAME_TAGS | {"NN"}:
        return None
    return _end_of_list(view, j + 1) if small == "für" else _end_of_name(view, j + 1)


def _end_of_list(view: View, j: int) -> int:
    while j + 1 < len(view.tokens) and view.text(j) in {"und", ","} and view.tokens[j + 1].tag == "NN":
        j += 2
    return j


def _end_of_name(view: View, j: int) -> int:
    while (
        j < len(view.tokens)
        and view.tokens[j].tag == "NE"
        and j not in view.hits
        and not first_name_gender(view.text(j))
    ):
        j += 1
    return j


def _is_union(phrase: Naming) -> bool:
    """Whether the phrase is one of an association or alliance, whose name says of or against what it is."""
    return phrase.noun is not None and phrase.noun.head.kind in {ActorKind.ASSOCIATION, ActorKind.ALLIANCE}


def read_affiliation(view: View, phrase: Naming) -> None:
    """An organisation after a name: "John Beispiel von Human Rights Watch"."""
    full = phrase.name is not None and len(phrase.name.words) > 1
    if not full or view.text(phrase.end).lower() not in {"von", "vom"}:
        return
    inner = complement_phrase(view, phrase.end)
    if inner is None or inner.what not in {"entry", "organisation"} or is_state(inner):
        return
    phrase.end = inner.end
    phrase.inner.append(inner)
    if inner.entry is not None and inner.entry.kind is ActorKind.PARTY:
        phrase.party = phrase.party or inner
    else:
        phrase.scope = phrase.scope or inner
