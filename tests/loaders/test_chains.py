"""Who says that who says it: each link of a chain of reports has its own speaker and its own certainty."""

import pytest
from rdflib import Graph, Literal

from loaders.articles.findings import Document, Extraction
from loaders.german_rules import GermanRules
from loaders.triples.document_graph import document_graph
from loaders.triples.shapes import validate
from ontology.terms import SP


def extract(text: str) -> Extraction:
    return GermanRules().extract(Document("document/d", "D", text))


@pytest.mark.parametrize(
    ("text", "holder", "reporter", "modality"),
    [
        ("Anna Weber sagte, die SPD lehne die Maut ab.", "SPD", "Anna Weber", "asserted"),
        (
            "Anna Weber sagte, Karl Roth habe gesagt, die Maut sei falsch.",
            "Karl Roth",
            "Anna Weber",
            "asserted",
        ),
        (
            "„Karl Roth hat gesagt, er lehne die Maut ab“, sagte Anna Weber.",
            "Karl Roth",
            "Anna Weber",
            "asserted",
        ),
        (
            "Laut Medienberichten sagte Anna Weber, die SPD lehne die Maut ab.",
            "SPD",
            "Anna Weber",
            "hypothetical",
        ),
        (
            "Laut Medienberichten sagte Anna Weber, die Maut sei falsch.",
            "Anna Weber",
            "Medien",
            "hypothetical",
        ),
        ("Anna Weber sagte, angeblich lehne die SPD die Maut ab.", "SPD", "Anna Weber", "hypothetical"),
        ("Anna Weber sagte, sie habe gesagt, die Maut sei falsch.", "Anna Weber", None, "asserted"),
        ("„Die Maut ist falsch“, sagte Anna Weber.", "Anna Weber", None, "asserted"),
    ],
)
def test_who_reports_and_how_certain_it_is(
    text: str, holder: str, reporter: str | None, modality: str
) -> None:
    [found] = [s for s in extract(text).statements if "Maut" in s.issue.label]
    told = found.attributed_to.name if found.attributed_to else None
    assert (found.holder.name, told, found.modality.value) == (holder, reporter, modality)


CHAIN = (
    "Laut Medienberichten sagte die SPD-Sprecherin, Anna Weber habe erklärt, dass Karl Roth die Maut ablehne."
)


def graph_of(text: str) -> Graph:
    graph = document_graph(extract(text), "http://x/")
    validate(graph, "document/d")
    return graph


def test_the_links_of_a_chain_are_quotations_within_each_other() -> None:
    graph = graph_of(CHAIN)
    quotation = graph.value(predicate=SP.quotation, object=None, subject=next(graph.subjects(SP.quotation)))
    links = []
    while quotation is not None:
        links.append(
            (
                str(graph.value(quotation, SP.speaker)).split("/")[-1],
                str(graph.value(quotation, SP.certainty)),
            )
        )
        quotation = graph.value(quotation, SP.within)
    assert links[0] == ("anna-weber", "told")
    assert links[-1][1] == "hearsay"
    assert len(links) == 3


def test_what_is_told_by_hearsay_takes_no_side() -> None:
    graph = graph_of(CHAIN)
    assert not [*graph.subject_objects(SP.affirms), *graph.subject_objects(SP.rejects)]
    assert (None, SP.certainty, Literal("hearsay")) in graph
