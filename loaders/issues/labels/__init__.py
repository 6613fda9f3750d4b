"""Readable labels for what a text says: of phrases, clauses, states and what is said in its own words.

The doors are ``clause_labels.of_clause`` and ``phrase_labels.of_phrase``; ``label.Label`` is what they give.
"""
