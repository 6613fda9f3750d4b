"""The read model of positions: each one with its sentences, and what several come to.

``positions`` reads them; ``changes`` of mind and ``ties`` between actors are made of them. Beside them what
counts for nobody: ``withheld``, why a position takes no side; ``dropped``, what a language model took out.
"""
