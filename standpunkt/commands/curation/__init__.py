"""Commands by which people decide: on positions and things, on matters, on whom to hide, on identifiers.

Each file adds its commands to ``shared.group.commands`` when it is imported.
"""
