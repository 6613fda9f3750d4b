"""Questions in plain words: parsed, linked to the graph, answered with the sentences that prove it.

``asking.ask`` answers; ``report.as_lines`` prints. Neither is imported here: they load their lexicons.
"""
