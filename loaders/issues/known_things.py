"""What a label ends with and a text knows already: "Abschaffung der Gebühren", of the "Studiengebühren"."""

from __future__ import annotations

from dataclasses import replace

from loaders.issues.labels.label import LONGEST, Label
from loaders.issues.words import stem
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words

_UNNAMED = frozenset({"person", "function", "office", "minister"})
"""Ranks of nouns for persons that many are at a time; a group ("des Mieters") is meant as a whole."""


def is_bare(known: Label) -> bool:
    """Whether a noun means one certain thing without saying which: "Karte", "derzeitige Bestimmungen"."""
    head = known.head.lower()
    things = words("known_things") | words("pointing_nouns")
    others = [lemma.lower() for lemma in known.lemmas if lemma.lower() != head]
    return known.definite and head in things and all(word in words("pointing_adjectives") for word in others)


def is_somebodys(label: Label) -> bool:
    """Whether a label ends with one person whom nobody names: "Rücktritt | des Ministers".

    Not with a head of state or government, nor with a group meant as a whole ("Schutz | des Mieters").
    """
    known, noun = label.complement, analyse(label.text.split()[-1])
    if known is None or not known.definite or len(known.lemmas) > 1 or noun is None or noun.modifier:
        return False
    return noun.numbers == "s" and noun.head.rank in _UNNAMED


def in_full(label: Label, known: Label, fuller: Label) -> Label:
    """A label with what the text says elsewhere of its complement; as it is where that is too long."""
    place = next((word for word in label.text.split() if stem(word).startswith(stem(known.head))), None)
    told = fuller.text.split()
    at = next((i for i, word in enumerate(told) if stem(word).endswith(stem(fuller.head))), None)
    several = sum(stem(word).endswith(stem(known.head)) for word in told) > 1  # "… und die Lizenz für …"
    if place is None or at is None or several:
        return label
    before = fuller.head[: -len(known.head)] if fuller.head.lower().endswith(known.head.lower()) else ""
    named = before + (place.lower() if before and not before.endswith("-") else place)
    text = label.text.replace(place, " ".join([named, *told[at + 1 :]]), 1)
    if len(text.split()) > LONGEST:
        return label
    lemmas = (*(lemma for lemma in label.lemmas if lemma != known.head), *fuller.lemmas)
    return replace(label, text=text, lemmas=lemmas, complement=None)
