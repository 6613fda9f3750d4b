"""German words: sentences and tokens, tags and lemmas (HanTa), inflection, numerals, names of persons.

The door is ``tokens.read_sentences``; no meaning lives here.
"""
