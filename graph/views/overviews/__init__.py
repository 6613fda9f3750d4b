"""What the overview pages draw of one selection of positions: matrix, network, timeline, charts.

``selection`` picks the positions and counts them; the files beside it make a drawing each of what it picked,
``excerpt`` the same as RDF to be taken along.
"""
