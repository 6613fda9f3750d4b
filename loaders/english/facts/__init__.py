"""What an English text tells beside positions: dates (``dates``) and events (``events``)."""
