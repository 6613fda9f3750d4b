"""One sentence parsed: phrases with their cases, clauses with their functions, mood and negation.

The doors are ``phrase_reader`` and ``clause_reader.read_clauses``.
"""
