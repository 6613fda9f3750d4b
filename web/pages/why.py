"""Why something holds: the proof of an edge as a tree, down to the sentences it rests on."""

from __future__ import annotations

import datetime as dt
import re
from itertools import islice

import pyoxigraph as ox
from flask import Blueprint, make_response, render_template, request
from markupsafe import Markup, escape

from graph.knowledge.explanation import explain
from graph.knowledge.explanation_forms import as_json as explanation_json
from graph.knowledge.explanation_forms import as_triples
from graph.stores import formats
from graph.things.facts import Tenure, norm_rules, tenures
from graph.things.positions.positions import Position, all_inferred_stances, positions
from graph.views.proof import Reason, reasons
from ontology.errors import InputError, NotFoundError
from ontology.terms import iri as expanded
from web.pages.shared import texts
from web.pages.shared.context import address, date, graph, language, named, say
from web.pages.shared.filters import full
from web.pages.shared.names import CHOICES, OFFERED, PATH, completions, meant
from web.pages.shared.siblings import Page, add_page, as_json, send

MOST_PROOFS = 5
EXAMPLES = 12
RELATIONS = (
    "sp:supports",
    "sp:opposes",
    "sp:officiallySupports",
    "sp:officiallyOpposes",
    "sp:implicitlySupports",
    "sp:implicitlyOpposes",
    "sp:agreesWith",
    "sp:disagreesWith",
    "sp:contradicts",
    "sp:conflictsWithNorm",
)
"""What the form offers as the relation between the two things."""
KINDS = {"s": ("actors",), "o": ("issues", "actors")}
"""Of which lists the names are that the fields take."""


def register(blueprint: Blueprint) -> None:
    """Add ``/why``."""
    add_page(blueprint, "/why", "why", show, ("json", "ttl"))


def show(form: str) -> Page:
    """The proofs of the triple in ``?s=``, ``?p=``, ``?o=``; without one, edges that have a proof."""
    asked = [request.args.get(name, "").strip() for name in "spo"]
    means = [_meant(*pair) for pair in zip("spo", asked, strict=True)]
    if not all(len(things) == 1 for things in means):
        if form != "html":
            raise InputError("Say which statement: s, p and o are its subject, predicate and object.")
        return _form(asked, means)
    subject, predicate, value = (ox.NamedNode(iri) for (iri,) in means)
    try:
        found = explain(graph(), ox.Triple(subject, predicate, value), MOST_PROOFS)
    except NotFoundError:
        if form != "html" or not any(map(_is_name, asked)):
            raise
        return _form(asked, means, is_so=False)
    if form == "json":
        return send(form, as_json(explanation_json(found, language())), "why")
    if form == "ttl":
        triples = as_triples(found, graph().base)
        prefixes = formats.prefixes(graph().base)
        return send(form, ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"", "why")
    why = [] if found.is_asserted else [reasons(proof, graph().base) for proof in found.proofs]
    return render_template(
        "why.html", explanation=found, reasons=why, sentence=sentence, asked=asked, examples=()
    )


def _form(asked: list[str], means: list[list[str]], *, is_so: bool = True) -> Page:
    """The form with what was typed, and where that may mean several things or nothing, with these."""
    unclear = {
        name: things
        for name, said, things in zip("spo", asked, means, strict=True)
        if said and len(things) != 1
    }
    html = render_template(
        "why.html",
        explanation=None,
        asked=asked,
        is_so=is_so,
        unclear=unclear,
        relations=RELATIONS,
        offered=[name for kind in KINDS["o"] for _, name in islice(completions(kind, ""), OFFERED)],
        examples=_examples(),
    )
    return make_response(html, 400 if unclear else 200 if is_so else 404)


def _is_name(typed: str) -> bool:
    return not (typed.startswith("sp:") or PATH.fullmatch(typed))


def _meant(field: str, typed: str) -> list[str]:
    """The things (IRIs) that a field may mean; ``sp:supports`` and ``actor/nato`` are understood too."""
    if not typed:
        return []
    if typed.startswith("sp:"):
        return [full(expanded(typed))]
    if not _is_name(typed):
        return [full(typed)]
    return [iri for kind in KINDS.get(field, ()) for iri in meant(kind, typed)][:CHOICES]


def _examples() -> tuple[tuple[str, str, str], ...]:
    found = all_inferred_stances(graph())[:EXAMPLES]
    return tuple((stance.holder, stance.property, stance.issue) for stance in found)


_DAY = re.compile(r"[„“\"]?\b(\d{4}-\d\d-\d\d)\b[“”\"]?")


def sentence(reason: Reason) -> Markup:
    """What a reason says, in one sentence of the language of the page, with links to what it speaks of."""
    if not reason.is_fact:
        said = reason.step.sentence.in_language(language())
        dated = _DAY.sub(lambda found: date(dt.date.fromisoformat(found[1])), said)
        return escape(dated[:1].upper() + dated[1:].rstrip(".") + ".")
    return _record(reason.record) or _fact(reason.step.triple)


def _record(iri: str) -> Markup | None:
    """What a record says, as a whole; ``None`` where there is none."""
    sort = iri.removeprefix(graph().base).partition("/")[0]
    if sort == "tenure":
        return next((_tenure(held) for held in tenures(graph()) if held.iri == iri), None)
    if sort == "norm-rule":
        rules = (rule for rule in norm_rules(graph()) if rule.iri == iri)
        said = (_filled(f"proof.{r.deontic}", norm=_link(r.norm), issue=_link(r.issue)) for r in rules)
        return next(said, None)
    return next(map(_position, positions(graph(), position=iri)), None) if iri else None


def _tenure(held: Tenure) -> Markup:
    span = {(True, True): "between", (True, False): "since", (False, True): "until"}
    known = span.get((held.begin is not None, held.finish is not None))
    when = say(f"proof.{known}", begin=date(held.begin), finish=date(held.finish)) if known else ""
    is_over = held.former or held.finish
    words = {"actor": _link(held.actor), "office": _link(held.office), "when": f" {when}" if when else ""}
    where = Markup(" ({})").format(_link(held.organisation)) if held.organisation else ""
    return _filled(f"proof.{'held' if is_over else 'holds'}", **words, where=where)


def _position(taken: Position) -> Markup:
    kind = taken.stance if taken.asserted else f"{taken.stance}_then" if taken.stood else "said"
    return _filled(f"proof.{kind}", actor=_link(taken.holder), issue=_link(taken.issue))


def _fact(triple: ox.Triple) -> Markup:
    """What a triple says: with words of its own where its property has some, else with its label."""
    predicate = triple.predicate.value
    key = "proof.fact." + re.split("[#/]", predicate)[-1]
    value = triple.object
    told = _link(value.value) if isinstance(value, ox.NamedNode) else escape(getattr(value, "value", ""))
    subject = _link(triple.subject.value) if isinstance(triple.subject, ox.NamedNode) else escape("")
    known = key if texts.knows(language(), key) else "proof.fact.any"
    return _filled(known, subject=subject, property=named(predicate), object=told)


def _link(iri: str) -> Markup:
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(address(iri), named(iri))


def _filled(key: str, **words: str) -> Markup:
    return Markup(escape(say(key))).format(**words)
