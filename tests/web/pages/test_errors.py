"""Every error that a page may show is said in the language of its reader."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import standpunkt
from ontology.errors import KnowledgeError, SettingError, StandpunktError
from standpunkt import Session
from tests.calls import Module, reached, read_modules
from web.pages.shared.errors import translated

TOKEN = "correct horse battery"
ROOT = Path(__file__).parents[3]
TABLE = tomllib.loads((ROOT / "web" / "i18n" / "errors.toml").read_text(encoding="utf-8"))["de"]
ASKED = ("web.pages.", "web.admission.", "web.data.linked_data", "web.http.writing")
"""Where everything begins that a reader of pages or an editor asks for; beside it the reading of an article."""
ELSEWHERE = {
    "The body is no valid {}: {}",
    "The body names the graph {}: send one graph, without names.",
    "The change is larger than {} quads, or {} bytes (setting write_quads): send it in parts, or use "
    "`standpunkt import`.",
    "There is no {} in this store; `standpunkt documents` lists them.",
    "A token needs the name of whose it is.",
    "{} has a token: revoke it first (`standpunkt token revoke`).",
    "{}: there are the rights {}.",
    "There is no token {}; `standpunkt token list` shows them.",
}
"""Told to programs that send a graph, and on the command line."""
SEVERAL = {"The document “{}”{} was removed on {}."}
"""Made of parts, each of which has a German sentence."""


def kinds(of: type[StandpunktError]) -> Iterator[str]:
    """What errors are called that somebody can mend who is no operator."""
    if not issubclass(of, SettingError | KnowledgeError):
        yield of.__name__
        for kind in of.__subclasses__():
            yield from kinds(kind)


def sentences(module: Module, function: str) -> Iterator[str]:
    """The messages of the errors that a function makes, with ``{}`` for each part that is filled in."""
    known = set(kinds(StandpunktError))
    for node in ast.walk(module.functions[function]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in known:
            for argument in node.args[:1]:
                yield from filter(None, map(worded, said_by(module, argument)))


def said_by(module: Module, message: ast.expr) -> list[ast.expr | None]:
    """A message itself, or what the function or name stands for that it is taken from."""
    if isinstance(message, ast.Call) and isinstance(message.func, ast.Name):
        maker = module.functions.get(message.func.id)
        return [node.value for node in ast.walk(maker) if isinstance(node, ast.Return)] if maker else []
    if isinstance(message, ast.Name):
        return [module.constants.get(message.id)]
    return [message]


def worded(message: ast.expr | None) -> str | None:
    """The words of a message; ``None`` for one that is no string."""
    if isinstance(message, ast.Constant) and isinstance(message.value, str):
        return message.value
    if isinstance(message, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in message.values)
    return None


def test_every_error_that_a_page_or_a_form_may_show_has_a_german_sentence() -> None:
    modules = read_modules(ROOT, ("web", "graph", "loaders", "standpunkt", "ontology"))
    first = [(name, one) for name in modules if name.startswith(ASKED) for one in modules[name].functions]
    told = {
        sentence
        for module, function in reached(modules, [*first, ("standpunkt.loading.receiving", "load_sent")])
        for sentence in sentences(modules[module], function)
    }
    assert len(told) > 100
    assert told >= {
        "Choose at least one issue.",
        "There is no <{}> in this graph.",
        "{}: larger than {} bytes; split it, or raise the setting max_text_bytes.",
        "{} is not a date: write it as YYYY-MM-DD, for example 2025-08-19.",
    }
    german = {re.sub(r"\{\w+\}", "{}", english) for english in TABLE}
    assert told - german - ELSEWHERE - SEVERAL == set()
    assert told >= ELSEWHERE, "what is no longer told needs no exception"


@pytest.fixture
def session() -> Iterator[Session]:
    with standpunkt.open_graph(store_kind="memory", token=TOKEN, reasoner="none") as opened:
        yield opened


@pytest.fixture
def editor(session: Session) -> Iterator[FlaskClient]:
    app = session.app()
    client = app.test_client()
    client.post("/editing", data={"name": "Ida Prüf", "token": TOKEN})
    yield client
    app.extensions["standpunkt"].close()


@pytest.mark.parametrize(
    ("path", "form", "told"),
    [
        ("/upload", {"text": "%PDF-1.7 x"}, "Das ist eine Binärdatei"),
        ("/upload", {"text": "Ein Satz.", "date": "2025-99-99"}, "&#39;2025-99-99&#39; ist kein Datum"),
        ("/curate", {"decision": "merged", "thing": "actor/a", "other": "actor/a"}, "nicht über eines mit sich"),
        ("/curate", {"decision": "merged", "thing": "actor/a", "other": "actor/b"}, "gibt es in diesem Graphen nicht"),
        ("/matters", {"decision": "merge", "matter": "matter/a", "into": "matter/b"}, "Eine Sache &lt;"),
        ("/matters", {"decision": "confirm", "name": "Brücke"}, "mindestens ein Thema"),
        ("/matters", {"decision": "confirm"}, "mindestens ein Thema"),
        ("/matters", {"decision": "reject", "matter": "matter/a"}, "mindestens ein Thema"),
        ("/matters", {"decision": "reject"}, "mindestens ein Thema"),
    ],
)  # fmt: skip
def test_a_german_form_is_refused_in_german(
    editor: FlaskClient, path: str, form: dict[str, str], told: str
) -> None:
    page = editor.post(path, data=form, headers={"Accept": "text/html", "Accept-Language": "de"})
    assert page.status_code in (400, 404)
    assert told in page.text
    assert 'role="alert"' in page.text
    assert 'role="alert" lang="en"' not in page.text


def test_what_an_error_names_is_kept():
    assert translated("There is no position <urn:x>.", "de") == "Eine Position <urn:x> gibt es nicht."
    assert translated("since='gestern' is not a date: write it as YYYY-MM-DD, such as 2025-08-19.", "de") == (
        "since='gestern' ist kein Datum: Bitte schreiben Sie JJJJ-MM-TT, etwa 2025-08-19."
    )
    assert translated("There is no position <urn:x>.", "en") == "There is no position <urn:x>."


def test_both_sentences_name_the_same():
    for english, german in TABLE.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", german)), english


def test_a_sentence_nobody_translated_is_shown_as_it_is():
    assert translated("Something entirely new.", "de") is None
