"""From text to statements, and from statements to triples."""
