"""How many events of a text with known events are found, and what else is.

    python benchmarks/events.py [--text FILE] [--facts FILE] [--date D]

An event counts as found if its evidence and the known one share at least half of the shorter of the two.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.material import EVALUATION, require
from loaders.articles.findings import Document, Event
from loaders.german_rules import GermanRules


def overlaps(event: Event, fact: dict[str, int]) -> bool:
    """Whether an event's evidence is that of a known event."""
    span = event.evidence.span
    shared = min(span.end, fact["end"]) - max(span.start, fact["start"])
    return shared >= 0.5 * min(span.end - span.start, fact["end"] - fact["start"])


def main() -> None:
    """Print which known events are found, and the events that no known one explains."""
    seed = EVALUATION / "seed"
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, default=seed / "texts/1.txt")
    parser.add_argument("--facts", type=Path, default=seed / "facts.json")
    parser.add_argument("--date", type=dt.date.fromisoformat, default=dt.date(2025, 8, 19))
    args = parser.parse_args()
    text = require(args.text).read_text(encoding="utf-8")
    facts = json.loads(args.facts.read_text(encoding="utf-8"))["events"]
    extraction = GermanRules().extract(Document("document/1", "1", text, published=args.date))
    used: set[str] = set()
    for fact in facts:
        event = next((e for e in extraction.events if overlaps(e, fact)), None)
        if event is not None:
            used.add(event.id)
        who = ", ".join(a.name for a in event.participants) if event else ""
        when = event.when if event else None
        print(
            "found " if event else "missed",
            fact["name"],
            "|",
            event.label if event else "",
            "|",
            who,
            "|",
            when,
        )
    print(f"{len(used)} of {len(facts)} known events; {len(extraction.events) - len(used)} more:")
    for event in extraction.events:
        if event.id not in used:
            print("      ", event.kind, event.label, "|", event.evidence.quote[:90])


if __name__ == "__main__":
    main()
