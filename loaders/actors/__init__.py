"""Who acts in a text: persons, states, bodies, groups, with their mentions, offices and memberships.

The door is ``index.find_actors``. ``phrases`` finds words that may name somebody, ``people`` says whom,
``register`` keeps who there is.
"""
