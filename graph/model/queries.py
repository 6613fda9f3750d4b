"""Named queries: their text lies in ``graph/queries``, a file each."""

from functools import cache
from importlib.resources import files

from ontology.errors import QueryError


@cache
def query_text(name: str) -> str:
    """The text of ``graph/queries/<name>.rq``; raises ``QueryError`` if there is no such query."""
    file = files("graph") / "queries" / f"{name}.rq"
    if not name.replace("-", "").isalnum() or not file.is_file():
        raise QueryError(f"There is no named query {name!r}.")
    return file.read_text(encoding="utf-8")
