"""The knowledge graph itself: named graphs, what follows from them, why, and what is wrong in them.

The door is ``graph.KnowledgeGraph``.
"""
