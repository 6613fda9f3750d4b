"""From files to document graphs in a graph: found, read, edited, placed, stored.

The door is ``loading.load``; ``batch`` reads many articles, ``editing`` gives the extractor of the settings,
``consulting`` asks a language model first, ``receiving`` takes what came over the web.
"""
