"""What counts as an answer: a chat completion with JSON that fits the schema, and nothing else."""

import json

import pytest

from loaders.editor.answers import NoAnswer, read_answer, read_response
from loaders.editor.requests import instructions, schema
from loaders.editor.schema import KEYWORDS, faults, strict_form
from loaders.editor.taking import completion
from tests.loaders.editor.articles import add, answer

GOOD = json.dumps(answer(keep=[1, 2], drop=[3]))
MANY = json.dumps(answer(add=[add("Ulla Harms fordert die Einstellung")] * 5000))


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```",
        f"<think>Zuerst {{ lese ich</think>\n\n{GOOD}",
        f"  \n<thinking>…</thinking>```json\n{GOOD}```",
    ],
)
def test_fences_and_thoughts_are_taken_off(content):
    assert read_answer(content).keep == {1, 2}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Gern! Hier ist die Antwort:",
        f"Gern! {GOOD}",
        GOOD[:-20],
        GOOD + GOOD,
        "null",
        "[]",
        "{}",
        '{"drop": [NaN], "fix": [], "add": []}',
        '{"drop": [Infinity], "fix": [], "add": []}',
        '{"drop": [1.5], "fix": [], "add": []}',
        '{"drop": ["1"], "fix": [], "add": []}',
        '{"drop": [true], "fix": [], "add": []}',
        json.dumps(answer(extra=[])),
        json.dumps(answer(add=[add("x", stance="neutral")])),
        json.dumps(answer(add=[{"holder": "Ulla Harms"}])),
        json.dumps(answer(add=[add("q" * 5000)])),
        json.dumps(answer(fix=[{"n": 1, "confidence": 1.0}])),
        MANY,
        "[" * 100_000,
        "<html><body>Proxy error</body></html>",
        "<think>ohne Ende " + GOOD,
        GOOD + " " * 1_000_001,
    ],
)
def test_anything_else_is_no_answer(content):
    with pytest.raises(NoAnswer):
        read_answer(content)


@pytest.mark.parametrize(
    ("response", "cut"),
    [
        (None, False),
        ([], False),
        ({"error": {"message": "no"}}, False),
        ({"choices": []}, False),
        ({"choices": [{"message": {"content": None}, "finish_reason": "stop"}]}, False),
        ({"choices": [{"message": {"content": GOOD}, "finish_reason": "content_filter"}]}, False),
        ({"choices": [{"message": {"content": GOOD}, "finish_reason": "length"}]}, True),
        ({"choices": [{"message": {"content": GOOD}, "finish_reason": {"a": 1}}]}, False),
    ],
)
def test_a_completion_must_be_whole(response, cut):
    with pytest.raises(NoAnswer) as problem:
        read_response(response)
    assert problem.value.cut is cut
    assert read_response(completion(GOOD, "m")).drop == {3}


def test_no_keyword_is_written_in_the_schema_and_not_checked():
    def keywords(part):
        yield from (name for name in part if name != "properties")
        for inner in part.get("properties", {}).values():
            yield from keywords(inner)
        if "items" in part:
            yield from keywords(part["items"])

    assert set(keywords(schema())) <= KEYWORDS


def test_over_the_wire_everything_is_asked_for():
    def check(part):
        if "properties" in part:
            assert part["required"] == list(part["properties"])
            assert part["additionalProperties"] is False
            for inner in part["properties"].values():
                check(inner)
        if "items" in part:
            check(part["items"])

    check(strict_form(schema()))
    whole = add("drei ganze Wörter", kind=None, modality=None, by=None)
    assert not list(faults(answer(add=[whole]), strict_form(schema())))


def test_the_example_of_the_instructions_is_a_good_answer():
    example = read_answer(instructions().split("Answer:\n")[1])
    assert example.keep == {4}
    assert len(example.add) == 4
