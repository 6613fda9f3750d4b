"""The question box: understood as, answers with their sentences, and help where there is none."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from graph.knowledge.graph import KnowledgeGraph
from graph.model.settings import read_settings
from web import create_app
from web.pages.ask import queries

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}


def ask(client: FlaskClient, question: str) -> str:
    response = client.get("/ask", query_string={"q": question}, headers=GERMAN)
    assert response.status_code == 200, response.text[:300]
    return response.text


def test_an_answer_shows_how_it_was_understood_its_sentence_and_its_query(client: FlaskClient) -> None:
    html = ask(client, "Wer ist gegen das Tempolimit?")
    assert "Verstanden als" in html
    assert "Ministerpräsident Jonas Adler lehnt das Tempolimit ab." in html
    assert "/document/nordmark-streitet-ueber-das-tempolimit?at=" in html
    assert "SELECT" in html


def test_the_answer_as_json(client: FlaskClient) -> None:
    response = client.get("/ask.json", query_string={"q": "Wer ist gegen das Tempolimit?"})
    answer = json.loads(response.text)
    assert answer["answers"][0]["label"] == "Jonas Adler"
    assert (
        answer["answers"][0]["evidence"][0]["quote"]
        == "Ministerpräsident Jonas Adler lehnt das Tempolimit ab."
    )


def test_a_card_shows_the_first_sentences_and_says_how_many_more_there_are(
    knowledge: KnowledgeGraph,
) -> None:
    app = create_app(knowledge, read_settings({"store_kind": "memory", "quotes_shown": 2}))
    try:
        client, question = app.test_client(), {"q": "Welche Akteure gibt es?"}
        answers = client.get("/ask.json", query_string=question).get_json()["answers"]
        html = ask(client, question["q"])
    finally:
        app.extensions["standpunkt"].close()
    proofs = [len(answer["evidence"]) for answer in answers]
    assert max(proofs) > 2
    assert html.count("<blockquote") == sum(min(2, number) for number in proofs)
    more = [int(number) for number in re.findall(r"… und (\d+) weiterer? S", html)]
    assert more == [number - 2 for number in proofs if number > 2]


def test_what_the_graph_does_not_know_is_said_with_what_can_be_asked(client: FlaskClient) -> None:
    html = ask(client, "Wer unterstützt Kernfusion auf dem Mond?")
    assert 'class="notice"' in html
    assert 'class="examples"' in html


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("?", 400),
        ("x" * 10_000, 400),
        ("'; DROP TABLE positions; --", 200),
        ('" } ; DROP ALL ; { "', 200),
        ("<script>alert(1)</script>", 200),
        ("من يدعم حماية الساحل؟", 200),
        ("Γιατί;", 200),
        ("\u202eWer fordert was\u0000?", 200),
    ],
)
def test_hostile_and_foreign_questions_get_a_page(client: FlaskClient, question: str, status: int) -> None:
    response = client.get("/ask", query_string={"q": question}, headers=GERMAN)
    assert response.status_code == status
    assert "<script>alert" not in response.text
    assert "Traceback" not in response.text


def test_without_a_question_the_page_invites_to_ask(client: FlaskClient) -> None:
    html = client.get("/ask", headers=GERMAN).text
    assert "Was möchten Sie wissen?" in html
    assert 'class="examples"' in html


def test_every_query_behind_an_answer_runs_by_itself(client: FlaskClient) -> None:
    answer = json.loads(client.get("/ask.json", query_string={"q": "Was fordert Mira Holm?"}).text)
    found = queries(answer["sparql"])
    assert found
    assert re.sub(r"\s+", "", "".join(found)) == re.sub(r"\s+", "", answer["sparql"])
    for query in found:
        assert client.get("/query", query_string={"query": query}, headers=GERMAN).status_code == 200, query


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_example_is_answered_and_its_matter_set_in_quotation_marks(
    client: FlaskClient, language: str
) -> None:
    """A label has no article: "Wer unterstützt Entwurf?" is no German."""
    html = client.get("/", headers={"Accept": "text/html", "Accept-Language": language}).text
    found = [unescape(a) for a in re.findall(r'<a href="(/ask\?q=[^"]*)"', html.split('class="examples"')[1])]
    assert len(found) == 4
    for address in found:
        answer = client.get(address + "&format=json", headers={"Accept-Language": language}).get_json()
        assert answer["answers"], address
    assert sum("%E2%80%9C" in address for address in found) == 3


@pytest.mark.parametrize(
    ("page", "question", "answered"),
    [
        ("de", "Who is against the speed limit?", ("en", "opponents of")),
        ("en", "Wer ist gegen das Tempolimit?", ("de", "Gegner von")),
    ],
)
def test_an_answer_is_in_the_language_of_its_question_and_the_page_around_it_stays(
    client: FlaskClient, page: str, question: str, answered: tuple[str, str]
) -> None:
    spoken, understood = answered
    wishes = {"Accept": "text/html", "Accept-Language": page}
    html = client.get("/ask", query_string={"q": question}, headers=wishes).text
    assert f'<html lang="{page}">' in html
    assert f'<strong lang="{spoken}">{understood}' in html
    assert "Jonas Adler" in html
    table = re.search(r'href="(/ask[^"]*format=csv[^"]*)"', html)
    assert table
    assert f"lang={spoken}" in unescape(table[1]), "the file is in the language of the answer, too"


@pytest.mark.parametrize(
    ("page", "question", "understood"),
    [
        ("de", "Who is against the speed limit?", "Gegner von"),
        ("en", "Wer ist gegen das Tempolimit?", "opponents of"),
    ],
)
def test_only_the_address_demands_another_language_of_an_answer(
    client: FlaskClient, page: str, question: str, understood: str
) -> None:
    asked = {"q": question, "lang": page}
    html = client.get("/ask", query_string=asked, headers={"Accept": "text/html"}).text
    assert f"<strong>{understood}" in html
    assert "Jonas Adler" in html
    answer = client.get("/ask.json", query_string=asked).get_json()
    assert answer["understood"].startswith(understood)


def cards_of(html: str) -> str:
    """What was found, from its first heading to its last card."""
    return html[html.index("<section aria-labelledby=") : html.rindex("</section>")]


@pytest.mark.parametrize("page", ["de", "en"])
@pytest.mark.parametrize(
    ("spoken", "question"),
    [
        ("de", "Wer ist gegen das Tempolimit?"),
        ("en", "Who is against the speed limit?"),
        ("de", "Was fordert Jonas Adler?"),
        ("en", "What does Jonas Adler reject?"),
    ],
)
def test_the_cards_of_an_answer_speak_its_language_on_every_page(
    client: FlaskClient, page: str, spoken: str, question: str
) -> None:
    """Nothing in them is of the page around, and where they differ the sections say which language they are in."""

    def shown(language: str) -> str:
        wishes = {"Accept": "text/html", "Accept-Language": language}
        return cards_of(client.get("/ask", query_string={"q": question}, headers=wishes).text)

    told = shown(page)
    assert (f'" lang="{spoken}"><h2' in told) == (page != spoken)
    assert told.replace(f' lang="{spoken}"><h2', "><h2") == shown(spoken)
    assert {"de": "Beleg zitieren", "en": "Copy citation"}[spoken] in told
