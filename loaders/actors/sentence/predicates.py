"""What a phrase does in its sentence: the verb whose subject it can be, whether only somebody can do that."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.actors.sentence.naming import FINITE_TAGS, Naming
from loaders.german.morphology import is_plural_verb
from loaders.german.tokens import Token
from loaders.lexicon.person_verbs import person_verbs
from loaders.lexicon.tables import words
from ontology.in_force import kept

_LONGEST_GAP = 10  # tokens between a subject and its verb
_MARKS = frozenset({",", ";", ":", ".", "!", "?", "–", "(", ")", "„", "“", '"', "»", "«"})
_OPENERS = frozenset({"KON", "KOUS", "ADV", "PIS", "PTKA", "PROAV"})
_OPEN_VERBS = frozenset({"VVPP", "VVINF", "VVIZU"})
_GENITIVES = frozenset({"der", "des", "eines", "einer", "dieser", "dieses"})


def is_subject(phrase: Naming) -> bool:
    """Whether the phrase can be a nominative: no preposition, no oblique article, no place of a genitive."""
    if phrase.preposition or phrase.determiner in words("oblique_determiners"):
        return False
    before = phrase.sentence.tokens[phrase.start - 1] if phrase.start else None
    return not (
        (phrase.determiner == "der" and phrase.gender in {"f", "p"})
        or (before is not None and before.tag == "NN" and bool(phrase.determiner))
    )


def minds(phrase: Naming) -> str:
    """How surely the phrase is somebody, by the verb it is the subject of: alone, yes, no, or nothing.

    The values are those of ``data/person_verbs.tsv``; the verb agrees with the phrase in number.
    """
    return person_verbs().get(verb_of(phrase), "")


def verb_of(phrase: Naming) -> str:
    """The lemma of the verb whose subject the phrase can be, as it agrees with it in number; else empty."""
    if not is_subject(phrase):
        return ""
    tokens = phrase.sentence.tokens
    k = _verb_before(tokens, phrase.start) if phrase.start else None
    if k is None:
        k = _verb_after(tokens, phrase.start, phrase.end)
    if k is None or is_plural_verb(tokens[k].text) != phrase.plural:
        return ""
    return _lemma(tokens, k)


def _verb_before(tokens: Sequence[Token], start: int) -> int | None:
    """The finite verb directly before a subject: "Gestern protestierten Winzer", "freuten sich Winzer"."""
    k = start - 1
    while k > 0 and (tokens[k].tag in {"PRF", "ADV"}):
        k -= 1
    return k if tokens[k].tag in FINITE_TAGS else None


def _verb_after(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """The verb after a subject that begins its clause; what stands between depends on the subject."""
    before = tokens[start - 1] if start else None
    if before is not None and before.tag not in _OPENERS and before.text not in _MARKS:
        return None
    subordinate = before is not None and before.tag == "KOUS"
    dependent = subordinate
    for k in range(end, min(end + _LONGEST_GAP, len(tokens))):
        token = tokens[k]
        if token.tag in FINITE_TAGS or (token.tag in _OPEN_VERBS and token.lemma in person_verbs()):
            return k
        if token.text in _MARKS or token.tag in {"KOUS", "PRELS"}:
            return None
        dependent = dependent or token.tag in {"APPR", "APPRART"} or token.lower in _GENITIVES
        if not dependent and token.tag in {"NN", "NE", "ART", "PPER"}:
            return None
    return None


def _lemma(tokens: Sequence[Token], k: int) -> str:
    """The full verb of the clause with the finite verb at ``k``, with its particle; none in the passive."""
    verb, rest = tokens[k], list(_rest(tokens, k))
    if verb.tag not in {"VAFIN", "VMFIN"}:
        particle = next((t.lower for t in rest if t.tag == "PTKVZ"), "")
        return particle + verb.lemma
    full = [t for t in rest if t.tag in _OPEN_VERBS]
    before = tokens[k - 1] if k else None
    if not full and before is not None and before.tag in _OPEN_VERBS:
        full = [before]  # "dass Winzer die Steuer abgelehnt haben"
    passive = verb.lemma in {"werden", "sein"} and bool(full) and full[0].tag == "VVPP"
    return full[-1].lemma if full and not passive else ""


def _rest(tokens: Sequence[Token], k: int) -> Sequence[Token]:
    """The words of a clause after its finite verb at ``k``."""
    end = k + 1
    while end < len(tokens) and tokens[end].text not in _MARKS:
        end += 1
    return tokens[k + 1 : end]


def minding(tokens: Sequence[Token]) -> frozenset[str]:
    """How surely the verbs of a sentence make somebody of their subjects: a quick look before ``minds``."""
    stems = _stems()
    return frozenset(stems[t.lemma] for t in tokens if t.tag[0] == "V" and t.lemma in stems)


@kept
def _stems() -> dict[str, str]:
    """The verbs of ``person_verbs``, also without their particle: "lehnen"."""
    found = dict(person_verbs())
    for lemma, sure in person_verbs().items():
        for particle in words("verb_particles"):
            if lemma.startswith(particle):
                found.setdefault(lemma.removeprefix(particle), sure)
    return found
