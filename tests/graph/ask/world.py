"""A small invented political world, written as articles with the statements they make.

The persons, parties and quarrels are invented; states, alliances and norms come from the background. Each
statement names the words that prove it, and the offsets are those of the words in the text.
"""

from __future__ import annotations

import datetime as dt

from graph.knowledge.graph import KnowledgeGraph
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
    Tenure,
    When,
)
from ontology.slugs import slugify
from tests.worlds import Found, extraction, graph_of, proof, statement

BASE = "http://127.0.0.1:5000/"

K = ActorKind
EUROPEANS = Actor("actor/europaeer", "Europäer", K.COLLECTIVE, ("die Europäer",))
HOLM = Actor("actor/clara-holm", "Clara Holm", K.PERSON, ("Holm",), member_of=("actor/europaeer",))
BERGER = Actor("actor/anna-berger", "Anna Berger", K.PERSON, ("Berger",))
FALK = Actor("actor/jonas-falk", "Jonas Falk", K.PERSON, ("Falk",))
FALK_SISTER = Actor("actor/meike-falk", "Meike Falk", K.PERSON, ("Falk",))
ORLOW = Actor("actor/viktor-orlow", "Viktor Orlow", K.PERSON, ("Orlow",))
MARENKO = Actor("actor/oleh-marenko", "Oleh Marenko", K.PERSON, ("Marenko",))
ROUX = Actor("actor/helene-roux", "Hélène Roux", K.PERSON, ("Roux",), member_of=("actor/europaeer",))
ZENTRUM = Actor("actor/zentrumspartei", "Zentrumspartei", K.PARTY, ("ZP",))
FORTSCHRITT = Actor("actor/fortschrittspartei", "Fortschrittspartei", K.PARTY, ("FP",))
WALDBUND = Actor("actor/waldbund", "Waldbund", K.ASSOCIATION, ("Umweltverband Waldbund",))
STROMWERK = Actor("actor/stromwerk-ag", "Stromwerk AG", K.COMPANY, ("Stromwerk",))
GERMANY = Actor("actor/deutschland", "Deutschland", K.STATE)
CONSTITUTION = Actor("norm/verfassung-der-ukraine", "ukrainische Verfassung", K.NORM)


def issue(label: str, *broader: str) -> Issue:
    return Issue("issue/" + slugify(label), label, tuple("issue/" + slugify(b) for b in broader))


GUARANTEES = issue("Sicherheitsgarantie")
US_GUARANTEES = issue("Sicherheitsgarantien der USA", "Sicherheitsgarantie")
CEDING = issue("Gebietsabtretung")
PLANTS = issue("Verlängerung der Laufzeit der Atomkraftwerke")
SHUTDOWN = issue("Abschaltung des Atomkraftwerks Nordhafen")
LIMIT = issue("Tempolimit")
LIMIT_MOTORWAY = issue("Tempolimit auf Autobahnen", "Tempolimit")
MEETING = issue("Zweiertreffen mit Marenko")
SANCTIONS = issue("Sanktionen gegen Russland")
WAGE = issue("Erhöhung des Mindestlohns")
ELECTION = issue("vorgezogene Neuwahlen")


class Article:
    """An article under construction: statements, offices and events are given with their proving words."""

    def __init__(self, slug: str, title: str, published: str, text: str) -> None:
        self.document = Document(
            f"document/{slug}", title, text, "de", None, dt.date.fromisoformat(published)
        )
        self.found: list[Found] = []

    def proof(self, words: str) -> Evidence:
        return proof(self.document, words)

    def says(self, holder: Actor, stance: str, act: str, about: Issue, words: str, **more: object) -> None:
        more.setdefault("date", self.document.published)
        self.found.append(statement(holder, stance, act, about, self.proof(words), **more))

    def extraction(self) -> Extraction:
        return extraction(self.document, self.found)


def diplomacy() -> Article:
    a = Article(
        "gipfel-in-wien",
        "Gipfel in Wien",
        "2025-08-19",
        "Bundeskanzlerin Clara Holm und Frankreichs Präsidentin Hélène Roux trafen am Montag in Wien den "
        "ukrainischen Präsidenten Oleh Marenko. Die Europäer fordern gemeinsam Sicherheitsgarantien. "
        "Holm sprach sich für Sicherheitsgarantien der USA aus. Russlands Präsident Viktor Orlow lehnt "
        "Sicherheitsgarantien ab. Orlow verlangt Gebietsabtretungen. Orlow sei zu einem Zweiertreffen bereit, "
        "sagte Marenko. Falls die Waffen schweigen, würde Orlow Sicherheitsgarantien akzeptieren. "
        "Die ukrainische Verfassung verbietet Gebietsabtretungen. Marenko will Sanktionen gegen Russland. "
        "Roux warnt vor Gebietsabtretungen.",
    )
    a.says(EUROPEANS, "support", "demand", GUARANTEES, "Die Europäer fordern gemeinsam Sicherheitsgarantien")
    a.says(HOLM, "support", "agree", US_GUARANTEES, "Holm sprach sich für Sicherheitsgarantien der USA aus")
    a.says(ORLOW, "oppose", "reject", GUARANTEES, "Viktor Orlow lehnt Sicherheitsgarantien ab")
    a.says(ORLOW, "support", "demand", CEDING, "Orlow verlangt Gebietsabtretungen")
    a.says(
        ORLOW, "support", "agree", MEETING, "Orlow sei zu einem Zweiertreffen bereit, sagte Marenko",
        attributed_to=MARENKO,
    )  # fmt: skip
    a.says(
        ORLOW, "support", "agree", GUARANTEES,
        "Falls die Waffen schweigen, würde Orlow Sicherheitsgarantien akzeptieren",
        modality=Modality.CONDITIONAL, condition="Falls die Waffen schweigen",
    )  # fmt: skip
    a.says(MARENKO, "support", "demand", SANCTIONS, "Marenko will Sanktionen gegen Russland")
    a.says(ROUX, "oppose", "warn", CEDING, "Roux warnt vor Gebietsabtretungen")
    prohibits = a.proof("Die ukrainische Verfassung verbietet Gebietsabtretungen")
    a.found.append(NormRule(CONSTITUTION, Deontic.PROHIBITS, CEDING, prohibits))
    for actor, office, office_id, words in (
        (HOLM, "Bundeskanzlerin", "office/bundeskanzler-deutschland", "Bundeskanzlerin Clara Holm"),
        (ROUX, "Präsidentin", "office/praesident-frankreich", "Frankreichs Präsidentin Hélène Roux"),
        (MARENKO, "Präsident", "office/praesident-ukraine", "ukrainischen Präsidenten Oleh Marenko"),
        (ORLOW, "Präsident", "office/praesident-russland", "Russlands Präsident Viktor Orlow"),
    ):
        a.found.append(Tenure(actor, office, office_id, a.proof(words)))
    monday = When("am Montag", dt.date(2025, 8, 18), dt.date(2025, 8, 18))
    words = a.document.text.split(".")[0]
    a.found.append(
        Event(
            "event/treffen-wien",
            "Treffen in Wien",
            "meeting",
            a.proof(words),
            (HOLM, ROUX, MARENKO),
            "Wien",
            monday,
        )
    )
    return a


def energy() -> Article:
    a = Article(
        "streit-um-atomkraft",
        "Streit um die Atomkraft",
        "2025-06-03",
        "Der Umweltverband Waldbund fordert die Abschaltung des Atomkraftwerks Nordhafen. Die Stromwerk AG "
        "kündigte an, die Laufzeit zu verlängern. Die Zentrumspartei unterstützt eine Verlängerung der Laufzeit. "
        "Umweltminister Jonas Falk kritisierte die Verlängerung der Laufzeit scharf. Bundeskanzlerin Holm lobte "
        "die Verlängerung der Laufzeit. Die Fortschrittspartei lehnt eine Verlängerung der Laufzeit ab.",
    )
    a.says(
        WALDBUND,
        "support",
        "demand",
        SHUTDOWN,
        "Waldbund fordert die Abschaltung des Atomkraftwerks Nordhafen",
    )
    a.says(STROMWERK, "support", "promise", PLANTS, "Stromwerk AG kündigte an, die Laufzeit zu verlängern")
    a.says(
        ZENTRUM, "support", "agree", PLANTS, "Die Zentrumspartei unterstützt eine Verlängerung der Laufzeit"
    )
    a.says(FALK, "oppose", "criticise", PLANTS, "Jonas Falk kritisierte die Verlängerung der Laufzeit scharf")
    a.says(HOLM, "support", "praise", PLANTS, "Holm lobte die Verlängerung der Laufzeit")
    a.says(
        FORTSCHRITT,
        "oppose",
        "reject",
        PLANTS,
        "Die Fortschrittspartei lehnt eine Verlängerung der Laufzeit ab",
    )
    a.found.append(
        Tenure(
            FALK, "Umweltminister", "office/umweltminister-deutschland", a.proof("Umweltminister Jonas Falk")
        )
    )
    return a


def transport() -> Article:
    a = Article(
        "ministerin-gegen-tempolimit",
        "Ministerin gegen Tempolimit",
        "2025-05-12",
        "Verkehrsministerin Anna Berger lehnt ein Tempolimit auf Autobahnen ab. Der Waldbund fordert ein "
        "Tempolimit. Die Zentrumspartei droht mit vorgezogenen Neuwahlen. Die Fortschrittspartei begrüßte die "
        "Erhöhung des Mindestlohns. Die Abgeordnete Meike Falk bezweifelt den Nutzen der Erhöhung des Mindestlohns.",
    )
    a.says(BERGER, "oppose", "reject", LIMIT_MOTORWAY, "Anna Berger lehnt ein Tempolimit auf Autobahnen ab")
    a.says(WALDBUND, "support", "demand", LIMIT, "Der Waldbund fordert ein Tempolimit")
    a.says(ZENTRUM, "support", "threaten", ELECTION, "Die Zentrumspartei droht mit vorgezogenen Neuwahlen")
    a.says(
        FORTSCHRITT,
        "support",
        "welcome",
        WAGE,
        "Die Fortschrittspartei begrüßte die Erhöhung des Mindestlohns",
    )
    a.says(
        FALK_SISTER, "oppose", "doubt", WAGE, "Meike Falk bezweifelt den Nutzen der Erhöhung des Mindestlohns"
    )
    words = "Verkehrsministerin Anna Berger"
    a.found.append(
        Tenure(BERGER, "Verkehrsministerin", "office/verkehrsminister-deutschland", a.proof(words))
    )
    return a


def turnabout() -> Article:
    a = Article(
        "berger-schwenkt-um",
        "Berger schwenkt um",
        "2025-09-30",
        "Verkehrsministerin Berger fordert nun ein Tempolimit auf Autobahnen. Die Zentrumspartei bleibt skeptisch.",
    )
    a.says(BERGER, "support", "demand", LIMIT_MOTORWAY, "Berger fordert nun ein Tempolimit auf Autobahnen")
    return a


def build(*, inferring: bool = True) -> KnowledgeGraph:
    """The invented world in memory, with ontology, background and what follows."""
    articles = (diplomacy(), energy(), transport(), turnabout())
    return graph_of((article.extraction() for article in articles), BASE, inferring=inferring)
