"""Frames without a verb: "so die Ministerin", "laut X", "nach Angaben von X", "ihrer Ansicht nach"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.articles.findings import ActorKind
from loaders.lexicon.tables import words
from loaders.speech.direct import so_speaker
from loaders.speech.reading.nominals import Nominal, Range, extended
from loaders.speech.reading.parts import Kind
from loaders.speech.reading.reading import INDIRECT, Attribution, Reading

_DEPENDENT = frozenset({Kind.THAT, Kind.RELATIVE, Kind.ADVERBIAL, Kind.QUESTION, Kind.INFINITIVE})
HENCE = "hence"
"""The rule of a quotation whose speaker is a word that points back."""

_OF_SPEAKER = frozenset({Kind.RELATIVE, Kind.THAT, Kind.QUESTION, Kind.INFINITIVE})
_LAUT = frozenset({"laut", "gemäß"})


def find_sourced(reading: Reading) -> None:
    """Add the content of every such frame: the clause around it, without the frame itself."""
    for k, part in enumerate(reading.parts):
        speaker = so_speaker(reading, k) if k not in reading.frames else None
        if speaker is not None:
            reading.frames.add(k)
            around = (reading.sentence_begin(k), reading.sentence_end(k))
            whole = (reading.parts[around[0]].first, reading.parts[around[1]].end)
            end = max(part.end, speaker[1], _about(reading, k))
            _add(reading, whole, (part.start, end), speaker, [part.first], "so")
    for nominal, frame, cue in _sources(reading):
        place = reading.part_of(frame[0])
        if place is not None and reading.parts[place].kind is not Kind.QUOTED and place not in reading.frames:
            speaker = (nominal.start, frame[1] if cue < nominal.start else nominal.end)
            _add(reading, _clause_around(reading, place), frame, speaker, [cue], "source")


def _about(reading: Reading, k: int) -> int:
    """Where what is said of the speaker of part ``k`` ends: "so Weber, die auch angab, dass …"."""
    after = k + 1
    if after < len(reading.parts) and reading.parts[after].kind is Kind.RELATIVE:
        while after < len(reading.parts) and reading.parts[after].kind in _OF_SPEAKER:
            after += 1
    return reading.parts[after - 1].end


def find_hence(reading: Reading) -> None:
    """ "Demnach ist der Bau teurer": a clause that goes on with a source that was named before."""
    for k, part in enumerate(reading.parts):
        word = reading.tokens[part.first].lower
        if part.kind is Kind.MAIN and word in words("sources.hence") and part.finite == part.first + 1:
            frame = (part.first, part.first + 1)
            _add(
                reading,
                (part.start, reading.parts[reading.sentence_end(k)].end),
                frame,
                frame,
                [part.first],
                HENCE,
            )


def _sources(reading: Reading) -> Iterator[tuple[Nominal, Range, int]]:
    """Phrases that name a source: the phrase, the tokens of the frame, and the cue."""
    tokens = reading.tokens
    for nominal in reading.nominals:
        before = tokens[nominal.preposition].lower if nominal.preposition is not None else ""
        after = tokens[nominal.end].lower if nominal.end < len(tokens) else ""
        if after == "zufolge":
            yield nominal, (nominal.start, nominal.end + 1), nominal.end
        elif after == "nach" and nominal.preposition is None and _is_source(reading, nominal, "nach"):
            if not any(n.preposition == nominal.end for n in reading.nominals) or nominal.start == 0:
                yield nominal, (nominal.start, nominal.end + 1), nominal.end
        elif nominal.preposition is not None and (before in _LAUT or _is_source(reading, nominal, before)):
            end = extended(reading.unit, nominal, len(tokens), reading.nominals)
            yield nominal, (nominal.preposition, max(end, nominal.end)), nominal.preposition


def _is_source(reading: Reading, nominal: Nominal, preposition: str) -> bool:
    if preposition not in {"nach", "aus"}:
        return False
    head = reading.tokens[nominal.head]
    nouns = words("sources.out_of" if preposition == "aus" else "sources.nouns")
    if head.lemma.lower() in nouns or head.lower in nouns:
        return True
    return preposition == "nach" and head.lemma.lower().endswith(tuple(words("sources.heads")))


def _clause_around(reading: Reading, k: int) -> Range:
    """The clause a source in part ``k`` speaks for: a dependent one alone, else to the sentence end."""
    part = reading.parts[k]
    if part.kind in _DEPENDENT:
        last = max(j for j, other in enumerate(reading.parts) if j == k or other.clause is part.clause)
        return part.start, reading.parts[last].end
    begin = k
    if part.kind is not Kind.MAIN or part.verb_first:
        begin = reading.sentence_begin(k)
        while begin < k and reading.parts[begin].kind is Kind.AS and reading.cues[begin]:
            begin += 1
    return reading.parts[begin].first, reading.parts[reading.sentence_end(k)].end


def _add(reading: Reading, whole: Range, frame: Range, speaker: Range, cue: list[int], rule: str) -> None:
    pieces = [reading.trimmed((whole[0], frame[0])), reading.trimmed((frame[1], whole[1]))]
    content = [piece for piece in pieces if piece is not None]
    if sum(map(reading.words_in, content)) > 1:
        reading.found.append(Attribution(content, INDIRECT, speaker, cue, rule))


def find_headline(reading: Reading) -> None:
    """ "Ministerin Roth: Steuer muss sinken": a sentence after nothing but its speaker."""
    parts = reading.parts
    if reading.found or len(parts) < 2 or parts[0].kind is not Kind.FRAGMENT:
        return
    first, rest = parts[0], parts[1]
    whole = (n for n in reading.nominals if n.start == first.start and n.end == first.end)
    if rest.before != ":" or rest.finite is None or next(whole, None) is None:
        return
    actor = reading.actors.actor_at(reading.unit.span(first.start, first.end))
    if actor is not None and actor.kind in {ActorKind.PERSON, ActorKind.PARTY}:
        content = [(rest.start, len(reading.tokens))]
        reading.found.append(Attribution(content, INDIRECT, (first.start, first.end), rule="headline"))
