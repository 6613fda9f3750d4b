"""How questions are read and what answers are made of, over the invented world of ``world.py``."""

import json

import pyoxigraph as ox
import pytest

import standpunkt
from graph.ask.asking import ask
from graph.ask.reading.question import tokens
from graph.ask.reading.question_words import question_word
from graph.ask.report import as_lines


def labels(answer):
    return [finding.label for finding in answer.answers]


@pytest.mark.parametrize(
    "question",
    [
        "Wer unterstützt Sicherheitsgarantien?",
        "wer unterstützt sicherheitsgarantien",
        "WER UNTERSTÜTZT SICHERHEITSGARANTIEN???",
        "Wer ist für Sicherheitsgarantien?",
        "Wer spricht sich für Sicherheitsgarantien aus?",
        "Wer setzt sich für Sicherheitsgarantien ein?",
        "Wer hat sich für Sicherheitsgarantien ausgesprochen?",
        "Können Sie mir bitte sagen, wer Sicherheitsgarantien befürwortet?",
        "Sag mir, wer Sicherheitsgarantien fordert!",
        "Von wem werden Sicherheitsgarantien gefordert?",
        "Sicherheitsgarantien werden von wem unterstützt?",
        "Who supports security guarantees?",
        "Who backs security guarantees?",
        "Who is in favour of security guarantees?",
        "Could you tell me who is calling for security guarantees?",
    ],
)
def test_a_question_may_be_put_in_many_ways(world, question):
    answer = ask(world, question)
    assert answer.status == "answered"
    assert "Europäer" in labels(answer)
    assert "Viktor Orlow" not in labels(answer)
    assert answer.answers[0].stance == "support"
    assert answer.answers[0].evidence[0].document.endswith("document/gipfel-in-wien")


def test_evidence_is_the_slice_of_the_text_it_points_to(world):
    rows = world.rows("ask-documents")
    texts = {row["document"].value: row["text"].value for row in rows}
    for question in (
        "Wer unterstützt Sicherheitsgarantien?",
        "Was fordert der Waldbund?",
        "Wer traf Marenko?",
    ):
        answer = ask(world, question)
        assert answer.answers
        for finding in answer.answers:
            assert finding.evidence
            for proof in finding.evidence:
                assert texts[proof.document][proof.start : proof.end] == proof.quote


def test_the_sparql_shown_gives_the_positions_shown(world):
    answer = ask(world, "Wer lehnt Sicherheitsgarantien ab?")
    solutions = world.store.query(answer.sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    positions = {solution["position"].value for solution in solutions}
    assert {finding.position for finding in answer.answers} <= positions


def test_the_json_has_the_documented_keys_only(world):
    form = json.loads(json.dumps(ask(world, "Was fordert Orlow?").as_json()))
    assert list(form) == [
        *("question", "understood", "sparql", "status", "verdict"),
        *("answers", "beside", "passages", "candidates", "suggestions", "message"),
    ]
    row = form["answers"][0]
    assert list(row) == [
        *("label", "iri", "kind", "stance", "act", "issue", "modality", "note", "inferred", "evidence")
    ]
    assert list(row["evidence"][0]) == ["document", "start", "end", "quote"]
    assert (row["kind"], row["stance"], row["act"], row["inferred"]) == ("issue", "support", "demand", False)


def test_understanding_is_said_in_the_language_of_the_question(world):
    assert ask(world, "Wer ist gegen ein Tempolimit?").understood == "Gegner von *Tempolimit*"
    english = ask(world, "Who opposes security guarantees since 2025-08-01?")
    assert english.understood == "opponents of *security guarantees*, since 2025-08-01"


def test_a_conditional_position_is_no_support(world):
    supporters = ask(world, "Wer unterstützt Sicherheitsgarantien?")
    assert "Viktor Orlow" not in labels(supporters)
    verdict = ask(world, "Unterstützt Orlow Sicherheitsgarantien?")
    assert verdict.message.startswith("Nein")
    assert verdict.verdict == "no"
    assert {finding.modality for finding in verdict.answers} == {"asserted"}
    assert {finding.modality for finding in verdict.beside} == {"conditional"}


def test_what_is_inferred_says_so_and_why(world):
    answer = ask(world, "Was unterstützt Deutschland?")
    assert answer.answers
    row = next(finding for finding in answer.answers if "Sicherheitsgarantien der USA" in finding.label)
    assert row.inferred
    assert any("Clara Holm" in step for step in row.why)
    assert row.evidence[0].quote == "Holm sprach sich für Sicherheitsgarantien der USA aus"


def test_answers_about_an_issue_include_its_narrower_ones_and_say_so(world):
    rows = {f.label: f for f in ask(world, "Wer unterstützt Sicherheitsgarantien?").answers}
    assert rows["Clara Holm"].issue == "Sicherheitsgarantien der USA"


def test_who_is_for_the_end_of_something_is_against_it(world):
    row = next(f for f in ask(world, "Wer ist gegen Atomkraft?").answers if f.label == "Waldbund")
    assert row.stance == "support"
    assert "Abschaltung" in row.note


def test_an_ambiguous_name_is_asked_back(world):
    answer = ask(world, "Was fordert Falk?")
    assert answer.status == "ambiguous"
    assert not answer.answers
    assert {candidate.label for candidate in answer.candidates} == {"Jonas Falk", "Meike Falk"}
    again = ask(world, answer.candidates[0].question)
    assert again.status != "ambiguous"


def test_what_is_not_there_is_not_made_up(world):
    answer = ask(world, "Wer fordert ein Tempolimit auf dem Mond?")
    assert "Mond" in answer.understood
    nothing = ask(world, "Was fordert Barnabas Quitt?")
    assert nothing.status == "nothing-found"
    assert not nothing.answers
    assert "Barnabas Quitt" in nothing.message
    assert nothing.suggestions


def test_the_other_side_is_named_where_the_asked_one_is_empty(world):
    answer = ask(world, "Wer ist gegen Sanktionen gegen Russland?")
    assert answer.status == "quoted"
    assert not answer.answers
    assert "Oleh Marenko" in answer.message


def test_outside_the_grammar_it_says_what_it_can_answer(world):
    answer = ask(world, "Erzähl mir einen Witz über Elefanten")
    assert answer.status == "not-understood"
    assert answer.suggestions
    assert all(ask(world, example).status == "answered" for example in answer.suggestions)


def test_the_terminal_shows_understanding_evidence_and_sparql(world):
    lines = "\n".join(as_lines(ask(world, "Wer unterstützt Sicherheitsgarantien?")))
    assert "Verstanden als: Befürworter von *Sicherheitsgarantien*" in lines
    assert "„Die Europäer fordern gemeinsam Sicherheitsgarantien“" in lines
    assert "SELECT" not in lines
    assert "SELECT" in "\n".join(as_lines(ask(world, "Wer unterstützt Sicherheitsgarantien?"), sparql=True))


def test_a_new_article_is_known_to_the_next_question(world):
    before = ask(world, "Wer fordert ein Freibad?")
    assert before.status != "answered"
    base = "http://127.0.0.1:5000/"
    turtle = f"""
        @prefix sp: <https://w3id.org/standpunkt/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix prov: <http://www.w3.org/ns/prov#> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        <{base}document/freibad> a sp:Document ; rdfs:label "Freibad"@de .
        <{base}actor/schwimmverein> a sp:Association ; rdfs:label "Schwimmverein" .
        <{base}issue/freibad> a sp:Issue ; rdfs:label "Freibad"@de .
        <{base}position/f1> a sp:Position ; sp:holder <{base}actor/schwimmverein> ; sp:affirms <{base}issue/freibad> ;
            sp:stance sp:Support ; sp:act sp:Demand ; sp:modality sp:Asserted ;
            sp:evidence <{base}evidence/freibad/0-9> ; prov:wasDerivedFrom <{base}document/freibad> .
        <{base}evidence/freibad/0-9> oa:hasSource <{base}document/freibad> ; sp:quote "Ein Zitat"@de ; sp:start 0 ; sp:end 9 .
    """
    world.put(
        "graph/document/freibad", [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    )
    try:
        assert labels(ask(world, "Wer fordert ein Freibad?")) == ["Schwimmverein"]
    finally:
        world.remove("graph/document/freibad")
    assert ask(world, "Wer fordert ein Freibad?").status != "answered"


def test_a_passage_is_never_an_answer(world):
    answer = ask(world, "Wer ist gegen Sanktionen gegen Russland?")
    assert {finding.kind for finding in answer.passages} == {"passage"}
    told = answer.as_json()
    assert not told["answers"]
    assert {row["kind"] for row in told["passages"]} == {"passage"}


def test_what_a_question_takes_for_granted_is_corrected(world):
    answer = ask(world, "Warum ist der Waldbund für Atomkraft?")
    assert answer.verdict == "corrected"
    assert "gegen *Atomkraft*, nicht dafür" in answer.message


def test_the_first_sentence_sets_the_scene(world):
    answer = ask(world, "In Wien ging es um Sicherheitsgarantien. Wer unterstützt das?")
    assert "Europäer" in labels(answer)


def test_of_two_questions_the_first_is_answered_and_that_is_said(world):
    answer = ask(world, "Wer unterstützt Sicherheitsgarantien? Und wer traf Marenko?")
    assert "Europäer" in labels(answer)
    assert answer.message.startswith("Gelesen ist nur die erste Frage")


def test_a_count_of_nothing_is_no_count(world):
    assert not ask(world, "Wie viele Menschen starben am Mond?").answers


def test_somebody_who_asks_who_did_something_is_not_told_who_is_for_it(world):
    """A verb that nobody knows is no word of stance: positions are told beside, not as the answer."""
    answer = ask(world, "Wer malte die Sicherheitsgarantien?")
    assert not answer.answers
    assert answer.beside


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        *(
            (f"{verb} die Grünen das Verbot?", "verdict")
            for verb in ("Fordern", "Verhindern", "Bemängeln", "Wollen")
        ),
        ("Lehnen die Grünen das Verbot ab?", "verdict"),
        ("Fordert die CDU das Verbot?", "verdict"),
        ("Forderungen der Grünen", ""),
        ("Gegner des Verbots", ""),
        ("Befürworter des Verbots", ""),
    ],
)
def test_a_verb_of_stance_in_front_asks_whether_so_in_either_number(text, asked):
    assert question_word(tokens(text), "de")[0] == asked


def test_a_position_that_somebody_tells_of_whom_one_asks_about_is_listed_once(tmp_path):
    article = tmp_path / "streit.txt"
    article.write_text("„Die CDU blockiert den Klimaschutz“, sagte Otto Beispiel.\n", encoding="utf-8")
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as session:
        session.load([article])
        found = [
            one.position for one in session.ask("Was sagte Beispiel über die CDU?").answers if one.position
        ]
    assert len(found) == len(set(found)) == 1
