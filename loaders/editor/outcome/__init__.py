"""What becomes of an extraction by a model's answers: their words found in the text, named, checked, merged.

The door is ``editor.edited`` (an extraction after the answers); ``editor.requests_of`` tells what it asks.
"""
