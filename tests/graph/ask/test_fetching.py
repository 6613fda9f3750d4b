"""What a question reads from the index is what its SPARQL gives: positions, whose they are, each field."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pyoxigraph as ox
import pytest

from graph.ask.indexes.match import Match
from graph.ask.linking.inquiry import Inquiry
from graph.ask.positions.fetching import fetch
from graph.ask.reading.question import Filters
from graph.ask.words.asked_acts import act_named
from graph.rdf.terms import local_name
from graph.stores.repository import plain, solutions

BASE = "http://127.0.0.1:5000/"
FIELDS = ("stance", "act", "modality", "issue", "condition", "reporter", "date", "document", "title", "quote")

NEARNESS = ("own", "official", "collective")
"""What is said of a position that is somebody's in several ways: a party speaks for itself, too."""


def as_read(position: Match) -> tuple[object, ...]:
    passage = position.passage
    return (
        *(position.iri, position.holder, position.how, position.taker),
        *(position.stance, position.act, position.modality, position.issue),
        *(position.condition, position.reporter, str(position.date) if position.date else None),
        *(passage.document, passage.title, passage.quote),
    )


def as_asked(world, sparql: str) -> set[tuple[object, ...]]:
    found = world.store.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    every = [plain(row) for row in solutions(found)]
    nearest = sorted(every, key=lambda row: NEARNESS.index(row["how"]))
    rows = list({(row["position"], row["holder"]): row for row in reversed(nearest)}.values())
    return {
        (
            *(row["position"], row["holder"], row["how"], row["taker"]),
            *(local_name(row[key]) if key in FIELDS[:3] else row.get(key) for key in FIELDS),
        )
        for row in rows
    }


ASKED = {
    "all": {},
    "of an actor": {"holders": ["actor/clara-holm"]},
    "of a state": {"holders": ["actor/deutschland"]},
    "of a group and a member": {"holders": ["actor/europaeer", "actor/clara-holm"]},
    "on issues": {"issues": ["issue/sicherheitsgarantie", "issue/tempolimit"]},
    "of an actor on an issue": {
        "holders": ["actor/deutschland"],
        "issues": ["issue/sicherheitsgarantien-der-usa"],
    },
    "nobody's": {"holders": ["actor/nobody"]},
}


@pytest.mark.parametrize("name", ASKED)
def test_the_index_gives_what_the_query_gives(world, name):
    inquiry = Inquiry(world, "de", "de")
    values = {key: [BASE + path for path in paths] for key, paths in ASKED[name].items()}
    found = fetch(inquiry, **values)
    assert {as_read(position) for position in found} == as_asked(world, inquiry.ran[-1])
    assert bool(found) == (name != "nobody's")


@pytest.mark.parametrize("of", ["positions", "documents"])
def test_single_positions_and_articles(world, of):
    everything = fetch(Inquiry(world, "de", "de"))
    chosen = sorted({p.iri if of == "positions" else p.document for p in everything})[:3]
    inquiry = Inquiry(world, "de", "de")
    found = fetch(inquiry, **{of: chosen})
    assert found
    assert {as_read(position) for position in found} == as_asked(world, inquiry.ran[-1])


@pytest.mark.parametrize("act", ["demand", "support", "praise", "criticise"])
def test_an_act_and_its_stance(world, act):
    inquiry, asked = Inquiry(world, "de", "de"), act_named(act)
    found = fetch(inquiry, act=asked, stance=asked.stance)
    assert {as_read(position) for position in found} == as_asked(world, inquiry.ran[-1])


def test_filters_of_time_reporter_and_origin(world):
    plain_one = Inquiry(world, "de", "de")
    days = sorted(p.date for p in fetch(plain_one) if p.date)
    middle = days[len(days) // 2]
    reporters = {p.reporter for p in fetch(plain_one) if p.reporter}
    for narrowed in (
        replace(plain_one, filters=Filters(since=middle), ran=[]),
        replace(plain_one, filters=Filters(until=middle - dt.timedelta(days=1)), ran=[]),
        replace(plain_one, sources=tuple(reporters), ran=[]),
        replace(plain_one, origins=("rules",), ran=[]),
        replace(plain_one, origins=("model",), ran=[]),
    ):
        found = fetch(narrowed)
        assert {as_read(position) for position in found} == as_asked(world, narrowed.ran[-1])


def test_the_newest_come_first_and_those_of_an_article_as_it_tells_them(world):
    found = [p for p in fetch(Inquiry(world, "de", "de")) if p.date]
    assert [p.date for p in found] == sorted((p.date for p in found), reverse=True)
    places = [(p.date, p.document, p.passage.start) for p in found]
    for (day, document, start), after in pairwise(places):
        assert after[:2] != (day, document) or start <= after[2]
