"""The words that questions are made of, as data, and how answers are worded.

German words of stance and of events stand in ``ontology/lexicon``, where extraction finds them too.
"""
