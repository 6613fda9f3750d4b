"""Who holds which office."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.ask.indexes.index_records import Post, post_of
from graph.ask.linking.inquiry import Inquiry, nodes
from graph.ask.linking.resolve import actor_and_topic, only_actors
from graph.ask.positions.answer import Finding
from graph.ask.positions.outcome import Outcome
from graph.ask.reading.question import QuestionReading
from graph.ask.words.stems import likeness, stem, words
from graph.ask.words.topic_terms import LIGHT, TopicTerm, content_stems, terms_of
from graph.ask.words.word_files import small_words
from graph.ask.words.wording import say, say_day
from graph.things.passages import with_passage
from graph.things.things import literals
from graph.things.titles import held_as
from ontology.in_force import kept

_ENOUGH = 0.75
_IN_ARTICLE = 0.6
"""What a word counts that only the article around an office tells."""


def offices_of(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Which offices someone holds, or the members of a group hold."""
    actors = only_actors(inquiry, reading.slots.get("actor", ""), roles=reading.relation == "office")
    if not actors:
        return None
    label = actors.called(inquiry)
    understood = say("offices-of", inquiry.language, actor=label)
    members = [m for iri in actors.iris for m in members_of(inquiry, iri)]
    findings = _findings(inquiry, [*actors.iris, *members], "office")
    if not findings and (namesakes := _holders_of_namesakes(inquiry, actors.iris)):
        rows = tuple(row for row in _findings(inquiry, namesakes, "office") if row.evidence)
        return Outcome(understood, rows, say("members-unknown", inquiry.language, actor=label))
    if not findings:
        if reading.relation != "office" and not any(_is_person(inquiry, iri) for iri in actors.iris):
            return None
        return Outcome(understood, (), say("nothing-office-of", inquiry.language, actor=label))
    return Outcome(understood, findings)


def tenure(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Since or until when someone holds an office."""
    actors, topic = actor_and_topic(inquiry, reading.about)
    terms = terms_of(topic.text)
    if not actors or not terms:
        return None
    rows = []
    for post, made in _tenures(inquiry, actors.iris):
        if _of_deputy(post.name) != _of_deputy(topic.text):
            continue
        office = content_stems(f"{post.name} {made.label}")
        score = max(_answers(term, office, content_stems(post.quote)) for term in terms)
        if score >= _ENOUGH and (post.begun or post.ended):
            days = " – ".join((post.begun, post.ended)) if post.ended else post.begun
            rows.append(
                replace(made, label=days, kind="date", score=score, note=f"{made.holder}: {made.label}")
            )
    if not rows:
        return None
    understood = say("when", inquiry.language, what=f"{actors.called(inquiry)} {topic.text}")
    return Outcome(understood, tuple(sorted(rows, key=lambda row: (-row.score, row.label))))


def members_of(inquiry: Inquiry, group: str) -> list[str]:
    """The actors that a text or the background counts among ``group``."""
    links = inquiry.index.links
    counted = [actor for actor, groups in links["partOfCollective"].items() if group in groups]
    return sorted({*counted, *links["hasMember"][group]})


def _holders_of_namesakes(inquiry: Inquiry, groups: Sequence[str]) -> list[str]:
    """Who holds an office, as the texts say, in a body called like a group or in one of its members.

    No text may say who "die Europäer" are; those who hold offices in the members of the European Union are.
    """
    things = inquiry.index.things
    called = {stem(words(things[iri].label("de"))[0]) for iri in groups if not _is_person(inquiry, iri)}
    bodies = {
        thing.iri
        for thing in inquiry.index.of_sort("actor")
        if "Alliance" in thing.classes and stem(words(thing.label("de"))[0]) in called
    }
    places = bodies | {member for body in bodies for member in inquiry.index.links["hasMember"][body]}
    posts = inquiry.index.posts
    near = {post.office for post in posts if post.organisation in places}
    near |= {office for office, states in inquiry.index.links["represents"].items() if states & places}
    return sorted({post.actor for post in posts if post.quote and post.office in near})


def _is_person(inquiry: Inquiry, iri: str) -> bool:
    thing = inquiry.index.things.get(iri)
    return thing is not None and "Person" in thing.classes


def office_holder(inquiry: Inquiry, reading: QuestionReading) -> Outcome | None:
    """Who holds an office, or any office; today's holders and those the texts name come first."""
    text = reading.slots.get("office") or reading.slots.get("organisation", "")
    leader = "organisation" in reading.slots
    sentence = "office-holder" if text else "all-offices"
    understood = say(sentence, inquiry.language, office=text)
    posts = _matching(inquiry, text, leader) if text else [(1.0, p) for p in inquiry.index.posts if p.quote]
    if not posts:
        return None
    scores = {post.tenure: score for score, post in posts}
    told = {post.tenure for _, post in posts if not text or _names_all(inquiry, post, text)}
    actors = list(dict.fromkeys(post.actor for _score, post in posts))
    found = [(post, finding) for post, finding in _tenures(inquiry, actors) if post.tenure in scores]
    kind = "actor" if text else "office"
    rows = [
        (
            post.tenure in told,
            replace(finding, score=scores[post.tenure] + _standing(inquiry, post), note=_when(inquiry, post)),
        )
        for post, finding in _relevant(inquiry, found)
    ]
    answers = _merged(inquiry, [row for is_told, row in rows if is_told], kind)
    near = _merged(inquiry, [row for is_told, row in rows if not is_told], kind)
    message = "" if answers else say("office-near", inquiry.language)
    return Outcome(understood, answers, message, () if answers else near)


def _names_all(inquiry: Inquiry, post: Post, text: str) -> bool:
    """Whether office, organisation and evidence answer to every word, so that none is left to the article."""
    if _is_called(post, text):
        return True
    around, office = _around(inquiry, post), content_stems(post.name)
    return all(_answers(term, office, around) for term in terms_of(text) if term.weight > LIGHT)


def _around(inquiry: Inquiry, post: Post) -> frozenset[str]:
    """The words of the organisation and of what says that somebody holds an office."""
    place = inquiry.index.things.get(post.organisation)
    names = [name for texts in place.names.values() for name in texts] if place else []
    return content_stems(" ".join([*names, post.quote]))


def _day(inquiry: Inquiry) -> str:
    """The day the question is about: the last day it names, else that of the newest article."""
    until = inquiry.filters.until
    return until.isoformat() if until else inquiry.index.newest_day or dt.date.today().isoformat()


def _relevant(inquiry: Inquiry, found: Sequence[tuple[Post, Finding]]) -> list[tuple[Post, Finding]]:
    """Without those who, by the background alone, held the office at some other time."""
    day = _day(inquiry)
    held = {(post.actor, post.office) for post, _ in found if post.quote}
    named = inquiry.index.links["mentionedIn"]
    near = [
        (p, f)
        for p, f in found
        if p.quote or (p.actor, p.office) in held or p.held_on(day) or named.get(p.actor)
    ]
    return near or list(found)


def _standing(inquiry: Inquiry, post: Post) -> float:
    """What raises a holder: holding the office on the day in question, being named by the texts."""
    known = [
        other for other in inquiry.index.posts if (other.actor, other.office) == (post.actor, post.office)
    ]
    day = _day(inquiry)
    current = any(other.held_on(day) for other in known)
    past = any(other.ended and other.ended < day for other in known) or post.former
    mentions = len(inquiry.index.links["mentionedIn"].get(post.actor, ()))
    attested = 1.0 if any(other.quote for other in known) else 0.7 if mentions else 0.0
    return 0.5 * attested + 0.3 * current - 0.1 * (past and not current) + 0.01 * min(mentions, 10)


def _when(inquiry: Inquiry, post: Post) -> str:
    """Since or until when, where that is known."""
    language = inquiry.language
    begun, ended = (say_day(day, language) for day in (post.begun, post.ended))
    if post.ended and post.ended <= _day(inquiry):
        name = "note-from-until" if begun else "note-until"
        return say(name, language, begun=begun, ended=ended, date=ended)
    if post.former:
        return say("note-former", language)
    return say("note-since", language, date=begun) if begun else ""


def _matching(inquiry: Inquiry, text: str, leader: bool) -> list[tuple[float, Post]]:
    """The posts whose office, organisation and evidence answer to every word of ``text``."""
    terms, deputy = terms_of(text), _of_deputy(text)
    found = []
    for post in inquiry.index.posts:
        if _of_deputy(post.name) != deputy:
            continue
        around, office = _around(inquiry, post), content_stems(post.name)
        answers = [_answers(term, office, around) for term in terms]
        if post.quote and 0 < sum(answers) < len(answers):
            answers = [
                score or _IN_ARTICLE * _is_told(inquiry, post, term)
                for score, term in zip(answers, terms, strict=True)
            ]
        called = _is_called(post, text)
        score = 1.0 if called else sum(answers) / max(1, len(terms))
        in_office = leader or called or any(_answers(term, office, frozenset()) for term in terms)
        if score >= _ENOUGH and in_office and terms:
            found.append((score, post))
    best = max((score for score, _ in found), default=0.0)
    return sorted(((s, p) for s, p in found if s >= best - 0.05), key=lambda pair: (-pair[0], pair[1].tenure))


@kept
def _of_deputy(office: str) -> bool:
    """Whether an office, as it is named, is that of a deputy: a vice chancellor is no chancellor."""
    beginnings = tuple(frozenset().union(*small_words()["deputy"].values()))
    return any(word.startswith(beginnings) for word in words(office))


def _is_called(post: Post, text: str) -> bool:
    """Whether an office has all words of ``text`` in its name, in whatever language that is."""
    return bool(said := content_stems(text)) and said <= content_stems(post.name)


def _is_told(inquiry: Inquiry, post: Post, term: TopicTerm) -> bool:
    """Whether an article that names the holder speaks of ``term`` (the town of a mayor)."""
    texts = (
        inquiry.index.texts.get(iri, "") for iri in inquiry.index.links["mentionedIn"].get(post.actor, ())
    )
    return any(not term.stems.isdisjoint(content_stems(text)) for text in texts)


def _answers(term: TopicTerm, office: frozenset[str], around: frozenset[str]) -> float:
    """How well an office answers to a term; words of organisation and evidence count a little less."""
    best = 0.0
    for option, weight in term.options:
        best = max([best, *(weight * _same_office(option, word) for word in office)])
        best = max([best, *(0.9 * weight * likeness(option, word) for word in around)])
    return best


def _same_office(asked: str, known: str) -> float:
    """An office answers to its own name in both genders, and as the head of a longer one."""
    bare_asked, bare_known = asked.removesuffix("in"), known.removesuffix("in")
    return 1.0 if bare_asked == bare_known else likeness(bare_asked, bare_known)


def _findings(inquiry: Inquiry, actors: Sequence[str], kind: str) -> tuple[Finding, ...]:
    found = _tenures(inquiry, actors)
    return _merged(inquiry, [replace(f, score=_standing(inquiry, post)) for post, f in found], kind)


def _tenures(inquiry: Inquiry, actors: Sequence[str]) -> list[tuple[Post, Finding]]:
    """The offices of ``actors`` with their evidence."""
    found: dict[str, tuple[Post, Finding]] = {}
    rows = inquiry.query("ask-tenures", {"actor": nodes(actors)})
    said: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        said[row["actor"]].append(row.get("quote", ""))
    for row in rows:
        names = literals(inquiry.knowledge, row["office"], "skos:altLabel")
        title, holder = row.get("name") or inquiry.label(row["office"]), inquiry.label(row["actor"])
        name = held_as(title, said[row["actor"]], holder, names)
        place = row.get("organisation", "")
        post = post_of(row, name, place)
        if row["tenure"] not in found:
            finding = Finding(
                label=f"{name} ({inquiry.label(place)})" if place else name,
                iri=row["office"],
                kind="office",
                holder=inquiry.label(row["actor"]),
                holder_iri=row["actor"],
                source=row.get("source"),
                date=post.begun or None,
                note=_when(inquiry, post),
            )
            found[row["tenure"]] = post, finding
        known, before = found[row["tenure"]]
        found[row["tenure"]] = known, replace(before, evidence=with_passage(before.evidence, row))
    return list(found.values())


def _merged(inquiry: Inquiry, findings: Sequence[Finding], kind: str) -> tuple[Finding, ...]:
    """One finding for each holder and office, the latest first; asked for holders, they are the label.

    The day an office was taken up is told in its note, with its end.
    """
    merged: dict[tuple[str | None, str], Finding] = {}
    for finding in findings:
        key = finding.holder_iri, finding.iri
        before = merged.get(key, finding)
        proofs = tuple(dict.fromkeys((*before.evidence, *finding.evidence)))
        note, source = before.note or finding.note, before.source or finding.source
        merged[key] = replace(before, evidence=proofs, note=note, source=source)
    latest = sorted(merged.values(), key=lambda f: f.date or "", reverse=True)
    rows = [replace(f, date=None) if f.note else f for f in latest]
    if kind == "actor":
        rows = [
            replace(
                f,
                label=f.holder or "",
                iri=f.holder_iri or "",
                kind="actor",
                note="; ".join(filter(None, (f.label, f.note))),
            )
            for f in rows
        ]
    return tuple(sorted(rows, key=lambda f: (-f.score, bool(f.note) and kind == "office", f.holder or "")))
