"""What people decide about what was found (accept, correct, reject), kept and applied on every load.

It stands below the knowledge graph and sees a repository only. The door is ``curation``.
"""
