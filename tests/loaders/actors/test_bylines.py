"""Whose voice a text is, and under which name it stands in the graph."""

import pytest
from rdflib import RDF, RDFS, SKOS, Literal, URIRef

from loaders.actors.byline import author_of, byline
from loaders.articles.findings import Actor, ActorKind, Document, Extraction, Issue
from loaders.triples.document_graph import document_graph
from loaders.triples.json_rows import statement_json
from ontology.terms import SP
from tests.worlds import extraction, proof, statement

TEXT = "Der Plan ist falsch. Er schadet allen."


def document(text: str = TEXT, source: str | None = None) -> Document:
    """A commentary."""
    return Document("document/ein-falscher-plan", "Ein falscher Plan", text, source=source)


def voiced(of: Document) -> Extraction:
    """An extraction with one position of the text itself."""
    evidence = proof(of, "Der Plan ist falsch")
    taken = statement(author_of(of), "oppose", "criticise", Issue("issue/plan", "Plan"), evidence)
    return extraction(of, [taken])


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Von Anna Beispiel", "Anna Beispiel"),
        ("Von Anna Beispiel, Brüssel", "Anna Beispiel"),
        ("Ein Kommentar von Ulf Probe", "Ulf Probe"),
        ("Leitartikel: Clara von Muster", "Clara von Muster"),
        ("Von Anna Beispiel und Ulf Probe", "Anna Beispiel und Ulf Probe"),
        ("Von Köln nach Bonn", None),
        ("Von Anna Beispiel stammt der Entwurf, über den alle reden.", None),
    ],
)
def test_a_byline_names_the_author(line: str, name: str | None) -> None:
    assert byline(f"Ein falscher Plan\n\n{line}\n\n{TEXT}") == name
    assert byline(f"{TEXT}\n\n{line}") == name


def test_whoever_signs_two_texts_is_one_actor() -> None:
    first = document(f"Von Anna Beispiel\n\n{TEXT}")
    assert author_of(first) == Actor("actor/anna-beispiel", "Anna Beispiel", ActorKind.AUTHOR, ("Autor",))


def test_an_unsigned_text_is_called_by_its_medium_and_title() -> None:
    assert author_of(document()).name == "Autor/in („Ein falscher Plan“)"
    assert author_of(document(source="Elbblatt")).name == "Autor/in (Elbblatt, „Ein falscher Plan“)"
    assert author_of(document(source="https://example.org/1")).name == "Autor/in („Ein falscher Plan“)"


def test_the_graph_names_the_author_once_and_in_english_besides_and_json_as_the_guide_does() -> None:
    extraction = voiced(document())
    graph = document_graph(extraction, "http://x/")
    author = URIRef("http://x/actor/ein-falscher-plan/author")
    assert list(graph.objects(author, RDFS.label)) == [Literal("Autor/in („Ein falscher Plan“)", lang="de")]
    assert Literal("author (“Ein falscher Plan”)", lang="en") in set(graph.objects(author, SKOS.altLabel))
    assert statement_json(extraction.statements[0], "http://x/")["holder"] == "author"


def test_no_actor_of_a_document_has_two_labels_and_no_position_two_rows() -> None:
    graph = document_graph(voiced(document()), "http://x/")
    for actor in set(graph.objects(None, SP.holder)) | set(graph.subjects(SP.mentionedIn, None)):
        assert len(list(graph.objects(actor, RDFS.label))) == 1, actor
    assert len(list(graph.subjects(RDF.type, SP.Position))) == 1
    names = "SELECT ?position ?name { ?position sp:holder ?holder . OPTIONAL { ?holder rdfs:label ?name } }"
    assert len(list(graph.query(names, initNs={"sp": str(SP._NS), "rdfs": str(RDFS)}))) == 1
