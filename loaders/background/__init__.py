"""What is known before a text is read: states, persons, offices and bodies, and the curated issues.

``gazetteer`` finds their names in a sentence, ``issues`` is the scheme, ``things`` says class and label.
"""
