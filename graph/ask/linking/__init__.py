"""From the words of a question to things of the graph: actors, issues, offices, by their labels.

``resolve`` is the door; ``indexes`` keeps the labels of a graph while it does not change.
"""
