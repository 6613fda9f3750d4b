"""Issues: one identifier for all wordings of a matter, and the broader issues it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.articles.findings import Actor, ActorKind, Issue, Mention
from loaders.background.issues import Concept, scheme
from loaders.german.tagger import tag_words
from loaders.german.tokens import Sentence
from loaders.issues.keys import Key, is_form, key_of_label, no_names, read_key
from loaders.issues.label import Label
from loaders.issues.words import JOINED, Word, role_of, takes_complement
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from ontology.in_force import kept
from ontology.slugs import slugify

_Item = tuple[Key, Concept]


class _Scheme:
    """The curated issues by what their labels speak of."""

    def __init__(self) -> None:
        self.exact: dict[frozenset[str], list[_Item]] = defaultdict(list)
        self.by_head: dict[str, list[_Item]] = defaultdict(list)
        self.own: dict[str, Key] = {}
        self.entries = {entry.id: entry for entry in scheme()}
        for entry in scheme():
            apart = [key_of_label(label, plain=True) for label in entry.labels if " " not in label]
            keys = [*map(key_of_label, entry.labels), *(key for key in apart if len(key.stems) > 1)]
            keys = _spelled_out(keys)
            self.own[entry.id] = keys[0]
            for key in keys:
                self.exact[key.stems].append((key, entry))
                self.by_head[key.head].append((key, entry))
            for key in map(key_of_label, entry.alone):
                self.exact[key.stems].append((key, entry))

    def same(self, key: Key) -> Concept | None:
        """The curated issue that a key names."""
        return next(
            (e for k, e in self.exact.get(key.stems, ()) if k.head == key.head and key.covers(k)), None
        )

    def general(self, key: Key) -> list[_Item]:
        """The curated issues that a key is a special form of, the most special ones."""
        found = [item for item in self.by_head.get(key.head, ()) if key.covers(item[0])]
        size = max((len(k.stems) for k, _ in found), default=0)
        best = {e.id: (k, e) for k, e in reversed(found) if len(k.stems) == size}
        return [best[i] for i in sorted(best)]


def _spelled_out(keys: list[Key]) -> list[Key]:
    """The keys, compounds with the prepositions of longer forms: "Russland-Sanktionen" are against it."""
    telling = {(k.stems, s): m for k in keys for s, m in k.markers.items() if m not in {"", JOINED}}
    return [
        Key(k.head, tuple(w._replace(marker=telling.get((k.stems, w.stem), w.marker)) for w in k.words))
        for k in keys
    ]


@kept
def _curated() -> _Scheme:
    return _Scheme()


class IssueFinder:
    """Finds the issues of one text: knows whom its names mean and which matters its nouns have named."""

    def __init__(
        self,
        actors: Iterable[Actor] = (),
        mentions: Iterable[Mention] = (),
        text: str = "",
        sentences: Iterable[Sentence] = (),
    ) -> None:
        self._people = {actor.id.removeprefix("actor/"): actor for actor in actors}
        self._names = _names_of(self._people.values(), mentions, text)
        self._longest = max(map(len, self._names), default=0)
        self._named = _compounds(sentences)

    def find(self, label: Label) -> Issue:
        """The issue a label names: a curated one if its words say so, else one named after its words."""
        key = read_key(label.lemmas, label.head, self._name)
        if len(key.words) == 1 and key.head in self._people:
            person = self._people[key.head]
            return Issue(f"issue/{key.head}", person.name, about=person.kind)
        issue = self._of_key(key, label.text)
        noun = analyse(label.head) if len(label.lemmas) == 1 else None
        if noun is not None and noun.head.family == "person":
            issue = replace(issue, about=ActorKind.PERSON)  # "lobte ihren Vorgänger"
        if not label.members:
            return issue
        broader = dict.fromkeys(b for m in label.members for b in self._broadened(self.find(m)))
        return replace(issue, broader=tuple(b for b in broader if b != issue.id))

    def _broadened(self, member: Issue) -> tuple[str, ...]:
        """The curated issue that the whole of a coordination belongs to through one of its members."""
        return tuple(i for i in (member.id, *member.broader) if i in _curated().entries)[:1]

    def _of_key(self, key: Key, text: str) -> Issue:
        known = _curated()
        entry = known.same(key)
        if entry is not None:
            return Issue(entry.id, text or entry.label)  # the words of the text, the curated identity
        taken_up = self._named.get(key.head) if len(key.stems) == 1 else None
        if taken_up is not None:
            return self._of_key(taken_up[0], taken_up[1])
        general = known.general(key)
        if general:
            return self._special(key, general, text)
        identifier = "issue/" + key.slug()
        return Issue(identifier, text, tuple(b for b in self._broader(key) if b != identifier))

    def _special(self, key: Key, general: list[_Item], text: str) -> Issue:
        """A special form of curated issues: "Feuerpause im Norden" is named after "Waffenruhe"."""
        inside, first = general[0]
        own = _curated().own[first.id]
        rest = tuple(w for w in key.words if w.stem not in inside.stems and w.stem not in own.stems)
        entry = _curated().same(Key(own.head, own.words + rest))
        if entry is not None:
            return Issue(entry.id, text)
        identifier = first.id + "-" + Key("", rest).slug()
        return Issue(identifier, text, tuple(e.id for _, e in general))

    def _broader(self, key: Key) -> tuple[str, ...]:
        """The broader issues of a key that is no special form of a curated one by its own words."""
        if is_form(key):
            rest = key.without_head()
            inner = self._of_key(rest, "") if rest is not None else None
            return self._broadened(inner) if inner is not None else ()
        taken_up = self._named.get(key.head)
        if taken_up is not None and len(key.stems) > 1:
            return self._broadened(self._of_key(*taken_up))
        head = next((word for word in key.words if word.stem == key.head), None)
        if head is None or not _tells(head, key) or head.stem in self._people:
            return ()
        return ("issue/" + slugify(head.form),)

    def _name(self, lemmas: Sequence[str], start: int) -> tuple[str, int] | None:
        """Whom the words from ``start`` on name, the longest name first."""
        for length in range(min(self._longest, len(lemmas) - start), 0, -1):
            slug = self._names.get(tuple(word.lower() for word in lemmas[start : start + length]))
            if slug is not None:
                return slug, length
        return None


def _tells(head: Word, key: Key) -> bool:
    """Whether the bare head is an issue of its own that the whole is a special form of.

    "Kontrolle" is one of "tägliche Kontrollen", but "Senkung" none of "Senkung der Gebühren".
    """
    others = [word for word in key.words if word is not head]
    noun = analyse(head.form.capitalize())
    if not others or not head.noun or role_of(head) or noun is not None:
        return False  # persons and organisations are actors
    return not takes_complement(head) or not any(word.noun for word in others)


def find_issue(label: Label) -> Issue:
    """The issue a label names, without the text around it."""
    return IssueFinder().find(label)


def _names_of(actors: Iterable[Actor], mentions: Iterable[Mention], text: str) -> dict[tuple[str, ...], str]:
    """The names by which a text calls actors that other texts know too; no name of two actors."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)

    def add(words: Sequence[str], actor: str) -> None:
        if words and actor.startswith("actor/") and actor.count("/") == 1:
            slug, low = actor.removeprefix("actor/"), tuple(word.lower() for word in words)
            found[low].add(slug)
            found[(*low[:-1], low[-1] + "s")].add(slug)

    for actor in actors:
        add(actor.name.split(), actor.id)
        if actor.kind is ActorKind.PERSON:
            add(actor.name.split()[-1:], actor.id)
    for mention in mentions:
        if mention.form in {"name", "metonym"}:
            surface = mention.span.of(text).split()
            surface = surface[1:] if surface[0].lower() in words("issue_fillers") else surface
            add(surface, mention.actor)
            if len(surface) > 1:
                add([lemma for _, lemma in tag_words(surface)], mention.actor)
    return {name: next(iter(slugs)) for name, slugs in found.items() if len(slugs) == 1}


def _compounds(sentences: Iterable[Sentence]) -> dict[str, tuple[Key, str]]:
    """Stem of a head to the one curated compound of a text that has it: later "Garantie" means that one."""
    found: dict[str, dict[str, tuple[Key, str]]] = defaultdict(dict)
    for sentence in sentences:
        for token in sentence.tokens:
            if token.tag == "NN" and len(token.lemma) > 7:
                key = read_key([token.lemma], token.lemma, no_names)
                entry = _curated().same(key) if len(key.stems) > 1 else None
                if entry is not None:
                    found[key.head].setdefault(entry.id, (key, token.lemma))
    return {head: next(iter(ones.values())) for head, ones in found.items() if len(ones) == 1}
