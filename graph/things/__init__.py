"""Things of the graph as plain dataclasses: actors, issues, positions, offices, as pages show them."""
