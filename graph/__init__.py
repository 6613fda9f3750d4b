"""The knowledge graph: store, reasoning, proofs, questions, views, export; knows no HTTP and no loaders.

Rooms from the ground up: ``model``, ``serving``, ``reasoning``, ``stores``, ``knowledge``, ``decisions``,
``things``, ``views``, ``ask``. The SPARQL text of all of them lies in ``queries``.
"""
