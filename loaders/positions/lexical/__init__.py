"""What verbs, nouns, adjectives and judging words of the lexicon say of their holder, a file a kind of word.

They take from ``filling`` what stands in the slots; ``constructions`` calls them, and ``spoken`` shares
``verbs.fitting`` and the judgements of ``evaluations``.
"""
