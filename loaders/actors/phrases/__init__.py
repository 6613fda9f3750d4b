"""Words of one sentence that may name somebody, with what belongs to them; nobody is identified here yet.

The door is ``walk.find_namings``.
"""
