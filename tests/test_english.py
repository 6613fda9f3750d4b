"""An English article from the file to the answer, alone and beside a German one."""

import pytest

import standpunkt

TOLL = """Council votes on the bridge toll

The Harbour Association supports the bridge toll. Mayor Leo Strand (Greens) rejected the bridge toll on Tuesday.
The Valley Union might support the bridge toll. Senator Ada Quill called for a speed limit on motorways.
"""
TEMPO = """Streit um das Tempolimit

Der Verband Freie Straße lehnt das Tempolimit auf Autobahnen ab.
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("english")
    (folder / "toll.txt").write_text(TOLL, encoding="utf-8")
    (folder / "tempo.txt").write_text(TEMPO, encoding="utf-8")
    with standpunkt.open_graph(store=str(folder / "store")) as opened:
        opened.load([folder / "toll.txt", folder / "tempo.txt"])
        yield opened


def asked(session, question):
    answer = session.ask(question)
    return [(found.label, found.evidence[0].quote) for found in answer.answers]


def test_an_english_question_finds_who_supports_it_with_the_sentence(session):
    quote = "The Harbour Association supports the bridge toll"
    assert asked(session, "Who supports the bridge toll?") == [("Harbour Association", quote)]


def test_and_who_is_against_it(session):
    assert [label for label, _ in asked(session, "Who is against the bridge toll?")] == ["Leo Strand"]


def test_one_issue_of_both_languages_has_both_sides(session):
    quote = "Senator Ada Quill called for a speed limit on motorways"
    assert asked(session, "Wer ist für das Tempolimit auf Autobahnen?") == [("Ada Quill", quote)]
    assert [label for label, _ in asked(session, "Who is against the speed limit?")] == [
        "Verband Freie Straße"
    ]


def test_words_of_an_english_text_are_tagged_as_english(session):
    triples = session.graph.store.quads()
    labels = {
        q.object
        for q in triples
        if q.subject.value.endswith("/bridge-toll") and q.predicate.value.endswith("#label")
    }
    assert {(label.value, label.language) for label in labels} == {("bridge toll", "en")}


def test_a_curated_issue_keeps_its_own_labels(session):
    named = [
        q.object
        for q in session.graph.store.quads()
        if q.subject.value.endswith("issue/tempolimit-auf-autobahnen")
    ]
    labels = {(o.value, o.language) for o in named if getattr(o, "language", None)}
    assert ("Tempolimit auf Autobahnen", "en") not in labels
    assert ("speed limit on motorways", "en") in labels
