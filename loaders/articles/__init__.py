"""Articles as they come in and what is found in them: the types that flow through the loaders.

``files`` reads documents, ``findings`` has the types, ``extractor`` the extension point, ``extraction`` lists
what an extraction holds.
"""
