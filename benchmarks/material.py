"""Where the material lies that is measured with and not ours to ship.

Annotated articles of others, the W3C suites and the generators of large graphs are no part of this
repository. ``STANDPUNKT_MATERIAL`` names the folder that has them (``evaluation/``, ``conformance/``);
without it a folder beside the repository is taken. Whatever needs them ends, or is skipped, with a sentence
where they are absent.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MATERIAL = Path(os.environ.get("STANDPUNKT_MATERIAL", ROOT.parent / "shared"))
EVALUATION = MATERIAL / "evaluation"
CONFORMANCE = MATERIAL / "conformance"


def require(path: Path) -> Path:
    """``path`` if it is there; ends the program with a sentence if not."""
    if not path.exists():
        raise SystemExit(f"{path} is not here: name its folder with STANDPUNKT_MATERIAL.")
    return path
