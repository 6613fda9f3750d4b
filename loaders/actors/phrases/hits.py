"""Where a sentence names actors of the gazetteer, with ordinary words weeded out."""

from __future__ import annotations

from functools import cache

from loaders.actors.phrases.phrase import ARTICLE_TAGS, is_noun
from loaders.articles.findings import ActorKind
from loaders.background.gazetteer import Gazetteer, Hit
from loaders.german.tokens import QUOTE_MARKS, Sentence, Token
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import read_table, word_class


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
    if (
        hit.how == "demonym"
        and is_noun(after)
        and (first.text.endswith("er") or first.text.startswith("Deutsch"))
    ):
        return False  # "Berliner Senat", "der Deutschen Industrie"
    if hit.entry.kind is ActorKind.NORM and first.text == "Artikel" and after is not None:
        return after.lower not in {"der", "des"}  # "Artikel 5 der Richtlinie" is not Nato's
    if hit.end - hit.start == 2 and hit.start == 0 and first.lower in word_class("definite"):
        return names.ambiguous.get(tokens[1].text) != "quotes"  # "Die Zeit" may begin any sentence
    needs = names.ambiguous.get(hit.words) if hit.end - hit.start == 1 else None
    return needs is None or _has(needs, sentence, hit, after)


def _has(needs: str, sentence: Sentence, hit: Hit, after: Token | None) -> bool:
    """Whether an ambiguous word stands as ``data/ambiguous.tsv`` demands."""
    before = sentence.tokens[hit.start - 1] if hit.start else None
    quoted = before is not None and before.text in QUOTE_MARKS
    if needs == "quotes":
        return quoted or _follows_its_kind(before) or _is_cited(sentence, hit)
    if needs == "article":
        return before is not None and before.lower in word_class("definite") and not is_noun(after)
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


@cache
def verbs_of(*groups: str) -> frozenset[str]:
    """Lemmas of the groups of ``data/actor_verbs.tsv``, of all of them if none is named."""
    rows = read_table("actor_verbs.tsv")
    return frozenset(v for row in rows if not groups or row["group"] in groups for v in row["lemmas"].split())


def speaking_verbs() -> frozenset[str]:
    """Lemmas of verbs of saying."""
    return verbs_of("speaking")
