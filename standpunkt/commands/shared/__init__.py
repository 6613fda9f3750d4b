"""What several commands share: their group, what they print, who reads articles, folders of shards.

``group.commands`` is the group; a command is added to it by its decorator.
"""
