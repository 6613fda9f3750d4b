"""The types that flow from a text to the graph: frozen, standard library only.

All offsets are Unicode code-point offsets into ``Document.text``, end exclusive. Identifiers such as
``actor/friedrich-merz`` are IRIs relative to the data base IRI (``loaders.triples`` resolves them).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from loaders.articles.editing import Editing


class Stance(StrEnum):
    """For or against the issue as it is phrased. There is no neutral and no default."""

    SUPPORT = "support"
    OPPOSE = "oppose"


class Act(StrEnum):
    """What the holder does in taking the position (the codebook's fifteen acts)."""

    DEMAND = "demand"
    PROPOSE = "propose"
    OFFER = "offer"
    PROMISE = "promise"
    AGREE = "agree"
    PRAISE = "praise"
    WELCOME = "welcome"
    REJECT = "reject"
    CRITICISE = "criticise"
    WARN = "warn"
    THREATEN = "threaten"
    PROHIBIT = "prohibit"
    DENY = "deny"
    DOUBT = "doubt"
    CONSIDER = "consider"


class Modality(StrEnum):
    """Whether the text asserts the position; only asserted ones become edges of the graph."""

    ASSERTED = "asserted"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    QUESTIONED = "questioned"
    NEGATED = "negated"


class Origin(StrEnum):
    """Who found a position: the rules, a language model that edited their draft, or both."""

    RULES = "rules"
    BOTH = "rules+model"
    MODEL = "model"


class ActorKind(StrEnum):
    """The class of an actor; the value is the local name of its class in the ontology."""

    PERSON = "Person"
    STATE = "State"
    GOVERNMENT = "Government"
    PARTY = "Party"
    ALLIANCE = "Alliance"
    MINISTRY = "Ministry"
    PARLIAMENT = "Parliament"
    COURT = "Court"
    ASSOCIATION = "Association"
    COMPANY = "Company"
    MEDIUM = "Medium"
    ORGANISATION = "Organisation"
    COLLECTIVE = "CollectiveActor"
    NORM = "Norm"
    AUTHOR = "Author"


class Deontic(StrEnum):
    """What a norm does to an issue."""

    PROHIBITS = "prohibits"
    OBLIGES = "obliges"
    PERMITS = "permits"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open range of code points: ``text[start:end]``.

    Raises ``ValueError`` unless ``0 <= start < end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The slice of ``text`` this span stands for."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read. ``id`` is ``document/<slug>``; ``text`` never changes afterwards.

    ``path`` is where it lay below the folder that was loaded; ``version_of`` the identifier of the document
    that it is nearly the same as.
    ``author`` and ``organisation`` name whose "ich" and "wir" it is, where the reader was told.
    """

    id: str
    title: str
    text: str
    language: str = "de"
    source: str | None = None
    published: dt.date | None = None
    path: str | None = None
    version_of: str | None = None
    author: str | None = None
    organisation: str | None = None

    def __str__(self) -> str:
        """What names it, not its words."""
        return self.id

    @property
    def slug(self) -> str:
        """The readable part of the identifier."""
        return self.id.removeprefix("document/")

    @property
    def room(self) -> str:
        """The part of identifiers by which issues and nameless actors belong to the document.

        Versions of one text share it, as they speak of the same things.
        """
        return (self.version_of or self.id).removeprefix("document/")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span with the words it covers; ``of`` is the only way to make one, so the two always agree."""

    span: Span
    quote: str

    @classmethod
    def of(cls, document: Document, span: Span) -> Evidence:
        """The evidence at ``span``; raises ``ValueError`` if the span leaves the text."""
        if span.end > len(document.text):
            raise ValueError(f"span {span} leaves the text of {document.id}")
        return cls(span, span.of(document.text))


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that can hold a position. ``name`` is its fullest name in the text.

    ``member_of`` are the groups that the text puts it in, ``part_of`` is the body whose branch it is; all
    identifiers, ``""`` for none.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    evidence: Evidence | None = None
    member_of: tuple[str, ...] = ()
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that refers to an actor (name, role, pronoun, metonym), and the actor's identifier."""

    span: Span
    actor: str
    form: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What a position is about. ``broader`` are identifiers of issues this one is narrower than.

    ``kind`` is the curated kind that this is a case of ("issue/ruecktritt"), where its words say no more.
    ``about`` is the kind of the actor who is at issue as such ("lobt Anna Beispiel"), ``None`` for a matter.
    """

    id: str
    label: str
    broader: tuple[str, ...] = ()
    about: ActorKind | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date or an interval as the text gives it: ``expression`` kept, resolved where possible.

    ``start`` and ``end`` are inclusive; equal for a single day; ``None`` where unknown.
    """

    expression: str
    start: dt.date | None = None
    end: dt.date | None = None


class Standing(StrEnum):
    """Whether a text says that a position holds (``NOW``), held at another time, or is over."""

    NOW = "now"
    THEN = "then"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Statement:
    """A position: ``holder`` takes ``stance`` toward ``issue``, proved by ``evidence``.

    ``rule`` names the lexicon entry or model that produced it; ``trace`` explains, step by step, how
    clause, frame, holder, stance and modality were found (pairs of step and finding). ``features`` are what
    a model of confidence may look at: construction, slot, distance, source of the holder, operators.
    ``attributed_to`` is the actor who reports the position where that is not the holder.
    ``confidence`` is between 0 and 1. ``date`` is when the position was taken, if the text says so,
    else the date of publication; of one that does not hold now only a day that the text names.
    ``standing`` says whether it holds, ``held`` since when, when, or until when, if the text says so.
    ``origin`` says who found it; where a language model took part, ``call`` is the key of its answer, and
    ``earlier`` what the rules had read before it was corrected.
    ``doubt`` is what a second reader has against it.
    """

    holder: Actor
    stance: Stance
    act: Act
    issue: Issue
    evidence: Evidence
    rule: str
    confidence: float
    modality: Modality = Modality.ASSERTED
    condition: str | None = None
    attributed_to: Actor | None = None
    date: dt.date | None = None
    quotation: str | None = None
    trace: tuple[tuple[str, str], ...] = ()
    features: tuple[tuple[str, str], ...] = ()
    standing: Standing = Standing.NOW
    held: When | None = None
    origin: Origin = Origin.RULES
    call: str | None = None
    earlier: Statement | None = None
    doubt: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words or thoughts the text gives to a speaker. ``type`` is direct, indirect, free-indirect or reported.

    The voice of a whole text (``loaders.speech.voices``) is of type voice, and none of its quotations.

    ``spans`` are the pieces of the quotation in text order; ``speaker_spans`` the words that name the
    speaker; ``speaker`` the actor, if it was resolved; ``cue`` the word that introduces the quotation.
    ``party`` is for whom the speaker speaks in the record of a parliament, and whom his "wir" means too.
    """

    id: str
    spans: tuple[Span, ...]
    type: str
    speaker: Actor | None = None
    speaker_spans: tuple[Span, ...] = ()
    cue: str | None = None
    cue_spans: tuple[Span, ...] = ()
    party: Actor | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or is planned; ``kind`` is a key of the event lexicon."""

    id: str
    label: str
    kind: str
    evidence: Evidence
    participants: tuple[Actor, ...] = ()
    place: str | None = None
    when: When | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """``actor`` holds ``office`` (a label such as "Präsident") in ``organisation``, as the text says."""

    actor: Actor
    office: str
    office_id: str
    evidence: Evidence
    organisation: Actor | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """``member`` belongs to ``group``: a party, a body, or several actors that act together."""

    member: Actor
    group: Actor
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NormRule:
    """``norm`` prohibits, obliges or permits ``issue``."""

    norm: Actor
    deontic: Deontic
    issue: Issue
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something the extractor saw and left out, with the reason."""

    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything one text says, in text order, with what was skipped and why.

    ``editing`` is what a language model was asked about it, ``None`` where none was; ``dropped`` are the
    statements of the rules that it took out: they are kept as that, and are no statements of the text.
    """

    document: Document
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    norm_rules: tuple[NormRule, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=())
    memberships: tuple[Membership, ...] = ()
    dropped: tuple[Statement, ...] = ()
    editing: Editing | None = None
