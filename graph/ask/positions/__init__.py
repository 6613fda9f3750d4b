"""Answers about positions: who supports what, pairs of opponents, and the sentences that prove it.

``answer`` is the type that every answer has.
"""
