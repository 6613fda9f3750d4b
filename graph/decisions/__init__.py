"""What people decide about what was found (accept, correct, reject), kept and applied on every load."""
