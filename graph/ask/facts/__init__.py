"""Answers that are no positions: offices, events, norms, passages of texts, and what is told about positions.

``asking.ask`` takes a question to ``offices``, ``events``, ``norms``, ``details`` (since when, why, said by whom)
or ``passages``; the other files serve these: who speaks in a sentence, what proves or stands around a passage.
"""
