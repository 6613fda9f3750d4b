"""Articles as they come in and what is found in them: the types that flow through the loaders.

``files`` reads documents (``decoding``, ``web_pages``, ``publication`` help), ``findings`` has the types,
``reading_view`` a text as it is read, ``extractor`` the extension point, ``extraction`` what was found.
"""
