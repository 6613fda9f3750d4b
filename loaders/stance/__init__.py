"""From clause and frame to position: the parts of ``loaders.stances.StanceReader``.

Each part adds one ability and builds on those before it: ``context`` is what is known while reading,
``holders`` whom a phrase names, ``slots`` where the issue stands, ``verbal`` and ``nominal`` the frames of
words, ``judgements`` words that judge, ``voices`` what speakers and authors say in their own words.
"""
