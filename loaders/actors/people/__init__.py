"""Whom a phrase names: the entities of a document, and how names, nouns and pronouns are resolved to them.

``loaders.actors.resolution`` is the only one who comes in here.
"""
