"""Answering queries in processes of their own that can be ended, beside a store that is written.

``pool`` is the door; ``process`` is what runs in them, ``messages`` what they say to each other.
"""
