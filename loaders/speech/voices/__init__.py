"""Whose words a whole text is: by who says, sends, decides or signs it.

The doors are ``monologues.voice_of_text`` and ``letters.addressee``.
"""
