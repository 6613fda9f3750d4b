"""Speech acts that a text reports without the words: "Die Partei fordert einen Mindestlohn."."""

from __future__ import annotations

from loaders.speech.cues import OBJECT, Cue
from loaders.speech.lexicon import noun_list
from loaders.speech.reading import REPORTED, Found, Reading
from loaders.speech.segments import INDICATIVE, Kind
from loaders.speech.speakers import speaker_of
from loaders.speech.units import STOPS

_NOT_SAID = frozenset({"müssen", "können", "dürfen"})  # whoever must or can say something has not said it


def find_acts(reading: Reading) -> None:
    """Add each clause with a verb of speech and what it is about, unless its content was found already."""
    for k, segment in enumerate(reading.segments):
        cue = reading.cues[k]
        if cue is None or k in reading.frames or segment.kind is not Kind.MAIN or segment.finite is None:
            continue
        if segment.mood != INDICATIVE or cue.modal in _NOT_SAID or not _has_object(reading, k, cue):
            continue
        start = reading.segments[reading.sentence_begin(k)].first
        end = reading.segments[reading.sentence_end(k)].end
        while end < len(reading.tokens) and reading.tokens[end].text in STOPS:
            end += 1
        if not any(a < end and start < b for f in reading.found for a, b in f.content):
            reading.found.append(Found([(start, end)], REPORTED, speaker_of(reading, k, cue), [], "reported"))


def _has_object(reading: Reading, k: int, cue: Cue) -> bool:
    """Whether the clause says what the speech act is about: an object, or a phrase with its preposition."""
    fields = reading.fields(k)
    inside = [n for n in reading.nominals if any(a <= n.start < b for a, b in fields)]
    if cue.verb in noun_list("idioms", "verbs") and any(
        reading.tokens[n.head].lower.endswith(tuple(noun_list("idioms", "objects"))) for n in inside
    ):
        return False
    for nominal in inside:
        if (
            nominal.preposition is not None
            and reading.tokens[nominal.preposition].lemma.lower() in cue.prepositions
        ):
            return True
    bare = [n for n in inside if n.preposition is None and reading.tokens[n.head].lower not in {"sich", "es"}]
    return OBJECT in cue.takes and len(bare) >= (1 if cue.passive else 2)
