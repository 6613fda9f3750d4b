"""How one unit of a text is cut and searched for cues and speakers of reported speech.

``loaders.speech`` is the only one who comes in here.
"""
