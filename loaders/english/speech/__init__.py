"""Whose words an English text has where: ``quotes`` in marks with their speakers, ``voices`` of whole texts
and turns.

Take ``find_speech`` from ``index``.
"""
