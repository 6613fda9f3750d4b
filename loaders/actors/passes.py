"""The phrases of a document, read twice where its own names mislead: "Kaufmann", "Lebenswertes Tal"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from loaders.actors.people.bodies import founded
from loaders.actors.people.persons import is_believable
from loaders.actors.phrases.owners import bare_words, release_owner
from loaders.actors.phrases.walk import find_namings
from loaders.actors.sentence.naming import NAME_TAGS, Naming
from loaders.background.gazetteer import Gazetteer, last_name
from loaders.german.person_names import particle_names
from loaders.german.tokens import Sentence
from loaders.lexicon.nouns import analyse


def read_phrases(
    sentences: Sequence[Sentence], names: Gazetteer, capitals: Mapping[str, int]
) -> list[list[Naming]]:
    """The phrases of each sentence; ``capitals`` counts the capitalised words of the document."""
    lasts = frozenset(last for s in sentences for last in particle_names(s.tokens))
    phrases = [list(find_namings(s, names, lasts)) for s in sentences]
    found = [phrase for row in phrases for phrase in row]
    lasts, bodies = lasts | _introduced(found, names, capitals), founded(found)
    firsts = frozenset(name.split()[0] for name in bodies)
    for i, sentence in enumerate(sentences):
        if _misleads(sentence, lasts, firsts):
            phrases[i] = list(find_namings(sentence, names, lasts, bodies))
    for row in phrases:
        owners = [release_owner(phrase, capitals, names) for phrase in row]
        row.extend(owner for owner in owners if owner is not None)
    return phrases


def _introduced(phrases: Sequence[Naming], names: Gazetteer, capitals: Mapping[str, int]) -> frozenset[str]:
    """The last names of those whom a first name, a title or a role introduces."""
    found = set()
    for phrase in phrases:
        full = phrase.name is not None and len(phrase.name.words) > 1 and is_believable(phrase)
        if full or (phrase.name is not None and phrase.what == "person"):
            found.add(last_name(" ".join(bare_words(phrase, capitals, names))))
    return frozenset(found)


def _misleads(sentence: Sentence, lasts: frozenset[str], firsts: frozenset[str]) -> bool:
    """Whether the sentence has a word that the whole document tells to be a name.

    It is a last name that looks like another word ("Kaufmann"), stands beside another last name, or begins
    the name of a body (``firsts``).
    """
    if any(t.text in firsts for t in sentence.tokens):
        return True
    if any(a.text in lasts and b.text in lasts for a, b in pairwise(sentence.tokens)):
        return True
    alike = (t for t in sentence.tokens if lasts & {t.text, t.text.removesuffix("s")})
    return any(t.tag not in NAME_TAGS or analyse(t.text) is not None for t in alike)
