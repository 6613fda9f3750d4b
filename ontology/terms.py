"""The ontology's terms as Python names, and the prefixes Standpunkt writes.

A test compares ``SP`` with ``ontology/standpunkt.ttl``, so a misspelt term fails early: asking ``SP`` for a
name the ontology does not have raises ``AttributeError``.
"""
# ruff: noqa: N815 - the names are the ontology's

from typing import Final

from rdflib import URIRef
from rdflib.namespace import DefinedNamespace, Namespace

NAMESPACE: Final = "https://w3id.org/standpunkt/ontology#"
"""The IRI of every term begins with it: the one place of the code that spells it."""


class SP(DefinedNamespace):
    """The Standpunkt ontology, prefix ``sp:``."""

    _fail = True
    _NS = Namespace(NAMESPACE)

    Act: URIRef
    Actor: URIRef
    Acts: URIRef
    Agree: URIRef
    Alliance: URIRef
    Asserted: URIRef
    Association: URIRef
    Author: URIRef
    ChangeOfMind: URIRef
    CollectiveActor: URIRef
    Company: URIRef
    Conditional: URIRef
    Consider: URIRef
    Court: URIRef
    Criticise: URIRef
    Curation: URIRef
    Demand: URIRef
    Deny: URIRef
    Document: URIRef
    Doubt: URIRef
    DroppedPosition: URIRef
    EndedPosition: URIRef
    Event: URIRef
    Evidence: URIRef
    FormerPosition: URIRef
    Government: URIRef
    Hypothetical: URIRef
    Issue: URIRef
    IssueKind: URIRef
    Matter: URIRef
    Medium: URIRef
    Ministry: URIRef
    Modalities: URIRef
    Modality: URIRef
    Negated: URIRef
    Norm: URIRef
    NormRule: URIRef
    Offer: URIRef
    Office: URIRef
    Oppose: URIRef
    Organisation: URIRef
    Parliament: URIRef
    Party: URIRef
    Person: URIRef
    PolicyField: URIRef
    Position: URIRef
    Praise: URIRef
    Prohibit: URIRef
    Promise: URIRef
    Propose: URIRef
    Questioned: URIRef
    Quotation: URIRef
    Reject: URIRef
    Stance: URIRef
    Stances: URIRef
    State: URIRef
    Support: URIRef
    Tenure: URIRef
    Threaten: URIRef
    Warn: URIRef
    Welcome: URIRef
    act: URIRef
    adjective: URIRef
    affirms: URIRef
    affirmsFormOf: URIRef
    agreesWith: URIRef
    amendment: URIRef
    attributedTo: URIRef
    binds: URIRef
    blocks: URIRef
    boundBy: URIRef
    changedBy: URIRef
    changedOn: URIRef
    certainty: URIRef
    collectiveMember: URIRef
    concerns: URIRef
    condition: URIRef
    conditionConcerns: URIRef
    conditionOpposedBy: URIRef
    confidence: URIRef
    conflictsWithNorm: URIRef
    considersAgainstNorm: URIRef
    considersReversing: URIRef
    contradicts: URIRef
    cue: URIRef
    decision: URIRef
    demonym: URIRef
    disagreesImplicitlyWith: URIRef
    disagreesWith: URIRef
    droppedHolder: URIRef
    droppedIssue: URIRef
    droppedStance: URIRef
    earlierPosition: URIRef
    end: URIRef
    endpoint: URIRef
    entails: URIRef
    eventKind: URIRef
    evidence: URIRef
    evidenceFor: URIRef
    excludes: URIRef
    extractor: URIRef
    fingerprint: URIRef
    formerOffice: URIRef
    formerlyHeld: URIRef
    hasProvision: URIRef
    holder: URIRef
    implicitlyOpposedBy: URIRef
    implicitlyOpposes: URIRef
    inOffice: URIRef
    inState: URIRef
    inTensionWith: URIRef
    inputTokens: URIRef
    laterPosition: URIRef
    linksDifferent: URIRef
    makesExceptionFor: URIRef
    mentionedIn: URIRef
    mentions: URIRef
    metonym: URIRef
    modality: URIRef
    necessitates: URIRef
    norm: URIRef
    normRule: URIRef
    obligedBy: URIRef
    obliges: URIRef
    ofKind: URIRef
    office: URIRef
    officialPosition: URIRef
    officiallyOpposes: URIRef
    officiallySupports: URIRef
    onBehalfOf: URIRef
    opposedBy: URIRef
    opposes: URIRef
    opposesCollectively: URIRef
    origin: URIRef
    outputTokens: URIRef
    partOfCollective: URIRef
    partOfNorm: URIRef
    participant: URIRef
    participatesIn: URIRef
    path: URIRef
    permits: URIRef
    permittedBy: URIRef
    place: URIRef
    planned: URIRef
    policyField: URIRef
    prohibitedBy: URIRef
    prohibits: URIRef
    quotation: URIRef
    quotationType: URIRef
    quote: URIRef
    recordKey: URIRef
    rejectedBy: URIRef
    rejects: URIRef
    reportedDifferently: URIRef
    representedBy: URIRef
    represents: URIRef
    requirementOpposedBy: URIRef
    requires: URIRef
    revises: URIRef
    rule: URIRef
    ruleObliges: URIRef
    rulePermits: URIRef
    ruleProhibits: URIRef
    runsAgainst: URIRef
    seed: URIRef
    sharesGroundWith: URIRef
    speaker: URIRef
    stance: URIRef
    standsAgainst: URIRef
    standsFor: URIRef
    start: URIRef
    statementAfter: URIRef
    statementBefore: URIRef
    supersededBy: URIRef
    supportedBy: URIRef
    supports: URIRef
    supportsCollectively: URIRef
    supportsPartOf: URIRef
    takesPosition: URIRef
    temperature: URIRef
    tensionWith: URIRef
    text: URIRef
    textDigest: URIRef
    textMark: URIRef
    trace: URIRef
    within: URIRef
    wouldRequireChangeOf: URIRef


ORG: Final = Namespace("http://www.w3.org/ns/org#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")

PREFIXES: Final[dict[str, str]] = {
    "sp": NAMESPACE,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
}


def iri(name: str) -> str:
    """The IRI of a prefixed name such as ``sp:Demand``; raises ``KeyError`` for a prefix we do not write."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
