"""From an extraction to the named graph of its document, checked against the shapes.

The doors are ``document_graph`` and ``shapes.validate``; ``json_rows`` is the same as JSON.
"""
