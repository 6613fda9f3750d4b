"""Which servers a request may make this one connect to.

What holds is that readers cannot open a connection at all (``graph.serving.process``). Only where the
setting ``services`` allows some addresses is a request that names nothing else given that right.
"""

from __future__ import annotations

from graph.rdf.sparql_words import SparqlToken, tokens
from graph.serving.requests import RefusedError


def may_connect(text: str, allowed: frozenset[str]) -> bool:
    """Whether ``text`` needs, and may have, a connection; raises ``RefusedError`` if it may not.

    Without an allow-list nothing is looked at: the reader itself refuses, and SILENT works as SPARQL says.
    """
    lowered = text.lower()
    if not allowed or ("service" not in lowered and "load" not in lowered):
        return False
    words = list(tokens(text))
    targets = [
        _target(words[index + 1 :]) for index, word in enumerate(words) if word.is_word("SERVICE", "LOAD")
    ]
    if not targets:
        return False
    if any("'" in word.text for word in words if word.kind == "iri"):
        raise RefusedError("A request that reaches other servers must not have an apostrophe in an IRI.")
    for target in targets:
        if target not in allowed:
            raise RefusedError(
                f"SERVICE and LOAD may not reach {target or 'an address that is not written out'} here: "
                "the setting services lists the addresses they may."
            )
    return True


def _target(words: list[SparqlToken]) -> str | None:
    """The address after SERVICE or LOAD, if it is written as a full IRI without escapes."""
    rest = words[1:] if words and words[0].is_word("SILENT") else words
    if not rest or rest[0].kind != "iri" or "\\" in rest[0].text:
        return None
    return rest[0].text[1:-1]
