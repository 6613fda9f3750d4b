"""From a triple back to what it rests on: proofs, what a change takes with it, how to say so."""
