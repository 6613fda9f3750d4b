"""From clause and frame to position: who takes which stance on what.

The doors are ``reader`` (the positions of a text) and ``gate`` (what may reach the graph); ``constructions``
is the table of all constructions. What they read lies in ``lexical`` (words of the lexicon) and ``spoken``
(speakers' own words), how slots are filled in ``filling``.
"""
