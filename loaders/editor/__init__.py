"""A language model as editor of what the rules read: asked, checked, recorded; never required (docs/LLM.md).

The doors are ``editor.edited`` (an extraction after a model's answer), ``asking.Asker`` (answers, from the
records or from an endpoint) and ``options.EditorOptions``. Only ``client.py`` knows the package ``openai``.
"""
