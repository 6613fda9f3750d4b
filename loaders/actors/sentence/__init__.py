"""One sentence as the readers of actors see it, and the words of it that they take for a naming.

A ``view.View`` never changes; a ``naming.Naming`` is filled by ``phrases`` and then left alone.
"""
