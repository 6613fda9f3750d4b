"""How a text is written, undone for reading: characters, lines, capitals, gendered forms, older spelling.

The door is ``rules.RULES``: each rule gives the edits that ``loaders.articles.reading_view`` keeps, so that
the text itself never changes. Words and characters lie in ``loaders/lexicon/data``.
"""
