"""Where another package bears the name of one of our rooms, the start says so in one sentence with its path."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*arguments, path=(), cwd=ROOT / "docs"):
    """A command in a process that finds packages in the folders of ``path`` first."""
    found = os.pathsep.join(map(str, [*path, ROOT]))
    environment = {**os.environ, "PYTHONPATH": found, "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("room", ["ontology", "loaders", "graph", "web"])
def test_a_package_of_the_same_name_is_named_with_its_path(tmp_path, room):
    (tmp_path / room).mkdir()
    (tmp_path / room / "__init__.py").write_text("")
    done = run("-m", "standpunkt", "settings", path=[tmp_path])
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"The package {room!r} at {tmp_path / room} is not Standpunkt's" in done.stderr


def test_so_is_a_module(tmp_path):
    (tmp_path / "web.py").write_text("")
    done = run("-m", "standpunkt", "settings", path=[tmp_path])
    assert done.returncode == 2
    assert f"at {tmp_path / 'web.py'} is not" in done.stderr


def test_a_mere_folder_of_that_name_does_not_matter(tmp_path):
    (tmp_path / "graph").mkdir()
    done = run("-m", "standpunkt", "--version", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_in_python_it_is_an_import_error(tmp_path):
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "__init__.py").write_text("")
    done = run("-c", "import standpunkt; print('here'); standpunkt.open_graph", path=[tmp_path])
    assert done.stdout == "here\n"
    assert "ImportError: The package 'graph' at" in done.stderr


def test_a_room_that_another_package_wrote_over_is_noticed(tmp_path):
    """As pip leaves it when it installs a package of the same name into the same place."""
    for room in ("standpunkt", "ontology", "loaders", "graph", "web"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    about = tmp_path / "standpunkt-9.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: standpunkt\nVersion: 9.0\n")
    digest = base64.urlsafe_b64encode(hashlib.sha256((ROOT / "graph" / "__init__.py").read_bytes()).digest())
    (about / "RECORD").write_text(f"graph/__init__.py,sha256={digest.decode().rstrip('=')},500\n")
    assert run("-m", "standpunkt", "--version", path=[tmp_path], cwd=tmp_path).returncode == 0
    (tmp_path / "graph" / "__init__.py").write_text("something_else = 1\n")
    done = run("-m", "standpunkt", "--version", path=[tmp_path], cwd=tmp_path)
    assert done.returncode == 2
    assert f"The package 'graph' at {tmp_path / 'graph'} is not" in done.stderr
