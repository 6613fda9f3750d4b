"""What a question is looked up in: names, issues, positions and sentences, in step with every write.

``indexes`` is the door: it gives those of names and issues; ``full_text`` and ``meanings`` find sentences.
"""
