"""How a position is labelled in the graph, in the words of the ontology."""

from __future__ import annotations

from loaders.articles.findings import Modality, Statement
from loaders.background.things import german_labels


def position_label(statement: Statement) -> str:
    """A position in a line: "Anna Beispiel: für Tempolimit (fordern)"."""
    labels = german_labels()
    act, modality = (labels[value.capitalize()] for value in (statement.act.value, statement.modality.value))
    stance = labels[statement.stance.value.capitalize()]
    how = act if statement.modality is Modality.ASSERTED else f"{act}, {modality}"
    return f"{statement.holder.name}: {stance} {statement.issue.label} ({how})"
