"""Where a sentence names actors of the gazetteer, with ordinary words weeded out, and their phrases."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.phrases.brackets import read_acronym
from loaders.actors.phrases.branches import branch, branch_of_members, is_of_place, name_in_place
from loaders.actors.sentence.agreement import is_plural
from loaders.actors.sentence.left import Left
from loaders.actors.sentence.naming import (
    ARTICLE_TAGS,
    Naming,
    is_noun,
    is_town_adjective,
    names_with_adjective,
)
from loaders.actors.sentence.view import View
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Entry, Gazetteer, Hit
from loaders.german.person_names import first_name_gender
from loaders.german.tokens import QUOTE_MARKS, Sentence, Token
from loaders.lexicon.nouns import Noun, analyse
from loaders.lexicon.tables import read_table, words
from ontology.in_force import kept


def find_hits(sentence: Sentence, names: Gazetteer) -> dict[int, Hit]:
    """The names of the gazetteer by the place where they begin; longer ones win."""
    hits: dict[int, Hit] = {}
    words, i = sentence.words, 0
    while i < len(words):
        hit = names.at(words, i) if words[i][:1].isalpha() else None
        if hit is not None and _is_meant(sentence, hit, names):
            hits[i] = hit
            i = hit.end
        else:
            i += 1
    return hits


def _is_meant(sentence: Sentence, hit: Hit, names: Gazetteer) -> bool:
    """Whether the words are the name here and not an adjective or an ordinary word."""
    tokens = sentence.tokens
    first = tokens[hit.start]
    after = tokens[hit.end] if hit.end < len(tokens) else None
    if hit.how == "demonym" and _is_only_adjective(tokens, hit, names):
        return False
    before = tokens[hit.start - 1].text if hit.start else ""
    if before.lower() in words("products") or (
        before in words("channels") and hit.words in words("platforms")
    ):
        return False  # "die Modellreihe Audi", "über Twitter"
    town = hit.how != "demonym" and is_town_adjective(hit.words)
    if town and (is_noun(after) or (after is not None and after.tag == "NE")):
        return False  # "New Yorker Hotels" are no magazine
    if hit.entry.kind is ActorKind.NORM and first.text == "Artikel" and after is not None:
        return after.lower not in {"der", "des"}  # "Artikel 5 der Richtlinie" is not Nato's
    if hit.end - hit.start == 2 and hit.start == 0 and first.lower in words("definite"):
        return names.ambiguous.get(tokens[1].text) != "quotes"  # "Die Zeit" may begin any sentence
    needs = names.ambiguous.get(hit.words) if hit.end - hit.start == 1 else None
    return not _is_longer(sentence, hit) and (needs is None or _has(needs, sentence, hit, names))


def _is_only_adjective(tokens: Sequence[Token], hit: Hit, names: Gazetteer) -> bool:
    """Whether the people of a state or land are none: "Berliner Senat", "der Deutschen Industrie"."""
    word = tokens[hit.start].text
    if is_noun(tokens[hit.end] if hit.end < len(tokens) else None):
        return word.endswith("er") or word.startswith("Deutsch")
    return word.endswith("er") and is_of_place(tokens, hit, names)


def _is_longer(sentence: Sentence, hit: Hit) -> bool:
    """Whether the word is the noun of a longer name: "der Bund Freier Baumeister" is no state."""
    tokens = sentence.tokens
    ordinary = hit.end == hit.start + 1 and tokens[hit.start].tag == "NN"
    return ordinary and names_with_adjective(tokens, hit.end) and tokens[hit.end].text.endswith("er")


def _has(needs: str, sentence: Sentence, hit: Hit, names: Gazetteer) -> bool:
    """Whether an ambiguous word stands as ``data/ambiguous.tsv`` demands."""
    before = sentence.tokens[hit.start - 1] if hit.start else None
    after = sentence.tokens[hit.end] if hit.end < len(sentence.tokens) else None
    quoted = before is not None and before.text in QUOTE_MARKS
    if needs == "quotes":
        return quoted or _follows_its_kind(before) or _is_cited(sentence, hit)
    if needs == "article":
        if before is not None and hit.start > 1 and name_in_place(hit.entry, before, names):
            before = sentence.tokens[hit.start - 2]  # "die Berliner Linke"
        return before is not None and before.lower in words("definite") and not is_noun(after)
    if needs == "name":
        return before is None or not (before.lower.startswith("ein") or before.tag == "ADJA")
    return quoted or before is None or before.tag not in ARTICLE_TAGS | {"ADJA"}


def _follows_its_kind(before: Token | None) -> bool:
    """Whether a noun that takes a name stands before: "das Magazin Stern"."""
    noun = analyse(before.text) if before is not None else None
    return noun is not None and noun.head.goes_on[:1] == "n"


def _is_cited(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb of saying stands beside the word and its article: "berichtete der Spiegel"."""
    tokens = sentence.tokens
    article = hit.start > 0 and tokens[hit.start - 1].lower in {"der", "die", "das"}
    first = hit.start - 1 if article else hit.start
    before = tokens[first - 1] if first else None
    after = tokens[hit.end] if hit.end < len(tokens) else None
    speaks = any(t is not None and t.tag == "VVFIN" and t.lemma in speaking_verbs() for t in (before, after))
    return speaks or (before is not None and before.lower == "laut")


@kept
def verbs_of(*groups: str) -> frozenset[str]:
    """Lemmas of the groups of ``data/actor_verbs.tsv``, of all of them if none is named."""
    rows = read_table("actor_verbs")
    return frozenset(row["lemmas"] for row in rows if not groups or row["group"] in groups)


def speaking_verbs() -> frozenset[str]:
    """Lemmas of verbs of saying."""
    return verbs_of("speaking")


def known_phrase(view: View, i: int) -> Naming | None:
    """A name of the gazetteer, unless it is a first name or the institution of another state."""
    hit = view.hits.get(i)
    if hit is None:
        return None
    alone = hit.end == i + 1
    if alone and hit.how != "name" and first_name_gender(view.text(i)):
        return None
    if hit.entry.kind is ActorKind.PARTY and _is_called_so(view, hit.end):
        return None
    if hit.entry.kind is ActorKind.COLLECTIVE and not hit.entry.demonyms and _is_part(view.left(i)):
        return None
    noun = view.noun_at(i) if alone and hit.how == "name" else None
    if noun is not None and noun.head.family == "organisation":
        of_others = (
            noun.head.noun == noun.base and "g" in noun.head.goes_on and view.text(i + 1) in {"der", "des"}
        )
        if of_others or _is_elsewhere(view, i, hit.entry) or _has_other_name(view, i + 1, noun):
            return view.heads.noun(view, i, noun)  # "der Bund der Steuerzahler" is not the federation
    return entry_phrase(view, i, hit)


def _is_called_so(view: View, i: int) -> bool:
    """Whether a person is called after a party, not the party itself: "die Grüne Anna Beispiel".

    ``i`` is behind the party's name.
    """
    full = i + 1 < len(view.tokens) and all(view.tokens[j].tag == "NE" for j in (i, i + 1))
    return full and not view.text(i - 1).isupper() and bool(first_name_gender(view.text(i)))


def _has_other_name(view: View, i: int, noun: Noun) -> bool:
    """Whether another body's own name follows: "der Bauernverband Weserland" is not the national one."""
    if (
        i >= len(view.tokens)
        or i in view.hits
        or not noun.base.lower().endswith(tuple(words("names_of_bodies")))
    ):
        return False
    token = view.tokens[i]
    return token.tag == "NE" and token.text[:1].isupper() and not first_name_gender(token.text)


def entry_phrase(view: View, i: int, hit: Hit) -> Naming:
    """A name of the gazetteer with its article, quotation marks and acronym."""
    if (found := branch(view, i, hit)) is not None:
        return found
    phrase = view.left(i).phrase(view.sentence, hit.end, hit.end - 1, "entry", hit.words)
    phrase.entry, phrase.how = hit.entry, hit.how
    if hit.how == "name" and hit.words in hit.entry.demonyms and phrase.determiner in {"die", "den", "der"}:
        phrase.how = "demonym"  # "die Schweden"
    phrase.plural = phrase.how == "demonym" and is_plural(phrase, i, "sp", view.hits)
    if phrase.plural and (members := branch_of_members(view, i, hit)) is not None:
        return members
    if i and view.text(i - 1) in QUOTE_MARKS and view.text(hit.end) in QUOTE_MARKS:
        phrase.start, phrase.end = min(phrase.start, i - 1), hit.end + 1
    read_acronym(view, phrase)
    return phrase


def _is_elsewhere(view: View, i: int, entry: Entry) -> bool:
    """Whether another state's adjective or name is beside: "das russische Außenministerium", "… in Polen"."""
    state = view.left(i).scope_entry or _state_after(view, i + 1)
    return state is not None and state.id != "actor/deutschland" and entry.kind is not ActorKind.STATE


def _state_after(view: View, i: int) -> Entry | None:
    """The state that a body is said to be in: "das Verfassungsgericht in Thailand", "… Thailands"."""
    hit = view.hits.get(i + 1) if view.text(i) in {"in", "von"} else view.hits.get(i)
    if hit is None or hit.entry.kind is not ActorKind.STATE or hit.how == "demonym":
        return None
    return hit.entry if hit.start > i or view.is_genitive(hit.start) else None


def _is_part(left: Left) -> bool:
    """Whether what stands before a group means some of it: "die neuen Bundesländer", "drei Bundesländer"."""
    return bool(left.adjectives or left.number) or left.determiner.startswith(("ein", "viel", "mehr"))
