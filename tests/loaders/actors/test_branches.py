"""A party's branch in a place is an actor of its own, however the place is named; made from places, parties and frames."""

import pytest

from loaders.articles.findings import Actor, Document
from loaders.background.towns import town_named
from loaders.german_rules import GermanRules
from loaders.triples.document_graph import document_graph
from loaders.triples.sides import withheld
from ontology.terms import ORG, SP
from tests.loaders.actors.test_mentions import index_of

PLACES = {
    "Berliner": "Berlin",
    "Hamburger": "Hamburg",
    "Thüringer": "Thüringen",
    "Münchner": "München",
    "Stuttgarter": "Stuttgart",
    "Kölner": "Köln",
    "Göttinger": "Göttingen",
    "Dresdner": "Dresden",
    "Darmstädter": "Darmstadt",
    "Wiener": "Wien",
    "Hallsteiner": "Hallstein",
    "Lauerstädter": "Lauerstadt",
    "Neuenbrücker": "Neuenbrück",
    "hessische": "Hessen",
    "bayerische": "Bayern",
}
PARTIES = {
    "SPD": ("SPD", "actor/spd"),
    "FDP": ("FDP", "actor/fdp"),
    "AfD": ("AfD", "actor/afd"),
    "Grünen": ("Grüne", "actor/buendnis-90-die-gruenen"),
    "Linke": ("Linke", "actor/die-linke"),
}
FRAMES = (
    "Die {adjective} {party} lehnt die Maut ab.",
    "Am Montag forderte die {adjective} {party} eine Maut.",
    "Nora Kehl sagte, dass die {adjective} {party} der Maut zustimmen will.",
    "Die Maut sei falsch, weil sie die {adjective} {party} ablehne.",
)


def parties(text: str) -> list[Actor]:
    """The parties of a text."""
    return [actor for actor in index_of(text).actors if actor.kind.value == "Party"]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("adjective", PLACES)
def test_an_adjective_of_a_place_names_the_branch(adjective: str, frame: str) -> None:
    for party, (short, whole) in PARTIES.items():
        found = parties(frame.format(adjective=adjective, party=party))
        assert [(actor.name, actor.part_of) for actor in found] == [(f"{short} {PLACES[adjective]}", whole)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Berliner SPD will Maut abschaffen.", "SPD Berlin"),
        ("Die SPD Berlin lehnt die Maut ab.", "SPD Berlin"),
        ("Kritik kam von der neuen Berliner SPD.", "SPD Berlin"),
        ("Berlins SPD lehnt die Maut ab.", "SPD Berlin"),
        ("Die CDU NRW lehnt die Maut ab.", "CDU Nordrhein-Westfalen"),
        ("Die Nordrhein-Westfälische CDU lehnt die Maut ab.", "CDU Nordrhein-Westfalen"),
        ("Hamburgs CDU lehnt die Maut ab.", "CDU Hamburg"),
        ("Kölns Grüne lehnen die Maut ab.", "Grüne Köln"),
        ("Bündnis 90/Die Grünen Köln lehnen die Maut ab.", "Grüne Köln"),
        ("Die Kölner Sozialdemokraten lehnen die Maut ab.", "SPD Köln"),
        ("Der Landeschef der Berliner Linken, Karl Ohm, lehnt die Maut ab.", "Linke Berlin"),
        ("Am Sonntag beschlossen die Berliner SPD und der Senat eine Maut.", "SPD Berlin"),
        ("Die Hallenser SPD lehnt die Maut ab.", "Hallenser SPD"),
        ("Die Schweizer Grünen lehnen die Maut ab.", "Grüne Schweiz"),
        ("Die Linzer FPÖ lehnt die Maut ab.", "FPÖ Linz"),
    ],
)
def test_a_branch_has_one_name(text: str, name: str) -> None:
    assert [actor.name for actor in parties(text)] == [name]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Die deutsche SPD lehnt die Maut ab.", {"actor/spd"}),
        ("Deutschlands SPD lehnt die Maut ab.", {"actor/spd", "actor/deutschland"}),
        ("Die österreichische ÖVP lehnt die Maut ab.", {"actor/oevp"}),
        ("Der Berliner Sozialdemokrat Karl Ohm lehnt die Maut ab.", {"actor/karl-ohm"}),
        ("Die Berliner lehnen die Maut ab.", {"actor/probe/berliner"}),
        ("Am Sonntag wählten die Berliner SPD.", {"actor/probe/berliner", "actor/spd"}),
        ("Es hilft, wenn die Berliner SPD wählen wollen.", {"actor/probe/berliner", "actor/spd"}),
        ("Früher SPD, heute AfD: Karl Ohm wechselt.", {"actor/spd", "actor/afd", "actor/karl-ohm"}),
    ],
)
def test_people_of_a_place_and_the_party_of_a_state_stay_what_they_are(text: str, actors: set[str]) -> None:
    assert {actor.id for actor in index_of(text).actors} == actors


@pytest.mark.parametrize(
    ("adjective", "town"),
    [
        ("Kasseler", "Kassel"),
        ("Basler", "Basel"),
        ("Zürcher", "Zürich"),
        ("Hannoveraner", "Hannover"),
        ("Karlsruher", "Karlsruhe"),
        ("Bad", ""),
        ("Arbeiter", ""),
        ("früher", ""),
    ],
)
def test_the_town_of_an_adjective(adjective: str, town: str) -> None:
    assert town_named(adjective) == town


def test_a_branch_is_also_called_as_the_text_has_it() -> None:
    (branch,) = parties("Die Berliner SPD lehnt die Maut ab. Kritik kam von der neuen Berliner SPD.")
    assert (branch.name, branch.aliases) == ("SPD Berlin", ("Berliner SPD",))


def test_the_graph_leads_from_the_branch_to_the_party_whose_position_it_is_not() -> None:
    extraction = GermanRules().extract(Document("document/x", "Maut", "Die Berliner SPD lehnt die Maut ab."))
    graph = document_graph(extraction, "http://x/")
    (holder,) = graph.objects(None, SP.holder)
    assert str(holder) == "http://x/actor/spd-berlin"
    assert [str(whole) for whole in graph.objects(holder, ORG.subOrganizationOf)] == ["http://x/actor/spd"]
    assert not list(graph.objects(holder, ORG.memberOf))


IN_PLACES = {
    "in Altenrode": "Altenrode",
    "in Bayern": "Bayern",
    "in Nordrhein-Westfalen": "Nordrhein-Westfalen",
    "in Bad Altenrode": "Bad Altenrode",
    "in Altenrode am Main": "Altenrode am Main",
    "in Köln-Nippes": "Köln-Nippes",
    "aus Altenrode": "Altenrode",
    "von Altenrode": "Altenrode",
    "im Bundesland Hessen": "Hessen",
    "in der Gemeinde Kleinwiesen": "Kleinwiesen",
    "im Landkreis Altenrode": "Kreis Altenrode",
    "der Stadt Altenrode": "Altenrode",
}
"""What tells where a party is only where the verb cannot take it, and the branch it names."""
IN_COUNCILS = {
    "im Stadtrat von Altenrode": "Altenrode",
    "im Gemeinderat Kleinwiesen": "Kleinwiesen",
    "im Rat der Stadt Altenrode": "Altenrode",
    "im Landtag von Sachsen": "Sachsen",
    "im sächsischen Landtag": "Sachsen",
    "im Kölner Stadtrat": "Köln",
    "im Stadtrat Kölns": "Köln",
    "in der Bezirksversammlung Altona": "Altona",
    "in der hessischen Landesregierung": "Hessen",
    "im Kreistag von Altenrode": "Kreis Altenrode",
    "des Kreises Altenrode": "Kreis Altenrode",
}
"""What tells where a party is wherever it stands."""
UNNAMED = (
    "vor Ort",
    "im Stadtrat",
    "im Landtag",
    "in der Landesregierung",
    "im Osten",
    "im Land",
    "in Berlin",
    "in Kleinwiesen",
    "im Stadtbezirk Mitte",
    "in Hessen und Thüringen",
)
"""What says that not all of a party is meant, or perhaps not, but not which branch."""
WHOLE = (
    "im Bundestag",
    "im Bund",
    "in der Bundesregierung",
    "in Deutschland",
    "im deutschen Parlament",
    "im ganzen Land",
    "in ihrem Wahlprogramm",
    "in der Regierung",
    "in der Opposition",
    "in der Koalition",
    "in Umfragen",
    "in Aufbruchstimmung",
    "im Kreis der Befürworter",
    "im Europaparlament",
    "im Europäischen Parlament",
    "in Brüssel",
    "in Straßburg",
)
"""What leaves a party all of it."""
BEGINNING = (
    "Die {party} lehnt die Maut ab.",
    "Auch die {party} lehnt die Maut ab.",
    "Nora Kehl schwieg, und die {party} lehnt die Maut ab.",
)
ANYWHERE = (
    *BEGINNING,
    "Am Montag lehnte die {party} die Maut ab.",
    "Die Maut sei falsch, sagte die {party}.",
    "Nora Kehl sagte, dass die {party} die Maut ablehnt.",
    "Nach Ansicht der {party} ist die Maut falsch.",
)


def sides(text: str) -> dict[str, str]:
    """Who takes a side on anything in a text, with why the side does not count (``""`` if it does)."""
    document = Document("document/probe", "Maut", text)
    return {
        statement.holder.id: withheld(statement) for statement in GermanRules().extract(document).statements
    }


@pytest.mark.parametrize("frame", BEGINNING)
@pytest.mark.parametrize("words", [*IN_PLACES, *IN_COUNCILS])
def test_a_place_behind_the_name_names_the_branch(words: str, frame: str) -> None:
    place = {**IN_PLACES, **IN_COUNCILS}[words]
    for party in ("SPD", "FDP", "AfD"):
        found = parties(frame.format(party=f"{party} {words}"))
        assert [(one.name, one.part_of) for one in found] == [(f"{party} {place}", f"actor/{party.lower()}")]


@pytest.mark.parametrize("frame", ANYWHERE)
@pytest.mark.parametrize("words", IN_COUNCILS)
def test_a_council_names_the_branch_wherever_it_stands(words: str, frame: str) -> None:
    (found,) = parties(frame.format(party=f"CDU {words}"))
    assert (found.name, found.part_of) == (f"CDU {IN_COUNCILS[words]}", "actor/cdu")


@pytest.mark.parametrize("frame", ANYWHERE)
@pytest.mark.parametrize("words", UNNAMED)
def test_a_branch_that_nobody_names_takes_no_side(words: str, frame: str) -> None:
    found = sides(frame.format(party=f"SPD {words}"))
    assert "actor/spd" not in found
    assert set(found.values()) <= {"it is not sure which branch of the party is meant"}


@pytest.mark.parametrize("words", [words for words in IN_PLACES if not words.startswith(("von", "der"))])
def test_a_place_that_may_be_the_verbs_names_no_branch_and_not_all_of_the_party(words: str) -> None:
    found = sides(f"Am Montag lehnte die SPD {words} die Maut ab.")
    assert found
    assert set(found.values()) == {"it is not sure which branch of the party is meant"}


@pytest.mark.parametrize("frame", ANYWHERE)
@pytest.mark.parametrize("words", WHOLE)
def test_what_is_no_place_of_a_branch_leaves_the_party_whole(words: str, frame: str) -> None:
    assert [found.id for found in parties(frame.format(party=f"SPD {words}"))] == ["actor/spd"]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("Im Gemeinderat von Kleinwiesen forderte die AfD eine Maut.", {"actor/afd-kleinwiesen": True}),
        (
            "Im Kölner Stadtrat forderten SPD und CDU eine Maut.",
            {"actor/spd-koeln": True, "actor/cdu-koeln": True},
        ),
        ("Im Gemeinderat forderte die AfD eine Maut.", {"actor/probe/afd-im-gemeinderat": False}),
        ("Im Landtag forderte die SPD im Bundestag eine Maut.", {"actor/spd": True}),
        ("Im Bundestag forderte die AfD eine Maut.", {"actor/afd": True}),
        ("Im Landtag forderte Karl Ohm (AfD) eine Maut.", {"actor/karl-ohm": True}),
        ("Der Gemeinderat tagte am Montag. Die AfD forderte eine Maut.", {"actor/probe/afd-vor-ort": False}),
        ("Der Gemeinderat tagte. Die AfD im Bundestag forderte eine Maut.", {"actor/afd": True}),
        ("Der Gemeinderat tagte. Karl Ohm von der AfD forderte eine Maut.", {"actor/karl-ohm": True}),
        ("Der Bundestag tagte am Montag. Die AfD forderte eine Maut.", {"actor/afd": True}),
        ("Die Berliner SPD tagte am Montag. Die SPD fordert eine Maut.", {"actor/probe/spd-vor-ort": False}),
        ("Die Berliner CDU tagte am Montag. Die SPD fordert eine Maut.", {"actor/spd": True}),
        (
            "SPD und CDU im Stadtrat von Köln fordern eine Maut.",
            {"actor/spd-koeln": True, "actor/cdu-koeln": True},
        ),
        ("Die SPD und die CDU in Köln fordern eine Maut.", {"actor/spd": True, "actor/cdu-koeln": True}),
        ("Die CDU fordert in Sachsen eine Maut.", {"actor/cdu": True}),
        ("Die Linksfraktion im Kreistag fordert eine Maut.", {"actor/probe/linksfraktion-im-kreistag": True}),
        ("Die CDU-Fraktion im Kreistag fordert eine Maut.", {"actor/probe/cdu-fraktion-im-kreistag": True}),
        (
            "Die Fraktionen von CDU und SPD im Landtag fordern eine Maut.",
            {"actor/probe/fraktionen-von-cdu-und-spd": True},
        ),
        ("Die PiS im polnischen Parlament fordert eine Maut.", {"actor/pis": True}),
        ("Die SPD von Karl Ohm fordert eine Maut.", {"actor/spd": True}),
    ],
)
def test_whom_the_rest_of_a_sentence_and_the_one_before_make_of_a_party(
    text: str, holders: dict[str, bool]
) -> None:
    assert {holder: not reason for holder, reason in sides(text).items()} == holders


def test_a_party_of_another_state_is_no_branch_of_its_namesake() -> None:
    (found,) = parties("Die Grünen in Österreich lehnen die Maut ab.")
    assert (found.id, found.part_of) == ("actor/gruene-oesterreich", "")
