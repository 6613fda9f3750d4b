"""The knowledge graph: store, reasoning, explanations, questions, networks, export."""
