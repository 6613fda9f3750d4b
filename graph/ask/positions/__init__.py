"""Answers about positions: who supports what, who agrees with whom, pairs of opponents, changes of mind.

``answer`` is the type that every answer has, ``outcome`` what one reading of a question comes to.
"""
