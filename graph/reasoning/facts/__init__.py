"""What is known, as numbers: terms and their datatypes, and the relations that rules are run over."""
