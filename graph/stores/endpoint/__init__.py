"""A store behind a SPARQL 1.1 endpoint, below ``graph/stores/remote.py``: how it is asked and written.

``connection.py`` speaks HTTP, ``results.py`` reads answers, ``writing.py`` writes all or nothing over any
number of requests, ``answers.py`` passes requests of clients on, ``planning.py`` finds out what an update
would change, ``binding.py`` puts values into queries, ``servers.toml`` says what is known of servers.
"""
