"""Two invented articles, built by hand, that hold a case for every question an analyst may ask."""

import datetime as dt
from collections.abc import Callable

from loaders.articles.findings import (
    Actor,
    ActorKind,
    Deontic,
    Document,
    Event,
    Evidence,
    Extraction,
    Issue,
    Modality,
    NormRule,
    Quotation,
    Span,
    Tenure,
    When,
)
from tests.worlds import extraction, statement


class Article:
    """An article under construction: each statement brings its own sentence, which is its evidence."""

    def __init__(self, slug: str, published: dt.date, *actors: Actor) -> None:
        self.slug, self.published, self.actors, self.lines = slug, published, list(actors), []
        self.parts: list[Callable[[Document, Span], object]] = []

    def say(self, sentence: str, make: Callable[..., object], *fields: object, **more: object) -> None:
        """Add ``sentence`` and what it says: ``make(*fields, evidence=…, **more)``."""
        self.lines.append(sentence)
        self.parts.append(lambda document, span: make(*fields, evidence=Evidence.of(document, span), **more))

    def position(
        self, sentence: str, holder: Actor, stance: str, act: str, issue: Issue, **more: object
    ) -> None:
        """Add a position with its sentence."""
        self.say(sentence, statement, holder, stance, act, issue, **more)

    def extraction(self) -> Extraction:
        """The article as an extraction."""
        document = Document(
            f"document/{self.slug}", self.slug.capitalize(), "\n".join(self.lines), published=self.published
        )
        start, found = 0, []
        for line, part in zip(self.lines, self.parts, strict=True):
            found.append(part(document, Span(start, start + len(line))))
            start += len(line) + 1
        return extraction(document, found, self.actors)


def _quoted(speaker: Actor, *, evidence: Evidence) -> Quotation:
    return Quotation("quotation/q1", (evidence.span,), "direct", speaker, cue="sagte")


FALK = Actor("actor/ida-falk", "Ida Falk", ActorKind.PERSON)
WERN = Actor("actor/karl-wern", "Karl Wern", ActorKind.PERSON)
BERG = Actor(
    "actor/ole-berg", "Ole Berg", ActorKind.PERSON, member_of=("actor/drei-minister", "actor/windpartei")
)
HOLM = Actor(
    "actor/pia-holm", "Pia Holm", ActorKind.PERSON, member_of=("actor/drei-minister", "actor/windpartei")
)
MINISTERS = Actor("actor/drei-minister", "drei Minister", ActorKind.COLLECTIVE)
WIND = Actor("actor/windpartei", "Windpartei", ActorKind.PARTY)
NORDLAND = Actor("actor/nordland", "Nordland", ActorKind.STATE)
SUEDLAND = Actor("actor/suedland", "Südland", ActorKind.STATE)
DAILY = Actor("actor/hafenblatt", "Hafenblatt", ActorKind.MEDIUM)
VOICE = Actor("actor/stimme", "Stimme des Textes", ActorKind.AUTHOR)
CONSTITUTION = Actor("norm/verfassung-von-nordland", "Verfassung von Nordland", ActorKind.NORM)
TRUCE, TROOPS = Issue("issue/waffenruhe", "Waffenruhe"), Issue("issue/truppenabzug", "Truppenabzug")
DISARM, LAND = (
    Issue("issue/demilitarisierung", "Demilitarisierung"),
    Issue("issue/gebietsabtretung", "Gebietsabtretungen"),
)
TANKS = Issue("issue/kauf-von-panzern", "Kauf von Panzern", ("issue/waffenkauf",))
GUARANTEE, PEACE = (
    Issue("issue/sicherheitsgarantie", "Garantien"),
    Issue("issue/friedensabkommen", "Friedensabkommen"),
)
SEA = Issue("issue/garantien-auf-see", "Garantien auf See", ("issue/sicherheitsgarantie",))
SANCTION, GAS = Issue("issue/sanktion", "Sanktionen"), Issue("issue/gasembargo", "Gasembargo")
SERVICE, SPEED = Issue("issue/wehrpflicht", "Wehrpflicht"), Issue("issue/tempolimit", "Tempolimit")
NUCLEAR = Issue("issue/nukleare-teilhabe", "Nukleare Teilhabe")


def world() -> list[Extraction]:
    """Two invented articles about Nordland and Südland that hold a case for every question."""
    return [_summit().extraction(), _spring().extraction()]


def _summit() -> Article:
    a = Article("gipfel", dt.date(2025, 4, 2), FALK, WERN, BERG, HOLM, MINISTERS, NORDLAND, SUEDLAND, WIND)
    a.say(
        "Nordlands Präsidentin Ida Falk kam.",
        Tenure,
        FALK,
        "Präsidentin",
        "office/praesidentin-nordland",
        organisation=NORDLAND,
    )
    a.say(
        "Südlands Präsident Karl Wern kam.",
        Tenure,
        WERN,
        "Präsident",
        "office/praesident-suedland",
        organisation=SUEDLAND,
    )
    a.say("Auch Hafenminister Berg war da.", Tenure, BERG, "Hafenminister", "office/hafenminister")
    a.say("Auch Seeministerin Holm war da.", Tenure, HOLM, "Seeministerin", "office/seeministerin")
    day = When("am Dienstag", dt.date(2025, 4, 1), dt.date(2025, 4, 1))
    a.say(
        "Sie trafen sich am Dienstag in Hafen.",
        _event,
        "event/gipfel",
        "Gipfel",
        (FALK, WERN, BERG),
        "Hafen",
        day,
    )
    a.say("Im Mai wird gewählt.", _event, "event/wahl", "Wahl", (), None, None, planned=True)
    a.position("Falk fordert eine Waffenruhe.", FALK, "support", "demand", TRUCE)
    a.position("Wern lehnt eine Waffenruhe ab.", WERN, "oppose", "reject", TRUCE)
    a.position("Holm lehnt eine Waffenruhe ab.", HOLM, "oppose", "reject", TRUCE)
    a.position("Wern verlangt die Demilitarisierung.", WERN, "support", "demand", DISARM)
    a.position("Falk kündigt den Kauf von Panzern an.", FALK, "support", "promise", TANKS)
    a.position("Falk lehnt Gebietsabtretungen ab.", FALK, "oppose", "reject", LAND)
    a.position("Würde Falk Gebiete anbieten?", FALK, "support", "offer", LAND, modality=Modality.QUESTIONED)
    a.position(
        "Wern stimme Garantien zu, sagte Falk.", WERN, "support", "agree", GUARANTEE, attributed_to=FALK
    )
    a.position("Die drei Minister loben Garantien auf See.", MINISTERS, "support", "praise", SEA)
    a.position("Beide wollen ein Abkommen, auch Falk.", FALK, "support", "agree", PEACE)
    a.position("Beide wollen ein Abkommen, auch Wern.", WERN, "support", "agree", PEACE)
    terms = {"modality": Modality.CONDITIONAL}
    a.position(
        "Wern zöge ab.", WERN, "support", "offer", TROOPS, condition="wenn die Waffenruhe hält", **terms
    )
    a.position("Falk ruhte.", FALK, "support", "offer", TRUCE, condition="nach dem Truppenabzug", **terms)
    a.position("Falk droht mit Sanktionen.", FALK, "support", "threaten", SANCTION)
    a.position("Südland warnt vor Sanktionen.", SUEDLAND, "oppose", "warn", SANCTION)
    a.position("Das wäre richtig.", VOICE, "support", "welcome", TRUCE, confidence=0.4)
    a.say("Die Verfassung von Nordland verbietet die Abtretung.", _rule, CONSTITUTION, LAND)
    a.say("„Wir warten nicht.“", _quoted, FALK)
    return a


def _spring() -> Article:
    a = Article("fruehling", dt.date(2025, 5, 10), FALK, WERN, BERG, HOLM, MINISTERS, WIND, DAILY)
    a.position("Wern fordert nun eine Waffenruhe.", WERN, "support", "demand", TRUCE)
    a.position(
        "Falk wolle die Wehrpflicht, sagt Berg.", FALK, "support", "propose", SERVICE, attributed_to=BERG
    )
    a.position("Falk lehne sie ab, sagt Holm.", FALK, "oppose", "reject", SERVICE, attributed_to=HOLM)
    a.position("Berg ist für ein Tempolimit.", BERG, "support", "agree", SPEED)
    a.position("Berg ist gegen ein Tempolimit.", BERG, "oppose", "reject", SPEED)
    a.position("Holm kritisiert ein Tempolimit.", HOLM, "oppose", "criticise", SPEED)
    a.position("Holm lehnt Sanktionen ab.", HOLM, "oppose", "reject", SANCTION)
    a.position("Holm verlangt ein Gasembargo.", HOLM, "support", "demand", GAS)
    a.position("Auch Falk verlangt ein Gasembargo.", FALK, "support", "demand", GAS)
    a.position("Das Hafenblatt begrüßt das Gasembargo.", DAILY, "support", "welcome", GAS)
    a.position("Die Windpartei will nukleare Teilhabe.", WIND, "support", "demand", NUCLEAR)
    return a


def _event(
    identifier: str,
    label: str,
    who: tuple[Actor, ...],
    place: str | None,
    when: When | None,
    *,
    evidence: Evidence,
    planned: bool = False,
) -> Event:
    return Event(identifier, label, label.lower(), evidence, who, place, when, planned)


def _rule(norm: Actor, issue: Issue, *, evidence: Evidence) -> NormRule:
    return NormRule(norm, Deontic.PROHIBITS, issue, evidence)
