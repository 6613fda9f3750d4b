"""What is only claimed, denied, rumoured, invented or meant as a joke is nobody's position, in whatever form it is told."""

from itertools import product

import pytest

from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from loaders.triples.sides import withheld

MATTERS = [
    ("ein Tempolimit auf Autobahnen", "fordern", "fordert", "fordere", "forderten", ""),
    ("Abschiebungen nach Tannau", "lehnen", "lehnt", "lehne", "lehnten", " ab"),
    ("die Privatisierung der Bahn", "unterstützen", "unterstützt", "unterstütze", "unterstützten", ""),
]
"""A matter with the verb of a stance on it: plural, singular, subjunctive, past or subjunctive plural, particle."""

COMPLEMENTS = [
    ", dass die Grünen {o} {s}{pl}",
    ", dass die CDU {o} {s}{sg}",
    ", wonach die Grünen {o} {s}{pl}",
    ", die CDU {k} {o}{z}",
    ", die Grünen {kpl} {o}{z}",
    ", die Grünen {pl} {o}{z}",
    ", die CDU {sg} {o}{z}",
]
"""What is claimed: dass, wonach, Konjunktiv I, Konjunktiv II that looks like the past, plain main clauses."""

CLAIMS = [
    "Das Gerücht{c}, ist frei erfunden.",
    "Die Behauptung{c}, ist eine Lüge.",
    "Die Erzählung{c}, stimmt nicht.",
    "Der Eindruck{c}, ist falsch.",
    "Die Aussage{c}, ist unwahr.",
    "Die These der Partei{c}, trifft nicht zu.",
    "Die AfD verbreitet die Lüge{c}.",
    "Wer sagt{c}, lügt.",
    "Wer glaubt{c}, irrt sich.",
    "In den sozialen Medien wird verbreitet{c}.",
    "Im Netz wird behauptet{c}.",
    "Es wird erzählt{c}.",
]
VERDICTS = [
    "Es ist falsch, dass {c}.",
    "Es ist unwahrscheinlich, dass {c}.",
    "Es gilt als ausgeschlossen, dass {c}.",
    "Es ist ein Märchen, dass {c}.",
    "Es stimmt nicht, dass {c}.",
    "Dass {c}, ist frei erfunden.",
    "Dass {c}, ist ein Märchen.",
    "Dass {c}, trifft nicht zu.",
    "Dass {c}, glaubt niemand.",
]
COLONS = [
    "Im Netz kursiert die Behauptung: {c}.",
    "Ein Gerücht geht um: {c}.",
    "Falsch ist: {c}.",
    "Die Behauptung: {c}.",
]
INVENTED = [
    "In einem gefälschten Video {sg} Ministerin Anna Kern {o}{z}.",
    "In einem Roman {sg} Ministerin Anna Kern {o}{z}.",
    "Auf manipulierten Plakaten {sg} Ministerin Anna Kern {o}{z}.",
    "„Wir {pl} {o}{z}“, sagte Anna Kern ironisch.",
    "Anna Kern sagte im Scherz: „Wir {pl} {o}{z}.“",
]
CHARGES = [
    "Die FDP warf den Grünen vor, sie {kpl} {o}{z}.",
    "Die FDP hat den Grünen vorgeworfen, sie {kpl} {o}{z}.",
    "Die FDP beschuldigte die Grünen, sie {kpl} {o}{z}.",
    "Anna Kern (FDP) hielt den Grünen vor, sie {kpl} {o}{z}.",
    "Anna Kern (FDP) hielt den Grünen vor, dass sie {o} {s}{kpl}.",
    "Anna Kern (FDP) hielt der SPD vor, sie {k} {o}{z}.",
    "Sie {kpl} {o}{z}, warf die FDP den Grünen vor.",
    "Die Grünen {kpl} {o}{z}, warf ihnen die FDP vor.",
    "Die Grünen {pl} {o}{z}, behauptet die FDP.",
    "Die SPD {sg} {o}{z}, unterstellt ihr die FDP.",
]
SO_IT_IS = [
    "Es ist richtig, dass die CDU {o} {s}{sg}.",
    "Es ist nicht falsch, dass die CDU {o} {s}{sg}.",
    "Es ist kein Geheimnis, dass die CDU {o} {s}{sg}.",
    "Es überrascht nicht, dass die CDU {o} {s}{sg}.",
    "Dass die CDU {o} {s}{sg}, ist bekannt.",
    "Klar ist: Die CDU {sg} {o}{z}.",
    "Der alte Plan ist falsch, die CDU {sg} {o}{z}.",
    "Die SPD wirft dem Rat Untätigkeit vor, die CDU {sg} {o}{z}.",
    "Minister bestreitet Vorwurf, CDU {sg} {o}{z}.",
    "Die SPD bat um Hilfe, die CDU {sg} {o}{z}.",
    "Die CDU {sg} {o}{z} und wirft der SPD Untätigkeit vor.",
    "Anna Kern sagte, die CDU {k} {o}{z}.",
    "In einem offenen Brief {sg} die CDU {o}{z}.",
    "Auf einer Demonstration gegen Gerüchte {sg} die CDU {o}{z}.",
]


def forms(matter):
    """The words of ``matter`` by their place in a template; a particle before its verb is ``s``."""
    things, pl, sg, k, kpl, particle = matter
    return {"o": things, "pl": pl, "sg": sg, "k": k, "kpl": kpl, "z": particle, "s": particle.strip()}


def sides_of(text):
    statements = GermanRules().extract(Document("document/a", "A", text)).statements
    return {(s.holder.name, s.stance.value) for s in statements if not withheld(s)}


@pytest.mark.parametrize(("frame", "complement", "matter"), list(product(CLAIMS, COMPLEMENTS, MATTERS)))
def test_what_is_claimed_takes_no_side(frame, complement, matter):
    assert sides_of(frame.format(c=complement.format(**forms(matter)))) <= {("AfD", "oppose")}


@pytest.mark.parametrize(("frame", "matter"), list(product(VERDICTS, MATTERS)))
def test_what_is_said_not_to_be_so_takes_no_side(frame, matter):
    for said in ("die CDU {o} {s}{sg}", "die Grünen {o} {s}{pl}"):
        assert sides_of(frame.format(c=said.format(**forms(matter)))) == set()


@pytest.mark.parametrize(("frame", "matter"), list(product(COLONS, MATTERS)))
def test_a_claim_behind_a_colon_takes_no_side(frame, matter):
    for said in ("Die CDU {sg} {o}{z}", "Die Grünen {pl} {o}{z}"):
        assert sides_of(frame.format(c=said.format(**forms(matter)))) == set()


@pytest.mark.parametrize(("frame", "matter"), list(product(INVENTED, MATTERS)))
def test_what_is_invented_or_a_joke_takes_no_side(frame, matter):
    assert sides_of(frame.format(**forms(matter))) == set()


@pytest.mark.parametrize(("frame", "matter"), list(product(CHARGES, MATTERS)))
def test_a_charge_is_at_most_criticism_by_who_makes_it(frame, matter):
    assert sides_of(frame.format(**forms(matter))) <= {("FDP", "oppose"), ("Anna Kern", "oppose")}


def test_a_charge_in_the_plural_is_criticism_as_in_the_singular():
    for said in ("der SPD vor, sie fordere", "den Grünen vor, sie forderten"):
        assert sides_of(f"Die FDP warf {said} ein Tempolimit auf Autobahnen.") == {("FDP", "oppose")}


@pytest.mark.parametrize(("frame", "matter"), list(product(SO_IT_IS, MATTERS)))
def test_what_only_looks_like_a_claim_takes_its_side(frame, matter):
    stance = "oppose" if matter[1] == "lehnen" else "support"
    assert ("CDU", stance) in sides_of(frame.format(**forms(matter)))


@pytest.mark.parametrize(
    ("told", "holder"),
    [
        ("Die FDP hat versprochen, die Hundesteuer abzuschaffen", "FDP"),
        ("Die Grünen haben gefordert, den Hafen zu schließen", "Grüne"),
        ("Die CDU hat beschlossen, dass der Hafen schließt", "CDU"),
        ("Die AfD kündigte an, die Maut abzulehnen", "AfD"),
    ],
)
@pytest.mark.parametrize("teller", ["sagte Anna Kern", "kritisierte Anna Kern", "warnte Anna Kern"])
def test_who_tells_of_others_is_kept(told, holder, teller):
    statements = GermanRules().extract(Document("document/a", "A", f"{told}, {teller}.")).statements
    by = {s.attributed_to.name if s.attributed_to else None for s in statements if s.holder.name == holder}
    assert by == {"Anna Kern"}
