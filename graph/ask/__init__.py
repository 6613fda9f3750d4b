"""Questions in plain words: parsed, linked to the graph, answered with the sentences that prove it."""

from graph.ask.asking import ask
from graph.ask.report import as_lines

__all__ = ["as_lines", "ask"]
