"""The verb complex of a clause: full verb with its particle, auxiliaries, modal, tense, voice and mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.german.morphology import is_plural_verb, mood
from loaders.german.tokens import Token
from loaders.lexicon.tables import words

FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
NONFINITE = frozenset({"VVPP", "VVINF", "VAINF", "VAPP", "VMINF", "VMPP", "VVIZU"})
VERBAL = FINITE | NONFINITE | {"PTKVZ", "PTKZU"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb complex. ``tokens`` are indexes into the words of the clause's reader.

    ``lemma`` is the full verb with its separable particle ("ablehnen"); for a copula clause it is the
    copula ("sein"). ``voice`` is active, passive or state; ``mood`` is ind, konj1, konj2 or inf (no finite
    verb); ``tense`` is present, past, perfect, pluperfect or future; ``modal`` the lemma of a modal verb.
    """

    lemma: str
    tokens: tuple[int, ...]
    finite: int | None
    voice: str
    mood: str
    tense: str
    modal: str | None
    plural: bool
    auxiliary: str | None = None
    with_zu: bool = False


def read_verb(tokens: Sequence[Token], positions: Sequence[int]) -> Verb | None:
    """The verb complex made of the verbal tokens at ``positions``; ``None`` if there is no verb."""
    verbal = [i for i in positions if tokens[i].tag in VERBAL]
    if not any(tokens[i].tag not in {"PTKVZ", "PTKZU"} for i in verbal):
        return None
    finite = _finite(tokens, verbal)
    full = _full(tokens, verbal, finite)
    lemma = full_lemma(tokens, verbal, full)
    others = [tokens[i] for i in verbal if i not in {full, finite}]
    modal = _modal(tokens, finite, others)
    auxiliary = tokens[finite].lemma if finite is not None and finite != full else None
    return Verb(
        lemma,
        tuple(verbal),
        finite,
        _voice(tokens, full, finite, others),
        mood(tokens[finite].text, tokens[finite].lemma) if finite is not None else "inf",
        _tense(tokens, full, finite, others),
        modal,
        finite is not None and is_plural_verb(tokens[finite].text),
        auxiliary,
        any(tokens[i].tag in {"PTKZU", "VVIZU"} for i in verbal),
    )


def _finite(tokens: Sequence[Token], verbal: Sequence[int]) -> int | None:
    finite = [i for i in verbal if tokens[i].tag in FINITE]
    if not finite:
        return None
    # A clause has one finite verb; an auxiliary or modal is surer than a full verb tagged finite by mistake.
    return next((i for i in finite if tokens[i].tag in {"VAFIN", "VMFIN"}), finite[0])


def _full(tokens: Sequence[Token], verbal: Sequence[int], finite: int | None) -> int:
    """The token that carries the meaning: a full verb before an auxiliary, the infinite before the finite."""
    full = [i for i in verbal if tokens[i].tag[:2] == "VV" and i != finite]
    if finite is not None and tokens[finite].tag == "VVFIN":
        full = [i for i in full if tokens[i].tag != "VVFIN"]  # "steht dem Plan | reserviert | gegenüber"
    if finite is not None and tokens[finite].tag == "VVFIN" and all(tokens[i].tag == "VVPP" for i in full):
        full = (
            [] if tokens[finite].lemma.lower() not in words("participle_verbs") else full
        )  # trat geschlossen auf
    if full:
        return full[-1] if len(full) > 1 and tokens[full[-1]].tag != "VVPP" and finite is None else full[0]
    if finite is not None and tokens[finite].tag[:2] == "VV":
        return finite
    rest = [i for i in verbal if tokens[i].tag[:2] in {"VA", "VM"} and i != finite]
    return rest[0] if rest else finite if finite is not None else verbal[0]


def full_lemma(tokens: Sequence[Token], verbal: Sequence[int], full: int) -> str:
    """The lemma of the full verb, joined with its separated particle."""
    lemma = tokens[full].lemma.lower()
    if tokens[full].tag in FINITE and (tokens[full].tag[:2] == "VV" or lemma == "haben"):
        particles = [i for i in verbal if tokens[i].tag == "PTKVZ" and i > full]
        if particles:
            return tokens[particles[-1]].lower + lemma
    return lemma


def _modal(tokens: Sequence[Token], finite: int | None, others: Sequence[Token]) -> str | None:
    if finite is not None and tokens[finite].tag == "VMFIN":
        return tokens[finite].lemma
    return next((t.lemma for t in others if t.tag in {"VMINF", "VMPP"}), None)


def _voice(tokens: Sequence[Token], full: int, finite: int | None, others: Sequence[Token]) -> str:
    if tokens[full].tag != "VVPP":
        infinitive = tokens[full].tag in {"VVINF", "VVIZU"}
        if infinitive and finite is not None and tokens[finite].lemma == "sein" and finite != full:
            return "passive"  # ist abzulehnen
        return "active"
    auxiliaries = [t for t in others if t.tag[:2] == "VA"]
    if finite is not None and finite != full:
        auxiliaries.append(tokens[finite])
    lemmas = {t.lemma for t in auxiliaries}
    if "werden" in lemmas or any(t.lower == "worden" for t in auxiliaries):
        return "passive"
    if finite is None and not lemmas:
        return "passive"  # participle clause
    if "sein" in lemmas and tokens[full].lemma.lower() not in words("sein_perfect"):
        return "state"
    return "active"


def _tense(tokens: Sequence[Token], full: int, finite: int | None, others: Sequence[Token]) -> str:
    if finite is None:
        return "present"
    token = tokens[finite]
    past = token.lower in words("past_auxiliaries") or (token.tag == "VVFIN" and _is_past(token))
    if tokens[full].tag in {"VVPP", "VAPP"} and token.lemma in {"haben", "sein"} and finite != full:
        return "pluperfect" if past else "perfect"
    if token.lemma == "werden" and tokens[full].tag in {"VVINF", "VAINF"} and not past:
        return "future"
    return "past" if past else "present"


def _is_past(token: Token) -> bool:
    """Whether a full verb has a form of the past: -te, or a strong form (rief, kamen, hielt)."""
    low = token.lower
    if mood(token.text, token.lemma) != "ind":
        return False
    if token.lemma.lower() == "wissen":
        return low.startswith("wuss")
    ending = "tete" if token.lemma.lower().endswith("ten") else "te"
    if low.rstrip("n").endswith(ending):
        return True
    if low.endswith("n"):
        return low != token.lemma.lower() and not token.lemma.lower().endswith(low)
    return low.endswith(tuple(words("strong_past_t"))) or low[-1] not in "te"
