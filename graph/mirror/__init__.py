"""Answering queries straight from the disk: for stores that do not fit into memory beside their server.

``mirror`` keeps on the disk what is shown, as a database of its own beside the store's; ``copy`` stands in
the place of the copy in memory (``graph.serving.processes``) and lends readers, which ``process`` runs.
"""
