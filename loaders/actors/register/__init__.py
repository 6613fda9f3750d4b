"""The actors of one document while it is read: who there is, and where they were mentioned.

The door is ``register.Register``, the one thing here that changes; the other files find and make
entities in it.
"""
