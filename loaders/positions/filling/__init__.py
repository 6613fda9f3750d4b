"""What fills the slots around a word of stance, holder and issue, and which way the word points.

The doors are ``holders`` (whom a phrase names), ``slots`` (where the issue stands), ``polarity`` (act and
stance under negation) and ``assembly`` (a ``Found`` from all that); all read one immutable ``Context``.
"""
