"""Reported speech: quotation marks, clauses, frames, speakers. ``loaders.quotes`` is the way in."""
