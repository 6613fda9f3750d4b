"""JavaScript clients for the tests: installed once from the lock file, outside the repository."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

CLIENTS = Path(__file__).parent / "clients"
LONGEST = 300
"""Seconds that npm may take."""


@cache
def modules() -> Path:
    """The folder node_modules with what ``clients/package-lock.json`` names; skips the test where npm cannot make it.

    It is kept in the user's cache, by the digest of the lock file; STANDPUNKT_NODE_MODULES names another one.
    """
    if given := os.environ.get("STANDPUNKT_NODE_MODULES"):
        return Path(given)
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    lock = (CLIENTS / "package-lock.json").read_bytes()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = caches / "standpunkt" / f"test-clients-{hashlib.sha256(lock).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as mine:
        fcntl.flock(mine, fcntl.LOCK_EX)  # tests run side by side in several processes
        if not (folder / "complete").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(CLIENTS / name, folder)
            _install(npm, folder)
            (folder / "complete").touch()
    return folder / "node_modules"


def _install(npm: str, folder: Path) -> None:
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.CalledProcessError as error:
        said = [line for line in error.stderr.splitlines() if "error" in line] or ["no reason given"]
        pytest.skip(f"npm cannot install the clients: {said[0]}")
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not install the clients within {LONGEST} seconds")
