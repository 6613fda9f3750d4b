"""English texts: words with tags and lemmas, sentences, phrases and clauses, who acts, who speaks, what is
held.

``loaders.english_rules`` joins them; the types are those of ``loaders.articles.findings``. Nothing here is
read by the
German rooms.
"""
