"""What several pages share: language, errors, filters, paging, forms that forgive, other formats.

``context`` is what every page begins with.
"""
