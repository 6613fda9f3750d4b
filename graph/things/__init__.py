"""The read model: actors, issues, passages, offices and facts as plain dataclasses, each by one class.

Pages and questions read the same ones; positions have a room of their own, ``positions``. ``memory`` keeps
what was read until the graph changes, ``following`` what is kept in step with every write.
"""
