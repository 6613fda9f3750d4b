"""Whose words: quotation marks, reported and free indirect speech, and their speakers.

The door is ``quotations.find_quotations``.
"""
