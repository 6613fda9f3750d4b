"""The names of ``loaders.syntax.clause`` under their old place."""

from __future__ import annotations

from loaders.syntax.clause import FRAGMENT, INFINITIVE, MAIN, RELATIVE, SUB, Clause

__all__ = ["FRAGMENT", "INFINITIVE", "MAIN", "RELATIVE", "SUB", "Clause"]
