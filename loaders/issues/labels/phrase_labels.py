"""Labels of noun phrases: "schwere Folgen", "Kosten des Ausbaus und Lärm"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.german.tokens import Token
from loaders.issues.labels.adverbs import keeps_phrase
from loaders.issues.labels.cases import (
    adjective_ending,
    comparing,
    determiner,
    ending,
    is_dative_plural,
    is_place,
    manner_of,
    plural_of,
)
from loaders.issues.labels.label import Label, cut
from loaders.lexicon.frames import all_frames, noun_frames
from loaders.lexicon.gendered import is_gendered
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import read_table, words
from loaders.syntax.clause import Clause
from loaders.syntax.phrase import Phrase, is_example
from ontology.in_force import kept

_LONGEST_TAIL = 3  # phrases, without a last one that measures: "im Umkreis | von zehn Kilometern"
_LONGEST_UNIT = 4  # letters of the sign of a currency
CONTENT = frozenset({"NN", "NE", "FM", "ADJA", "TRUNC", "CARD", "XY"})


def of_phrase(
    tokens: Sequence[Token], phrase: Phrase, tail: Sequence[Phrase] = (), skip: frozenset[int] = frozenset()
) -> Label:
    """The label of a noun phrase with its coordinated members and the prepositional phrases after it."""
    if phrase.kind == "PRON" and phrase.genitive is not None:
        phrase = phrase.genitive  # "einige der Forderungen"
    parts: list[str] = []
    lemmas: list[str] = []
    for number, member in enumerate(phrase.members):
        if number == len(phrase.members) - 1 and parts:
            parts.append("und")
        elif number and parts:
            parts[-1] += ","
        _add_nominal(tokens, member, parts, lemmas, skip)
    for follower in tail:
        add_tail(tokens, follower, parts, lemmas)
    head = tokens[phrase.head]
    if not parts:
        parts, lemmas = [head.text], [lemma_of(head)]
    inner = _known(tokens, phrase) if not tail and not phrase.conjuncts else None
    several = [replace(member, conjuncts=[]) for member in phrase.members] if phrase.conjuncts else []
    members = tuple(of_phrase(tokens, member, skip=skip) for member in several)
    definite = _is_definite(tokens, phrase)
    return Label(cut(parts), tuple(lemmas), lemma_of(head), members, definite, complement=inner)


def _known(tokens: Sequence[Token], phrase: Phrase) -> Label | None:
    """The genitive behind a noun where it is definite and ends the phrase: "Abschaffung | der Gebühren"."""
    genitive = phrase.genitive
    if genitive is None or genitive.first < phrase.head or genitive.end != phrase.end or genitive.conjuncts:
        return None
    return of_phrase(tokens, genitive) if _is_definite(tokens, genitive) else None


def _is_definite(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase begins with an article or pronoun that points to something known, as in "im Plan"."""
    first = tokens[phrase.first]
    return first.tag == "APPRART" or determiner(tokens, phrase) in words("definite_determiners")


def _add_nominal(
    tokens: Sequence[Token], phrase: Phrase, parts: list[str], lemmas: list[str], without: frozenset[int]
) -> None:
    """The noun with its adjectives in the nominative without article, and its genitive as it stands."""
    end = phrase.genitive.first if phrase.genitive and phrase.genitive.first > phrase.head else phrase.end
    skip = set(without)
    if compared := comparing(tokens, phrase):
        parts.append(compared)
        lemmas.append(compared)
    if phrase.genitive and phrase.genitive.first < phrase.head:
        parts.append(tokens[phrase.genitive.head].text)
        lemmas.append(lemma_of(tokens[phrase.genitive.head]).removesuffix("s"))
        skip |= set(range(phrase.genitive.first, phrase.genitive.end))
    within = {i for inner in phrase.inner for i in range(inner.first, inner.end)}
    skip |= within  # with "ins Spiel" goes the participle: "die ins Spiel gebrachte Möglichkeit"
    behind = _behind(tokens, phrase, end)
    for i in range(phrase.first, behind):
        token = tokens[i]
        if (
            i in skip
            or token.tag not in CONTENT
            or (token.tag == "ADJA" and (token.lower in words("empty_adjectives") or i - 1 in within))
        ):
            continue
        if token.tag == "ADJA" and i > phrase.first + 1 and tokens[i - 1].tag == "KON" and parts:
            parts += (
                [tokens[i - 1].lower] if tokens[i - 2].tag == "ADJA" else []
            )  # "freie | und | faire Wahl"
        if token.tag == "ADJA" and i > phrase.first and tokens[i - 1].lower == "nicht":
            parts.append("nicht")  # "nicht notwendige Reisen"
            lemmas.append("nicht")
        if (how := manner_of(tokens, i, phrase.first)) is not None:
            parts.append(how.lower)  # "staatlich finanzierte Kurse"
            lemmas.append(how.lemma)
        counted = i > phrase.first and tokens[i - 1].tag == "CARD"  # "80 Millionen | Euro"
        verbal = i == phrase.head and determiner(tokens, phrase) == "das"  # "das Grillen" is no "Grill"
        kept = verbal or (counted and i != phrase.head)
        parts.append(token.text if kept and token.tag != "ADJA" else _nominative(token, phrase))
        if token.tag == "TRUNC" and i + 1 < end and tokens[i + 1].tag == "KON":
            parts.append(tokens[i + 1].text)  # "Kranken- und Pflegekassen"
        lemmas.append(lemma_of(token))
    parts += [] if phrase.end > phrase.head + 1 else _stroke(tokens, phrase.end)
    parts += _unit_behind(tokens, phrase)
    if _is_numbered(tokens, phrase):
        parts.append(tokens[phrase.end].text)
        lemmas.append(tokens[phrase.end].text)
    if behind < phrase.end:
        for token in without_brackets([*tokens[behind : phrase.end], *_name_behind(tokens, phrase.end)]):
            parts.append(token.text)
            if token.tag in CONTENT:
                lemmas.append(lemma_of(token))


def _unit_behind(tokens: Sequence[Token], phrase: Phrase) -> list[str]:
    """The unit behind a count of millions that the phrase does not take in: "263 Milliarden | Rp"."""
    end, head = phrase.end, tokens[phrase.head]
    if end != phrase.head + 1 or end >= len(tokens) or head.lemma.lower() not in words("large_numbers"):
        return []
    unit = tokens[end]
    return [unit.text] if unit.tag in {"NE", "XY", "FM", "NN"} and len(unit.text) <= _LONGEST_UNIT else []


def _stroke(tokens: Sequence[Token], end: int) -> list[str]:
    """What a stroke joins to a noun: "Bonus | /Malus-Modell"."""
    joined = end + 1 < len(tokens) and tokens[end].text == "/" and tokens[end + 1].tag in {"NN", "NE"}
    return ["/" + tokens[end + 1].text] if joined else []


def _name_behind(tokens: Sequence[Token], end: int) -> Sequence[Token]:
    """The name right behind a noun that takes one: "des Reaktors | Emsland", "in der Provinz | Idlib"."""
    last = tokens[end - 1]
    measured = end > 1 and tokens[end - 2].tag == "CARD" and last.lemma.lower() in words("time_nouns")
    if measured and end < len(tokens) and tokens[end].tag == "NN":
        return tokens[end : end + 1]  # "zwei Jahren | Haft"
    named = last.lemma.lower().endswith(tuple(words("named_nouns") | words("apposed_nouns")))
    if last.tag != "NN" or not (named or analyse(last.lemma) is not None):
        return ()
    stop = end
    while stop < len(tokens) and tokens[stop].tag == "NE" and stop < end + 2:
        stop += 1
    if stop == end < len(tokens) and tokens[end].tag == "CARD":
        after = tokens[end + 1].tag if end + 1 < len(tokens) else "$."
        stop += after not in {"NN", "NE", "ADJA", "CARD"}  # "Ausbau der Autobahn | 7"
    return tokens[end:stop]


def _behind(tokens: Sequence[Token], phrase: Phrase, end: int) -> int:
    """Where the words behind the noun begin that stay as they are: its genitive, "Leute | in den Dörfern"."""
    opening = (i for i in range(phrase.head + 1, end) if tokens[i].tag in {"APPR", "APPRART", "ART"})
    return next(opening, end)


def _is_numbered(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a number after the noun belongs to it: "Tempo 30", "Artikel 5"."""
    if phrase.end != phrase.head + 1 or phrase.end >= len(tokens) or tokens[phrase.head].tag != "NN":
        return False
    after = tokens[phrase.end + 1].tag if phrase.end + 1 < len(tokens) else "$."
    return tokens[phrase.end].tag == "CARD" and after not in {"NN", "NE", "ADJA", "CARD"}


def without_brackets(tokens: Sequence[Token]) -> list[Token]:
    """The tokens outside round brackets: "Weber (SPD)" is "Weber"."""
    kept, depth = [], 0
    for token in tokens:
        depth += token.text == "("
        if depth == 0:
            kept.append(token)
        depth -= token.text == ")" and depth > 0
    return kept


def add_tail(tokens: Sequence[Token], phrase: Phrase, parts: list[str], lemmas: list[str]) -> None:
    """Add a prepositional phrase as it stands to the words of a label and to its lemmas."""
    if phrase.first and (keeps_phrase(tokens[phrase.first - 1].text) or is_example(tokens, phrase)):
        parts.append(tokens[phrase.first - 1].lower)
    for token in without_brackets([*tokens[phrase.first : phrase.last], *_name_behind(tokens, phrase.last)]):
        parts.append(token.lower if token.tag in {"APPR", "APPRART"} else token.text)
        if token.tag in CONTENT or token.index == tokens[phrase.first].index:
            lemmas.append(lemma_of(token))
    if _is_numbered(tokens, phrase):
        parts.append(tokens[phrase.end].text)
        lemmas.append(tokens[phrase.end].text)


def _nominative(token: Token, phrase: Phrase) -> str:
    if is_gendered(token.text):
        return token.text
    if token.tag == "ADJA" and not token.text[-1].isdigit() and not is_place(token):
        stem = token.text[: -len(ending(token.text))] if ending(token.text) else token.text
        return stem + adjective_ending(phrase)
    if token.tag == "NN" and not phrase.may_be_plural:
        inflected = token.lemma[:3].lower() == token.text[:3].lower() and token.text != token.lemma + "e"
        return token.lemma if inflected else token.text
    return plural_of(token) if phrase.must_be("d") or is_dative_plural(token) else token.text


def lemma_of(token: Token) -> str:
    """The lemma; comparatives keep their own form, as "höhere Steuern" are not "hohe Steuern"."""
    lemma = token.lemma or token.text
    if token.tag == "ADJA" and not lemma.endswith("er"):
        form = token.lower.removesuffix(ending(token.lower))
        if form.endswith("er") and len(form) > 4:
            return form
    return lemma


def tail_of(clause: Clause, phrase: Phrase, excluded: frozenset[str] = frozenset()) -> list[Phrase]:
    """Prepositional phrases right after a noun phrase that can belong to it; times do not."""
    tail: list[Phrase] = []
    end = phrase.last
    is_person = clause.tokens[phrase.head].tag == "NE" and phrase.first < phrase.head
    for candidate in clause.phrases:
        if is_example(clause.tokens, candidate) and candidate.first == end + 1:
            tail.append(candidate)
            end = candidate.last
            continue
        if candidate.prep is None or candidate.kind == "PROAV" or not _is_next(clause, candidate, end):
            continue
        spelled = tuple(t.lower for t in clause.tokens[candidate.first : candidate.end])
        named = candidate.kind == "NP" or candidate.genitive is not None  # "von zwei der Städte"
        if not named or is_person or _is_fixed(clause, spelled):
            break
        head = clause.tokens[candidate.head]
        rate = candidate.prep in {"pro", "je"}  # "130 Kilometer pro Stunde"
        is_time = {head.lower, head.lemma.lower()} & words("time_nouns") and not (
            rate or _is_measure(clause, candidate)
        )
        is_year = (
            head.tag == "CARD"
            and candidate.genitive is None
            and (candidate.prep != "von" or (len(head.text) == 4 and head.text.isdigit()))
        )
        if is_time or is_year or _is_reaction(clause, candidate) or _is_told(clause, phrase, candidate):
            break
        if _is_occasion(clause, phrase, candidate):
            break
        if _is_governed(clause, candidate):
            break
        if candidate.prep in excluded | words("no_part_prepositions") or not _may_follow(
            clause, phrase, candidate
        ):
            break
        if len(tail) >= _LONGEST_TAIL and not _is_measure(clause, candidate):
            break
        tail.append(candidate)
        end = candidate.last
    return tail


def _is_next(clause: Clause, phrase: Phrase, end: int) -> bool:
    """Whether a phrase begins at ``end``, perhaps after one word such as "auch" ("Geld auch für Schulen")."""
    if phrase.first == end:
        return True
    return phrase.first == end + 1 and clause.tokens[end].lower in words("focus_adverbs")


def _is_fixed(clause: Clause, spelled: tuple[str, ...]) -> bool:
    """Whether a prepositional phrase belongs to the verb of its clause: "in Aussicht stellen"."""
    verbs = fixed_phrases().get(spelled, frozenset())
    return bool(verbs) and (clause.verb is None or clause.verb.lemma in verbs)


@kept
def fixed_phrases() -> dict[tuple[str, ...], frozenset[str]]:
    """Prepositional phrases to the verbs that they make an idiom with: "in Aussicht", "aufs Spiel"."""
    found: dict[tuple[str, ...], set[str]] = {}
    for row in read_table("idioms"):
        found.setdefault(tuple(row["phrase"].split()), set()).add(row["verb"])
    for frame in all_frames():
        found.setdefault(frame.required, set()).add(frame.lemma)
    return {phrase: frozenset(verbs) for phrase, verbs in found.items() if len(phrase) > 1}


def _is_reaction(clause: Clause, candidate: Phrase) -> bool:
    """Whether the verb of the clause says what is met with the noun: "stößt mit dem Plan | auf Kritik"."""
    if clause.verb is None or not noun_frames(clause.tokens[candidate.head].lemma)[0]:
        return False
    return candidate.prep in _reaction_prepositions().get(clause.verb.lemma, frozenset())


def _is_measure(clause: Clause, candidate: Phrase) -> bool:
    """Whether a counted time says how much, not when: "Obergrenze | von 60 Nächten"."""
    counted = any(clause.tokens[i].tag == "CARD" for i in range(candidate.first, candidate.head))
    return counted and candidate.prep in words("measuring_prepositions")


def _is_told(clause: Clause, phrase: Phrase, candidate: Phrase) -> bool:
    """Whether a phrase is the verb's own: against or with what something is defended, for what it is held.

    "verteidigte den Plan | gegen Kritik", "rechtfertigt die Gebühr | mit den Kosten", "hält die Gebühr für
    Eltern | für einen Skandal", "machte den Zuschuss | zur Bedingung".
    """
    verb, prep = clause.verb.lemma if clause.verb is not None else "", candidate.prep
    if verb == "halten" and prep == "für":
        return candidate is [other for other in clause.prepositionals if other.prep == "für"][-1]
    if verb in words("making_verbs") and prep == "zu":
        return True
    if verb in words("explaining_verbs") and prep == "mit":
        named = clause.tokens[candidate.head].tag == "NE"
        return not named and not clause.tokens[phrase.head].lower.endswith(tuple(words("mutual_nouns")))
    return verb in words("defending_verbs") and prep in words("defending_prepositions")


def _is_occasion(clause: Clause, phrase: Phrase, candidate: Phrase) -> bool:
    """Whether a phrase tells where or by what words somebody takes a position, not which matter it is.

    "lehnte die Teilung | bei einem Treffen in Kiel | ab", "Klage gegen das Gesetz | beim Landgericht".
    """
    about, there = clause.tokens[phrase.head].lower, clause.tokens[candidate.head].lower
    if candidate.prep in words("court_prepositions") and there.endswith(tuple(words("courts"))):
        return not about.endswith(tuple(words("proceedings")))
    if candidate.prep not in words("occasion_prepositions") or not there.endswith(tuple(words("occasions"))):
        return False
    known = clause.tokens[candidate.first].tag == "APPRART" or (
        determiner(clause.tokens, candidate) in words("definite_determiners")
    )
    return not known and not about.endswith(tuple(words("uttered_nouns")))


def _is_governed(clause: Clause, candidate: Phrase) -> bool:
    """Whether a phrase is the one with a preposition that the verb of the clause stands with.

    Of several it is the first, unless that touches a noun: "begründete ihre Kritik an Verträgen mit Jarun |
    mit den Kosten". By what means it does so is the verb's own, too.
    """
    own = _governed().get(clause.verb.lemma, frozenset()) if clause.verb is not None else frozenset()
    found = [phrase for phrase in clause.prepositionals if phrase.prep in own]
    if not found:
        return False
    touches = any(other.last == found[0].first for other in clause.phrases)
    stands = found[-1 if touches else 0]
    by_means = candidate.prep == "durch" and candidate.last == stands.first  # "führt | durch Fehler | zu Not"
    return candidate is stands or by_means


@kept
def _governed() -> dict[str, frozenset[str]]:
    """Verbs to the prepositions that they stand with (``data/governed.tsv``)."""
    return {row["verb"]: frozenset(row["prepositions"].split()) for row in read_table("governed")}


@kept
def _reaction_prepositions() -> dict[str, frozenset[str]]:
    """Verb to the prepositions before a noun of stance beside it (``data/reactions.tsv``)."""
    found: dict[str, frozenset[str]] = {}
    for row in read_table("reactions"):
        found[row["verb"]] = found.get(row["verb"], frozenset()) | {row["noun"]}
    return found


def _may_follow(clause: Clause, phrase: Phrase, candidate: Phrase) -> bool:
    """Whether a prepositional phrase can belong to the noun: "nach" only to nouns such as "Forderung"."""
    if clause.tokens[candidate.head].lemma.lower() in {"vorbild", "muster", "beispiel", "art"}:
        return True
    head = clause.tokens[phrase.head].lemma.lower()
    named = clause.tokens[candidate.head].tag == "NE"
    if candidate.prep == "nach" and named and head.endswith(tuple(words("motion_nouns"))):
        return True  # "die Abschiebung nach Syrien"
    if candidate.prep == "unter" and head.endswith(tuple(words("sharing_nouns"))):
        return True  # "Verteilung der Lasten unter den Ländern"
    if candidate.prep == "unter" and clause.tokens[candidate.head].lower.endswith(
        tuple(words("threshold_nouns"))
    ):
        return True  # "Verbot von Verkäufen unter dem Einstandspreis"
    if candidate.prep in words("loose_prepositions"):
        slots = {slot for frame in noun_frames(clause.tokens[phrase.head].lemma)[0] for slot in frame.issue}
        return candidate.prep in slots
    return True
