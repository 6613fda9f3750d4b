"""Whom a phrase means: names, roles, bodies, plurals and pronouns, each a function of register and phrase.

``loaders.actors.resolution`` asks them in turn; what they find or make stands in the register.
"""
