"""The folder of an embedded store: whose it is, what it was made by, and that what is written there stays.

``directory.py`` takes and gives it back, ``mark.py`` says what it holds, ``renewal.py`` puts a whole one in
its place, ``durability.py`` waits for the disk, ``log_files.py`` and ``deep_check.py`` look at its tables,
``notes.py`` keeps who changed what, ``locking.py`` one who writes from another.
"""
