"""Invented articles and positions in the shape of docs/GRAPH.md, for the tests and benchmarks of the pages."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ontology.slugs import slugify

BASE = "http://127.0.0.1:5000/"
SP = "https://w3id.org/standpunkt/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
TIME = "http://www.w3.org/2006/time#"
XSD = "http://www.w3.org/2001/XMLSchema#"

Triples = Iterator[ox.Triple]
Value = ox.NamedNode | ox.Literal


def node(identifier: str) -> ox.NamedNode:
    """The IRI of an identifier under the base, or of a full IRI."""
    return ox.NamedNode(identifier if "://" in identifier else BASE + identifier)


def text(value: str, language: str | None = "de") -> ox.Literal:
    """A literal with or without a language."""
    return ox.Literal(value, language=language) if language else ox.Literal(value)


def typed(value: object, kind: str) -> ox.Literal:
    """A literal of an XSD type."""
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + kind))


def describe(subject: str, *pairs: tuple[str, Value]) -> Triples:
    """The triples of one subject."""
    for predicate, value in pairs:
        yield ox.Triple(node(subject), ox.NamedNode(predicate), value)


def digest(*parts: object) -> str:
    """A short content hash."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Said:
    """One position of an invented article; ``quote`` must occur in its text."""

    holder: str
    stance: str
    act: str
    issue: str
    quote: str
    modality: str = "Asserted"
    confidence: float = 0.9
    attributed_to: str | None = None
    condition: str | None = None
    quoted: str | None = None


@dataclass(frozen=True)
class Article:
    """An invented article with what it says."""

    title: str
    issued: str | None
    body: str
    said: tuple[Said, ...]
    source: str | None = None

    @property
    def slug(self) -> str:
        return slugify(self.title)

    @property
    def id(self) -> str:
        return "document/" + self.slug

    @property
    def graph(self) -> str:
        return "graph/document/" + self.slug


KINDS = {
    "Mira Holm": "Person",
    "Jonas Adler": "Person",
    "Selma Yıldız": "Person",
    "Viktor Brandt": "Person",
    "Ada O'Hara": "Person",
    "Neue Mitte": "Party",
    "Bund der Regionen": "Party",
    "Nordmark": "State",
    "Südland": "State",
    "Hafenbund": "Alliance",
    "Verkehrsministerium": "Ministry",
    "Städtetag": "Association",
    "Verfassung von Nordmark": "Norm",
}
MEMBERS = {
    "Mira Holm": "Neue Mitte",
    "Selma Yıldız": "Neue Mitte",
    "Jonas Adler": "Bund der Regionen",
    "Nordmark": "Hafenbund",
}
OFFICES = {
    "Mira Holm": ("Verkehrsministerin", "Verkehrsministerium"),
    "Viktor Brandt": ("Präsident", "Südland"),
    "Jonas Adler": ("Ministerpräsident", "Nordmark"),
}
BROADER = {"Tempolimit auf Autobahnen": "Tempolimit"}
ENGLISH = {"Tempolimit": "speed limit", "Küstenschutz": "coastal protection"}

ARTICLES = (
    Article(
        "Nordmark streitet über das Tempolimit",
        "2025-06-03",
        "Verkehrsministerin Mira Holm fordert ein Tempolimit auf Autobahnen. „Wir brauchen diese Regel noch in "
        "diesem Jahr“, sagte sie am Dienstag in Seestadt. Ministerpräsident Jonas Adler lehnt das Tempolimit ab. "
        "Der Städtetag begrüßt den Vorstoß, warnt aber vor einer Innenstadtmaut.\n\nSelma Yıldız würde dem "
        "Küstenschutz zustimmen, falls das Geld reicht. Adler versprach dagegen den Ausbau der Häfen. Nach "
        "Angaben von Holm ist auch Südlands Präsident Viktor Brandt für den Küstenschutz. Ob Ada O'Hara die "
        "Innenstadtmaut will, blieb offen.",
        (
            Said(
                "Mira Holm",
                "Support",
                "Demand",
                "Tempolimit auf Autobahnen",
                "Verkehrsministerin Mira Holm fordert ein Tempolimit auf Autobahnen.",
            ),
            Said(
                "Mira Holm",
                "Support",
                "Demand",
                "Tempolimit auf Autobahnen",
                "Wir brauchen diese Regel noch in diesem Jahr",
                quoted="sagte",
            ),
            Said(
                "Jonas Adler",
                "Oppose",
                "Reject",
                "Tempolimit",
                "Ministerpräsident Jonas Adler lehnt das Tempolimit ab.",
            ),
            Said("Städtetag", "Support", "Welcome", "Tempolimit", "Der Städtetag begrüßt den Vorstoß"),
            Said(
                "Städtetag",
                "Oppose",
                "Warn",
                "Innenstadtmaut",
                "Der Städtetag begrüßt den Vorstoß, warnt aber vor einer Innenstadtmaut.",
            ),
            Said(
                "Selma Yıldız",
                "Support",
                "Agree",
                "Küstenschutz",
                "Selma Yıldız würde dem Küstenschutz zustimmen, falls das Geld reicht.",
                modality="Conditional",
                condition="falls das Geld reicht",
                confidence=0.6,
            ),
            Said(
                "Jonas Adler",
                "Support",
                "Promise",
                "Ausbau der Häfen",
                "Adler versprach dagegen den Ausbau der Häfen.",
            ),
            Said(
                "Viktor Brandt",
                "Support",
                "Agree",
                "Küstenschutz",
                "Nach Angaben von Holm ist auch Südlands Präsident Viktor Brandt für den Küstenschutz.",
                attributed_to="Mira Holm",
                confidence=0.45,
            ),
            Said(
                "Ada O'Hara",
                "Support",
                "Consider",
                "Innenstadtmaut",
                "Ob Ada O'Hara die Innenstadtmaut will, blieb offen.",
                modality="Questioned",
            ),
        ),
        "https://news.example/tempolimit",
    ),
    Article(
        "Gipfel der Hafenstaaten endet im Streit",
        "2025-07-14",
        "Beim Gipfel in Seestadt am Montag drohte Viktor Brandt mit einem Ausstieg aus dem Hafenbund. Jonas Adler "
        "kritisierte den Ausstieg scharf. Nordmark wirbt für den Küstenschutz. Südland lehnt den Küstenschutz "
        "ab. Mira Holm lobte den Küstenschutz als „vernünftigen Anfang“. Die Verfassung von Nordmark verbietet "
        "die Privatisierung der Häfen. Viktor Brandt schlug die Privatisierung der Häfen vor. Ada O'Hara "
        "bezweifelt den Ausbau der Häfen.",
        (
            Said(
                "Viktor Brandt",
                "Support",
                "Threaten",
                "Ausstieg aus dem Hafenbund",
                "drohte Viktor Brandt mit einem Ausstieg aus dem Hafenbund",
            ),
            Said(
                "Jonas Adler",
                "Oppose",
                "Criticise",
                "Ausstieg aus dem Hafenbund",
                "Jonas Adler kritisierte den Ausstieg scharf.",
            ),
            Said("Nordmark", "Support", "Demand", "Küstenschutz", "Nordmark wirbt für den Küstenschutz."),
            Said("Südland", "Oppose", "Reject", "Küstenschutz", "Südland lehnt den Küstenschutz ab."),
            Said(
                "Mira Holm",
                "Support",
                "Praise",
                "Küstenschutz",
                "Mira Holm lobte den Küstenschutz als „vernünftigen Anfang“.",
                quoted="lobte",
            ),
            Said(
                "Verfassung von Nordmark",
                "Oppose",
                "Prohibit",
                "Privatisierung der Häfen",
                "Die Verfassung von Nordmark verbietet die Privatisierung der Häfen.",
            ),
            Said(
                "Viktor Brandt",
                "Support",
                "Propose",
                "Privatisierung der Häfen",
                "Viktor Brandt schlug die Privatisierung der Häfen vor.",
            ),
            Said(
                "Ada O'Hara",
                "Oppose",
                "Doubt",
                "Ausbau der Häfen",
                "Ada O'Hara bezweifelt den Ausbau der Häfen.",
                confidence=0.5,
            ),
        ),
    ),
    Article(
        "<b>Holm</b> & die Maut",
        None,
        "Mira Holm <script>alert('x')</script> lehnt die Innenstadtmaut ab. 🚆 Der Städtetag & Selma Yıldız fordern "
        "das Tempolimit. مرحبا Jonas Adler unterstützt nun den Küstenschutz.",
        (
            Said(
                "Mira Holm",
                "Oppose",
                "Reject",
                "Innenstadtmaut",
                "Mira Holm <script>alert('x')</script> lehnt die Innenstadtmaut ab.",
            ),
            Said(
                "Selma Yıldız",
                "Support",
                "Demand",
                "Tempolimit",
                "Der Städtetag & Selma Yıldız fordern das Tempolimit.",
            ),
            Said(
                "Städtetag",
                "Support",
                "Demand",
                "Tempolimit",
                "Der Städtetag & Selma Yıldız fordern das Tempolimit.",
            ),
            Said(
                "Jonas Adler",
                "Support",
                "Agree",
                "Küstenschutz",
                "Jonas Adler unterstützt nun den Küstenschutz.",
            ),
        ),
    ),
)


def article_triples(article: Article) -> Triples:
    """The document graph of ``article``."""
    run = "extraction/" + article.slug
    yield from describe(
        article.id,
        (RDF + "type", node(SP + "Document")),
        (RDFS + "label", text(article.title)),
        (DCT + "title", text(article.title)),
        (DCT + "language", text("de", None)),
        (SP + "text", text(article.body)),
        (SP + "textDigest", text("sha256:" + hashlib.sha256(article.body.encode()).hexdigest(), None)),
        (PROV + "wasGeneratedBy", node(run)),
    )
    if article.issued:
        yield from describe(article.id, (DCT + "issued", typed(article.issued, "date")))
    if article.source:
        yield from describe(article.id, (DCT + "source", node(article.source)))
    yield from describe(
        run,
        (RDF + "type", node(PROV + "Activity")),
        (PROV + "used", node(article.id)),
        (SP + "extractor", text("invented 1.0", None)),
    )
    names = {said.holder for said in article.said} | {
        s.attributed_to for s in article.said if s.attributed_to
    }
    for name in sorted(names):
        yield from actor_triples(article, name)
    for said in article.said:
        yield from position_triples(article, said)


def actor_id(name: str) -> str:
    """The identifier of an invented actor."""
    return ("norm/" if KINDS.get(name) == "Norm" else "actor/") + slugify(name)


def actor_triples(article: Article, name: str) -> Triples:
    """What the article says of one actor: class, name, membership, office."""
    identifier = actor_id(name)
    yield from describe(
        identifier,
        (RDF + "type", node(SP + KINDS.get(name, "Person"))),
        (RDFS + "label", text(name, None)),
        (SP + "mentionedIn", node(article.id)),
    )
    if name in MEMBERS:
        group = MEMBERS[name]
        yield from describe(
            actor_id(group), (RDF + "type", node(SP + KINDS[group])), (RDFS + "label", text(group, None))
        )
        yield from describe(identifier, (ORG + "memberOf", node(actor_id(group))))
    if name in OFFICES:
        office, body = OFFICES[name]
        office_id, tenure = f"office/{slugify(office)}-{slugify(body)}", "tenure/" + digest(name, office)
        start = max(article.body.find(name), 0)
        yield from evidence_triples(article, start, start + len(name))
        yield from describe(
            actor_id(body), (RDF + "type", node(SP + KINDS[body])), (RDFS + "label", text(body, None))
        )
        yield from describe(
            office_id,
            (RDF + "type", node(SP + "Office")),
            (RDFS + "label", text(office)),
            (ORG + "postIn", node(actor_id(body))),
        )
        yield from describe(
            tenure,
            (RDF + "type", node(SP + "Tenure")),
            (ORG + "member", node(identifier)),
            (SP + "office", node(office_id)),
            (ORG + "organization", node(actor_id(body))),
            (SP + "evidence", node(f"evidence/{article.slug}/{start}-{start + len(name)}")),
        )


def evidence_triples(article: Article, start: int, end: int) -> Triples:
    """A span of the article."""
    yield from describe(
        f"evidence/{article.slug}/{start}-{end}",
        (RDF + "type", node(SP + "Evidence")),
        (OA + "hasSource", node(article.id)),
        (SP + "start", typed(start, "integer")),
        (SP + "end", typed(end, "integer")),
        (SP + "quote", text(article.body[start:end])),
    )


def position_id(article: Article, said: Said) -> str:
    """The content hash that names a position."""
    start = article.body.index(said.quote)
    return "position/" + digest(article.slug, start, said.quote, said.holder, said.issue, said.stance)


def position_triples(article: Article, said: Said) -> Triples:
    """One position with its issue, evidence and quotation."""
    start = article.body.index(said.quote)
    end = start + len(said.quote)
    issue, identifier = "issue/" + slugify(said.issue), position_id(article, said)
    yield from issue_triples(said.issue)
    yield from evidence_triples(article, start, end)
    asserted = {"Support": "affirms", "Oppose": "rejects"}[said.stance]
    link = asserted if said.modality == "Asserted" else "concerns"
    pairs: list[tuple[str, Value]] = [
        (RDF + "type", node(SP + "Position")),
        (RDFS + "label", text(f"{said.holder}: {said.issue} ({said.act})")),
        (SP + "holder", node(actor_id(said.holder))),
        (SP + link, node(issue)),
        (SP + "stance", node(SP + said.stance)),
        (SP + "act", node(SP + said.act)),
        (SP + "modality", node(SP + said.modality)),
        (SP + "confidence", typed(said.confidence, "decimal")),
        (SP + "rule", text("invented", None)),
        (SP + "evidence", node(f"evidence/{article.slug}/{start}-{end}")),
        (PROV + "wasDerivedFrom", node(article.id)),
        (PROV + "wasGeneratedBy", node("extraction/" + article.slug)),
    ]
    if article.issued:
        pairs.append((DCT + "date", typed(article.issued, "date")))
    if said.condition:
        pairs.append((SP + "condition", text(said.condition)))
    if said.attributed_to:
        pairs.append((SP + "attributedTo", node(actor_id(said.attributed_to))))
    if said.quoted:
        quotation = "quotation/" + digest(article.slug, start)
        pairs.append((SP + "quotation", node(quotation)))
        yield from describe(
            quotation,
            (RDF + "type", node(SP + "Quotation")),
            (SP + "quotationType", text("direct", None)),
            (SP + "speaker", node(actor_id(said.holder))),
            (SP + "cue", text(said.quoted)),
            (SP + "evidence", node(f"evidence/{article.slug}/{start}-{end}")),
        )
    yield from describe(identifier, *pairs)


def issue_triples(label: str) -> Triples:
    """An issue with its broader one."""
    identifier = "issue/" + slugify(label)
    pairs: list[tuple[str, Value]] = [
        (RDF + "type", node(SP + "Issue")),
        (SKOS + "prefLabel", text(label)),
        (RDFS + "label", text(label)),
    ]
    if label in ENGLISH:
        pairs += [
            (RDFS + "label", text(ENGLISH[label], "en")),
            (SKOS + "prefLabel", text(ENGLISH[label], "en")),
        ]
    if label in BROADER:
        pairs.append((SKOS + "broader", node("issue/" + slugify(BROADER[label]))))
    yield from describe(identifier, *pairs)


def event_triples(article: Article) -> Triples:
    """The summit of the second article, and what the constitution prohibits."""
    start = article.body.index("Beim Gipfel in Seestadt am Montag")
    end = start + len("Beim Gipfel in Seestadt am Montag")
    yield from evidence_triples(article, start, end)
    yield from describe(
        "event/7c00",
        (RDF + "type", node(SP + "Event")),
        (RDFS + "label", text("Gipfel in Seestadt")),
        (SP + "eventKind", text("summit", None)),
        (SP + "participant", node(actor_id("Viktor Brandt"))),
        (SP + "participant", node(actor_id("Jonas Adler"))),
        (SP + "place", text("Seestadt")),
        (SP + "planned", typed("false", "boolean")),
        (SP + "evidence", node(f"evidence/{article.slug}/{start}-{end}")),
        (SP + "mentionedIn", node(article.id)),
        (TIME + "hasTime", node("event/7c00/time")),
    )
    yield from describe(
        "event/7c00/time",
        (RDF + "type", node(TIME + "Instant")),
        (RDFS + "label", text("am Montag")),
        (TIME + "inXSDDate", typed("2025-07-14", "date")),
    )
    quote = "Die Verfassung von Nordmark verbietet die Privatisierung der Häfen."
    at = article.body.index(quote)
    yield from describe(
        "norm-rule/5500",
        (RDF + "type", node(SP + "NormRule")),
        (SP + "norm", node(actor_id("Verfassung von Nordmark"))),
        (SP + "ruleProhibits", node("issue/privatisierung-der-haefen")),
        (SP + "evidence", node(f"evidence/{article.slug}/{at}-{at + len(quote)}")),
    )


def sample_graphs() -> dict[str, list[ox.Triple]]:
    """Every document graph of the sample, by its identifier."""
    graphs = {article.graph: list(article_triples(article)) for article in ARTICLES}
    graphs[ARTICLES[1].graph] += list(event_triples(ARTICLES[1]))
    return graphs


def large_graphs(triples: int, seed: int = 7, actors: int = 280) -> dict[str, list[ox.Triple]]:
    """Invented documents of about ``triples`` triples in all; the same seed gives the same data.

    About ``actors`` persons take the positions, the first of them most.
    """
    rng = random.Random(seed)
    people = [f"Person {'ABCDEFGHIJKLMN'[n // 20 % 14]}{n % 20 + n // 280 * 20}" for n in range(actors)]
    issues = [f"Vorhaben {n}" for n in range(120)]
    acts = [
        "Demand",
        "Propose",
        "Offer",
        "Promise",
        "Agree",
        "Praise",
        "Welcome",
        "Reject",
        "Criticise",
        "Warn",
    ]
    graphs: dict[str, list[ox.Triple]] = {}
    total, number = 0, 0
    while total < triples:
        number += 1
        lines, said = [], []
        for _ in range(8):
            holder = people[int(len(people) * rng.random() ** 2)]
            issue = issues[int(len(issues) * rng.random() ** 2)]
            stance = rng.choice(["Support", "Oppose"])
            line = f"{holder} äußert sich am Tag {number} über {issue} ({len(lines)})."
            lines.append(line)
            said.append(Said(holder, stance, rng.choice(acts), issue, line))
        day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
        article = Article(f"Bericht Nummer {number}", day, " ".join(lines), tuple(said))
        graphs[article.graph] = list(article_triples(article))
        total += len(graphs[article.graph])
    return graphs
