"""The constructions in which German takes a position, in the order in which they are tried.

A construction is a small pure function ``(clause, context) → Iterator[Found]``. To add one, write the
function beside its like and a row here with a sentence of your own; a test checks that the row finds it
(``tests/loaders/positions/test_constructions.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from loaders.lexicon.tables import words
from loaders.positions.filling.antecedents import told
from loaders.positions.filling.context import Context, Voice
from loaders.positions.filling.found import Found
from loaders.positions.filling.themes import specific, theme_of
from loaders.positions.lexical.adjectives import adjective, participle
from loaders.positions.lexical.goals import aim, camp, cleft, duty, goal
from loaders.positions.lexical.judgements import danger, judgement, pointing, predication
from loaders.positions.lexical.nouns import headline, noun
from loaders.positions.lexical.reactions import reaction, refusal
from loaders.positions.lexical.verbs import intention, plan, verb_frame
from loaders.positions.spoken.asking import rhetorical
from loaders.positions.spoken.calls import call, command, instead, yes_or_no
from loaders.positions.spoken.consequences import (
    belonging,
    consequence,
    endangered,
    ending,
    groundless,
    remaining,
    unthinkable,
    without,
)
from loaders.positions.spoken.lists import heading, item
from loaders.positions.spoken.own_words import (
    commitment,
    demand,
    denial,
    effect,
    existence,
    fitting_attitude,
    misdeed,
    necessity,
    only_way,
)
from loaders.positions.spoken.pledges import pledge
from loaders.positions.spoken.siding import echo, ours, sharing, siding
from loaders.positions.spoken.verdicts import forbidden, refutation, unseemly, until, verdict
from loaders.positions.spoken.voices import voice_of
from loaders.positions.spoken.wills import will
from loaders.syntax.clause import Clause


class Stage(Enum):
    """When a construction is tried."""

    HEAD = 1  # the first that finds something: what the clause as a whole says
    BESIDE = 2  # each: what its phrases say beside that
    ELSE = 3  # the first that finds something, where the clause as a whole said nothing yet
    OWN = 4  # after those: what the clause says as the words of a speaker or author


@dataclass(frozen=True, slots=True)
class Construction:
    """A row of the table. ``voices`` are those in whose words a construction of ``Stage.OWN`` counts."""

    name: str
    stage: Stage
    read: Callable[[Clause, Context], Iterator[Found]]
    example: str
    voices: frozenset[Voice] = frozenset()

    def find(self, clause: Clause, context: Context) -> list[Found]:
        """What the construction finds in a clause, under its name."""
        found = list(self.read(clause, context))
        if not found:
            return found  # by far the most frequent case
        return [replace(one, construction=self.name) for one in found]


SAID = frozenset({Voice.SPEAKER})
ARGUED = frozenset({Voice.SPEAKER, Voice.COMMENT})
MUST = ARGUED | {Voice.MUST}
JUDGED = ARGUED | {Voice.EYES, Voice.REPORT}

HEAD, BESIDE, ELSE, OWN = Stage
CONSTRUCTIONS = (
    Construction("list", HEAD, item, "Programm der SPD\n\nWir fordern:\n- eine Brücke"),
    Construction("title", HEAD, heading, "Programm der SPD\n\nMieten deckeln\n\nWir leben gern hier."),
    Construction("will", HEAD, will, "Nach dem Willen der SPD soll die Maut wegfallen."),
    Construction("verb", HEAD, verb_frame, "Der Bauernverband lehnt die Abgabe ab."),
    Construction("plan", HEAD, plan, "Die Union will die Steuern senken."),
    Construction("intention", HEAD, intention, "Die Union will Klage einreichen."),
    Construction("goal", HEAD, goal, "Ziel der SPD ist ein höherer Mindestlohn."),
    Construction("camp", HEAD, camp, "Die Ministerin ist eine Gegnerin der Maut."),
    Construction("cleft", HEAD, cleft, "Was die SPD fordert, ist ein höherer Mindestlohn."),
    Construction("reaction", HEAD, reaction, "Der Plan stößt bei den Ländern auf Kritik."),
    Construction("headline", HEAD, headline, "Landrat gegen Windräder"),
    Construction("adjective", BESIDE, adjective, "Die SPD ist bereit zu Verhandlungen."),
    Construction("noun", BESIDE, noun, "Die Forderung der Grünen nach Geld blieb ohne Echo."),
    Construction("participle", BESIDE, participle, "Die von der Union geforderte Reform kommt später."),
    Construction("call", BESIDE, call, "„Schluss mit der Maut!“, rief die SPD."),
    Construction("instead", BESIDE, instead, "Anna Weber sagte: „Busse statt Beton für Parkhäuser!“"),
    Construction("yes or no", BESIDE, yes_or_no, "Anna Weber sagte: „Tiefgarage am Markt nein.“"),
    Construction("question", BESIDE, rhetorical, "Anna Weber fragte: „Wer braucht eine dritte Landebahn?“"),
    Construction(
        "forbidden", BESIDE, forbidden, "Anna Weber sagte: „Was nicht passieren darf: dass Heime verfallen.“"
    ),
    Construction("verdict", BESIDE, verdict, "Anna Weber sagte: „Gut, dass der Bund die Maut abschafft.“"),
    Construction("echo", BESIDE, echo, "„Zu Recht fordern die Grünen ein Tempolimit“, sagte die SPD."),
    Construction("judgement", ELSE, judgement, "Die Ministerin nannte den Plan einen Fehler."),
    Construction("pointing", ELSE, pointing, "Die Ministerin sprach von einem Erfolg der Reform."),
    Construction("danger", ELSE, danger, "Die Ministerin sieht die Gefahr einer Spaltung."),
    Construction("refusal", ELSE, refusal, "Mit der SPD wird es keine Maut geben."),
    Construction("command", OWN, command, "„Stoppen Sie den Bau!“, sagte die SPD.", SAID),
    Construction(
        "siding", OWN, siding, "„Die CDU fordert eine Maut. Die CDU hat recht“, sagte Anna Weber.", SAID
    ),
    Construction("sharing", OWN, sharing, "„Die Sorge um die Schulen teilen wir“, sagte die SPD.", SAID),
    Construction("ours", OWN, ours, "„Die Maut findet unsere Zustimmung“, sagte die SPD.", SAID),
    Construction("unseemly", OWN, unseemly, "„Einen Stadtwald verkauft man nicht“, sagte Anna Weber.", SAID),
    Construction("until", OWN, until, "„Wir ruhen nicht, bis der Tunnel gebaut ist“, sagte die SPD.", SAID),
    Construction("only way", OWN, only_way, "Hilfe gebe es nur mit Kontrollen, sagte die SPD.", SAID),
    Construction("without", OWN, without, "Ohne Kontrollen gehe es nicht, sagte die SPD.", SAID),
    Construction("unthinkable", OWN, unthinkable, "Diese Kürzung dürfe nicht sein, sagte die SPD.", SAID),
    Construction("ending", OWN, ending, "Der Raubbau müsse ein Ende haben, sagte die SPD.", SAID),
    Construction("remaining", OWN, remaining, "Das Freibad müsse bleiben, sagte die SPD.", SAID),
    Construction("endangered", OWN, endangered, "Die Dörfer dürften nicht veröden, sagte die SPD.", SAID),
    Construction("demand", OWN, demand, "Die Steuern müssten sinken, sagte die SPD.", MUST),
    Construction("due", OWN, fitting_attitude, "Der Bau sei zu begrüßen, sagte die SPD.", ARGUED),
    Construction("necessity", OWN, necessity, "Die Kameras seien abzubauen, sagte die SPD.", ARGUED),
    Construction(
        "duty", OWN, duty, "Aufgabe des Staates sei es, Familien zu fördern, sagte die SPD.", ARGUED
    ),
    Construction("aim", OWN, aim, "Ziel sei es, die Steuern zu senken, sagte die SPD.", SAID),
    Construction("predicate", OWN, predication, "Der Plan sei unbezahlbar, sagte die SPD.", JUDGED),
    Construction("consequence", OWN, consequence, "Das Gesetz führe zu Armut, sagte die SPD.", ARGUED),
    Construction("effect", OWN, effect, "Das Gesetz spalte das Land, sagte die SPD.", ARGUED),
    Construction(
        "refutation", OWN, refutation, "„Die Rechnung der Länder geht nicht auf“, sagte die SPD.", SAID
    ),
    Construction("belonging", OWN, belonging, "Waffen gehörten nicht in Schulen, sagte die SPD.", SAID),
    Construction("misdeed", OWN, misdeed, "Die Polizei habe brutal gehandelt, sagte die SPD.", SAID),
    Construction("existence", OWN, existence, "Es gebe die Gefahr der Spaltung, sagte die SPD.", SAID),
    Construction("commitment", OWN, commitment, "Sie werde die Steuern senken, sagte die SPD.", SAID),
    Construction("pledge", OWN, pledge, "„Wir senken die Steuern“, sagte die SPD.", SAID),
    Construction("groundless", OWN, groundless, "Es gebe keinen Grund für Verbote, sagte die SPD.", SAID),
    Construction("denial", OWN, denial, "Man könne das Gesetz nicht ändern, sagte die SPD.", SAID),
)


_HEAD, _BESIDE, _ELSE, _OWN = (tuple(c for c in CONSTRUCTIONS if c.stage is stage) for stage in Stage)
_SPOKEN = {voice: tuple(c for c in _OWN if voice in c.voices) for voice in Voice}


def read_clause(clause: Clause, context: Context) -> tuple[list[Found], Context]:
    """(positions that a clause takes, the context after them)."""
    context = replace(context, theme=theme_of(clause, context))
    found = _first(_HEAD, clause, context)
    context = _after(found, context)
    if found:
        context = replace(context, head=found[0])
    silent = not found
    for construction in _BESIDE:
        more = construction.find(clause, context)
        found += more
        context = _after(more, context)
    if silent:
        rest = _first(_ELSE, clause, context) or _own_words(clause, context)
        found += rest
        context = _after(rest, context)
    named = [replace(one, label=specific(one.label, context.theme)) for one in found]
    return [told(one, context) for one in named], replace(context, head=None, theme=None)


def _first(rows: tuple[Construction, ...], clause: Clause, context: Context) -> list[Found]:
    """What the first of ``rows`` finds that finds something."""
    for row in rows:
        found = row.find(clause, context)
        if found:
            return found
    return []


def _after(found: list[Found], context: Context) -> Context:
    for one in found:
        context = context.after(one)
    return context


def _own_words(clause: Clause, context: Context) -> list[Found]:
    """What a clause says as somebody's own words."""
    voice, speaker = voice_of(clause, context)
    if voice is Voice.NOBODY:
        return []
    found = _first(_SPOKEN[voice], clause, replace(context, voice=voice, speaker=speaker))
    return [one for one in found if one.label.head.lower() not in words("no_matters")]
