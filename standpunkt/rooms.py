"""Whether the four rooms that Python finds are ours: their names are common words that others may bear too.

Standard library only, because it is asked before anything of the rooms is imported.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.metadata
import importlib.util
from pathlib import Path

ROOMS = ("ontology", "loaders", "graph", "web")
HOME = Path(__file__).resolve().parents[1]


@functools.cache
def stranger() -> str | None:
    """One sentence on the first room that is another package's, with its path; ``None`` if all are ours."""
    installed = _installed_doors()
    for room in ROOMS:
        place = _place(room)
        if place is None:
            return f"Standpunkt's package {room!r} is missing in {HOME}: install Standpunkt again."
        if place != HOME / room or _is_overwritten(place, installed.get(room)):
            return (
                f"The package {room!r} at {place} is not Standpunkt's but another one of that name: "
                "uninstall it and install Standpunkt again, or give Standpunkt an environment of its own."
            )
    return None


def require_own() -> None:
    """Raises ``ImportError`` with the sentence of ``stranger``, if there is one."""
    if fault := stranger():
        raise ImportError(fault)


def _place(room: str) -> Path | None:
    """The folder that ``import room`` would read."""
    spec = importlib.util.find_spec(room)
    if spec is None:
        return None
    if spec.origin and Path(spec.origin).name != "__init__.py":
        return Path(spec.origin).resolve()
    return Path(next(iter(spec.submodule_search_locations or [spec.origin or room]))).resolve()


def _is_overwritten(room: Path, digest: str | None) -> bool:
    """Whether the door of ``room`` is no longer what was installed: another package wrote over it."""
    if digest is None:
        return False
    found = hashlib.sha256((room / "__init__.py").read_bytes()).digest()
    return base64.urlsafe_b64encode(found).decode().rstrip("=") != digest


def _installed_doors() -> dict[str, str]:
    """SHA-256 of each room's ``__init__.py`` as it was installed; empty where we run from a source tree."""
    try:
        record = importlib.metadata.distribution("standpunkt").read_text("RECORD") or ""
    except importlib.metadata.PackageNotFoundError:
        return {}
    lines = (line.split(",") for line in record.splitlines() if "/__init__.py,sha256=" in line)
    doors = {file: digest.removeprefix("sha256=") for file, digest, *_ in lines}
    return {room: doors[f"{room}/__init__.py"] for room in ROOMS if f"{room}/__init__.py" in doors}
