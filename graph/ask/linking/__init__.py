"""From the words of a question to things of the graph: actors, issues, offices, by their labels.

``resolve`` is the door; ``inquiry.Inquiry`` is a question with all that is known while it is answered.
"""
