"""From clause and frame to position: who takes which stance on what.

The door is ``reader``; ``verbal`` and ``nominal`` read the frames of words, ``judgements`` words that judge,
``voices`` what speakers and authors say in their own words, ``holders`` and ``slots`` who and what is meant.
"""
