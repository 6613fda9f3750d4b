"""Who belongs to whom as a text says, and whom later plurals mean; the cases are in ``groups.tsv``."""

import datetime as dt
from pathlib import Path

import pytest

from loaders.actors.index import ActorIndex, find_actors
from loaders.articles.findings import Document, Span
from loaders.german.tokens import read_sentences

CASES = [
    tuple((line.split("\t") + [""] * 3)[:3])
    for line in Path(__file__).with_name("groups.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def index_of(text: str) -> ActorIndex:
    """The actors of ``text`` as of a document of 2025."""
    document = Document("document/probe", "probe", text, published=dt.date(2025, 6, 1))
    return find_actors(read_sentences(text), document)


@pytest.mark.parametrize(("topic", "text", "expected"), CASES, ids=[f"{c[0]}: {c[1][:40]}" for c in CASES])
def test_a_text_says_who_belongs_to_whom(topic: str, text: str, expected: str) -> None:
    found = {f"{m.member.name} > {m.group.name}" for m in index_of(text).memberships}
    assert found == {pair.strip() for pair in expected.split("|") if pair.strip()}


def test_every_membership_has_the_words_that_say_so() -> None:
    text = "Der Plan ruht. Mehrere Minister, darunter Anna Holt, stimmten dagegen."
    (membership,) = index_of(text).memberships
    assert membership.evidence.quote == "Mehrere Minister, darunter Anna Holt"
    assert membership.member.member_of == (membership.group.id,)


@pytest.mark.parametrize(
    ("text", "words", "members"),
    [
        ("Anna Holt und Ulf Tamm stritten. Sie fordern Neuwahlen.", "Sie", ["Anna Holt", "Ulf Tamm"]),
        ("SPD und FDP tagen. Die beiden Parteien wollen Geld.", "Die beiden Parteien", ["SPD", "FDP"]),
        ("Anna Holt und Ulf Tamm stritten. Beide lehnen das ab.", "Beide", ["Anna Holt", "Ulf Tamm"]),
    ],
)
def test_a_group_without_a_name_is_its_members(text: str, words: str, members: list[str]) -> None:
    index, start = index_of(text), text.index(words)
    group = index.actor_at(Span(start, start + len(words)))
    assert group is not None
    assert [actor.name for actor in index.each(group)] == members


def test_a_list_nobody_refers_to_is_no_actor() -> None:
    index = index_of("Anna Holt und Ulf Tamm stritten. Der Regen ließ nach.")
    assert [a.name for a in index.actors] == ["Anna Holt", "Ulf Tamm"]
