"""Tags that the grammar disproves are mended before phrases are read.

The door is ``mended``; ``verbs``, ``nouns`` and ``openers`` hold the repairs, a small function each.
"""
