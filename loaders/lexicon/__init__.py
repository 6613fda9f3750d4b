"""Words as data: the tables in ``data`` and the one place that reads them.

Whoever wants to teach Standpunkt a word edits a file of ``data``; its head says what its columns mean.
"""
