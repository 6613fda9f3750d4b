"""Direct quotations: quoted sentences with their frames, and quoted words inside a clause."""

from __future__ import annotations

from loaders.german.verbs import FINITE
from loaders.lexicon.tables import words
from loaders.speech.reading.cues import NAME, OBJECT
from loaders.speech.reading.nominals import Range, extended
from loaders.speech.reading.parts import Kind
from loaders.speech.reading.reading import DIRECT, Attribution, Reading
from loaders.speech.reading.speakers import speaker_of, subject
from loaders.speech.reading.units import Quote

_FAR = 4  # parts between a quotation and the verb of the frame before it


def find_direct(reading: Reading) -> None:
    """Add every quoted sentence; its frame stands after it, before it or is missing."""
    for k, part in enumerate(reading.parts):
        if part.kind is not Kind.QUOTED:
            continue
        if part.before == ":" and _only_names(reading, _frame_before(reading, k - 1)):
            continue
        found = Attribution([(part.start, part.end)], DIRECT, rule="marks")
        frame = _frame_after(reading, k)
        if frame is None and k + 1 < len(reading.parts) and (speaker := so_speaker(reading, k + 1)):
            found.speaker, found.cue = speaker, [reading.parts[k + 1].first]
            reading.frames.add(k + 1)
        elif frame is None and k and part.before in {":", ","}:
            frame = _frame_before(reading, k - 1)
            if frame is None and part.before == ":":
                found.speaker = _named_before(reading, k - 1)
        if frame is not None:
            _attach(reading, found, frame)
        reading.found.append(found)


def _named_before(reading: Reading, k: int) -> Range | None:
    """The speaker of "Weber: …": a noun phrase alone before the colon."""
    part = reading.parts[k]
    inside = (n for n in reading.nominals if part.start <= n.start and n.end <= part.end)
    nominal = next((n for n in inside if n.subject), None)
    if part.kind is not Kind.FRAGMENT or nominal is None:
        return None
    return nominal.start, extended(reading.unit, nominal, part.end, reading.nominals)


def _frame_after(reading: Reading, k: int) -> int | None:
    """The frame after a quotation: it opens with its verb, with "so" and its verb, or is "wie X sagte"."""
    if k + 1 >= len(reading.parts):
        return None
    after = reading.parts[k + 1]
    if after.coordinated or after.finite is None or after.opens_sentence:
        return None
    so = reading.tokens[after.first].lower == "so" and after.finite == after.first + 1
    if after.kind is Kind.MAIN and (after.verb_first or so):
        return k + 1
    return k + 1 if after.kind is Kind.AS and reading.cues[k + 1] else None


def _frame_before(reading: Reading, k: int) -> int | None:
    """The part with the verb of the clause that ends with part ``k``."""
    for j in range(k, max(-1, k - _FAR), -1):
        part = reading.parts[j]
        if part.kind is Kind.QUOTED:
            return None
        main = part.kind not in {Kind.RELATIVE, Kind.ADVERBIAL, Kind.THAT, Kind.QUESTION}
        if part.finite is not None and (main or reading.cues[j]):
            return j
    return None


def _only_names(reading: Reading, k: int | None) -> bool:
    """Whether a clause gives the name of a thing: "ist ihr erstes Buch: …"."""
    finite = reading.parts[k].finite if k is not None else None
    if k is None or finite is None or reading.cues[k] is not None:
        return False
    nouns = words("nouns.clause")
    part = reading.parts[k]
    speech = any(t.lemma.lower() in nouns for t in reading.tokens[part.start : part.end])
    return reading.tokens[finite].lemma == "sein" and not speech


def _attach(reading: Reading, found: Attribution, frame: int) -> None:
    part, cue = reading.parts[frame], reading.cues[frame]
    if cue is not None:
        found.speaker, found.cue = speaker_of(reading, frame, cue), list(cue.tokens)
    elif part.finite is not None:
        found.speaker = subject(reading, reading.fields(frame), part.finite)
        found.cue = [part.finite]
    reading.frames.add(frame)


def so_speaker(reading: Reading, k: int) -> Range | None:
    """The speaker of a part like "so die Ministerin", or ``None``."""
    part = reading.parts[k]
    if part.kind is not Kind.FRAGMENT or reading.tokens[part.first].lower != "so":
        return None
    places = (part.first + 1, part.first + 2)
    nominal = next((n for n in reading.nominals if n.start in places and n.subject), None)
    if nominal is None:
        return None
    return nominal.start, extended(reading.unit, nominal, len(reading.tokens), reading.nominals)


def find_quoted_words(reading: Reading) -> None:
    """Add quoted words inside a clause: part of another quotation, or words a verb of speech repeats."""
    for quote in reading.unit.quotes:
        if quote.whole:
            continue
        outer = _outer(reading, quote)
        if outer is not None:
            reading.found.append(
                Attribution([(quote.start, quote.end)], DIRECT, outer.speaker, outer.cue, "part")
            )
            continue
        k = reading.part_of(quote.start)
        cue = reading.cues[k] if k is not None else None
        if (
            k is None
            or cue is None
            or not cue.takes & {NAME, OBJECT}
            or cue.passive
            or _is_title(reading, quote)
        ):
            continue
        speaker = speaker_of(reading, k, cue)
        inside = speaker is not None and speaker[0] <= quote.start < speaker[1]
        if not inside and (
            _says_something(reading, quote) or (NAME in cue.takes and _is_predicate(reading, quote))
        ):
            reading.found.append(
                Attribution([(quote.start, quote.end)], DIRECT, speaker, list(cue.tokens), "words")
            )


def _outer(reading: Reading, quote: Quote) -> Attribution | None:
    return next(
        (f for f in reading.found if any(a <= quote.start and quote.end <= b for a, b in f.content)), None
    )


def _says_something(reading: Reading, quote: Quote) -> bool:
    """Whether quoted words are more than a name: a verb, adjective or adverb among several words."""
    inner = [t for t in reading.tokens[quote.start : quote.end] if t.is_word]
    return len(inner) > 2 and any(t.tag in FINITE | {"ADJA", "ADJD", "ADV", "VVPP", "VVINF"} for t in inner)


def _is_predicate(reading: Reading, quote: Quote) -> bool:
    """Whether quoted words stand as what something is called: after "als", or with "nennen"."""
    before = [t.lower for t in reading.tokens[max(0, quote.start - 3) : quote.start]]
    return "als" in before or any(
        t.lemma in {"nennen", "sprechen", "schimpfen", "beschimpfen", "titulieren"} for t in reading.tokens
    )


def _is_title(reading: Reading, quote: Quote) -> bool:
    """Whether quoted words are the name of the noun before them (die Zeitung „Blatt“)."""
    before = reading.tokens[quote.start - 1] if quote.start else None
    if before is None or _says_something(reading, quote):
        return False
    inner = [t for t in reading.tokens[quote.start : quote.end] if t.is_word]
    names = all(t.tag in {"NE", "CARD", "XY", "FM"} for t in inner)
    return before.tag in {"NN", "NE"} or (before.tag in {"ART", "APPR", "APPRART"} and names)
