"""Records: whole or not there, used only for what they answered, the same graph each time, without openai."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from loaders.editor import cache, taking
from loaders.editor.answers import NoAnswer
from loaders.editor.asking import Asker
from loaders.editor.options import FULL, EditorOptions, read_parameters
from loaders.editor.outcome.editor import edited, requests_of
from loaders.editor.requests import PROMPT, SCHEMA, halves, key_of, parts_of, plan_digest
from ontology.errors import InputError, SettingError
from tests.loaders.editor.articles import FERRY, add, answer, draft, number, record


def request_of(folder, text=FERRY, **more):
    (found,) = requests_of(draft(text), EditorOptions(folder, "replay", **more))
    return found


def test_the_key_covers_everything_that_is_sent(tmp_path):
    keys = {
        request_of(tmp_path).key,
        request_of(tmp_path, FERRY + "\n").key,
        request_of(tmp_path, model="other").key,
        request_of(tmp_path, base_url="http://127.0.0.1:1/v1").key,
        request_of(tmp_path, parameters={"temperature": 0.5}).key,
        request_of(tmp_path, pattern=FULL).key,
        request_of(tmp_path).again(2).key,
    }
    assert len(keys) == 7
    assert request_of(tmp_path).key == request_of(tmp_path / "elsewhere").key


def test_a_record_is_found_and_says_who_answered(tmp_path):
    record(tmp_path, request_of(tmp_path), answer(keep=[1]))
    found = cache.recorded(tmp_path, request_of(tmp_path))
    assert found.answer.keep == {1}
    assert (found.call.model, found.call.prompt) == ("invented-1", PROMPT)
    assert found.call.answered == "2026-03-02T10:00:00Z"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: r["request"]["messages"][1].update(content="anderes"),
        lambda r: r.update(host="elsewhere"),
        lambda r: r.update(format=2),
        lambda r: r.pop("answered"),
        lambda r: r.update(answered="yesterday"),
        lambda r: r["response"]["choices"][0].update(finish_reason="length"),
        lambda r: r["response"]["choices"][0]["message"].update(content="{}"),
        lambda r: r.update(response=None),
        lambda r: r.update(request=None),
    ],
)
def test_a_record_that_was_changed_answers_nothing(tmp_path, spoil):
    request = request_of(tmp_path)
    record(tmp_path, request, answer(keep=[1]))
    path = tmp_path / f"{request.key}.json"
    content = json.loads(path.read_text())
    spoil(content)
    path.write_text(json.dumps(content))
    silent = EditorOptions(tmp_path, "replay")
    found = edited(draft(), silent, Asker(silent))
    assert found.statements == draft().statements
    assert found.editing.problem


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "[" * 50_000, "\x00", '"' + "x" * 9_000_000 + '"']
)
def test_a_file_that_is_no_record_answers_nothing(tmp_path, content):
    request = request_of(tmp_path)
    (tmp_path / f"{request.key}.json").write_text(content)
    with pytest.raises(NoAnswer):
        cache.recorded(tmp_path, request)
    assert [found for _, found in cache.records(tmp_path)] == [None]


def test_a_time_may_be_written_in_any_zone(tmp_path):
    request = request_of(tmp_path)
    record(tmp_path, request, answer())
    path = tmp_path / f"{request.key}.json"
    path.write_text(path.read_text().replace("2026-03-02T10:00:00Z", "2026-03-02T11:00:00.500+01:00"))
    assert cache.recorded(tmp_path, request).call.answered == "2026-03-02T10:00:00Z"


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        record(tmp_path / "file", request_of(tmp_path), answer())
    assert cache.recorded(tmp_path / "file", request_of(tmp_path)) is None


def test_answers_lie_beside_requests_and_are_taken_in(tmp_path):
    asked, kept = tmp_path / "asked", tmp_path / "kept"
    good, bad = request_of(tmp_path), request_of(tmp_path, FERRY + "\nMehr.\n")
    for request in (good, bad):
        cache.write_request(asked, request, "faehre.txt")
    (asked / f"{good.key}.answer.json").write_text(json.dumps(answer(drop=[3])))
    (asked / f"{bad.key}.answer.json").write_text("Gern!")
    (asked / "unasked.answer.json").write_text(json.dumps(answer()))
    told = dict(taking.take_answers(asked, kept, "Ein Mensch"))
    assert sum(not problem for problem in told.values()) == 1
    assert cache.recorded(kept, good).call.model == "Ein Mensch"
    assert cache.recorded(kept, bad) is None
    assert "no request" in told["unasked.answer.json"]


def test_a_batch_goes_out_and_comes_back(tmp_path):
    first, second, third = (request_of(tmp_path, FERRY + f"\nTeil {n}.\n") for n in range(3))
    lines = list(taking.batch_lines([first, second, third]))
    assert json.loads(lines[0])["custom_id"] == first.key
    whole = taking.completion(json.dumps(answer()), "m")
    back = [
        json.dumps({"custom_id": second.key, "response": {"status_code": 200, "body": whole}}),
        json.dumps({"custom_id": first.key, "response": {"status_code": 500, "body": {}}}),
        json.dumps({"custom_id": "f" * 64, "response": {"status_code": 200, "body": whole}}),
        json.dumps({"custom_id": third.key, "response": {"status_code": 200, "body": {"choices": []}}}),
        "no JSON",
        "",
    ]
    problems = taking.take_batch(tmp_path, "", lines, back, "test")
    assert [bool(problem) for problem in problems] == [False, True, True, True, True]
    assert [cache.recorded(tmp_path, r) is None for r in (first, second, third)] == [True, False, True]


def test_without_a_draft_records_outlive_the_rules(tmp_path):
    options = EditorOptions(tmp_path, "replay", pattern=FULL)
    fewer = replace(draft(), statements=draft().statements[:4])
    assert requests_of(draft(), options)[0].key == requests_of(fewer, options)[0].key
    entry = add(
        "Bürgermeisterin Ulla Harms fordert die Einstellung der Nachtfähre",
        issue="Einstellung der Nachtfähre",
    )
    record(tmp_path, requests_of(draft(), options)[0], answer(add=[entry]))
    found = edited(draft(), options, Asker(options))
    assert len(found.statements) == len(draft().statements)
    assert found.statements[0].origin == "rules+model"


def test_long_texts_are_parted_at_paragraphs():
    text = "".join(f"Absatz {n} über die Fähre nach Möwenhall und ihre Preise.\n\n" for n in range(2000))
    parts = parts_of(text)
    assert "".join(part.of(text) for part in parts) == text
    assert all(part.of(text).startswith("Absatz") for part in parts)
    assert [part.of("x" * 60_000) for part in parts_of("x" * 60_000)]
    assert len(halves(parts[0], text)) == 2
    assert parts_of("") == []


@pytest.mark.parametrize("text", ["[]", "{", '{"messages": []}', '{"tools": []}', '{"stream": true}'])
def test_parameters_are_an_object_without_what_is_ours(text):
    with pytest.raises(SettingError):
        read_parameters(text)
    assert read_parameters("") == {}


def test_versions_of_prompt_and_schema_keep_their_meaning():
    """A change of these files is a new number: raise PROMPT or SCHEMA, keep the old file, add its digest."""
    assert {f"{PROMPT}, {SCHEMA}": plan_digest()[:16]} == {"editor-1, answer-1": "1186578958e62a1a"}


def test_the_key_is_what_the_documents_say_it_is():
    assert key_of("h", {"b": 1, "a": "ä"}) == key_of("h", {"a": "ä", "b": 1})


REPLAY = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("openai", "httpx", "httpx2", "pydantic"):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
import socket
def refused(*_, **__):
    raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = refused
import standpunkt
from standpunkt.commands import commands
commands(["extract", "--llm", sys.argv[1], "--date", "2026-03-02", "--format", "ttl"])
"""


def test_a_replay_needs_no_extra_and_no_network_and_gives_the_same_bytes_twice(tmp_path, monkeypatch):
    article = tmp_path / "faehre.txt"
    article.write_text(FERRY)
    kept = tmp_path / "kept"
    for name, value in {"LLM_MODE": "replay", "LLM_CACHE_DIR": str(kept)}.items():
        monkeypatch.setenv(f"STANDPUNKT_{name}", value)
    monkeypatch.chdir(tmp_path)
    run = [sys.executable, "-c", REPLAY, str(article)]
    missed = subprocess.run(run, capture_output=True, check=False)
    assert missed.returncode == 1
    assert b"no recorded answer" in missed.stderr
    from standpunkt.commands import commands

    with pytest.raises(SystemExit):
        commands(["llm", "requests", str(article), "--date", "2026-03-02", "--out", "asked"])
    (asked,) = (tmp_path / "asked").iterdir()
    said = answer(
        keep=[number("fordert")],
        drop=[number("Fahrpreise")],
        add=[
            add(
                "Die Grünen im Stadtrat wollen die Fähre nicht einstellen",
                "Grüne",
                "Einstellung der Fähre",
                stance="oppose",
            )
        ],
    )
    asked.with_suffix(".answer.json").write_text(json.dumps(said))
    with pytest.raises(SystemExit):
        commands(["llm", "answers", "asked", "--by", "Ein Mensch"])
    first, second = (subprocess.run(run, capture_output=True, check=True) for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stdout.count(b'sp:origin "model"') == 1
    assert first.stdout.count(b"a sp:DroppedPosition") == 1
