"""Decisions last: whatever happens to an article, each is in force or says why it is parked; none is lost silently."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import standpunkt
from graph.decisions.anchors import QuoteAnchor, find
from graph.decisions.applying import why_parked
from graph.decisions.curation import decide
from graph.decisions.reading import ReadDocument, key_of
from graph.decisions.records import Author, Curation, Decision, curations
from graph.things.positions.positions import positions
from graph.views.correction import Correction, corrected
from loaders.articles.findings import Document
from standpunkt.loading.receiving import check_graph

ANNA = Author("Anna Prüf", dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC))
SENTENCES = (
    "Die Ministerin Ida Falk fordert eine Maut in der Innenstadt.",
    "Der Abgeordnete Ole Berg lehnt den Bau neuer Deiche ab.",
    "Die Senatorin Pia Holm unterstützt ein Verbot von Feuerwerk.",
    "Der Minister Karl Wern kritisiert die Abschaffung der Grundsteuer.",
    "Die Bürgermeisterin Mira Adler verlangt eine neue Schule.",
    "Der Verband Freie Straße begrüßt den Ausbau der Autobahn.",
)
FRONT = "Am Rande der Tagung wurde viel geredet."
DECISIONS = (Decision.REJECTED, Decision.CORRECTED, Decision.ACCEPTED) * 2
COLUMNS = "kind\twords\tact\tstance\tissue\tholder\ttarget\tnegated\texample\tasked\n"
STRUCK_OUT = COLUMNS + "".join(
    f"!verb\t{verb}\n" for verb in ("verlangen", "unterstützen", "fordern", "ablehnen")
)


@pytest.fixture(scope="module")
def session() -> Iterator[standpunkt.Session]:
    with standpunkt.open_graph(store_kind="memory", reasoner="none") as opened:
        yield opened


def article(
    sentences: list[str], title: str = "Streit im Landtag", slug: str = "streit-im-landtag"
) -> Document:
    return Document(f"document/{slug}", title, f"{title}\n\n" + " ".join(sentences) + "\n")


def decide_all(session: standpunkt.Session) -> None:
    """One decision about each position; the corrected ones are turned round."""
    graph = session.graph
    session.load_document(article(list(SENTENCES)), replace=True)
    found = sorted(positions(graph), key=lambda position: position.passage.start)
    assert len(found) == len(SENTENCES)
    for position, decision in zip(found, DECISIONS, strict=True):
        after = None
        if decision is Decision.CORRECTED:
            turned = {"support": "oppose", "oppose": "support"}[position.stance]
            wishes = Correction(position.holder, position.issue, turned, position.act, "asserted")
            after = corrected(graph, position, wishes)
        change = decide(graph, position.iri, decision, ANNA, after=after)
        graph.change(add=change.add, remove=change.remove)


def edited(dice: random.Random) -> tuple[str, Document]:
    """The article with one edit, or several, and what they are."""
    sentences, names = list(SENTENCES), []
    title, slug = "Streit im Landtag", "streit-im-landtag"
    for edit in dice.sample(["front", "headline", "moved", "typo", "gone", "turned"], dice.randint(1, 3)):
        names.append(edit)
        number = dice.randrange(len(sentences))
        if edit == "front":
            sentences.insert(0, FRONT)
        elif edit == "headline":
            title = "Landtag streitet weiter"
        elif edit == "moved":
            title, slug = "Landtag streitet weiter", "landtag-streitet-weiter"
        elif edit == "typo":
            place = dice.randrange(4, len(sentences[number]) - 1)
            sentences[number] = sentences[number][:place] + sentences[number][place + 1 :]
        elif edit == "gone":
            del sentences[number]
        else:
            sentences.reverse()
    return "+".join(names), article(sentences, title, slug)


def test_after_fifty_edits_each_decision_is_in_force_or_says_why_not(session: standpunkt.Session) -> None:
    graph, dice = session.graph, random.Random(13)
    decide_all(session)
    made = {one.iri: one for one in curations(graph)}
    in_force = 0
    for _ in range(50):
        name, document = edited(dice)
        for other in [str(row["document"].value) for row in graph.rows("documents")]:
            if other != graph.base + document.id:
                graph.remove("graph/" + other.removeprefix(graph.base))
        session.load_document(document, replace=True)
        now = {one.iri: one for one in curations(graph)}
        assert now.keys() == made.keys(), name
        home = graph.iri("graph/" + document.id)
        triples = [quad.triple for quad in graph.store.quads(home)]
        check_graph(home.value, triples)
        reading = ReadDocument(graph.base + document.id, triples)
        for one in now.values():
            _holds(replace(one, parked=why_parked(graph, one)), made[one.iri], reading, name)
        in_force += sum(not why_parked(graph, one) for one in now.values())
    assert in_force >= 0.85 * 50 * len(made), "few are parked"
    session.load_document(article(list(SENTENCES)), replace=True)
    assert all(one.is_in_force for one in curations(graph)), "what was parked fits again"


def _holds(one: Curation, as_made: Curation, reading: ReadDocument, edit: str) -> None:
    """Where it is in force, its effect is there with a sentence; where it is parked, nothing of it is."""
    before, after = key_of(as_made.before), key_of(as_made.after)
    held = [position for position in reading.positions if position.key in (before, after)]
    keys = {position.key for position in held}
    if one.decision is not Decision.ACCEPTED:
        assert before not in keys or one.parked, (edit, one)
    if one.parked:
        gone = find(as_made.anchors[0], reading.text) is None
        assert gone or "another" in one.parked or "not here" in one.parked, (edit, one)
        assert one.decision is not Decision.CORRECTED or after not in keys, (edit, one)
    elif one.decision is not Decision.REJECTED:
        assert [position.iri for position in held] == [one.target], (edit, one)
        [position] = held
        quote = reading.text[position.start : position.end]
        assert find(QuoteAnchor("", "", quote), as_made.anchors[0].exact), (edit, quote)


def test_other_rules_lose_no_decision(tmp_path: Path) -> None:
    """A knowledge folder that knows fewer verbs reads the same texts again."""
    with standpunkt.open_graph(store=str(tmp_path / "store"), reasoner="none") as session:
        decide_all(session)
        before = {one.iri: (one.decision, one.target) for one in curations(session.graph)}
        held = {position.iri for position in positions(session.graph)}
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "frames.tsv").write_text(STRUCK_OUT, encoding="utf-8")
    with standpunkt.open_graph(
        store=str(tmp_path / "store"), reasoner="none", knowledge=str(folder)
    ) as session:
        assert not session.reread().failed
        now = curations(session.graph)
        assert {one.iri: (one.decision, one.target) for one in now} == before
        assert all(one.is_in_force for one in now)
        assert {position.iri for position in positions(session.graph)} == held
