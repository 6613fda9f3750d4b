"""One sentence parsed: phrases with their cases, clauses with their functions, mood and negation.

The door is ``parsing``: every sentence is parsed once, and all that come after read that.
"""
