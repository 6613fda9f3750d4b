"""Asking an endpoint: what is sent, what is kept, and that every failure leaves the rules' statements."""

import json
import threading

import pytest

from loaders.articles.findings import Origin
from loaders.editor import cache
from loaders.editor.answers import NoAnswer
from loaders.editor.asking import MOST_FAILURES, Asker
from loaders.editor.client import check_host, is_loopback, send_to
from loaders.editor.options import EditorOptions
from loaders.editor.outcome.editor import edited, requests_of
from ontology.errors import SettingError
from tests.loaders.editor.articles import FERRY, add, answer, draft
from tests.loaders.editor.endpoint import Reply, endpoint, says

pytest.importorskip("openai")

GOOD = json.dumps(answer(keep=[1, 2]))
NOW = ("Retry-After-Ms", "1")
"""So that the client's own tries follow at once."""


def options(folder, url, **more):
    return EditorOptions(
        folder, **{"mode": "local", "base_url": url, "model": "invented", "timeout": 5.0} | more
    )


def ask_all(folder, behaviour, text=FERRY, **more):
    """The article after asking an endpoint that behaves so, and the endpoint."""
    with endpoint(behaviour) as there:
        found = options(folder, there.url, **more)
        return edited(draft(text), found, Asker(found, send_to(found), "test")), there


def test_what_is_sent_is_what_the_record_says(tmp_path):
    found, there = ask_all(tmp_path, lambda path, body: says(GOOD))
    (body,) = there.asked
    (path,) = tmp_path.glob("*.json")
    record = json.loads(path.read_text())
    assert record["request"] == body
    assert body["model"] == "invented"
    assert body["response_format"]["json_schema"]["strict"] is True
    assert "tools" not in body
    assert found.editing.calls[0].model == "invented-1"
    assert (found.editing.calls[0].tokens_in, found.editing.calls[0].tokens_out) == (1000, 500)
    assert [s.origin for s in found.statements[:3]] == [Origin.BOTH, Origin.BOTH, Origin.RULES]


def test_what_is_recorded_is_never_asked_again(tmp_path):
    with endpoint(lambda path, body: says(GOOD)) as there:
        found = options(tmp_path, there.url)
        first = edited(draft(), found, Asker(found, send_to(found)))
        again = edited(draft(), found, Asker(found, send_to(found)))
        assert len(there.asked) == 1
        assert first == again


FAILURES = {
    "500": Reply(500, {"error": {"message": "broken"}}, (NOW,)),
    "503 without JSON": Reply(503, "busy", (NOW,)),
    "429": Reply(429, {"error": {"message": "slow down"}}, (NOW,)),
    "HTML of a proxy": Reply(200, "<html><body>Sign in</body></html>", (("Content-Type", "text/html"),)),
    "cut JSON": says(GOOD[:-10]),
    "another schema": says('{"statements": []}'),
    "NaN": says('{"drop": [NaN], "fix": [], "add": []}'),
    "prose": says("I am sorry, I cannot do that."),
    "nothing": Reply(200, b""),
    "ten megabytes": says("x" * 10_000_000),
    "ten megabytes of numbers": says(json.dumps(answer(drop=[1] * 3_000_000))),
    "5,000 additions": says(json.dumps(answer(add=[add("Ulla Harms fordert die Einstellung")] * 5000))),
    "a list": Reply(200, "[1, 2]"),
    "an error with status 200": Reply(200, {"error": {"message": "no model"}}),
    "a filter": says(GOOD, "content_filter"),
    "a redirection": Reply(307, b"", (("Location", "http://192.0.2.1/v1/chat/completions"),)),
    "no model of this name": Reply(404, {"error": {"message": "model not found", "code": "model_not_found"}}),
    "no credit": Reply(
        429,
        {"error": {"message": "quota", "code": "insufficient_quota", "type": "insufficient_quota"}},
        (NOW,),
    ),
    "a wrong key": Reply(401, {"error": {"message": "Incorrect API key provided"}}),
    "deep nesting": says("[" * 200_000),
    "not UTF-8": Reply(200, b'{"choices": "\xff\xfe"}'),
}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_leaves_what_the_rules_found(tmp_path, name):
    found, there = ask_all(tmp_path, lambda path, body: FAILURES[name])
    assert found.statements == draft().statements
    assert found.editing.problem
    assert not found.editing.calls
    assert not [path for path, _ in cache.records(tmp_path)]
    assert 1 <= len(there.got) <= 6


@pytest.mark.parametrize(
    "content",
    [f"```json\n{GOOD}\n```", f"<think>hm</think>{GOOD}"],
)
def test_an_endpoint_that_ignores_the_schema_may_still_answer(tmp_path, content):
    assert ask_all(tmp_path, lambda path, body: says(content))[0].editing.calls


def test_malformed_answers_are_asked_for_once_more_with_another_seed(tmp_path):
    def stumbles(path, body):
        return says(GOOD if body["seed"] == 2 else "{")

    found, there = ask_all(tmp_path, stumbles)
    assert [body["seed"] for body in there.asked] == [1, 2]
    assert found.editing.calls[0].seed == 2
    silent = EditorOptions(tmp_path, "replay", there.url, "invented")
    assert edited(draft(), silent, Asker(silent)) == found


def test_retry_after_is_honoured_and_then_it_goes_on(tmp_path):
    replies = iter([FAILURES["429"], FAILURES["500"], says(GOOD)])
    found, there = ask_all(tmp_path, lambda path, body: next(replies))
    assert found.editing.calls
    assert len(there.asked) == 3


def test_an_answer_that_was_cut_is_asked_for_in_parts(tmp_path):
    text = FERRY + "".join(
        f"\nIm Bezirk {n} fordert die Bürgermeisterin Ulla Harms den Bau der Brücke Nummer {n}.\n"
        for n in range(12)
    )

    def too_long(path, body):
        whole = len(body["messages"][1]["content"]) > 4000
        return says(GOOD[:10], "length") if whole else says(json.dumps(answer(keep=[1])))

    found, there = ask_all(tmp_path, too_long, text)
    assert len(there.asked) >= 3
    assert len(found.editing.calls) == len(there.asked) - 1
    assert sum(s.origin is Origin.BOTH for s in found.statements) == len(found.editing.calls)
    silent = EditorOptions(tmp_path, "replay", there.url, "invented")
    assert edited(draft(text), silent, Asker(silent)).statements == found.statements


@pytest.mark.parametrize("name", ["no model of this name", "no credit", "a wrong key"])
def test_what_every_request_would_meet_stops_the_run(tmp_path, name, caplog):
    with endpoint(lambda path, body: FAILURES[name]) as there:
        found = options(tmp_path, there.url)
        asker = Asker(found, send_to(found))
        edited(draft(), found, asker)
        asked = len(there.got)
        edited(draft(FERRY + "\nUnd noch etwas.\n"), found, asker)
        assert len(there.got) == asked
        assert len(caplog.records) == 1


def test_after_some_failures_in_a_row_the_endpoint_is_left_alone_for_a_while(tmp_path):
    clock = [0.0]
    with endpoint(
        lambda path, body: says("no") if len(there.asked) <= 2 * MOST_FAILURES else says(GOOD)
    ) as there:
        found = options(tmp_path, there.url)
        asker = Asker(found, send_to(found), clock=lambda: clock[0])
        for number in range(12):
            edited(draft(FERRY + f"\nAbsatz {number}.\n"), found, asker)
        assert len(there.asked) <= 2 * MOST_FAILURES
        clock[0] = 61.0
        for number in range(12, 20):
            last = edited(draft(FERRY + f"\nAbsatz {number}.\n"), found, asker)
        assert last.editing.calls


def test_the_budget_stops_before_the_request_that_would_pass_it(tmp_path):
    with endpoint(lambda path, body: says(GOOD)) as there:
        found = options(tmp_path, there.url, max_cost=0.02, price_in=2.0, price_out=8.0)
        asker = Asker(found, send_to(found))
        problems = [
            edited(draft(FERRY + f"\nAbsatz {number}.\n"), found, asker).editing.problem
            for number in range(6)
        ]
        assert 0 < len(there.asked) < 6
        assert asker.cost <= 0.02
        assert "budget" in problems[-1]


def test_a_host_that_is_not_there_is_told_apart(tmp_path):
    with endpoint(lambda path, body: says(GOOD)) as there:
        gone = there.url
    found = options(tmp_path, gone)
    assert "cannot be reached" in edited(draft(), found, Asker(found, send_to(found))).editing.problem


def test_an_endpoint_that_is_too_slow_is_given_up(tmp_path):
    done = threading.Event()

    def slow(path, body):
        done.wait(20)
        return says(GOOD)

    with endpoint(slow) as there:
        found = options(tmp_path, there.url, timeout=0.05)
        problem = edited(draft(), found, Asker(found, send_to(found))).editing.problem
        done.set()
    assert "did not answer within" in problem


def test_the_key_is_sent_and_stands_nowhere_else(tmp_path, monkeypatch):
    monkeypatch.setenv("FERRY_KEY", "sk-very-secret-indeed")

    def tattles(path, body):
        return Reply(401, {"error": {"message": "Incorrect API key provided: sk-very-secret-indeed"}})

    found, there = ask_all(tmp_path, tattles, key_variable="FERRY_KEY")
    assert there.got[0][2]["authorization"] == "Bearer sk-very-secret-indeed"
    assert "sk-very" not in found.editing.problem
    for path in tmp_path.rglob("*"):
        assert "sk-very" not in path.read_text()


def test_a_proxy_of_the_environment_gets_nothing_that_stays_here(tmp_path, monkeypatch):
    with endpoint(lambda path, body: Reply(502, b"proxy")) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        assert ask_all(tmp_path, lambda path, body: says(GOOD))[0].editing.calls
        assert not proxy.got


@pytest.mark.parametrize(
    ("mode", "url", "more"),
    [
        ("local", "http://192.0.2.7:8080/v1", {}),
        ("local", "https://models.example.org/v1", {}),
        ("local", "http://127.0.0.1.example.org/v1", {}),
        ("local", "http://user:secret@127.0.0.1/v1", {}),
        ("local", "ftp://127.0.0.1/v1", {}),
        ("local", "", {}),
        ("remote", "", {}),
        ("remote", "http://192.0.2.7/v1", {"key_variable": "HOME"}),
        ("remote", "https://192.0.2.7/v1", {"model": ""}),
        ("replay", "http://127.0.0.1/v1", {}),
        ("off", "http://127.0.0.1/v1", {}),
    ],
)
def test_nothing_is_sent_where_the_mode_does_not_allow_it(tmp_path, mode, url, more):
    with pytest.raises(SettingError):
        check_host(EditorOptions(tmp_path, mode, url, **{"model": "m"} | more))


def test_this_machine_is_known_by_its_addresses():
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert is_loopback("localhost")
    assert not is_loopback("192.0.2.1")


def test_one_asker_may_be_shared_by_threads(tmp_path):
    with endpoint(lambda path, body: says(GOOD)) as there:
        found = options(tmp_path, there.url)
        asker = Asker(found, send_to(found))
        requests = [r for n in range(8) for r in requests_of(draft(FERRY + f"\nAbsatz {n}.\n"), found)]
        threads = [threading.Thread(target=asker, args=(request,)) for request in requests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert asker.asked == len(there.asked) == len(list(tmp_path.glob("*.json"))) == 8


def test_a_replay_that_finds_nothing_says_what_went_wrong_before(tmp_path):
    _, there = ask_all(tmp_path, lambda path, body: says("prose"))
    silent = EditorOptions(tmp_path, "replay", there.url, "invented")
    (request,) = requests_of(draft(), silent)
    with pytest.raises(NoAnswer, match="no recorded answer: the answer is no JSON"):
        Asker(silent)(request)
