"""What RDF can say and XML cannot hold, so that it is refused instead of sent broken."""

from __future__ import annotations

import re

KINDS = frozenset({"application/rdf+xml", "application/sparql-results+xml"})
LONGEST = 11
"""Bytes of the longest thing that ``is_broken`` looks for; a reader of pieces keeps one less of them."""
REFUSAL = (
    "This answer cannot be written in XML, because it holds a control character or a property whose IRI ends "
    "in no name: ask for another format."
)

# Characters outside the production Char (XML 1.0, 2.2), and the element without a local name that Oxigraph
# writes for a property whose IRI ends in no name (RDF 1.1 XML Syntax, section 5: such a graph has no XML).
_BROKEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|<oxprefix:[ />]")


def is_broken(data: bytes) -> bool:
    """Whether something in ``data``, as Oxigraph wrote it, is no XML."""
    return _BROKEN.search(data) is not None
