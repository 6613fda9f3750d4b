"""Questions made from a table of forms (``matrix.toml``) and the positions of an invented town.

What the answer must be is computed from the positions by plain code, which knows nothing of how questions are read.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.ask.positions.answer import Answer
from graph.knowledge.graph import KnowledgeGraph
from loaders.articles.findings import Actor, ActorKind, Document, Extraction, Issue, Modality
from ontology.slugs import slugify
from tests.worlds import extraction, graph_of, proof, statement

BASE = "http://127.0.0.1:5000/"
TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("matrix.toml").read_text(encoding="utf-8"))
ISSUES: dict[str, dict[str, str]] = {row["key"]: row for row in TABLE["issue"]}
HOLDERS: dict[str, dict[str, str]] = {row["label"]: row for row in TABLE["holder"]}
ACTS = {"demand": "support", "reject": "oppose", "criticise": "oppose"}
_SENTENCES = {
    "demand": "{0} fordert {1}.",
    "reject": "{0} lehnt {1} ab.",
    "criticise": "{0} kritisiert {1}.",
    "open": "Unter Umständen würde {0} {1} zustimmen.",
}
_PER_FORM = 2
"""Issues, and holders, that a form is asked about in the quick run."""


@dataclass(frozen=True)
class Asked:
    """A question, with whom or what its answers must name and must not, and what verdict is right."""

    text: str
    asks: str
    wanted: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    number: int = 0
    stances: frozenset[str] = frozenset()


def held() -> dict[tuple[str, str], str]:
    """Who takes which side in what, by holder and key of the issue; what is only conditional is none."""
    rows = TABLE["positions"].items()
    return {
        (name, key): ACTS[act]
        for key, row in rows
        for act, names in row.items()
        if act in ACTS
        for name in names
    }


def build() -> KnowledgeGraph:
    """The town in memory: an article an issue, with what everyone says in it."""
    return graph_of((_article(key, row) for key, row in TABLE["positions"].items()), BASE)


def _article(key: str, row: dict[str, list[str]]) -> Extraction:
    called = ISSUES[key]
    said = [(act, name, _sentence(act, name, called)) for act, names in row.items() for name in names]
    text = " ".join(sentence for _, _, sentence in said)
    document = Document(
        f"document/{slugify(key)}",
        f"Aus dem Stadtrat: {called['label']}",
        text,
        "de",
        None,
        dt.date(2026, 3, 2),
    )
    issue = Issue("issue/" + slugify(called["label"]), called["label"])
    found = [
        statement(
            actor(name), ACTS.get(act, "support"), "agree" if act == "open" else act, issue,
            proof(document, sentence.rstrip(".")), date=document.published,
            **({"modality": Modality.CONDITIONAL, "condition": "Unter Umständen"} if act == "open" else {}),
        )
        for act, name, sentence in said
    ]  # fmt: skip
    return extraction(document, found)


def _sentence(act: str, name: str, issue: dict[str, str]) -> str:
    holder = HOLDERS[name]["nom"] if act == "open" else _capital(HOLDERS[name]["nom"])
    return _SENTENCES[act].format(holder, issue["acc"])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def actor(name: str) -> Actor:
    """A holder as the extractor would make it; persons are known by their last names, too."""
    kind = ActorKind(HOLDERS[name]["kind"])
    aliases = (name.rsplit(maxsplit=1)[-1],) if kind is ActorKind.PERSON else ()
    return Actor("actor/" + slugify(name), name, kind, aliases)


# --------------------------------------------------------------------------------------------- questions


def questions(per_form: int = _PER_FORM) -> Iterator[Asked]:
    """Every form with ``per_form`` fillings, other ones for each form; 0 means all."""
    number = 0
    for row in TABLE["forms"]:
        for form in row["q"]:
            fillings = list(_fillings(row, form))
            count = len(fillings) if not per_form else min(per_form, len(fillings))
            for place in range(count):
                yield fillings[(number * 3 + place * 5) % len(fillings)] if per_form else fillings[place]
            number += 1


def _fillings(row: dict[str, Any], form: str) -> Iterator[Asked]:
    make = {
        "holders": _holders, "keywords": _holders, "kind": _holders, "count": _holders, "both": _both,
        "positions": _positions, "stance": _stance, "verdict": _stance, "why": _stance, "stances": _pairs,
        "verdicts": _pairs,
    }  # fmt: skip
    if row["asks"] == "nobody":
        yield Asked(form, "nobody")
        return
    yield from make[row["asks"]](row, form)


def _filled(form: str, issue: dict[str, str], **others: dict[str, str]) -> str:
    text = form
    for name, value in issue.items():
        text = text.replace(f"{{{name}}}", value).replace(f"{{{_capital(name)}}}", _capital(value))
    for letter, thing in others.items():
        for name, value in thing.items():
            text = text.replace(f"{{{letter}.{name}}}", value)
    return _capital(text)


def _of_stance(key: str, stance: str, kind: str = "") -> frozenset[str]:
    return frozenset(
        name
        for (name, about), side in held().items()
        if about == key and side == stance and kind in ("", HOLDERS[name]["kind"])
    )


def _holders(row: dict[str, Any], form: str) -> Iterator[Asked]:
    for key, issue in ISSUES.items():
        wanted = _of_stance(key, row["stance"], row.get("of", ""))
        if wanted:
            number = len(wanted) if row["asks"] == "count" else 0
            yield Asked(_filled(form, issue), row["asks"], wanted, HOLDERS.keys() - wanted, number=number)


def _both(row: dict[str, Any], form: str) -> Iterator[Asked]:
    for key, issue in ISSUES.items():
        for other, second in ISSUES.items():
            wanted = _of_stance(key, row["stance"]) & _of_stance(other, row["stance"])
            if wanted and key != other:
                text = _filled(form, issue, I2=second)
                yield Asked(text, "both", wanted, HOLDERS.keys() - wanted)


def _positions(row: dict[str, Any], form: str) -> Iterator[Asked]:
    for name, holder in HOLDERS.items():
        mine = {key: side for (who, key), side in held().items() if who == name}
        wanted = frozenset(ISSUES[key]["label"] for key, side in mine.items() if side == row["stance"])
        rest = frozenset(issue["label"] for issue in ISSUES.values()) - wanted
        if wanted:
            yield Asked(_filled(form, {}, H=holder), "positions", wanted, rest)


def _stance(row: dict[str, Any], form: str) -> Iterator[Asked]:
    for (name, key), side in held().items():
        text = _filled(form, ISSUES[key], H=HOLDERS[name])
        so = side == row.get("stance")
        verdicts = {
            "stance": set[str](),
            "verdict": {"yes" if so else "no"},
            "why": {""} if so else {"corrected", "no"},
        }[row["asks"]]
        yield Asked(
            text, row["asks"], frozenset({name}), HOLDERS.keys() - {name}, frozenset(verdicts),
            stances=frozenset({side}),
        )  # fmt: skip


def _pairs(row: dict[str, Any], form: str) -> Iterator[Asked]:
    sides = held()
    for name, key in sides:
        for other, second in HOLDERS.items():
            if (other, key) in sides and other > name:
                both = {sides[name, key], sides[other, key]}
                text = _filled(form, ISSUES[key], H=HOLDERS[name], G=second)
                verdicts = frozenset(
                    {"yes" if both == {"support"} else "no"} if row["asks"] == "verdicts" else ()
                )
                pair = frozenset({name, other})
                yield Asked(text, row["asks"], pair, HOLDERS.keys() - pair, verdicts, stances=frozenset(both))


# ----------------------------------------------------------------------------------------------- answers


def wrong(answer: Answer, asked: Asked) -> str:
    """What an answer asserts that is not so, "" if nothing."""
    said = _said(answer, asked)
    if asked.asks == "nobody":
        return f"asserts {sorted(said)}" if answer.answers else ""
    if false := said & asked.unwanted:
        return f"asserts {sorted(false)}"
    if asked.stances and {f.stance for f in answer.answers} - asked.stances:
        return f"asserts stances {[f.stance for f in answer.answers]}"
    if asked.verdicts and answer.verdict and answer.verdict not in asked.verdicts:
        both = answer.verdict == "both" and "no" in asked.verdicts and len(asked.stances) == 2
        return "" if both else f"verdict {answer.verdict}"
    return ""


def lacking(answer: Answer, asked: Asked) -> str:
    """What a right answer would have and this one has not, "" if nothing."""
    if missing := asked.wanted - _said(answer, asked):
        return f"{sorted(missing)} not among {sorted(_said(answer, asked))}"
    if asked.verdicts and answer.verdict not in asked.verdicts | {"both"}:
        return f"verdict {answer.verdict!r}"
    if asked.number and answer.answers[0].label != str(asked.number):
        return f"counted {answer.answers[0].label}"
    return ""


def _said(answer: Answer, asked: Asked) -> frozenset[str]:
    """Whom, or asked for positions what, an answer asserts."""
    if asked.asks == "positions":
        return frozenset(f.issue.partition(" (")[0] if f.issue else f.label for f in answer.answers)
    return frozenset(f.holder or f.label for f in answer.answers if f.kind != "number")
