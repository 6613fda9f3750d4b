"""The checks of the whole graph find what no single text can get wrong, and say what to do."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from graph.knowledge.checks import Shortcoming, check
from graph.stores.embedded import OxigraphQuads

BASE = "http://127.0.0.1:5000/"
Closed = Callable[[str], object]

WRONG = {
    "HolderDescribed": "<position/1> a sp:Position ; sp:holder <actor/x> .",
    "OneKindOfActor": '<actor/x> a sp:Person , sp:Party ; rdfs:label "X" .',
    "BroaderWithoutCycle": "<issue/x> skos:broader <issue/y> . <issue/y> skos:broader <issue/x> .",
    "ExcludesNotItself": "<issue/x> sp:excludes <issue/y> ; skos:broader <issue/y> .",
    "TenureInOrder": "<tenure/x> a sp:Tenure ; dcterms:source <s> ; org:memberDuring <i> .\n"
    "<i> time:hasBeginning <b> ; time:hasEnd <e> .\n"
    '<b> time:inXSDDate "2021-02-01"^^xsd:date . <e> time:inXSDDate "2021-01-01"^^xsd:date .',
    "NormNotBoth": "<norm/x> sp:prohibits <issue/y> ; sp:obliges <issue/y> .",
    "BackgroundHasSource": "<tenure/x> a sp:Tenure .",
    "EvidenceIsThere": "<curation/x> a sp:Curation ; sp:decision 'corrected' ; oa:hasTarget <position/1> .\n"
    '<position/1> a sp:Position ; sp:holder <actor/a> . <actor/a> rdfs:label "A" .',
    "DecisionFits": "<curation/x> a sp:Curation ; skos:editorialNote 'its sentence is not in the text any more' .",
    "SaysBoth": '<actor/a> rdfs:label "A" . <position/1> a sp:Position ; sp:holder <actor/a> ; sp:affirms <issue/y> .\n'
    "<position/2> a sp:Position ; sp:holder <actor/a> ; sp:rejects <issue/y> .",
    "SameName": '<actor/x> a sp:Person ; rdfs:label "Kim Roth" . <actor/y> a sp:Person ; rdfs:label "Kim Roth" .',
    "OneLabel": '<issue/x> skos:prefLabel "Steuer"@de , "Steuern"@de , "tax"@en .',
    "LaterThanItsText": "<position/1> a sp:Position ; prov:wasDerivedFrom <document/d> ;\n"
    '  dcterms:date "2025-02-02"^^xsd:date . <document/d> dcterms:issued "2025-02-01"^^xsd:date .',
    "TwoInOneOffice": "<office/x> a sp:Office ; sp:represents <actor/s> .\n"
    + "".join(
        f"<tenure/{n}> a sp:Tenure ; dcterms:source <s> ; org:member <actor/{n}> ; sp:office <office/x> ;\n"
        f'  org:memberDuring <i{n}> . <actor/{n}> rdfs:label "{n}" .\n'
        f'<position/{n}> a sp:Position ; sp:holder <actor/{n}> ; dcterms:date "2025-02-02"^^xsd:date .\n'
        for n in ("a", "b")
    ),
}


def findings(facts: object) -> list[Shortcoming]:
    store = OxigraphQuads()
    graph = ox.NamedNode(BASE + "graph/all")
    store.change(add=[ox.Quad(q.subject, q.predicate, q.object, graph) for q in facts.store])
    return check(store)


@pytest.mark.parametrize("name", WRONG)
def test_a_check_finds_what_is_wrong_and_says_it_in_both_languages(closed: Closed, name: str) -> None:
    found = findings(closed(WRONG[name]))
    assert {f.check for f in found} == {name}
    for finding in found:
        assert finding.node.startswith(BASE)
        for sentence in (finding.german, finding.english):
            assert sentence.endswith((".", "?"))
            assert "{?" not in sentence
        assert finding.node in finding.german + finding.english


def test_violations_come_before_warnings(closed: Closed) -> None:
    found = findings(closed(WRONG["SameName"] + WRONG["HolderDescribed"].replace("actor/x", "actor/z")))
    assert [f.severity for f in found] == ["violation", "warning"]


def test_a_sound_graph_has_no_findings(closed: Closed) -> None:
    assert findings(closed('<actor/a> a sp:Person ; rdfs:label "A" .')) == []
