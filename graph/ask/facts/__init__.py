"""Answers that are no positions, and what is told about positions.

``asking.ask`` takes a question to ``offices``, ``events``, ``norms``, ``passages`` of texts, or to
``details`` of positions (since when, why). The other files serve these: who speaks in a sentence, what
proves a position.
"""
