"""What one does with a graph: open it, read articles, load them, ask, export, serve.

The doors are ``opening.open_graph`` and what it yields, ``session.Session``; ``batch`` reads many articles.
"""
