"""The overview pages: one selection of positions as matrix, network, timeline, charts, and as a list.

Each file registers its page with ``web.pages``; what is drawn comes from ``graph.views.overviews``.
"""
