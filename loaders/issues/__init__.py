"""What a position is about: a readable label for the words, and one key for all wordings of an issue.

The doors are ``clause_labels.of_clause`` and ``phrase_labels.of_phrase`` (words to label) and
``finder.IssueFinder`` (label to issue).
"""
