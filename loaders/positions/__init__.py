"""From clause and frame to position: who takes which stance on what.

The doors are ``reader`` (the positions of a text) and ``gate`` (what may reach the graph); ``constructions``
is the table of all constructions; the files beside it hold them by the kind of word that takes the position.
"""
