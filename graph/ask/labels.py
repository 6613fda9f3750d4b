"""The label index: every name in the graph, ready to be looked up, built once for each state of the store."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from graph.ask.kinds import kind_named
from graph.ask.queries import Row, run, with_values
from graph.ask.words import fold, stems
from graph.knowledge import KnowledgeGraph

KINDS = ("actor", "issue", "office", "norm", "event", "document")
_AROUND = 240
"""Characters before the evidence that count as its surroundings; after it, half as many."""
_SP = "https://w3id.org/standpunkt/ontology#"


@dataclass(slots=True)
class Thing:
    """Something a question can mention, with all its names. ``kind`` is one of ``KINDS``."""

    iri: str
    kind: str
    labels: dict[str, str] = field(default_factory=dict)
    """Preferred label by language tag ("" for names)."""
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Every name by the property that gives it (``label``, ``altLabel``, ``metonym``, ``adjective`` …)."""
    classes: set[str] = field(default_factory=set)

    @property
    def called(self) -> set[str]:
        """Every name, without codes."""
        return {text for prop, texts in self.names.items() if prop != "notation" for text in texts}

    def label(self, language: str) -> str:
        """The label in ``language``, else in German, else any, else the end of the IRI."""
        labels = self.labels
        for tag in (language, "", "de"):
            if tag in labels:
                return labels[tag]
        return next(iter(labels.values()), self.iri.rsplit("/", 1)[-1])


@dataclass(frozen=True, slots=True)
class Held:
    """One position as the index keeps it, to find issues by the words of their evidence."""

    iri: str
    holder: str
    issue: str
    stance: str
    act: str
    modality: str
    document: str
    quote: frozenset[str]
    """Stems of the evidence."""
    nearby: frozenset[str]
    """Stems of the text around it."""
    title: frozenset[str]


@dataclass(frozen=True, slots=True)
class Post:
    """Someone's holding an office: the office, for whom, and the words that say so."""

    tenure: str
    actor: str
    office: str
    name: str
    organisation: str
    former: bool
    quote: str = ""
    """The words of a text that say so; empty if only the background does."""
    begun: str = ""
    ended: str = ""
    """ISO 8601 dates, empty where unknown."""

    def held_on(self, day: str) -> bool:
        """Whether the office is known to be held on ``day`` (ISO 8601)."""
        return bool(self.begun) and self.begun <= day and (not self.ended or day <= self.ended)


class LabelIndex:
    """Names, positions and the few links that linking needs; read-only after it is built."""

    def __init__(self, knowledge: KnowledgeGraph) -> None:
        self.base = knowledge.base
        self.things: dict[str, Thing] = {}
        self.links: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.held: list[Held] = []
        self.texts: dict[str, str] = {}
        self.issued: dict[str, str] = {}
        self._read_documents(knowledge)
        self._read_labels(knowledge)
        self._read_links(knowledge)
        self._read_positions(knowledge)
        self.posts: list[Post] = []
        self._read_posts(knowledge)
        self.by_holder: dict[str, list[Held]] = defaultdict(list)
        self.by_issue: dict[str, list[Held]] = defaultdict(list)
        for held in self.held:
            self.by_holder[held.holder].append(held)
            self.by_issue[held.issue].append(held)

    @property
    def newest_day(self) -> str:
        """The date of the newest article, or "" if none has a date."""
        return max(self.issued.values(), default="")

    @property
    def newest_year(self) -> int:
        """The year of the newest article, or this year if none has a date."""
        return max((int(date[:4]) for date in self.issued.values()), default=dt.date.today().year)

    def of_kind(self, kind: str) -> Iterator[Thing]:
        """All things of one kind."""
        return (thing for thing in self.things.values() if thing.kind == kind)

    def label(self, iri: str, language: str = "de") -> str:
        """The label of ``iri``, or the end of the IRI if the graph has none."""
        thing = self.things.get(iri)
        return thing.label(language) if thing else iri.rsplit("/", 1)[-1].replace("-", " ")

    def titles(self, office: str) -> set[str]:
        """All names of an office."""
        thing = self.things.get(office)
        return {text for texts in thing.names.values() for text in texts} if thing else set()

    def narrower(self, issue: str) -> set[str]:
        """``issue`` with all issues narrower than it, at any depth."""
        found, queue = {issue}, [issue]
        while queue:
            for child in self.links["narrower"][queue.pop()] - found:
                found.add(child)
                queue.append(child)
        return found

    def kind_of(self, iri: str) -> str:
        """The kind of a thing by its IRI, or ""."""
        if not iri.startswith(self.base):
            return ""
        head, _, rest = iri.removeprefix(self.base).partition("/")
        scoped = head in {"actor", "norm", "office"} or "/" not in rest
        return head if head in KINDS and rest and scoped else ""

    def _read_labels(self, knowledge: KnowledgeGraph) -> None:
        for row in knowledge.rows("ask-labels"):
            iri = row["thing"].value if hasattr(row["thing"], "value") else ""
            kind = self.kind_of(iri)
            if not kind:
                continue
            thing = self.things.setdefault(iri, Thing(iri, kind))
            name = row["property"].value.rsplit("#", 1)[-1]  # type: ignore[union-attr]
            text = row["label"].value  # type: ignore[union-attr]
            if name == "altLabel" and " " not in text and kind_named(fold(text)):
                continue  # "das Land", "der Minister": a text's word for someone, not a name
            thing.names[name].add(text)
            if name in {"label", "prefLabel"}:
                thing.labels.setdefault(row["label"].language or "", text)  # type: ignore[union-attr]

    def _read_links(self, knowledge: KnowledgeGraph) -> None:
        for row in knowledge.rows("ask-kinds"):
            subject, value = row["subject"].value, row["object"].value  # type: ignore[union-attr]
            name = row["property"].value.replace("#", "/").rsplit("/", 1)[-1]  # type: ignore[union-attr]
            if name == "type":
                if subject in self.things:
                    self.things[subject].classes.add(value.removeprefix(_SP))
            elif name == "broader":
                self.links["narrower"][value].add(subject)
                self.links["broader"][subject].add(value)
            else:
                self.links[name][subject].add(value)

    def _around(self, values: dict[str, str]) -> frozenset[str]:
        """The stems of the text on both sides of the evidence."""
        text = self.texts.get(values["document"], "")
        if "start" not in values or not text:
            return frozenset()
        start, end = int(values["start"]), int(values["end"])
        return frozenset(stems(text[max(0, start - _AROUND) : start] + " " + text[end : end + _AROUND // 2]))

    def _read_documents(self, knowledge: KnowledgeGraph) -> None:
        for row in knowledge.rows("ask-documents"):
            values = {key: term.value for key, term in row.items()}  # type: ignore[union-attr]
            self.texts[values["document"]] = values.get("text", "")
            if "issued" in values:
                self.issued[values["document"]] = values["issued"]

    def _read_posts(self, knowledge: KnowledgeGraph) -> None:
        for row in run(knowledge, with_values("ask-tenures", {})):
            name = row.get("name") or self.label(row["office"])
            represented = sorted(self.links["represents"][row["office"]] & self.things.keys())
            organisation = row.get("organisation") or next(iter(represented), "")
            self.posts.append(post_of(row, name, organisation))
            self.links["holds"][row["actor"]].add(row["office"])
            self.links["heldBy"][row["office"]].add(row["actor"])

    def _read_positions(self, knowledge: KnowledgeGraph) -> None:
        seen: dict[str, Held] = {}
        for row in knowledge.rows("ask-index"):
            values = {key: term.value for key, term in row.items()}  # type: ignore[union-attr]
            position = values["position"]
            quote, nearby = frozenset(stems(values.get("quote", ""))), self._around(values)
            if position in seen:
                quote, nearby = quote | seen[position].quote, nearby | seen[position].nearby
            seen[position] = Held(
                position,
                values["holder"],
                values["issue"],
                values["stance"].removeprefix(_SP).lower(),
                values["act"].removeprefix(_SP).lower(),
                values["modality"].removeprefix(_SP).lower(),
                values["document"],
                quote,
                nearby,
                frozenset(stems(values.get("title", ""))),
            )
        self.held = list(seen.values())


def post_of(row: Row, name: str, organisation: str) -> Post:
    """A row of the query for tenures as a post."""
    return Post(
        row["tenure"],
        row["actor"],
        row["office"],
        name,
        organisation,
        row["former"] == "former",
        row.get("quote", ""),
        row.get("begun", ""),
        row.get("ended", ""),
    )


_BUILT: WeakKeyDictionary[KnowledgeGraph, tuple[str, LabelIndex]] = WeakKeyDictionary()


def index_of(knowledge: KnowledgeGraph) -> LabelIndex:
    """The index of the store as it is now; built only if the store changed since the last one."""
    version = knowledge.store.version
    built = _BUILT.get(knowledge)
    if built is None or built[0] != version:
        built = (version, LabelIndex(knowledge))
        _BUILT[knowledge] = built
    return built[1]
