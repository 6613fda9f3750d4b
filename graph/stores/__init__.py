"""Where quads are kept: embedded (Oxigraph), in memory, or a remote SPARQL endpoint; formats of files."""
