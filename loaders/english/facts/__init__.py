"""What an English text tells beside positions: ``dates``, ``events``, rules of ``norms``."""
