"""Whether a request is let in, and how much of it, decided from its head before its body is read.

``body.register`` and ``parser`` are the two doors: the first makes every WSGI server keep the limits, the
second makes ours keep them before a byte of the body is stored. ``rights`` and ``principals`` say who
somebody is, ``gate`` what they may do (``rights.toml``), ``hosts`` for which names the server answers.
``connections``, ``lanes`` and ``places`` share out connections, threads and the time that pages take.
"""
