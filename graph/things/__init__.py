"""The read model: actors, issues, positions, offices and facts as plain dataclasses, each by one class.

Pages and questions read the same ones. ``memory`` keeps what was read until the graph changes.
"""
