"""The forms in which articles come: bytes, web pages and TEI, and what each tells of title, author and day.

The doors are ``decoding.decode`` (bytes to text), ``web_pages.read_page``, ``tei.read_tei`` and
``publication.day_given``.
"""
