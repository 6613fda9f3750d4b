"""What happened, when, and what norms say: events, dates and the rules of norms.

Doors: ``events.find_events``, ``holding.with_times``, ``norms.find_norm_rules``.
"""
