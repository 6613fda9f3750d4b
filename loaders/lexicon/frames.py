"""The stance lexicon (``ontology/lexicon/frames.tsv``): words that take a position, who holds it, on what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from loaders.articles.findings import Act, Stance
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import Row, read_table, words
from ontology.in_force import kept


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of the lexicon. ``lemma`` is the last word of ``words``; ``required`` must stand beside it.

    ``without`` are prepositions that must not ("verurteilte ihn zu drei Jahren").
    ``issue`` and ``holder`` are slots in order of preference; ``negated`` is the act of the negated word with
    the opposite stance, or ``None`` if negation only takes the assertion back.
    """

    kind: str
    words: str
    lemma: str
    required: tuple[str, ...]
    without: tuple[str, ...]
    reflexive: bool
    act: Act
    stance: Stance
    issue: tuple[str, ...]
    holder: tuple[str, ...]
    target: str | None
    negated: Act | None
    example: str

    @property
    def name(self) -> str:
        """The words of the entry as they stand in a text."""
        return " ".join(w for w in self.words.split() if w[0] != "!")


def _frame(row: Row) -> Frame:
    *before, lemma = row["words"].split()
    return Frame(
        row["kind"],
        row["words"],
        lemma,
        tuple(w for w in before if w != "sich" and w[0] != "!"),
        tuple(w[1:] for w in before if w[0] == "!"),
        "sich" in before,
        Act(row["act"]),
        Stance(row["stance"]),
        tuple(row["issue"].split(",")),
        tuple(row["holder"].split(",")),
        None if row["target"] == "-" else row["target"],
        None if row["negated"] == "-" else Act(row["negated"]),
        row["example"],
    )


@kept
def _lexicon() -> dict[tuple[str, str], tuple[Frame, ...]]:
    table: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in map(_frame, read_table("frames")):
        table[frame.kind, frame.lemma].append(frame)
    # The entry that asks for more words is the more special one and comes first.
    return {key: tuple(sorted(found, key=lambda f: -len(f.required))) for key, found in table.items()}


@kept
def frame_class(name: str) -> str:
    """What kind of act the words of an entry name: "say", or a class of ``data/frame_classes.tsv``."""
    return _frame_classes().get(name.removeprefix("sich "), "say")


@kept
def _frame_classes() -> dict[str, str]:
    return {row["words"]: row["class"] for row in read_table("frame_classes")}


_COMPOUNDS = 6
"""Letters of a noun from which on it stands for its compounds too: "zeugnis", but not "tor" for "Senator"."""


def has_other_sense(name: str, noun: str) -> bool:
    """Whether the words of an entry take no position with an object of this lemma ("forderte Todesopfer")."""
    low, senses = noun.lower(), _other_senses().get(name.removeprefix("sich "))
    if senses is None:
        return False
    alone, ends = senses
    if low in alone or low.rsplit("-", 1)[-1] in alone or low.endswith(ends):
        return True
    known = analyse(noun) if "@person" in alone else None
    return known is not None and known.head.family == "person"


@kept
def _other_senses() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Verb to the nouns with which it means something else, and those that stand for their compounds too."""
    nouns: dict[str, set[str]] = defaultdict(set)
    for row in read_table("other_senses"):
        nouns[row["verbs"]].update(row["objects"].split(","))
    return {v: (frozenset(n), tuple(w for w in n if len(w) >= _COMPOUNDS)) for v, n in nouns.items()}


def all_frames() -> list[Frame]:
    """Every entry, in the order of the file within each lemma."""
    return [frame for frames in _lexicon().values() for frame in frames]


def verb_frames(lemma: str) -> tuple[Frame, ...]:
    """The entries of a verb by its lemma with particle ("ablehnen")."""
    return _lexicon().get(("verb", lemma.lower()), ())


def speech_frames(lemma: str) -> tuple[Frame, ...]:
    """The entries of a verb that counts in reported speech only."""
    return _lexicon().get(("speech", lemma.lower()), ())


def adjective_frames(lemma: str) -> tuple[Frame, ...]:
    """The entries of an adjective, also one made stronger ("hocherfreut"), or of "dafür" and "dagegen"."""
    low = lemma.lower()
    return _lexicon().get(("adjective", low)) or _lexicon().get(("adjective", low.removeprefix("hoch")), ())


@kept
def _noun_lemmas() -> tuple[str, ...]:
    return tuple(sorted((lemma for kind, lemma in _lexicon() if kind == "noun"), key=len, reverse=True))


@kept
def noun_frames(lemma: str) -> tuple[tuple[Frame, ...], str]:
    """(entries, rest) of a noun; ``rest`` is what a compound has before it ("Rücktritts-forderung")."""
    low = lemma.lower()
    if ("noun", low) in _lexicon():
        return _lexicon()["noun", low], ""
    for head in _noun_lemmas():
        if len(head) >= 5 and low.endswith(head) and len(low) - len(head) >= 3:
            rest = lemma[: len(lemma) - len(head)].rstrip("-")
            if low in words("no_stance_nouns") or rest.lower() in words("empty_modifiers"):
                return (), ""
            if head not in words("compound_issues"):
                return _lexicon()["noun", head], ""
            return _lexicon()["noun", head], rest.removesuffix("s") if len(rest) > 4 else rest
    return (), ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A word that judges: its act and stance toward what it is said of."""

    word: str
    act: Act
    stance: Stance


@kept
def _evaluations() -> dict[str, Evaluation]:
    return {
        row["words"].lower(): Evaluation(row["words"], Act(row["act"]), Stance(row["stance"]))
        for row in read_table("evaluations")
    }


@kept
def evaluation(lemma: str) -> Evaluation | None:
    """What a noun or adjective judges, if it does; of a compound noun the last part counts."""
    low = lemma.lower()
    table = _evaluations()
    if low in table:
        return None if lemma[:1].isupper() and table[low].word[:1].islower() else table[low]  # "die Weise"
    part = low.rsplit("-", 1)[-1]
    ending, beginning = (
        ("blaming_endings", "") if lemma[:1].islower() else ("blaming_nouns", "blaming_beginnings")
    )
    blames = part.endswith(tuple(words(ending))) or bool(
        beginning and part.startswith(tuple(words(beginning)))
    )
    if part not in table and blames:
        return Evaluation(lemma, Act.CRITICISE, Stance.OPPOSE)
    if part in table or not lemma[:1].isupper():
        return table.get(part)
    for k in range(2, len(low) - 5):
        if low[k:] in table and table[low[k:]].word[0].isupper() and low[k:] not in words("no_suffixes"):
            return table[low[k:]]  # "Justizskandal"
    return None
