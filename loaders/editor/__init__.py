"""A language model as editor of what the rules read: asked, checked, recorded; never required (docs/LLM.md).

The doors are ``asking.Asker`` (answers, from the records or from an endpoint), ``options.EditorOptions`` and,
in ``outcome``, ``editor.edited``. Only ``client.py`` knows the package ``openai``.
"""
