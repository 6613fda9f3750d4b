"""What follows from a graph: the OWL 2 RL/RDF rules, semi-naive and incremental, with proofs."""
