"""The indexes behind questions follow every write, and come to what building them anew gives."""

import standpunkt
from graph.ask.asking import ask
from graph.ask.indexes.indexes import index_of
from graph.ask.indexes.issue_index import IssueIndex, issues_of
from graph.ask.indexes.label_index import LabelIndex
from graph.ask.indexes.name_index import names_of
from graph.knowledge.graph import KnowledgeGraph
from graph.model import named_graphs
from loaders.articles.files import Options

FIRST = "Die Waldpartei fordert ein Tempolimit auf Landstraßen. Bürgermeisterin Ida Lohmann lehnt das Tempolimit ab."
SECOND = "Ida Lohmann unterstützt den Ausbau der Hafenbahn. Der Hafenbund warnt vor dem Ausbau der Hafenbahn."


def take_out(graph: KnowledgeGraph, document: str) -> None:
    graph.remove(named_graphs.document_graph(document.removeprefix(graph.base)))


def contents(index: LabelIndex) -> dict[str, object]:
    """What an index holds, in a form that can be compared."""
    issues = issues_of(index)
    return {
        "things": index.things,
        "positions": index.positions,
        "texts": index.texts,
        "tenures": index.tenures,
        "links": {(name, k): v for name, of in index.links.items() for k, v in of.items() if v},
        "takers": {k: sorted(h.iri for h in held) for k, held in index.by_holder.items() if held},
        "issues": {k: sorted(h.iri for h in held) for k, held in index.by_issue.items() if held},
        "labels": issues.labels,
        "words": {k: v for k, v in issues.by_word.items() if v},
        "spoken": {k: sorted(h.iri for h in held) for k, held in issues.held_by_word.items() if held},
        "stems": issues.vocabulary.stems,
        "names": {name: of for name, of in names_of(index).names.items() if of},
        "roles": {name: of for name, of in names_of(index).roles.items() if of},
    }


def test_the_index_follows_a_load_a_correction_and_a_removal(tmp_path):
    text = tmp_path / "hafenbahn.txt"
    with standpunkt.open_graph(store_kind="memory") as graph:
        (tmp_path / "tempolimit.txt").write_text(FIRST, encoding="utf-8")
        standpunkt.load(graph, [tmp_path / "tempolimit.txt"], Options())
        issues_of(index_of(graph))
        names_of(index_of(graph))
        for words in (SECOND, SECOND.replace("unterstützt", "kritisiert")):
            text.write_text(words, encoding="utf-8")
            standpunkt.load(graph, [text], Options())
            assert contents(index_of(graph)) == contents(LabelIndex(graph))
        document = next(
            iri for iri in index_of(graph).texts if "hafenbahn" in index_of(graph).texts[iri].lower()
        )
        take_out(graph, document)
        assert contents(index_of(graph)) == contents(LabelIndex(graph))
        assert document not in index_of(graph).texts


def test_an_answer_knows_what_was_just_loaded_and_forgets_what_was_removed(tmp_path):
    text = tmp_path / "hafenbahn.txt"
    text.write_text(SECOND, encoding="utf-8")
    question = "Wer unterstützt den Ausbau der Hafenbahn?"
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as graph:
        assert ask(graph, question).status != "answered"
        standpunkt.load(graph, [text], Options())
        answer = ask(graph, question)
        assert [row.label for row in answer.answers][:1] == ["Ida Lohmann"]
        take_out(graph, answer.answers[0].evidence[0].document)
        assert ask(graph, question).status != "answered"


def test_an_older_state_of_the_index_stays_as_it_was(tmp_path):
    text = tmp_path / "hafenbahn.txt"
    text.write_text(SECOND, encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as graph:
        before = index_of(graph)
        known, words = set(before.things), set(issues_of(before).by_word)
        standpunkt.load(graph, [text], Options())
        assert index_of(graph) is not before
        assert set(before.things) == known
        assert {word for word, known in IssueIndex(before).by_word.items() if known} == words


def test_a_local_issue_is_found_by_its_label(tmp_path):
    """An issue of one document has the document in its IRI (``issue/fahrrad/…``), and a label as others have."""
    text = tmp_path / "turnhalle.txt"
    text.write_text("Bürgermeisterin Ida Lohmann lehnt den Abriss der alten Turnhalle ab.", encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory") as graph:
        standpunkt.load(graph, [text], Options())
        labels = {thing.path.count("/"): thing.label("de") for thing in index_of(graph).of_sort("issue")}
        answer = ask(graph, "Wer ist gegen den Abriss der Turnhalle?")
    assert labels[2] == "Abriss der alten Turnhalle"
    assert [finding.label for finding in answer.answers] == ["Ida Lohmann"]
