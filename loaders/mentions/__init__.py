"""How mentions of actors are found and resolved; ``loaders.actors`` is the door to this room."""
