"""What a page, a table or a form shows: each module answers one view with plain frozen dataclasses.

What is drawn of a selection of positions has a room of its own, ``overviews``.
"""
