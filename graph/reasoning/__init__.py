"""What follows from a graph: the OWL 2 RL/RDF rules, semi-naive and incremental, and the political rules.

The doors are ``closure.RLReasoner`` and ``political_closure``; ``oracle`` is owlrl, for comparison.
"""
