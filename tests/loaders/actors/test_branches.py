"""A party's branch in a place is an actor of its own, however the place is named; made from places, parties and frames."""

import pytest

from loaders.articles.findings import Actor, Document
from loaders.background.towns import town_named
from loaders.german_rules import GermanRules
from loaders.triples.document_graph import document_graph
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
