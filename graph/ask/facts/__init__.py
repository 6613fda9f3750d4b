"""Answers that are no positions: offices, events, norms, details of a person, and passages of texts."""
