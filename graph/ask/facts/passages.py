"""Where the graph holds no position that answers a question: the sentences that speak of it.

A passage is not an answer the graph vouches for; it is a sentence of a loaded text, quoted with who
speaks or acts in it, and said to be no more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.ask.facts.alike import alike, joined
from graph.ask.facts.speakers import speakers
from graph.ask.indexes.full_text import FullText, full_text_of
from graph.ask.indexes.sentences import TextSentence
from graph.ask.linking.inquiry import Inquiry, Topic, nodes
from graph.ask.positions.answer import Finding
from graph.ask.positions.fetching import fetch
from graph.ask.positions.matches import proof_note
from graph.ask.reading.question import QuestionReading, tokens, written
from graph.ask.words.asked_acts import AskedAct, act_named, acts
from graph.ask.words.kinds import kinds
from graph.ask.words.language import guess
from graph.ask.words.stems import words
from graph.ask.words.topic_terms import TopicTerm
from graph.ask.words.word_files import without_happening
from graph.ask.words.wording import say
from graph.things.passages import Passage, quoted_spans

_MOST = 5
_LIGHT = 0.3
_WHO = {"holders", "who", "office-holder", "participants", "relation", "changed"}
_ENOUGH = 0.4
"""Share of the question that a sentence must answer, with what its article tells."""
_NOUNS = 0.2
"""Share of the question's names and nouns that the sentence itself must answer."""
_AMONG_BEST = 0.6
_ASKED = 0.5
"""Weight of the question's other words (of stance, of happening) beside those of its matter."""
_BEFORE, _NAMED_IN_ARTICLE, _IN_ARTICLE = 0.7, 0.6, 0.4
"""What a word counts in the sentence before, a name and another word elsewhere in the article."""
_HEARD = 0.3
"""How well sentence or article must answer to some word of the matter other than names."""
_TELLING = 2.5
"""From which score who is asked about is known to speak or take a position in a sentence."""
_UNTRANSLATED = 0.25
"""Weight of a word of an English question that neither glossary nor texts know."""
_SAME_STANCE, _OTHER_STANCE = 0.95, 0.75
"""What a sentence counts that has no word of the act but of its stance, or only of another stance."""


def passages(inquiry: Inquiry, reading: QuestionReading, text: str) -> tuple[Finding, ...]:
    """The sentences that speak of what ``text`` asks, each with who speaks or acts in it, best first."""
    if inquiry.sources:
        return ()
    full = full_text_of(inquiry.knowledge, inquiry.index)
    topic, terms = _terms(inquiry, full, reading, text)
    if not any(term.weight > _LIGHT for term in terms):
        return ()
    if reading.intent == "relation":
        reading = replace(reading, act="criticise" if reading.relation == "disagree" else "support")
    act = act_named(reading.act) if reading.act else None
    who = reading.intent in _WHO
    nearest = full.find(terms)
    found = _ranked(inquiry, full, terms, act, nearest)
    found = found if who else _by_the_actor(full, terms, found)
    if act and topic.actors and all(term.name for term in topic.terms):
        found = _of_the_act(inquiry, act, topic.actors, found)
    else:
        found = _of_the_matter(full, topic, found) if topic.actors else found
        likest = alike(
            inquiry,
            full,
            topic.terms or terms,
            text,
            nearest,
            lambda document: _is_asked_of(inquiry, document),
        )
        found = joined([sentence for _, sentence in found], likest) if likest else found
    if not inquiry.whole_texts:
        found = [(score, quoted) for score, one in found if (quoted := _quoted(inquiry, one))]
    if not found:
        return ()
    rows = [_finding(inquiry, score, sentence, who, topic, reading) for score, sentence in found[:_MOST]]
    inquiry.query("ask-passages", {"document": nodes(sorted({s.document for _, s in found[:_MOST]}))})
    return _with_positions(inquiry, tuple(dict.fromkeys(rows)))


def told_once(passages: Sequence[Finding], told: Sequence[Finding]) -> tuple[Finding, ...]:
    """``passages`` without the sentences that prove what is ``told`` already."""
    proofs = [proof for finding in told for proof in finding.evidence]
    return tuple(f for f in passages if not any(_is_whole(f.evidence[0], proof) for proof in proofs))


def _is_whole(sentence: Passage, proof: Passage) -> bool:
    """Whether ``proof`` has all words of ``sentence``."""
    rest = (
        sentence.quote[: max(0, proof.start - sentence.start)] + sentence.quote[proof.end - sentence.start :]
    )
    return _overlap(sentence, proof) and not words(rest)


def _with_positions(inquiry: Inquiry, rows: Sequence[Finding]) -> tuple[Finding, ...]:
    """``rows``, each that proves positions (if not the one asked for) with whose and on what."""
    held = fetch(inquiry, documents=sorted({row.evidence[0].document for row in rows}))
    own = [position for position in held if position.how == "own"]

    def noted(row: Finding) -> Finding:
        proved = [p for p in own if any(_overlap(row.evidence[0], proof) for proof in p.passages)]
        notes = dict.fromkeys(proof_note(inquiry, position) for position in proved)
        return replace(row, note="; ".join(notes), position=proved[0].iri) if proved else row

    return tuple(map(noted, rows))


def _overlap(one: Passage, other: Passage) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end


def _terms(
    inquiry: Inquiry, full: FullText, reading: QuestionReading, text: str
) -> tuple[Topic, list[TopicTerm]]:
    """What the question is about, and its terms, rarer ones and those of its matter weighing more."""
    about = reading.about or tuple(tokens(words) for words in reading.slots.values())
    matter = written(tuple(token for segment in about for token in segment))
    topic = inquiry.worded(without_happening(matter), roles=False)
    known = {stem for term in topic.terms for stem in term.stems}
    whole = inquiry.worded(without_happening(text), roles=False).terms
    others = [replace(t, weight=_ASKED * t.weight) for t in whole if known.isdisjoint(t.stems)]
    weighed = []
    for term in (*topic.terms, *others):
        heard = full.vocabulary.touched(term) or not term.foreign
        weighed.append(
            replace(
                term, weight=term.weight * (0.3 + 0.7 * full.rarity(term)) * (1.0 if heard else _UNTRANSLATED)
            )
        )
    return topic, weighed


def _ranked(
    inquiry: Inquiry,
    full: FullText,
    terms: Sequence[TopicTerm],
    act: AskedAct | None,
    nearest: Sequence[TextSentence],
) -> list[tuple[float, TextSentence]]:
    """The best of the ``nearest`` and how well each answers; words of the stance asked for put one first."""
    total = sum(term.weight for term in terms)
    nouns = [term for term in terms if term.noun] or terms
    least = _NOUNS * sum(term.weight for term in nouns)
    scored = []
    for sentence in nearest:
        if not _is_asked_of(inquiry, sentence.document):
            continue
        article = full.stems_of(sentence.document)
        score = sum(term.weight * _answers(full, term, sentence, article) for term in terms) / total
        if sum(t.weight * full.vocabulary.answers(t, sentence.stems) for t in nouns) < least:
            continue
        scored.append((score * (_fit(act, sentence) if act else 1.0), sentence))
    scored.sort(key=lambda pair: (-pair[0], pair[1].document, pair[1].start))
    best = scored[0][0] if scored else 0.0
    return [pair for pair in scored if pair[0] >= max(_ENOUGH, _AMONG_BEST * best)][: 4 * _MOST]


def _answers(full: FullText, term: TopicTerm, sentence: TextSentence, article: frozenset[str]) -> float:
    """How well a sentence answers to ``term``; what only stands around it counts less."""
    answers = full.vocabulary.answers
    around = _NAMED_IN_ARTICLE if term.name else _IN_ARTICLE
    return max(
        answers(term, sentence.stems),
        _BEFORE * answers(term, sentence.reach),
        around * answers(term, article),
    )


def _by_the_actor(
    full: FullText, terms: Sequence[TopicTerm], found: list[tuple[float, TextSentence]]
) -> list[tuple[float, TextSentence]]:
    """The sentences that name whom the question names, or stand behind one that does, if there are any."""
    named = [term for term in terms if term.name]
    answers = full.vocabulary.answers
    direct = [
        (score, one) for score, one in found if all(answers(term, one.stems | one.reach) for term in named)
    ]
    return direct if direct or len(named) > 1 else found


def _of_the_act(
    inquiry: Inquiry, act: AskedAct, actors: Sequence[str], found: list[tuple[float, TextSentence]]
) -> list[tuple[float, TextSentence]]:
    """Asked only what ``actors`` demand, reject …: sentences that name one, with words of the stance.

    Others just share a name with the question. Where one of them acts, a sentence comes first.
    """
    rows = []
    for score, one in found:
        theirs = [n.score for n in speakers(inquiry, one, act, set()) if n.iri in actors]
        if theirs and (max(theirs) >= _TELLING or _fit(act, one) >= _SAME_STANCE):
            rows.append((max(theirs) < 0, score, one))
    return [(score, one) for _, score, one in sorted(rows, key=lambda row: row[0])]


def _of_the_matter(
    full: FullText, topic: Topic, found: list[tuple[float, TextSentence]]
) -> list[tuple[float, TextSentence]]:
    """Without the sentences that share only names with a topic that has other words: their article, too."""
    heard = [t for t in topic.terms if not t.name and (full.vocabulary.touched(t) or not t.foreign)]
    matter = [term for term in heard if term.noun and term.weight > _LIGHT]

    def speaks_of(sentence: TextSentence) -> bool:
        article = full.stems_of(sentence.document)
        return any(_answers(full, term, sentence, article) >= _HEARD for term in matter)

    return [pair for pair in found if speaks_of(pair[1])] if matter else found


def _is_asked_of(inquiry: Inquiry, document: str) -> bool:
    """Whether an article is one of those, and of the time, that the question is restricted to."""
    if inquiry.documents and document not in inquiry.documents:
        return False
    issued = inquiry.index.issued.get(document, "")
    since, until = inquiry.filters.since, inquiry.filters.until
    return (not since or issued >= since.isoformat()) and (
        not until or (bool(issued) and issued <= until.isoformat())
    )


def _fit(act: AskedAct, sentence: TextSentence) -> float:
    """How well a sentence's words of stance fit: the act's own, then its stance, none, the other."""
    language = guess(sentence.text, "de")
    found = tokens(sentence.text)
    verbs = (token.folded if place == 0 or not token.capital else "–" for place, token in enumerate(found))
    line = "".join(word + " " for word in verbs)
    if _says(act, line, language):
        return 1.0
    stances = {other.stance for other in acts() if other.stance and _says(other, line, language)}
    if act.stance in stances:
        return _SAME_STANCE
    return 0.9 if not stances or not act.stance else _OTHER_STANCE


def _says(act: AskedAct, line: str, language: str) -> bool:
    return any(not phrase.weak and phrase.pattern.search(line) for phrase in act.phrases[language])


def _quoted(inquiry: Inquiry, sentence: TextSentence) -> TextSentence | None:
    """The longest part of ``sentence`` that the graph quotes."""
    first, last = sentence.start, sentence.end
    spans = [
        (max(start, first), min(end, last))
        for start, end in quoted_spans(inquiry.knowledge, sentence.document)
        if start < last and end > first
    ]
    if not spans:
        return None
    start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]))
    return replace(sentence, start=start, end=end, text=sentence.text[start - first : end - first], before="")


def _finding(
    inquiry: Inquiry, score: float, sentence: TextSentence, who: bool, topic: Topic, reading: QuestionReading
) -> Finding:
    """A sentence as a row: asked who, its label is who speaks or acts in it, else the document's title."""
    title = inquiry.index.label(sentence.document)
    issued = inquiry.index.issued.get(sentence.document)
    proof = Passage(sentence.document, sentence.start, sentence.end, sentence.text, title, issued)
    actor = _actor(inquiry, sentence, topic, reading) if who else ""
    return Finding(
        label=inquiry.label(actor) if actor else title or say("unknown-voice", inquiry.language),
        iri=actor or sentence.document,
        kind="passage",
        evidence=(proof,),
        date=issued,
        note=say("note-passage", inquiry.language),
        score=score,
    )


def _actor(inquiry: Inquiry, sentence: TextSentence, topic: Topic, reading: QuestionReading) -> str:
    """Who speaks or acts in the sentence, "" if nobody it names does."""
    act = act_named(reading.act) if reading.act else None
    found = speakers(inquiry, sentence, act, classes_of(reading.kind))
    return next((one.iri for one in found if one.iri not in topic.actors and one.score >= 0), "")


def classes_of(kind: str) -> set[str]:
    """The classes of the ontology that a kind of actors means; none if any actor will do."""
    return set(kinds()[kind]["classes"]) if kind else set()
