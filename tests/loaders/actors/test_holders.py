"""Anybody can hold a position: unknown professions, groups, bodies and names; things cannot."""

from pathlib import Path

import pytest

from loaders.actors.index import find_actors
from loaders.articles.findings import Actor, Document, Span
from loaders.german.tokens import read_sentences
from loaders.german_rules import GermanRules

CASES = [
    tuple((line.split("\t") + [""] * 5)[:5])
    for line in Path(__file__).with_name("holders.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def actor_of(text: str, words: str) -> Actor | None:
    """Whom the first occurrence of ``words`` in ``text`` means (the last one after ">")."""
    plain = words.removeprefix(">")
    start = text.rindex(plain) if words.startswith(">") else text.index(plain)
    index = find_actors(read_sentences(text), Document("document/probe", "probe", text))
    return index.actor_at(Span(start, start + len(plain)))


@pytest.mark.parametrize(
    ("topic", "text", "words", "actor", "kind"), CASES, ids=[f"{c[0]}: {c[1][:40]}" for c in CASES]
)
def test_somebody_or_nobody(topic: str, text: str, words: str, actor: str, kind: str) -> None:
    found = actor_of(text, words)
    if actor == "-":
        assert found is None, found
        return
    assert found is not None
    assert actor in {found.name, found.id}, found
    assert not kind or found.kind.value == kind


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Der Zustand der Bundeswehr verlangt ein neues Gesetz.", None),
        ("Der Garten des Ministers begrüßt die neue Straße.", None),
        ("Die Lage der SPD fordert mehr Steuern.", None),
        ("Die Imker Bayerns fordern ein Verbot von Pestiziden.", "Imker Bayerns"),
        ("Das Camp der Studenten, die ein Verbot fordern, blieb ruhig.", "Studenten"),
        ("Die Sprecherin der Imker fordert ein Verbot von Pestiziden.", "Sprecherin der Imker"),
    ],
)
def test_a_slot_not_understood_is_never_another_noun_nearby(text: str, holder: str | None) -> None:
    found = GermanRules().extract(Document("document/probe", "probe", text)).statements
    assert {s.holder.name for s in found} == ({holder} if holder else set())
