"""Indirect quotations: a verb, noun or attitude with the clause it introduces, before, after or around it."""

from __future__ import annotations

from loaders.german.morphology import is_double
from loaders.lexicon.tables import words
from loaders.speech.reading.cues import CLAUSE, INFINITIVE, OBJECT, Cue, opens_story
from loaders.speech.reading.nominals import Range
from loaders.speech.reading.parts import INDICATIVE, REPORTED, Kind, Part
from loaders.speech.reading.reading import CONTINUES, INDIRECT, Attribution, Reading
from loaders.speech.reading.speakers import matrix_subject, owner_of_noun, speaker_of, subject

_CLAUSES = frozenset({Kind.THAT, Kind.QUESTION})
_OWN_VERB = frozenset({Kind.RELATIVE, Kind.ADVERBIAL, Kind.THAT, Kind.QUESTION, Kind.AS})
_DEPENDENT = frozenset({Kind.ADVERBIAL, Kind.RELATIVE})
_LOOSE = 4  # words that may stand between a noun of speech and its clause


def find_indirect(reading: Reading) -> None:
    """Add the content of every frame with a cue that no earlier rule has taken."""
    for k, part in enumerate(reading.parts):
        if k in reading.frames or part.kind is Kind.QUOTED:
            continue
        cue = reading.cues[k]
        if cue is not None and CLAUSE in cue.takes and (part.kind is Kind.AS or _is_so(reading, k)):
            _around(reading, k, cue)
        elif not _after(reading, k, cue) and cue is not None and CLAUSE in cue.takes:
            _before(reading, k, cue)


def _is_so(reading: Reading, k: int) -> bool:
    """Whether part ``k`` is put into its content: "Der Plan, so heißt es in der Stadt, werde geändert"."""
    part = reading.parts[k]
    second = part.finite is not None and part.finite == part.first + 1
    so = second and part.before == "," and reading.tokens[part.first].lower == "so"
    named = so and reading.tokens[part.first + 1].lemma == "heißen"  # "„Blau“, so heißt ein Projekt, …"
    return so and (not named or reading.tokens[part.first + 2].lower == "es")


def _around(reading: Reading, k: int, cue: Cue) -> None:
    """ "Wie X mitteilte, …" and "…, wie X mitteilte": the rest of the sentence."""
    part = reading.parts[k]
    begin, end = reading.sentence_begin(k), reading.sentence_end(k)
    after = k + 1
    while after <= end and reading.parts[after].kind is Kind.RELATIVE:
        after += 1  # "wie aus einem Papier hervorgeht, das der Zeitung vorliegt, …"
    rest = (reading.parts[after - 1].end, reading.parts[end].end)
    pieces = [(reading.parts[begin].first, part.start), rest]
    content = [piece for piece in map(reading.trimmed, pieces) if piece is not None]
    reading.frames.add(k)
    if content:
        reading.found.append(
            Attribution(content, INDIRECT, speaker_of(reading, k, cue), list(cue.tokens), "wie")
        )


# -- content after its frame ----------------------------------------------------------------------------


def _after(reading: Reading, k: int, cue: Cue | None) -> bool:
    """Add the content that follows the clause of part ``k``; false if there is none."""
    n = _next(reading, k)
    if n is None:
        return False
    first = reading.parts[n]
    noun = _noun_cue(reading, k, n)
    start = _opening(reading, n, cue, noun is not None)
    if start is None:
        return False
    kind = INFINITIVE if first.kind is Kind.INFINITIVE else CLAUSE
    if cue is not None and (kind in cue.takes or noun is None):
        found = Attribution([], INDIRECT, speaker_of(reading, k, cue), list(cue.tokens), "after")
        if cue.attitude and _is_impersonal(reading, found.speaker):
            return False  # "sicher ist, dass …"
    elif noun is not None:
        found = Attribution([], INDIRECT, owner_of_noun(reading, noun, k), [noun], "noun")
    else:
        return False
    reading.frames.add(k)
    found.content = [*_begun_before(reading, k), *content_from(reading, start)]
    reading.found.append(found)
    return True


def _begun_before(reading: Reading, k: int) -> list[Range]:
    """Content that stands before a frame as well: "Es gehe nicht an, klagte sie, dass …"."""
    part = reading.parts[k]
    begin = reading.sentence_begin(k)
    if begin == k or not part.verb_first or part.coordinated or part.before != ",":
        return []
    before = reading.parts[begin:k]
    if not any(s.kind is Kind.MAIN and s.mood != INDICATIVE for s in before):
        return []
    piece = reading.trimmed((before[0].first, before[-1].end))
    return [piece] if piece is not None else []


def _is_impersonal(reading: Reading, speaker: Range | None) -> bool:
    return speaker is None or reading.tokens[speaker[0]].lower in {"es", "das", "dies"}


def _next(reading: Reading, k: int) -> int | None:
    """The part where the content of a frame in part ``k`` would begin."""
    clause = reading.clause(k)
    n = clause[-1] + 1
    if n > k + 1 and any(reading.parts[j].kind is Kind.RELATIVE and reading.cues[j] for j in clause[1:]):
        return None  # the relative clause is the frame
    if reading.parts[k].kind is not Kind.MAIN:
        while n < len(reading.parts) and reading.parts[n].kind in CONTINUES and not reading.cues[n]:
            n += 1
        if n < len(reading.parts) and n > k + 1 and reading.parts[n].kind is not Kind.THAT:
            return None
    if n >= len(reading.parts):
        return None
    following = reading.parts[n]
    return None if following.opens_sentence and following.before != ":" else n


def _opening(reading: Reading, n: int, cue: Cue | None, noun: bool) -> int | None:
    """The part where the content begins if part ``n`` opens one, else ``None``."""
    first = reading.parts[n]
    takes = cue.takes if cue is not None else frozenset()
    clause = noun or CLAUSE in takes
    opens = False
    if first.kind in _CLAUSES:
        opens = clause
    elif first.kind is Kind.INFINITIVE:
        complement = reading.tokens[first.first].lower not in words("clauses.not_complement")
        opens = complement and (noun or INFINITIVE in takes)
    elif first.kind is Kind.MAIN:
        opens = _main_opens(reading, n, cue, clause)
    elif first.kind is Kind.ADVERBIAL and n + 1 < len(reading.parts) and clause:
        following = reading.parts[n + 1]
        if following.kind is Kind.THAT:
            return n + 1
        opens = following.kind is Kind.MAIN and following.verb_first and following.mood != INDICATIVE
    if opens and first.kind is Kind.INFINITIVE:
        return _infinitive_start(reading, n)
    return n if opens else None


def _infinitive_start(reading: Reading, n: int) -> int:
    """Where an infinitive clause begins whose object has a relative clause ("Leute, die …, zu entlassen")."""
    first = reading.parts[n]
    bare = reading.tokens[first.first].tag in {"PTKZU", "VVIZU"}
    if bare and n > 1 and reading.parts[n - 1].kind is Kind.RELATIVE:
        return n - 2 if reading.parts[n - 2].kind is Kind.FRAGMENT else n
    return n


def _main_opens(reading: Reading, n: int, cue: Cue | None, clause: bool) -> bool:
    """Whether the main clause ``n`` is what was said: in the subjunctive, or plain after a bare frame."""
    first = reading.parts[n]
    if first.before not in {",", ":"} or first.coordinated or first.verb_first:
        return False
    if first.mood != INDICATIVE or (cue is not None and _is_charge(reading, first, cue)):
        return clause or cue is not None
    if reading.parts[n - 1].kind in {Kind.ADVERBIAL, Kind.THAT, Kind.QUESTION}:
        return False
    if cue is None or CLAUSE not in cue.takes or opens_story(reading.tokens[first.first]):
        return False
    return _has_no_object(reading, n, cue)


def _is_charge(reading: Reading, first: Part, cue: Cue) -> bool:
    """Whether they are charged with it in what may be a subjunctive: "warf ihnen vor, sie lehnten …"."""
    verb, opener = first.finite, reading.tokens[first.first]
    charged = cue.verb in words("claiming_verbs") and opener.tag == "PPER"
    return charged and verb is not None and is_double(reading.tokens[verb].text, reading.tokens[verb].lemma)


def _has_no_object(reading: Reading, n: int, cue: Cue) -> bool:
    """Whether the frame before part ``n`` leaves room for a plain clause: it has no object yet."""
    begin = reading.parts[reading.sentence_begin(n - 1)].start
    end = reading.parts[n].start
    bare = [x for x in reading.nominals if begin <= x.start < end and x.preposition is None]
    if any(reading.tokens[x.start].lower in words("verbs.accusative") for x in bare):
        return False
    return len([x for x in bare if not x.pronoun or x.subject]) <= (1 if OBJECT in cue.takes else 2)


def content_from(reading: Reading, start: int) -> list[Range]:
    """The ranges of the content that begins with part ``start``, without frames put into it."""
    opened = reading.parts[start]
    ranges: list[Range] = []
    begin, end = opened.start, start + 1
    unfinished = opened.kind in _CLAUSES and opened.finite is None
    while end < len(reading.parts):
        part = reading.parts[end]
        if (part.opens_sentence and part.before != ":") or part.kind is Kind.QUOTED:
            break
        if end in reading.frames and part.kind is Kind.FRAGMENT:
            ranges.append((begin, reading.parts[end - 1].end))
            begin = part.end
        elif unfinished:
            unfinished = part.finite is None or part.kind in _OWN_VERB
        elif _leaves(reading, end, opened):
            break
        end += 1
    ranges.append((begin, reading.parts[end - 1].end))
    return [piece for piece in map(reading.trimmed, ranges) if piece is not None]


def _leaves(reading: Reading, j: int, opened: Part) -> bool:
    """Whether part ``j`` no longer belongs to the content that ``opened`` opens."""
    part = reading.parts[j]
    reported = opened.mood != INDICATIVE
    if part.kind is Kind.AS:
        return reading.cues[j] is not None
    if part.kind is Kind.ADVERBIAL:
        contrast = reading.tokens[part.first].lower == "während"
        return contrast and reported and part.mood == INDICATIVE
    if part.kind is not Kind.MAIN or part.mood != INDICATIVE:
        return False
    if part.verb_first and reading.parts[j - 1].kind is Kind.ADVERBIAL and not part.coordinated:
        return False
    return not (opened.kind is Kind.MAIN and not reported and not part.verb_first)


def _noun_cue(reading: Reading, k: int, n: int) -> int | None:
    """A noun of speech near the end of the clause before part ``n`` (die Forderung, …)."""
    first = reading.parts[n]
    if first.kind not in _CLAUSES | {Kind.INFINITIVE} and first.mood == INDICATIVE:
        return None
    nouns = words("nouns.infinitive" if first.kind is Kind.INFINITIVE else "nouns.clause")
    lowest, last = reading.parts[k].start, reading.parts[n - 1].end
    near = [x for x in reading.nominals if lowest <= x.start and x.end <= last][-2:]
    for nominal in reversed(near):
        head = reading.tokens[nominal.head]
        named = head.tag == "NN" and (head.lemma.lower() in nouns or head.lower in nouns)
        if named and reading.words_in((nominal.end, last)) <= _LOOSE:
            return nominal.head
    return None


# -- content before its frame, or around it -------------------------------------------------------------


def _before(reading: Reading, k: int, cue: Cue) -> None:
    """ "…, sagte X" and "Das, sagte X, sei …": the frame opens with its verb."""
    part = reading.parts[k]
    if k == 0 or not part.verb_first or part.coordinated or part.before not in {",", "–", "—", "-"}:
        return
    begin = reading.sentence_begin(k)
    if begin == k:
        return
    after = reading.clause(k)[-1] + 1
    following = reading.parts[after] if after < len(reading.parts) else None
    middle = (
        following is not None
        and following.kind is Kind.MAIN
        and following.verb_first
        and not following.coordinated
        and following.before == ","
    )
    if not middle and cue.modal is None and _speaks_itself(reading, k):
        begin = _around_frames(reading, begin)
    full = any(s.kind in {Kind.MAIN, Kind.THAT, Kind.QUESTION} for s in reading.parts[begin:k])
    if not middle and (not full or not _speaks_itself(reading, k)):
        return
    piece = reading.trimmed((reading.parts[begin].first, reading.parts[k - 1].end))
    content = [piece] if piece is not None else []
    goes_on = following is not None and following.kind is Kind.MAIN and following.mood != INDICATIVE
    reading.frames.add(k)
    if middle or goes_on:
        content += content_from(reading, after)
    if content:
        speaker = speaker_of(reading, k, cue)
        reading.found.append(Attribution(content, INDIRECT, speaker, list(cue.tokens), "before"))


def _around_frames(reading: Reading, begin: int) -> int:
    """Where content begins that is itself framed: "Die SPD versprach, den Hafen zu bauen, sagte Weber"."""
    while begin and begin - 1 in reading.frames and not reading.parts[begin].opens_sentence:
        begin = reading.sentence_begin(begin - 1)
    return begin


def _speaks_itself(reading: Reading, k: int) -> bool:
    """Whether the subject of a frame stands behind its verb, so that the front is not its own."""
    part = reading.parts[k]
    assert part.finite is not None
    fields = [(part.start, part.end)]
    return subject(reading, fields, part.finite) is not None or reading.parts[k - 1].kind in _CLAUSES


# -- the subjunctive alone ------------------------------------------------------------------------------


def find_unframed(reading: Reading) -> None:
    """Add dependent clauses in Konjunktiv I that no frame introduces ("…, weil das Geld fehle").

    They say what the subject of the clause before them said or thought.
    """
    for k, part in enumerate(reading.parts):
        if k == 0 or part.kind not in _DEPENDENT or part.mood != REPORTED or part.finite is None:
            continue
        if any(a <= part.finite < b for f in reading.found for a, b in f.content):
            continue
        before = reading.parts[k - 1]
        if before.mood == INDICATIVE and before.kind is not Kind.QUOTED and not part.opens_sentence:
            content = content_from(reading, k)
            reading.found.append(Attribution(content, INDIRECT, matrix_subject(reading, k), [], "mood"))
