"""From facts to all that follows by the rules of ``owl2rl.toml``, semi-naive and set at a time.

The door is ``engine.Engine``; its parts see no more of each other than ``state.State``.
"""
