"""SPARQL queries and updates, documents that are sent, and how a machine learns of them."""
