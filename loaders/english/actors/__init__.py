"""Who is named in an English text: ``nouns`` and ``names`` say what a phrase may name, ``register`` whom it
has named before.

``index`` reads a text in its order and says of each phrase which actor it means; take ``find_actors`` from
it.
"""
