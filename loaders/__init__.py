"""From text to statements, and from statements to triples; knows language, no store and no web.

Rooms from the ground up: ``articles`` (files and the types that flow), ``lexicon`` (words as data),
``german`` (tokens, tags, forms), ``background`` (what is known before reading), ``spelling`` (how a text
is written, undone), ``syntax`` (the parsed sentence), ``actors``, ``speech``, ``issues``, ``positions``,
``facts``, ``triples``. ``german_rules`` joins them to an extractor.
"""
