"""Whom and what a model's words name: the actors and issues of the rules where they are meant, else new ones.

A holder must be named in the article, and an issue must be made of its words: what a model knows from
elsewhere names nobody here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from loaders.actors.byline import author_of
from loaders.articles.extraction import actors_of
from loaders.articles.findings import Actor, ActorKind, Extraction, Issue
from loaders.background.gazetteer import gazetteer
from loaders.editor.outcome.levelling import levelled
from loaders.english.positions.issues import issue_of as english_issue
from loaders.german.tagger import tag_words
from loaders.issues.finder import IssueFinder
from loaders.issues.labels.label import Label
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.positions.telling import says_little
from ontology.slugs import slugify

AUTHOR = "author"
"""What the voice of a text is called in drafts and answers."""
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_ENDING = re.compile(r"(?:e[nmrs]?|[ns]|innen|in)$")
_SHORTEST = 4  # letters of a word that may have an ending
_STEM = 5  # letters by which a word of an issue is recognised, as in the scorer of annotated articles


class Unnamed(Exception):  # noqa: N818 - an outcome, no error of the program
    """The words name nobody or nothing of the article; the text says why."""


class NameFinder:
    """The names of one extraction; made once, asked for each entry of an answer."""

    def __init__(self, extraction: Extraction) -> None:
        self._document = extraction.document
        self._actors = {actor.id: actor for actor in actors_of(extraction)}
        self._text = levelled(extraction.document.text).text
        self._words = {word.lower() for word in _WORD.findall(self._text)}
        self._stems = {_stem(word) for word in self._words}
        self._pieces = {piece for word in self._words if "-" in word for piece in word.split("-")}
        self._counts = Counter(mention.actor for mention in extraction.mentions)
        self._called = _called(extraction, self._actors)
        self._issues = IssueFinder(extraction.actors, extraction.mentions, extraction.document)

    def actor(self, said: str, kind: str | None = None) -> Actor:
        """The actor that ``said`` names; ``kind`` is a model's word for what it is, if it is new.

        Raises ``Unnamed`` where the article does not name it.
        """
        name = " ".join(said.split()).strip(' .,;:"„“”')
        if name.lower() == AUTHOR:
            return self._author()
        key = _key(name)
        if not key:
            raise Unnamed("a holder without a name")
        found = self._known(name, key) or self._by_last_name(name, key)
        return found or self._new(name, kind)

    def issue(self, said: str) -> Issue:
        """The issue that ``said`` names; raises ``Unnamed`` unless half of its words are the article's."""
        label = " ".join(said.split()).strip(' .,;:"„“”')
        content = [w for w in _WORD.findall(label) if w.lower() not in words("issue_small_words")]
        if not content:
            raise Unnamed("an issue without words")
        if 2 * sum(map(self._occurs, content)) < len(content):
            raise Unnamed("an issue that is not in the article's words")
        if self._document.language == "de":
            return self._issues.find(_label(label))
        return english_issue(label, self._document)

    def tells(self, issue: Issue) -> bool:
        """Whether the label says by itself what it is about."""
        return self._document.language != "de" or not says_little(issue)

    def _author(self) -> Actor:
        known = [actor for actor in self._actors.values() if actor.kind is ActorKind.AUTHOR]
        return known[0] if known else author_of(self._document)

    def _known(self, name: str, key: tuple[str, ...]) -> Actor | None:
        """Whom the article, or the background, calls exactly so, and the article names."""
        meant = self._called.get(key, set())
        if meant:
            return self._actors[max(meant, key=lambda i: (self._counts[i], i))]
        spelled = name.split()
        hit = gazetteer().at(spelled, 0)
        if hit is None or hit.end != len(spelled) or hit.how == "demonym":
            return None
        if hit.entry.id in self._actors:
            return self._actors[hit.entry.id]
        if not all(self._has(word) for word in _WORD.findall(name)):
            return None
        return Actor(hit.entry.id, name, hit.entry.kind)

    def _by_last_name(self, name: str, key: tuple[str, ...]) -> Actor | None:
        """The one person whose last name ends ``name``, if no first name speaks against it."""
        found = []
        for actor in self._actors.values():
            own = _key(actor.name)
            if actor.kind is not ActorKind.PERSON or not own or own[-1] != key[-1]:
                continue
            shorter, longer = sorted((own, key), key=len)
            if set(shorter) <= set(longer) and name[0].isupper():
                found.append(actor)
        return found[0] if len(found) == 1 else None

    def _new(self, name: str, kind: str | None) -> Actor:
        """An actor that the rules did not see, under as much of its name as the article has."""
        spelled = name.split()
        while len(spelled) > 1 and spelled[0].lower() in words("name_articles"):
            spelled = spelled[1:]
        if not self._has(spelled[-1]):
            raise Unnamed("a holder whom the article does not name")
        missing = [place for place, word in enumerate(spelled) if not self._has(word)]
        said = " ".join(spelled[missing[-1] + 1 :] if missing else spelled)
        what = ActorKind[kind.upper()] if kind else self._kind_of(said)
        full = what is ActorKind.PERSON and " " in said and said.title() == said
        room = "" if full else f"{self._document.room}/"
        return Actor(f"actor/{room}{slugify(said)}", said, what)

    def _kind_of(self, name: str) -> ActorKind:
        """What a name is by its first noun that is known; a body where none is."""
        nouns = [noun for word in name.split() if word[0].isupper() and (noun := analyse(word)) is not None]
        if not nouns:
            return ActorKind.ORGANISATION
        return ActorKind.PERSON if nouns[0].head.family == "person" else nouns[0].head.kind

    def _has(self, word: str) -> bool:
        """Whether the article has a word, up to its ending."""
        low = [part.lower() for part in _WORD.findall(word)]
        whole = (part in self._words or part in self._pieces or _stem(part) in self._stems for part in low)
        return all(whole)

    def _occurs(self, word: str) -> bool:
        """Whether the article has a word or a part of it, or a word that has it as a part."""
        low = word.lower()
        if len(low) < _STEM:
            return low in self._words or low in self._pieces
        beginnings = {low[:_STEM]} | {part[:_STEM] for part in low.split("-") if len(part) >= _STEM}
        if any(begin in other for begin in beginnings for other in self._words):
            return True
        return any(len(other) > _STEM and other in low for other in self._words)


def _called(extraction: Extraction, actors: dict[str, Actor]) -> dict[tuple[str, ...], set[str]]:
    """What its actors are called in the article, word for word, and in the background."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for actor in actors.values():
        entry = gazetteer().entries.get(actor.id)
        for name in (actor.name, *actor.aliases, *((entry.label, *entry.names) if entry else ())):
            found[_key(name)].add(actor.id)
    for mention in extraction.mentions:
        if mention.actor in actors and mention.form in {"name", "metonym", "role"}:
            found[_key(mention.span.of(extraction.document.text))].add(mention.actor)
    found.pop((), None)
    return found


def _key(name: str) -> tuple[str, ...]:
    """The words of a name without articles, brackets and endings."""
    return tuple(_key_words(re.sub(r"\([^)]*\)", " ", levelled(name).text)))


def _key_words(name: str) -> Iterator[str]:
    for word in _WORD.findall(name):
        if word.lower() not in words("name_articles"):
            yield _stem(word.lower())


def _stem(word: str) -> str:
    """A word in lower case without one ending; short ones stay."""
    return _ENDING.sub("", word) if len(word) > _SHORTEST else word


def _label(text: str) -> Label:
    """The words of an issue as the rules know labels: lemmas, and the first noun as head."""
    tagged = tag_words(text.split())
    lemmas = tuple(lemma for _, lemma in tagged)
    head = next((lemma for tag, lemma in tagged if tag in {"NN", "NE"}), lemmas[0])
    return Label(text, lemmas, head)
