"""Where readers with a token change things: articles sent, positions decided about, matters gathered.

``editor`` says who may, ``decisions`` what other pages show of what was decided; the files beside them are
the pages, registered by ``web.pages``.
"""
