"""Answering queries in processes of their own that can be ended, beside a store that is written.

``requests`` says what may be asked, ``pool`` is the door; ``process`` is what runs in them, ``messages``
what they say to each other, ``streams`` how an answer is left.
"""
