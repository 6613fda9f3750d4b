"""What people decide about what was found, kept and applied on every load.

It stands below the knowledge graph and sees a repository only. Doors: ``curation`` (positions) and ``things``
to decide, ``records`` to read what was decided, ``applying`` to do it when a document was read, ``sharing``
for the decisions of others. ``anchors`` finds a quote in another version of its text.
"""
