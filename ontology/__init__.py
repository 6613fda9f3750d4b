"""What can be said: ontology, issue scheme, shapes, background facts, and the terms as Python names."""
