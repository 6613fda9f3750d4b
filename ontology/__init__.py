"""What can be said: the ontology, the issue scheme, the shapes and background facts, and the terms as names."""
