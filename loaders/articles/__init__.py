"""Articles as they come in and what is found in them: the types that flow through the loaders.

``files`` reads documents (``formats`` knows the forms they come in), ``findings`` has the types,
``reading_view`` a text as it is read, ``extractor`` the extension point, ``extraction`` what was found.
"""
