"""Speech acts that a text reports without the words: "Die Partei fordert einen Mindestlohn."."""

from __future__ import annotations

from loaders.lexicon.tables import words
from loaders.speech.reading.cues import OBJECT, Cue
from loaders.speech.reading.parts import INDICATIVE, Kind, Part
from loaders.speech.reading.reading import ACT, INDIRECT, Attribution, Reading
from loaders.speech.reading.speakers import speaker_of, subject
from loaders.speech.reading.units import STOPS

_NOT_SAID = frozenset({"müssen", "können", "dürfen"})  # whoever must or can say something has not said it


def find_acts(reading: Reading) -> None:
    """Add each clause with a verb of speech and what it is about, and each plan, unless it is found."""
    for k, part in enumerate(reading.parts):
        if k in reading.frames or part.kind is not Kind.MAIN or part.finite is None:
            continue
        if part.mood != INDICATIVE or reading.is_conditional(k):
            continue
        cue = reading.cues[k]
        if not (_is_plan(part) or (cue is not None and _reports(reading, k, cue))):
            continue
        first, last = reading.sentence_begin(k), reading.sentence_end(k)
        start, end = reading.parts[first].first, reading.parts[last].end
        while end < len(reading.tokens) and reading.tokens[end].text in STOPS:
            end += 1
        told = any(a < end and start < b for f in reading.found for a, b in f.content)
        if not told and not any(j in reading.frames for j in range(first, last + 1)):
            fields = reading.fields(k)
            speaker = speaker_of(reading, k, cue) if cue else subject(reading, fields, part.finite)
            rule = "agentless" if cue is not None and cue.passive and speaker is None else "reported"
            reading.found.append(Attribution([(start, end)], ACT, speaker, [], rule))


def _is_plan(part: Part) -> bool:
    """Whether a clause tells what somebody has declared to want: "Die Bahn will den Takt verdichten"."""
    verb = part.clause.verb if part.clause is not None else None
    return verb is not None and verb.modal == "wollen" and verb.tense == "present"


def _reports(reading: Reading, k: int, cue: Cue) -> bool:
    """Whether a clause with a verb of speech reports what is said now, and says what it is about."""
    part = reading.parts[k]
    verb = part.clause.verb if part.clause is not None else None
    earlier = verb is not None and verb.tense == "pluperfect"  # the story before the news
    points = reading.tokens[part.first].lower in {"das", "dies"} and part.finite == part.first + 1
    return cue.modal not in _NOT_SAID and not earlier and not points and _has_object(reading, k, cue)


def points_back(reading: Reading) -> Attribution | None:
    """A frame whose content is the sentence before: "Dies teilte das Ministerium mit."."""
    if not reading.parts or any(s.kind is Kind.QUOTED for s in reading.parts):
        return None
    part, cue = reading.parts[0], reading.cues[0]
    pronoun = reading.tokens[part.first].lower in {"das", "dies"} and part.finite == part.first + 1
    if cue is None or not pronoun or cue.passive or cue.verb not in words("acts.points_back"):
        return None
    if any(s.finite is not None for s in reading.parts[1:]):
        return None
    speaker = speaker_of(reading, 0, cue)
    if speaker is None or speaker[0] <= part.first:
        return None
    return Attribution([(part.first, part.first + 1)], INDIRECT, speaker, list(cue.tokens), "back")


def _has_object(reading: Reading, k: int, cue: Cue) -> bool:
    """Whether the clause says what the speech act is about: an object, or a phrase with its preposition."""
    if cue.passive and cue.verb not in words("acts.passive"):
        return False  # "wurde bestätigt", "wurde abgelehnt": what was done, not what was said
    fields = reading.fields(k)
    inside = [n for n in reading.nominals if any(a <= n.start < b for a, b in fields)]
    if cue.verb in words("idioms.verbs") and any(
        reading.tokens[n.head].lower.endswith(tuple(words("idioms.objects"))) for n in inside
    ):
        return False
    for nominal in inside:
        if (
            nominal.preposition is not None
            and reading.tokens[nominal.preposition].lemma.lower() in cue.prepositions
        ):
            return True
    if "als" in cue.prepositions and any(
        reading.tokens[i].lower == "als" for a, b in fields for i in range(a, b)
    ):
        return True
    bare = [n for n in inside if n.preposition is None and reading.tokens[n.head].lower not in {"sich", "es"}]
    return OBJECT in cue.takes and len(bare) >= (1 if cue.passive else 2)
