"""Invented articles for shards: some of one title, nearly the same, corrected, or not to be read."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import standpunkt
from graph.model.settings import Settings, read_settings
from ontology.knowledge import PLAIN
from standpunkt.loading import reading
from standpunkt.shards import extracting
from standpunkt.shards.planning import plan
from standpunkt.shards.reading import Means

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "loaders" / "samples"
_LONG = (
    "Die Ministerin Alberta Falk fordert eine Brücke nach Ostdorf. Der Verband Freie Fähre lehnt die Brücke "
    "nach Ostdorf ab. Am Abend stimmten elf Leute im Saal der alten Mühle darüber ab, und niemand ging vor "
    "dem Ende nach Hause, obwohl es draußen zu schneien begann."
)
ARTICLES = {
    "2026-03-01-a.md": ("Streit um die Brücke", "", _LONG),
    "2026-03-02-b.md": ("Streit um die Brücke", "", "Der Bürgermeister Ole Kranz begrüßt das Tempolimit."),
    "2026-03-03-c.md": ("Noch einmal die Brücke", "", _LONG + " Mehr wurde nicht bekannt."),
    "2026-03-04-d.md": ("Radweg", "source: https://a.example/rad", "Die Partei Neues Rad fordert Radwege."),
    "2026-03-05-e.md": ("Radweg", "source: https://a.example/rad", "Die Partei Neues Rad lehnt Radwege ab."),
    "2026-03-06-f.md": ("Schule", "", "Die Lehrerin Mia Voss kritisiert die Sanierung der Schule."),
    "2026-03-07-leer.md": ("Leer", "", ""),
}


def write(folder: Path, *, samples: bool = False) -> Path:
    """The articles as files in ``folder``, with the sample articles that ship with the package beside them."""
    folder.mkdir()
    for name, (title, more, text) in ARTICLES.items():
        (folder / name).write_text(f"---\ntitle: {title}\n{more}\n---\n\n{text}\n", encoding="utf-8")
    if samples:
        shutil.copytree(SAMPLES, folder / "samples")
    return folder


def means(settings: Settings | None = None) -> Means:
    """By what this installation reads."""
    chosen = settings or read_settings()
    return extracting.means_of(reading.options_of(chosen), chosen, PLAIN)


def extract(folder: Path, out: Path, size: int = 2, by: Means | None = None) -> extracting.Extracted:
    """The articles in ``folder`` as shards in ``out``, read in this process."""
    by, run = by or means(), extracting.here(1)
    return extracting.extract(plan([folder], by, run, size), by, out, run)


def quads(session: standpunkt.Session) -> list[bytes]:
    """Everything that is in a store, asserted and inferred, in one order; no node of it is blank."""
    out = io.BytesIO()
    session.export(out, "nquads")
    lines = sorted(out.getvalue().splitlines())
    assert not any(line.startswith(b"_:") for line in lines)
    return lines
