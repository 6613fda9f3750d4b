"""What a position is about: one key for all wordings of an issue, and which issues documents share.

The door is ``finder.IssueFinder`` (label to issue); ``labels`` makes the labels (words to label).
"""
