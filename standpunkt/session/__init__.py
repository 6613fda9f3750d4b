"""What one does with a graph: open it, load articles, ask, decide, export, serve.

The doors are ``opening.open_graph`` and what it yields, ``session.Session``.
"""
