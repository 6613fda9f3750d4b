"""Matters: issues of many documents that speak of one affair, proposed by likeness and gathered by people.

Doors: ``matters`` (what was gathered), ``suggesting`` (what may belong to an issue, with the reasons) and
``deciding`` (confirm, reject, merge, split, rename: decisions like all others). Nothing is inferred from it.
"""
