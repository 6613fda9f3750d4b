"""Where quads are kept: embedded (Oxigraph), in memory, or a remote SPARQL endpoint; formats of files.

``store.Store`` is what every one offers; ``repository`` is a store with its base IRI and the named queries;
``elsewhere`` asks an endpoint that is not our store.
"""
