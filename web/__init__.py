"""HTTP: SPARQL protocol, linked data, pages."""
