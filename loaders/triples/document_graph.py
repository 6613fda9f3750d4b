"""From an extraction to the triples of one document graph, exactly as ``docs/GRAPH.md`` shows it.

No blank nodes, and every identifier depends on the text alone: the same extraction gives the same triples.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, SDO, SKOS, TIME, Graph, Literal, URIRef

from loaders.actors.byline import unsigned
from loaders.articles.extraction import actors_of, issues_of, stated_issues
from loaders.articles.findings import (
    Actor,
    ActorKind,
    Deontic,
    Document,
    Event,
    Evidence,
    Extraction,
    Issue,
    Membership,
    NormRule,
    Origin,
    Quotation,
    Stance,
    Standing,
    Statement,
    Tenure,
)
from loaders.articles.likeness import marks, sketch
from loaders.background.things import known_things
from loaders.facts.changes import Reversal, find_changes
from loaders.speech.index import QuotationIndex, is_hearsay
from loaders.triples.conditions import issues_named
from loaders.triples.editing import activity_of, write_call, write_dropped
from loaders.triples.labels import position_label
from loaders.triples.nodes import Nodes, Triple, decimal, graph_of, hashed, source
from loaders.triples.sides import withheld
from loaders.triples.times import day_literal, write_holding, write_time
from ontology.terms import ORG, SP

_NORM_RULES = {
    Deontic.PROHIBITS: SP.ruleProhibits,
    Deontic.OBLIGES: SP.ruleObliges,
    Deontic.PERMITS: SP.rulePermits,
}

_STANDINGS = {
    Standing.NOW: (),
    Standing.THEN: (SP.FormerPosition,),
    Standing.OVER: (SP.FormerPosition, SP.EndedPosition),
}


def document_graph(
    extraction: Extraction, base: str, extractor: str = "standpunkt", minimum: float = 0.0
) -> Graph:
    """``document_triples`` as a graph of rdflib."""
    return graph_of(document_triples(extraction, base, extractor, minimum))


def document_triples(
    extraction: Extraction, base: str, extractor: str = "standpunkt", minimum: float = 0.0
) -> list[Triple]:
    """The document graph of ``extraction``, its identifiers under the data base IRI ``base``.

    ``extractor`` is the name (and version) of what read the text, as ``sp:extractor`` keeps it;
    ``minimum`` the confidence below which a position takes no side (``loaders.triples.sides``).
    """
    writer = _Writer(extraction, base, minimum)
    writer.write_document(extractor)
    for actor in actors_of(extraction):
        writer.write_actor(actor)
    for issue in issues_of(extraction):
        writer.write_issue(issue)
    for quotation in extraction.quotations:
        writer.write_quotation(quotation)
    for statement in extraction.statements:
        writer.write_statement(statement)
    for change in find_changes(extraction.statements):
        writer.write_change(change)
    for statement in extraction.dropped:
        write_dropped(writer, statement, statement.call or "")
    for call in extraction.editing.calls if extraction.editing else ():
        write_call(writer, call, extractor)
    for tenure in extraction.tenures:
        writer.write_tenure(tenure)
    for membership in extraction.memberships:
        writer.write_membership(membership)
    for event in extraction.events:
        writer.write_event(event)
    for rule in extraction.norm_rules:
        writer.write_norm_rule(rule)
    return list(writer.triples)


def graph_name(document: Document, base: str) -> URIRef:
    """The IRI of the named graph that holds ``document``."""
    return URIRef(f"{base}graph/{document.id}")


class _Writer(Nodes):
    """Writes the parts of one extraction."""

    def __init__(self, extraction: Extraction, base: str, minimum: float) -> None:
        super().__init__(extraction.document, base)
        self.minimum = minimum
        self.edited = extraction.editing is not None and bool(extraction.editing.calls)
        self.kinds = {actor.id: actor.kind for actor in extraction.actors}
        self.issues = issues_of(extraction)
        self.named = [i for i in self.issues if i.id in known_things() or i.id in stated_issues(extraction)]
        self.positions: dict[str, str] = {}
        self.quotations = QuotationIndex(extraction.quotations)

    def write_document(self, extractor: str) -> None:
        document = self.document
        published = day_literal(document.published) if document.published else None
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        self.add(
            self.subject,
            (RDF.type, SP.Document),
            (RDFS.label, self.words(document.title)),
            (DCTERMS.title, self.words(document.title)),
            (DCTERMS.issued, published),
            (DCTERMS.source, source(document.source)),
            (DCTERMS.language, Literal(document.language)),
            (SDO.author, Literal(document.author) if document.author else None),
            (SDO.sourceOrganization, Literal(document.organisation) if document.organisation else None),
            (SP.text, self.words(document.text)),
            (SP.textDigest, Literal(f"sha256:{digest}")),
            (SP.path, Literal(document.path) if document.path else None),
            (DCTERMS.isVersionOf, self.iri(document.version_of) if document.version_of else None),
            *((SP.textMark, Literal(mark)) for mark in marks(sketch(document.text))),
            (PROV.wasGeneratedBy, self.activity),
        )
        self.add(
            self.activity,
            (RDF.type, PROV.Activity),
            (PROV.used, self.subject),
            (SP.extractor, Literal(extractor)),
        )

    def write_actor(self, actor: Actor) -> None:
        node, known = self.iri(actor.id), known_things().get(actor.id)
        name = known.label if known else actor.name
        language = known.language if known else "de" if actor.kind is ActorKind.NORM else None
        kind = (known and known.kind) or actor.kind.value
        voice = actor.kind is ActorKind.AUTHOR and name == unsigned(self.document, "de")
        english = Literal(unsigned(self.document, "en"), lang="en") if voice else None
        self.add(
            node,
            (RDF.type, SP[kind]),
            (RDFS.label, Literal(name, lang="de" if voice else language)),
            (SKOS.altLabel, english),
            (SP.mentionedIn, self.subject),
        )
        for alias in {actor.name, *actor.aliases} - {name}:
            self.add(node, (SKOS.altLabel, Literal(alias)))
        for group in actor.member_of:
            collective = self.kinds.get(group) is ActorKind.COLLECTIVE
            self.add(node, (SP.partOfCollective if collective else ORG.memberOf, self.iri(group)))
        self.add(node, (ORG.subOrganizationOf, self.iri(actor.part_of) if actor.part_of else None))
        if actor.evidence:
            self.prove(node, actor.evidence)

    def write_issue(self, issue: Issue) -> None:
        node, known = self.iri(issue.id), known_things().get(issue.id)
        label = known.label if known else issue.label
        named = Literal(label, lang=known.language) if known else self.words(label)
        self.add(node, (RDF.type, SP.Issue), (SKOS.prefLabel, named), (RDFS.label, named))
        if issue.label != label:
            self.add(node, (SKOS.altLabel, self.words(issue.label)))
        for broader in issue.broader:
            self.add(node, (SKOS.broader, self.iri(broader)))
        self.add(node, (SP.ofKind, self.iri(issue.kind) if issue.kind else None))
        actor = "actor/" + issue.id.rsplit("/", 1)[1]
        if actor in self.kinds:  # the actor as such is at issue: "lobt Anna Beispiel"
            self.add(node, (FOAF.focus, self.iri(actor)))

    def write_statement(self, statement: Statement) -> None:
        node = self.iri(self.position_id(statement))
        reason = withheld(statement, self.minimum)
        side = SP.affirms if statement.stance is Stance.SUPPORT else SP.rejects
        concerns = SP.concerns if reason else side
        now = statement.standing is Standing.NOW
        date = statement.date or (self.document.published if now else None)
        reporter = statement.attributed_to
        self.add(
            node,
            (RDF.type, SP.Position),
            *((RDF.type, kind) for kind in _STANDINGS[statement.standing]),
            (RDFS.label, Literal(position_label(statement), lang="de")),
            (SP.holder, self.iri(statement.holder.id)),
            (concerns, self.iri(statement.issue.id)),
            (SP.stance, SP[statement.stance.value.capitalize()]),
            (SP.act, SP[statement.act.value.capitalize()]),
            (SP.modality, SP[statement.modality.value.capitalize()]),
            (SP.condition, self.words(statement.condition) if statement.condition else None),
            (SP.attributedTo, self.iri(reporter.id) if reporter else None),
            (SP.quotation, self.iri(statement.quotation) if statement.quotation else None),
            (DCTERMS.date, day_literal(date) if date else None),
            (SP.confidence, decimal(statement.confidence)),
            (SP.rule, Literal(statement.rule)),
        )
        steps = [*statement.trace, *([("side", f"withheld: {reason}")] if reason else [])]
        for number, (step, finding) in enumerate(steps, start=1):
            self.add(node, (SP.trace, Literal(f"{number} {step}: {finding}")))
        for issue in issues_named(statement.condition or "", self.named):
            if issue.id != statement.issue.id:
                self.add(node, (SP.conditionConcerns, self.iri(issue.id)))
        self.add(node, (TIME.hasTime, write_holding(self, node, statement, date)))
        self.prove(node, statement.evidence)
        self.made_here(node)
        self.write_origin(node, statement)

    def write_origin(self, node: URIRef, statement: Statement) -> None:
        """Who found a position, and which call took part; nothing where no model was asked."""
        if not self.edited:
            return
        self.add(node, (SP.origin, Literal(statement.origin.value)))
        if statement.call is None:
            return
        self.add(node, (PROV.wasGeneratedBy, activity_of(self, statement.call)))
        if statement.origin is Origin.MODEL:
            self.drop(node, PROV.wasGeneratedBy, self.activity)
        if statement.earlier is not None:
            earlier = write_dropped(self, statement.earlier, statement.call)
            self.add(node, (PROV.wasRevisionOf, earlier))

    def write_change(self, change: Reversal) -> None:
        """What a holder once held and the position that took its place, where both are in the text."""
        if not withheld(_on_the_matter_before(change), self.minimum):
            earlier, later = (self.iri(self.position_id(side)) for side in change)
            self.add(later, (SP.revises, earlier))

    def position_id(self, statement: Statement) -> str:
        """The identifier of the position: a hash of document, evidence span, holder, issue and stance.

        Should two differing statements share all five, the later one's hash covers its other fields too, so
        that a better act or modality seldom changes an identifier and nothing is lost.
        """
        span = statement.evidence.span
        key = (
            self.document.id,
            span.start,
            span.end,
            statement.holder.id,
            statement.issue.id,
            statement.stance,
        )
        reporter = statement.attributed_to.id if statement.attributed_to else ""
        rest = (statement.act, statement.modality, statement.condition or "", reporter)
        identifier, content = hashed("position", key), repr(rest)
        if self.positions.setdefault(identifier, content) != content:
            identifier = hashed("position", (*key, *rest))
        return identifier

    def write_tenure(self, tenure: Tenure) -> None:
        organisation = self.iri(tenure.organisation.id) if tenure.organisation else None
        place = tenure.organisation.id if tenure.organisation else ""
        key = (self.document.id, tenure.actor.id, tenure.office_id, place, tenure.former)
        node, office = self.iri(hashed("tenure", key)), self.iri(tenure.office_id)
        known = known_things().get(tenure.office_id)
        self.add(
            node,
            (RDF.type, SP.Tenure),
            (ORG.member, self.iri(tenure.actor.id)),
            (SP.formerOffice if tenure.former else SP.office, office),
            (ORG.organization, organisation),
        )
        self.add(
            office,
            (RDF.type, SP.Office),
            (RDFS.label, Literal(known.label, lang=known.language) if known else self.words(tenure.office)),
            (ORG.postIn, organisation),
        )
        self.prove(node, tenure.evidence)
        self.made_here(node)

    def write_membership(self, membership: Membership) -> None:
        """The words that prove a membership; the edge itself is written with the member."""
        member, group = membership.member.id, membership.group.id
        node = self.iri(hashed("membership", (self.document.id, member, group)))
        self.add(
            node,
            (RDF.type, ORG.Membership),
            (ORG.member, self.iri(member)),
            (ORG.organization, self.iri(group)),
        )
        self.prove(node, membership.evidence)
        self.made_here(node)

    def write_event(self, event: Event) -> None:
        node = self.iri(event.id)
        self.add(
            node,
            (RDF.type, SP.Event),
            (RDFS.label, self.words(event.label)),
            (SP.eventKind, Literal(event.kind)),
            (SP.place, self.words(event.place) if event.place else None),
            (SP.planned, Literal(event.planned)),
            (SP.mentionedIn, self.subject),
        )
        for participant in event.participants:
            self.add(node, (SP.participant, self.iri(participant.id)))
        if event.when:
            self.add(node, (TIME.hasTime, write_time(self, URIRef(f"{node}/time"), event.when)))
        self.prove(node, event.evidence)
        self.made_here(node)

    def write_norm_rule(self, rule: NormRule) -> None:
        key = (self.document.id, rule.norm.id, rule.deontic, rule.issue.id)
        node = self.iri(hashed("norm-rule", key))
        self.add(
            node,
            (RDF.type, SP.NormRule),
            (SP.norm, self.iri(rule.norm.id)),
            (_NORM_RULES[rule.deontic], self.iri(rule.issue.id)),
        )
        self.prove(node, rule.evidence)
        self.made_here(node)

    def write_quotation(self, quotation: Quotation) -> None:
        node = self.iri(quotation.id)
        outer = next(iter(self.quotations.around(quotation)), None)
        certainty = "hearsay" if is_hearsay(quotation, self.document.text) else "told"
        self.add(
            node,
            (RDF.type, SP.Quotation),
            (SP.quotationType, Literal(quotation.type)),
            (SP.speaker, self.iri(quotation.speaker.id) if quotation.speaker else None),
            (SP.cue, self.words(quotation.cue) if quotation.cue else None),
            (SP.certainty, Literal(certainty)),
            (SP.within, self.iri(outer.id) if outer is not None else None),
        )
        for span in quotation.spans:
            self.prove(node, Evidence.of(self.document, span))
        self.made_here(node)


def _on_the_matter_before(change: Reversal) -> Statement:
    """The later position as one on the matter of the earlier, which says what its own label leaves open."""
    if change.later.issue.id == change.earlier.issue.id:
        return change.later
    told = tuple(feature for feature in change.later.features if feature != ("label", "little"))
    return replace(change.later, features=told)
