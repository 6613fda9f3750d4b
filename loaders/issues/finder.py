"""Issues: one identifier for all wordings of a matter, and the broader issues it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loaders.articles.findings import Actor, ActorKind, Document, Issue, Mention
from loaders.background.issues import Concept, scheme
from loaders.german.tagger import tag_words
from loaders.issues.identity import is_anchored, is_policy_somewhere, named
from loaders.issues.keys import Key, is_compound_of, is_form, key_of_label, read_key, without_praise
from loaders.issues.labels.label import Label
from loaders.issues.taking_up import PhrasesByHead
from loaders.issues.words import JOINED, VAGUE, Word, role_of, stem, takes_complement
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.syntax.parsing import ParsedSentence
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
        """The curated issue that a key names, perhaps with words of praise: "gerechtere Verteilung"."""
        return next((e for e in map(self._exactly, (key, without_praise(key))) if e is not None), None)

    def _exactly(self, key: Key) -> Concept | None:
        return next(
            (e for k, e in self.exact.get(key.stems, ()) if k.head == key.head and key.covers(k)), None
        )

    def general(self, key: Key) -> list[_Item]:
        """The curated issues that a key is a special form of, the most special ones."""
        found = [item for item in self.by_head.get(key.head, ()) if key.covers(item[0])]
        size = max((len(k.stems) for k, _ in found), default=0)
        best = {e.id: (k, e) for k, e in reversed(found) if len(k.stems) == size}
        return [best[i] for i in sorted(best)]

    def changes_policy(self, key: Key) -> bool:
        """Whether a key only says what is to become of a policy: "Abschaffung des Mietendeckels"."""
        head = next((word for word in key.words if word.stem == key.head), None)
        if head is None or role_of(head) or not takes_complement(head):
            return False
        inside = self.exact.get(key.stems - {key.head}, ())
        return any(key.covers(other) for other, entry in inside if not entry.kind)


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
    """Finds the issues of one text: knows whom its names mean and by which phrases it names its matters."""

    def __init__(
        self,
        actors: Iterable[Actor] = (),
        mentions: Iterable[Mention] = (),
        document: Document | None = None,
        parsed: Iterable[ParsedSentence] = (),
    ) -> None:
        self._people = {actor.id.removeprefix("actor/"): actor for actor in actors}
        self._names = _names_of(self._people.values(), mentions, document.text if document else "")
        self._longest = max(map(len, self._names), default=0)
        self._room = f"issue/{document.room}/" if document else "issue/"
        self._phrases = PhrasesByHead(parsed)

    def find(self, label: Label) -> Issue:
        """The issue a label names: a curated one if its words say so, else one named after its words."""
        key = self._key(label)
        if len(key.words) == 1 and key.head in self._people:
            person = self._people[key.head]
            return Issue(self._room + slugify(key.head), person.name, about=person.kind)
        issue = self._of_key(key, label.text, taken_up=label.definite)
        noun = analyse(label.head) if len(label.lemmas) == 1 else None
        if noun is not None and noun.head.family == "person":
            issue = replace(issue, about=ActorKind.PERSON)  # "lobte ihren Vorgänger"
        if not label.members:
            return issue
        broader = dict.fromkeys(b for m in label.members for b in self._curated(self.find(m)))
        return replace(issue, broader=tuple(b for b in broader if b != issue.id))

    def pointing(self, label: Label) -> frozenset[str] | None:
        """Whose a matter is (identifiers of actors) that a label only points to: "Pläne des Senats".

        Empty if it is nobody's ("das Vorhaben"), ``None`` if the label says which matter it is.
        """
        key = self._key(label)
        if not points(key.head, label) and (not label.definite or len(set(label.lemmas)) > 1):
            return None
        if words("issue_prepositions") & set(label.lemmas) - words("owner_prepositions"):
            return None  # "Haltung gegenüber Russland"
        rest = [word for word in key.words if word.stem != key.head]
        rest = [word for word in rest if word.noun] or rest  # "Pläne der amtierenden Regierung"
        if not all(self._is_actor(word) for word in rest):
            return None
        return frozenset("actor/" + word.stem for word in rest)

    def says_which(self, label: Label) -> bool:
        """Whether some word of a label tells its matter: not in "Umsetzung der Maßnahmen durch den Senat"."""
        key = self._key(label)
        if label.pointing:
            return False  # "dafür Räume anmieten"
        if _is_owned(label) and points(key.head, label):
            return False  # "Webers Vorstoß"
        nouns = [word for word in key.words if word.noun]
        pointing = [word for word in nouns if word.stem in _pointing_stems()]
        named = any(word.stem != key.head and word not in pointing for word in nouns)
        if named and words("issue_prepositions") & set(label.lemmas) - words("owner_prepositions"):
            return True  # "Haltung gegenüber Russland", not "Aussetzung per Gesetz"
        others = [word for word in nouns if word not in pointing]
        made = points(key.head, label) and not key.head.endswith(tuple(map(stem, words("joined_nouns"))))
        theirs = [w for w in others if self._is_actor(w) and (made or w.marker != JOINED)]  # "Unions-Vorstoß"
        told = (w for w in others if w not in theirs and (w.marker == JOINED or not takes_complement(w)))
        return not pointing or next(told, None) is not None

    def _is_actor(self, word: Word) -> bool:
        return bool(named(word, self._people)) or _is_somebody(word)

    def fuller(self, label: Label) -> Label | None:
        """The phrase that the text has for what a label calls by a bare noun, if there is just one."""
        key = self._key(label)
        if not label.definite or len(key.words) != 1:
            return None
        return self._fuller(key) or self._compound(key)

    def _key(self, label: Label) -> Key:
        return read_key(label.lemmas, label.head, self._name)

    def _curated(self, issue: Issue) -> tuple[str, ...]:
        """The curated issue that an issue is or is a form of."""
        return tuple(i for i in (issue.id, *issue.broader) if i in _curated().entries)[:1]

    def _of_key(self, key: Key, text: str, *, taken_up: bool = False) -> Issue:
        known = _curated()
        entry = known.same(key)
        if entry is not None and not entry.kind:
            return Issue(entry.id, text or entry.label)  # the words of the text, the curated identity
        bare = known.own[entry.id] if entry is not None else key if len(key.words) == 1 else None
        fuller = self._fuller(bare) if taken_up and bare is not None else None
        if fuller is not None:
            return self._of_key(self._key(fuller), fuller.text)
        if entry is not None:
            identifier = self._room + entry.id.removeprefix("issue/")
            return Issue(identifier, text or entry.label, (entry.id,), kind=entry.id)
        general = known.general(key)
        if general:
            return self._special(key, general, text)
        room = "issue/" if self._is_shared(key) else self._room
        return Issue(room + key.slug(), text, self._broader(key))

    def _special(self, key: Key, general: list[_Item], text: str) -> Issue:
        """A special form of curated issues: "Feuerpause im Norden" is named after "Waffenruhe"."""
        inside, first = general[0]
        own = _curated().own[first.id]
        rest = tuple(w for w in key.words if w.stem not in inside.stems and w.stem not in own.stems)
        entry = _curated().same(Key(own.head, own.words + rest))
        if entry is not None and not entry.kind:
            return Issue(entry.id, text)
        somewhere = not any(e.kind for _, e in general) and is_policy_somewhere(rest, self._people)
        room = "issue/" if somewhere or self._is_shared(key) else self._room
        slug = first.id.removeprefix("issue/") + "-" + Key("", rest).slug()
        return Issue(room + slug, text, tuple(e.id for _, e in general))

    def _is_shared(self, key: Key) -> bool:
        return is_anchored(key, self._people) or _curated().changes_policy(key)

    def _fuller(self, key: Key) -> Label | None:
        """The phrase that the text has for what it later calls by the bare head, if there is just one."""
        found: dict[frozenset[str], Label] = {}
        for label in self._phrases.with_head(key.head):
            other = self._key(label)
            if _is_fuller(other, key):
                found.setdefault(other.stems, label)
        largest: frozenset[str] = max(found, key=len, default=frozenset())
        return found[largest] if found and all(stems <= largest for stems in found) else None

    def _compound(self, key: Key) -> Label | None:
        """The one compound by which a text names what it calls by a bare noun: "Studiengebühren"."""
        heads = {label.head for label in self._phrases.with_head(key.head)}
        found = [head for head in sorted(heads) if is_compound_of(self._key(Label(head, (head,), head)), key)]
        return Label(found[0], (found[0],), found[0]) if len(found) == 1 else None

    def _broader(self, key: Key) -> tuple[str, ...]:
        """The curated issues that a key is a form of, though not by its own words."""
        if is_form(key):
            rest = key.without_head()
            return self._curated(self._of_key(rest, "")) if rest is not None else ()
        head = tuple(word for word in key.words if word.stem == key.head)
        fuller = self._fuller(Key(key.head, head)) if len(key.stems) > 1 else None
        named = self._key(fuller) if fuller is not None else key
        return () if named.stems <= key.stems else self._curated(self._of_key(named, ""))

    def _name(self, lemmas: Sequence[str], start: int) -> tuple[str, int] | None:
        """Whom the words from ``start`` on name, the longest name first."""
        for length in range(min(self._longest, len(lemmas) - start), 0, -1):
            slug = self._names.get(tuple(word.lower() for word in lemmas[start : start + length]))
            if slug is not None:
                return slug, length
        return None


def _is_fuller(other: Key, key: Key) -> bool:
    """Whether another key names with further nouns what this one names without: "Gesetz über Schulbusse"."""
    if is_compound_of(other, key):
        return True
    return (
        other.head == key.head
        and other.covers(key)
        and any(word.noun and word.stem not in key.stems and word.marker != "durch" for word in other.words)
    )


@kept
def _pointing_stems() -> frozenset[str]:
    return frozenset(map(stem, words("pointing_nouns")))


def points(head: str, label: Label) -> bool:
    """Whether a label names a kind of plan, decision or text, alone or in a compound: "Unions-Vorstoß"."""
    if label.head.lower() in words("pointing_nouns"):
        return True
    made = words("planned_nouns") | words("decided_nouns")
    return "-" in label.head and any(head == stem(noun) for noun in made)


def _is_owned(label: Label) -> bool:
    """Whether a label is a noun with a name as genitive before it."""
    owner, *rest = label.text.split()
    return len(rest) == 1 and len(label.lemmas) == 2 and owner.endswith(("s", "’")) and owner[0].isupper()


def _is_somebody(word: Word) -> bool:
    """Whether a word is a noun for persons or bodies: "Minister", "Landesregierung"."""
    return word.noun and (role_of(word) == VAGUE or analyse(word.form.capitalize()) is not None)


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
