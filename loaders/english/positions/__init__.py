"""Who takes which stance on what in an English text: ``constructions`` find positions, ``senses`` says what
operators leave
of them, ``labels`` and ``issues`` name what they are about. Take ``find_positions`` from ``reader``.
"""
