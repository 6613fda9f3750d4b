"""Given this graph, this follows and that does not: the axioms of the ontology and the rules in graph/reasoning/rules."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest

Closed = Callable[[str], object]


def position(
    name: str,
    holder: str,
    stance: str,
    issue: str,
    *,
    modality: str = "Asserted",
    act: str = "Demand",
    more: str = "",
) -> str:
    """One position in Turtle; ``more`` are further predicates and values."""
    link = {"Support": "affirms", "Oppose": "rejects"}[stance] if modality == "Asserted" else "concerns"
    return (
        f"<position/{name}> a sp:Position ; sp:holder <actor/{holder}> ; sp:{link} <issue/{issue}> ;\n"
        f"  sp:stance sp:{stance} ; sp:act sp:{act} ; sp:modality sp:{modality} {'; ' + more if more else ''} .\n"
        f"<actor/{holder}> a sp:Actor . <issue/{issue}> a sp:Issue .\n"
    )


def on(date: str) -> str:
    return f'dcterms:date "{date}"^^xsd:date'


def in_text(document: str) -> str:
    return f"prov:wasDerivedFrom <document/{document}>"


A_FOR_X = position("1", "a", "Support", "x")
B_AGAINST_X = position("2", "b", "Oppose", "x")


# ------------------------------------------------------------------------------- stances


def test_support_opposition_and_disagreement(closed: Closed) -> None:
    facts = closed(A_FOR_X + B_AGAINST_X)
    assert ("actor/a", "supports", "issue/x") in facts
    assert ("issue/x", "supportedBy", "actor/a") in facts
    assert ("actor/b", "opposes", "issue/x") in facts
    assert ("actor/a", "disagreesWith", "actor/b") in facts
    assert ("actor/b", "disagreesWith", "actor/a") in facts
    assert ("actor/a", "agreesWith", "actor/b") not in facts
    assert ("position/1", "concerns", "issue/x") in facts


@pytest.mark.parametrize("stance", ["Support", "Oppose"])
def test_the_same_stance_on_the_same_issue_is_agreement(closed: Closed, stance: str) -> None:
    facts = closed(position("1", "a", stance, "x") + position("2", "b", stance, "x"))
    assert ("actor/a", "agreesWith", "actor/b") in facts
    assert ("actor/a", "disagreesWith", "actor/b") not in facts


@pytest.mark.parametrize("modality", ["Conditional", "Hypothetical", "Questioned", "Negated"])
def test_only_asserted_positions_become_support(closed: Closed, modality: str) -> None:
    facts = closed(position("1", "a", "Support", "x", modality=modality) + B_AGAINST_X)
    assert ("position/1", "concerns", "issue/x") in facts
    assert ("actor/a", "supports", "issue/x") not in facts
    assert ("actor/a", "disagreesWith", "actor/b") not in facts


# ------------------------------------------------------------------------------- broader and narrower

NARROW = "<issue/x> skos:broader <issue/wide> . <issue/wide> a sp:Issue ; skos:broader <issue/widest> .\n"


def test_supporting_the_narrower_supports_a_form_of_the_broader_and_no_more(closed: Closed) -> None:
    facts = closed(NARROW + A_FOR_X)
    assert ("actor/a", "supportsPartOf", "issue/wide") in facts
    assert ("actor/a", "supportsPartOf", "issue/widest") in facts
    assert ("actor/a", "supports", "issue/wide") not in facts


def test_opposing_the_broader_opposes_its_forms_by_implication(closed: Closed) -> None:
    against = position("2", "b", "Oppose", "widest", more=in_text("d"))
    facts = closed(NARROW + against + position("1", "a", "Support", "x", more=in_text("d")))
    assert ("actor/b", "implicitlyOpposes", "issue/x") in facts
    assert ("actor/b", "opposes", "issue/x") not in facts


def test_what_another_text_calls_a_form_is_not_opposed_by_implication(closed: Closed) -> None:
    against = position("2", "b", "Oppose", "widest", more=in_text("d"))
    facts = closed(NARROW + against + position("1", "a", "Support", "x", more=in_text("e")))
    assert ("actor/b", "implicitlyOpposes", "issue/x") not in facts
    assert ("actor/a", "disagreesImplicitlyWith", "actor/b") not in facts


def test_opposing_a_case_of_a_kind_opposes_the_forms_that_the_text_speaks_of(closed: Closed) -> None:
    case = (
        "<issue/d/wide> sp:ofKind <issue/wide> ; skos:broader <issue/wide> . <issue/wide> a sp:IssueKind .\n"
    )
    against = position("2", "b", "Oppose", "d/wide", more=in_text("d"))
    facts = closed(NARROW + case + against + position("1", "a", "Support", "x", more=in_text("d")))
    assert ("actor/b", "implicitlyOpposes", "issue/x") in facts
    assert ("actor/b", "implicitlyOpposes", "issue/d/wide") not in facts


def test_who_wants_a_form_of_what_another_opposes_disagrees_by_implication(closed: Closed) -> None:
    a_for_x = position("1", "a", "Support", "x", more=in_text("d"))
    facts = closed(NARROW + a_for_x + position("2", "b", "Oppose", "wide", more=in_text("d")))
    assert ("actor/a", "disagreesImplicitlyWith", "actor/b") in facts
    assert ("actor/b", "disagreesImplicitlyWith", "actor/a") in facts
    assert ("actor/a", "disagreesWith", "actor/b") not in facts


def test_who_opposes_a_form_of_what_another_wants_does_not_disagree(closed: Closed) -> None:
    facts = closed(NARROW + B_AGAINST_X + position("1", "a", "Support", "wide"))
    assert ("actor/a", "disagreesImplicitlyWith", "actor/b") not in facts


def test_opposing_the_narrower_or_supporting_the_broader_says_nothing_further(closed: Closed) -> None:
    facts = closed(NARROW + B_AGAINST_X + position("3", "c", "Support", "wide"))
    assert ("actor/b", "opposes", "issue/wide") not in facts
    assert ("actor/b", "implicitlyOpposes", "issue/wide") not in facts
    assert ("actor/c", "supports", "issue/x") not in facts
    assert ("actor/c", "supportsPartOf", "issue/x") not in facts


def test_against_the_general_and_for_the_special_is_an_exception(closed: Closed) -> None:
    a_for_x = position("1", "a", "Support", "x", more=in_text("d"))
    facts = closed(NARROW + a_for_x + position("2", "a", "Oppose", "wide", more=in_text("d")))
    assert ("actor/a", "makesExceptionFor", "issue/x") in facts
    assert ("position/1", "contradicts", "position/2") not in facts


# ------------------------------------------------------------------------------- offices and states

OFFICE = "<office/kanzler> a sp:Office ; sp:represents <actor/land> . <actor/land> a sp:State .\n"


def tenure(more: str) -> str:
    return f"{OFFICE}<tenure/t> a sp:Tenure ; org:member <actor/a> ; {more} .\n"


DATED = tenure("sp:office <office/kanzler> ; org:memberDuring <tenure/t/i>") + (
    "<tenure/t/i> time:hasBeginning <tenure/t/b> ; time:hasEnd <tenure/t/e> .\n"
    '<tenure/t/b> time:inXSDDate "2021-12-08"^^xsd:date . <tenure/t/e> time:inXSDDate "2025-05-06"^^xsd:date .\n'
)


def test_who_holds_an_office(closed: Closed) -> None:
    facts = closed(tenure("sp:office <office/kanzler>"))
    assert ("actor/a", "org:holds", "office/kanzler") in facts
    assert ("office/kanzler", "org:heldBy", "actor/a") in facts


def test_who_held_an_office_until_a_day_no_longer_holds_it(closed: Closed) -> None:
    facts = closed(DATED)
    assert ("actor/a", "org:holds", "office/kanzler") not in facts
    assert ("actor/a", "formerlyHeld", "office/kanzler") in facts


def test_a_tenure_that_has_only_begun_goes_on(closed: Closed) -> None:
    facts = closed(DATED.replace(" ; time:hasEnd <tenure/t/e>", ""))
    assert ("actor/a", "org:holds", "office/kanzler") in facts
    assert ("actor/a", "formerlyHeld", "office/kanzler") not in facts


def test_who_took_up_an_office_again_is_no_former_holder(closed: Closed) -> None:
    again = "<tenure/u> a sp:Tenure ; org:member <actor/a> ; sp:office <office/kanzler> ; org:memberDuring <tenure/u/i> ."
    facts = closed(
        DATED + again + '<tenure/u/i> time:hasBeginning <u/b> . <u/b> time:inXSDDate "2029-01-01"^^xsd:date .'
    )
    assert ("actor/a", "org:holds", "office/kanzler") in facts
    assert ("actor/a", "formerlyHeld", "office/kanzler") not in facts


def test_an_old_text_does_not_bring_an_ended_tenure_back(closed: Closed) -> None:
    facts = closed(DATED + "<tenure/u> a sp:Tenure ; org:member <actor/a> ; sp:office <office/kanzler> .\n")
    assert ("actor/a", "org:holds", "office/kanzler") not in facts
    assert ("actor/a", "formerlyHeld", "office/kanzler") in facts


def test_a_former_office_is_no_longer_held(closed: Closed) -> None:
    facts = closed(
        tenure(f"sp:formerOffice <office/kanzler> ; {in_text('d')}")
        + position("1", "a", "Support", "x", more=in_text("d"))
    )
    assert ("actor/a", "org:holds", "office/kanzler") not in facts
    assert ("actor/a", "formerlyHeld", "office/kanzler") in facts
    assert ("actor/land", "officiallySupports", "issue/x") not in facts


@pytest.mark.parametrize(
    ("date", "official"),
    [
        ("2021-12-07", False),
        ("2021-12-08", True),
        ("2023-01-01", True),
        ("2025-05-06", True),
        ("2025-05-07", False),
    ],
)
def test_a_state_supports_what_its_office_holder_supports_while_in_office(
    closed: Closed, date: str, official: bool
) -> None:
    facts = closed(DATED + position("1", "a", "Support", "x", more=on(date)))
    assert (("position/1", "inOffice", "office/kanzler") in facts) is official
    assert (("position/1", "onBehalfOf", "actor/land") in facts) is official
    assert (("actor/land", "officiallySupports", "issue/x") in facts) is official
    assert ("actor/a", "supports", "issue/x") in facts


def test_an_open_interval_has_no_end(closed: Closed) -> None:
    open_ended = DATED.replace(" ; time:hasEnd <tenure/t/e>", "")
    facts = closed(open_ended + position("1", "a", "Oppose", "x", more=on("2031-01-01")))
    assert ("actor/land", "officiallyOpposes", "issue/x") in facts


def test_an_undated_position_is_official_only_by_the_text_that_names_the_office(closed: Closed) -> None:
    undated = tenure(f"sp:office <office/kanzler> ; {in_text('d')}")
    same = closed(undated + position("1", "a", "Support", "x", more=in_text("d")))
    other = closed(undated + position("1", "a", "Support", "x", more=in_text("e")))
    assert ("actor/land", "officiallySupports", "issue/x") in same
    assert ("actor/land", "officiallySupports", "issue/x") not in other


@pytest.mark.parametrize(("date", "official"), [("2025-08-19", True), ("2025-08-20", False)])
def test_an_office_named_in_a_text_counts_for_the_day_of_the_text(
    closed: Closed, date: str, official: bool
) -> None:
    undated = tenure(f"sp:office <office/kanzler> ; {in_text('d')}")
    issued = '<document/d> dcterms:issued "2025-08-19"^^xsd:date .\n'
    facts = closed(undated + issued + position("1", "a", "Support", "x", more=f"{on(date)} ; {in_text('e')}"))
    assert (("actor/land", "officiallySupports", "issue/x") in facts) is official


@pytest.mark.parametrize(
    ("title", "kind", "official"),
    [
        ("Präsidentin", "State", True),
        ("Außenminister", "State", True),
        ("Premierministerin", "State", True),
        ("Verkehrsminister", "State", False),
        ("Vizepräsident", "State", False),
        ("Präsident", "Association", False),
    ],
)
def test_heads_of_state_and_foreign_ministers_speak_for_their_state(
    closed: Closed, title: str, kind: str, official: bool
) -> None:
    office = f'<office/o> a sp:Office ; rdfs:label "{title}"@de ; org:postIn <actor/body> . <actor/body> a sp:{kind} .\n'
    held = f"<tenure/t> a sp:Tenure ; org:member <actor/a> ; sp:office <office/o> ; {in_text('d')} .\n"
    facts = closed(office + held + position("1", "a", "Support", "x", more=in_text("d")))
    assert (("actor/body", "officiallySupports", "issue/x") in facts) is official


def test_a_dated_tenure_is_not_widened_by_its_text(closed: Closed) -> None:
    facts = closed(
        DATED
        + f"<tenure/t> {in_text('d')} .\n"
        + position("1", "a", "Support", "x", more=f"{on('2030-01-01')} ; {in_text('d')}")
    )
    assert ("actor/land", "officiallySupports", "issue/x") not in facts


def test_a_state_speaks_for_itself(closed: Closed) -> None:
    facts = closed("<actor/land> a sp:State .\n" + position("1", "land", "Oppose", "x"))
    assert ("actor/land", "officiallyOpposes", "issue/x") in facts
    assert ("actor/land", "opposes", "issue/x") in facts


def test_members_share_the_stance_of_a_group_they_are_counted_among(closed: Closed) -> None:
    group = "<actor/drei> a sp:CollectiveActor . <actor/a> sp:partOfCollective <actor/drei> .\n"
    facts = closed(group + position("1", "drei", "Support", "x") + position("2", "drei", "Oppose", "y"))
    assert ("actor/a", "supportsCollectively", "issue/x") in facts
    assert ("actor/a", "opposesCollectively", "issue/y") in facts
    assert ("actor/a", "supports", "issue/x") not in facts
    assert ("actor/drei", "org:hasMember", "actor/a") in facts


def test_members_of_an_organisation_do_not_share_its_stance(closed: Closed) -> None:
    facts = closed("<actor/a> org:memberOf <actor/partei> .\n" + position("1", "partei", "Support", "x"))
    assert ("actor/a", "supportsCollectively", "issue/x") not in facts


# ------------------------------------------------------------------------------- norms

NORM = (
    "<norm/n> a sp:Norm . <norm/n-1> a sp:Norm ; sp:partOfNorm <norm/n> .\n"
    "<norm-rule/r> a sp:NormRule ; sp:norm <norm/n-1> ; sp:ruleProhibits <issue/x> .\n"
    "<norm-rule/s> a sp:NormRule ; sp:norm <norm/n-1> ; sp:ruleObliges <issue/y> .\n"
)


def test_what_an_article_prohibits_its_norm_prohibits_with_all_special_forms(closed: Closed) -> None:
    facts = closed(NORM + "<issue/special> skos:broader <issue/x> .\n")
    assert ("norm/n-1", "prohibits", "issue/x") in facts
    assert ("norm/n", "prohibits", "issue/x") in facts
    assert ("norm/n", "prohibits", "issue/special") in facts
    assert ("norm/n", "obliges", "issue/y") in facts


def test_to_support_the_prohibited_or_oppose_the_obligatory_conflicts_with_the_norm(closed: Closed) -> None:
    facts = closed(NORM + A_FOR_X + position("2", "b", "Oppose", "y") + position("3", "c", "Oppose", "x"))
    assert ("actor/a", "conflictsWithNorm", "norm/n") in facts
    assert ("actor/b", "conflictsWithNorm", "norm/n") in facts
    assert ("actor/c", "conflictsWithNorm", "norm/n") not in facts
    assert ("position/1", "wouldRequireChangeOf", "norm/n-1") in facts
    assert ("position/2", "wouldRequireChangeOf", "norm/n-1") in facts
    assert ("position/3", "wouldRequireChangeOf", "norm/n-1") not in facts


@pytest.mark.parametrize(
    ("modality", "act", "considers"),
    [
        ("Hypothetical", "Offer", True),
        ("Questioned", "Agree", True),
        ("Conditional", "Promise", True),
        ("Asserted", "Consider", True),
        ("Asserted", "Demand", False),
        ("Negated", "Demand", False),
    ],
)
def test_to_consider_the_prohibited_is_told_apart_from_supporting_it(
    closed: Closed, modality: str, act: str, considers: bool
) -> None:
    facts = closed(NORM + position("1", "a", "Support", "x", modality=modality, act=act))
    assert (("actor/a", "considersAgainstNorm", "norm/n") in facts) is considers
    assert (("actor/a", "conflictsWithNorm", "norm/n") in facts) is (modality == "Asserted")
    assert (("position/1", "wouldRequireChangeOf", "norm/n") in facts) is (modality != "Negated")


def test_a_norm_reported_to_forbid_prohibits(closed: Closed) -> None:
    as_holder = position("1", "x", "Oppose", "x", act="Prohibit").replace("actor/x", "norm/n")
    facts = closed("<norm/n> a sp:Norm .\n" + as_holder + position("2", "a", "Support", "x"))
    assert ("norm/n", "prohibits", "issue/x") in facts
    assert ("actor/a", "conflictsWithNorm", "norm/n") in facts


def test_a_person_who_forbids_is_no_norm(closed: Closed) -> None:
    facts = closed("<actor/a> a sp:Person .\n" + position("1", "a", "Oppose", "x", act="Prohibit"))
    assert ("actor/a", "prohibits", "issue/x") not in facts


BOUND = NORM + "<norm/n> sp:binds <actor/land> . <actor/land> a sp:State .\n"


@pytest.mark.parametrize(
    ("who", "conflicts"),
    [
        ("", False),
        ("<actor/a> a sp:Party ; sp:inState <actor/land> .", True),
        ("<actor/a> a sp:Party ; sp:inState <actor/anderswo> .", False),
        ("<actor/a> org:memberOf <actor/p> . <actor/p> sp:inState <actor/land> .", True),
        ("<actor/a> owl:sameAs <actor/land> .", True),
        (tenure("sp:office <office/kanzler>"), True),
        (tenure("sp:formerOffice <office/kanzler>"), False),
        (
            tenure("sp:office <office/m>")
            + "<office/m> org:postIn <actor/p> . <actor/p> sp:inState <actor/land> .",
            True,
        ),
        ("<norm/n-1> sp:binds <actor/a> .", True),
    ],
)
def test_a_norm_conflicts_only_with_those_it_binds(closed: Closed, who: str, conflicts: bool) -> None:
    facts = closed(BOUND + A_FOR_X + who)
    assert ("actor/a", "runsAgainst", "norm/n") in facts
    assert (
        any(("actor/a", "conflictsWithNorm", norm) in facts for norm in ("norm/n", "norm/n-1")) is conflicts
    )
    assert ("position/1", "wouldRequireChangeOf", "norm/n") in facts


@pytest.mark.parametrize(("date", "conflicts"), [("2024-03-01", True), ("2025-08-19", False)])
def test_a_former_office_binds_what_was_said_in_it(closed: Closed, date: str, conflicts: bool) -> None:
    facts = closed(BOUND + DATED + position("1", "a", "Support", "x", more=on(date)))
    assert (("actor/a", "conflictsWithNorm", "norm/n") in facts) is conflicts


def test_a_norm_binds_the_state_its_members_and_who_represents_it(closed: Closed) -> None:
    facts = closed(
        tenure("sp:office <office/kanzler>")
        + "<norm/n> a sp:Norm ; sp:binds <actor/land> . <norm/m> a sp:Norm ; sp:binds <actor/bund> .\n"
        "<actor/land> org:memberOf <actor/bund> . <actor/b> a sp:Person ; org:memberOf <actor/bund> .\n"
    )
    assert ("actor/land", "boundBy", "norm/n") in facts
    assert ("actor/a", "boundBy", "norm/n") in facts
    assert ("actor/land", "boundBy", "norm/m") in facts
    assert ("actor/b", "boundBy", "norm/m") not in facts


# ------------------------------------------------------------------------------- tension

EXCLUDE = "<issue/arm> a sp:Issue ; sp:excludes <issue/disarm> .\n"
NEED = "<issue/roof> a sp:Issue ; sp:requires <issue/wall> . <issue/wall> sp:entails <issue/cost> .\n"
ARM, DISARM = position("1", "a", "Support", "arm"), position("2", "b", "Support", "disarm")


def test_demands_that_exclude_each_other_put_their_holders_in_tension(closed: Closed) -> None:
    facts = closed(EXCLUDE + ARM + DISARM)
    assert ("actor/a", "inTensionWith", "actor/b") in facts
    assert ("actor/b", "inTensionWith", "actor/a") in facts
    assert ("actor/a", "disagreesWith", "actor/b") not in facts


@pytest.mark.parametrize(("document", "tense"), [("d", True), ("e", False)])
def test_exclusion_reaches_special_forms_within_one_text(closed: Closed, document: str, tense: bool) -> None:
    special = "<issue/arm-special> a sp:Issue ; skos:broader <issue/arm> .\n"
    one = position("1", "a", "Support", "arm-special", more=in_text("d"))
    two = position("2", "b", "Support", "disarm", more=in_text(document))
    facts = closed(EXCLUDE + special + one + two)
    assert (("position/1", "tensionWith", "position/2") in facts) is tense
    assert (("actor/a", "inTensionWith", "actor/b") in facts) is tense


def test_rejecting_what_another_must_presuppose_is_tension(closed: Closed) -> None:
    facts = closed(NEED + position("1", "a", "Support", "roof") + position("2", "b", "Oppose", "cost"))
    assert ("issue/roof", "necessitates", "issue/cost") in facts
    assert ("actor/a", "requirementOpposedBy", "actor/b") in facts
    assert ("actor/b", "inTensionWith", "actor/a") in facts


def test_what_needs_the_excluded_is_excluded(closed: Closed) -> None:
    facts = closed(NEED + "<issue/cost> sp:excludes <issue/saving> .\n")
    assert ("issue/roof", "excludes", "issue/saving") in facts
    assert ("issue/saving", "excludes", "issue/wall") in facts


CONDITION = 'sp:condition "falls {word} kommt"@de ; sp:conditionConcerns <issue/{issue}>'


def test_two_who_wait_for_one_another_block_one_another(closed: Closed) -> None:
    one = position(
        "1", "a", "Support", "x", modality="Conditional", more=CONDITION.format(word="Y", issue="y")
    )
    two = position(
        "2", "b", "Support", "y", modality="Conditional", more=CONDITION.format(word="X", issue="x")
    )
    facts = closed(one + two)
    assert ("position/1", "blocks", "position/2") in facts
    assert ("position/2", "blocks", "position/1") in facts


@pytest.mark.parametrize(("condition", "opposed"), [("falls Y kommt", True), ("solange kein Y kommt", False)])
def test_a_condition_that_another_opposes(closed: Closed, condition: str, opposed: bool) -> None:
    tied = f'sp:condition "{condition}"@de ; sp:conditionConcerns <issue/y>'
    one = position("1", "a", "Support", "x", modality="Conditional", more=tied)
    facts = closed(one + position("2", "b", "Oppose", "y"))
    assert (("position/1", "conditionOpposedBy", "actor/b") in facts) is opposed


# ------------------------------------------------------------------------------- one's own words


def both(first: str = "", second: str = "", modality: str = "Asserted") -> str:
    return position("for", "a", "Support", "x", more=first) + position(
        "against", "a", "Oppose", "x", more=second, modality=modality
    )


OWN = ("contradicts", "revises", "reportedDifferently", "considersReversing")
REPORTED_B, REPORTED_C = "sp:attributedTo <actor/b>", "sp:attributedTo <actor/c>"


@pytest.mark.parametrize(
    ("graph", "subject", "expected"),
    [
        (both(), "for", {"contradicts"}),
        (both(on("2025-01-01"), on("2025-01-01")), "for", {"contradicts"}),
        (both(on("2025-01-01")), "for", {"contradicts"}),
        (both(on("2025-01-02"), on("2025-01-01")), "for", {"revises"}),
        (both(on("2025-01-01"), on("2025-01-02")), "for", set()),
        (both(on("2025-01-01"), on("2025-01-02")), "against", {"revises"}),
        (both(REPORTED_B, REPORTED_C), "for", {"reportedDifferently"}),
        (both(REPORTED_B), "for", {"reportedDifferently"}),
        (both(REPORTED_B, REPORTED_B), "for", {"contradicts"}),
        (both("sp:attributedTo <actor/a>"), "for", {"contradicts"}),
        (both(modality="Questioned"), "against", {"considersReversing"}),
        (both(modality="Hypothetical"), "for", set()),
        (both(modality="Negated"), "against", set()),
    ],
)
def test_date_reporter_and_modality_tell_apart_who_says_both(
    closed: Closed, graph: str, subject: str, expected: set[str]
) -> None:
    other = "against" if subject == "for" else "for"
    facts = closed(graph)
    found = {edge for edge in OWN if (f"position/{subject}", edge, f"position/{other}") in facts}
    assert found == expected


def test_opponents_who_agree_on_something_share_ground(closed: Closed) -> None:
    agree = position("3", "a", "Oppose", "y") + position("4", "b", "Oppose", "y")
    facts = closed(A_FOR_X + B_AGAINST_X + agree)
    assert ("actor/a", "sharesGroundWith", "actor/b") in facts
    assert ("actor/b", "sharesGroundWith", "actor/a") in facts
    assert ("actor/a", "sharesGroundWith", "actor/a") not in facts


def test_opponents_who_agree_on_nothing_share_no_ground(closed: Closed) -> None:
    assert ("actor/a", "sharesGroundWith", "actor/b") not in closed(A_FOR_X + B_AGAINST_X)


# ------------------------------------------------------------------------------- what is history


def former(name: str, stance: str, *, over: bool = True, document: str = "d", more: str = "") -> str:
    """What a text says that the actor a once held on x."""
    kinds = "a sp:FormerPosition , sp:EndedPosition" if over else "a sp:FormerPosition"
    return position(
        name, "a", stance, "x", modality="Negated", more=f"{kinds} ; {in_text(document)} {more}"
    ).replace("sp:Negated", "sp:Asserted")


def issued(document: str, date: str) -> str:
    return f'<document/{document}> dcterms:issued "{date}"^^xsd:date .\n'


EARLIER = position("1", "a", "Support", "x", more=on("2019-05-01") + " ; " + in_text("c"))
LATER = position("2", "a", "Oppose", "x", more=on("2024-05-01") + " ; " + in_text("e"))


def test_a_superseded_position_takes_no_side_any_more(closed: Closed) -> None:
    facts = closed(EARLIER + LATER + position("3", "b", "Oppose", "x", more=on("2019-05-01")))
    assert ("position/1", "supersededBy", "position/2") in facts
    assert ("position/1", "affirms", "issue/x") in facts
    assert ("actor/a", "supports", "issue/x") not in facts
    assert ("actor/a", "opposes", "issue/x") in facts
    assert ("actor/a", "disagreesWith", "actor/b") not in facts
    assert ("actor/a", "agreesWith", "actor/b") in facts


def test_a_superseded_position_is_no_official_line(closed: Closed) -> None:
    office = (
        "<office/m> sp:represents <actor/land> . <tenure/1> sp:office <office/m> ; org:member <actor/a> ;\n"
    )
    office += (
        '  org:memberDuring <i> . <i> time:hasBeginning <b> . <b> time:inXSDDate "2018-01-01"^^xsd:date .\n'
    )
    facts = closed(office + EARLIER + LATER)
    assert ("actor/land", "officiallySupports", "issue/x") not in facts
    assert ("actor/land", "officiallyOpposes", "issue/x") in facts


def test_positions_of_one_day_do_not_supersede_each_other(closed: Closed) -> None:
    facts = closed(both(on("2025-01-01"), on("2025-01-01")))
    assert ("actor/a", "supports", "issue/x") in facts
    assert ("actor/a", "opposes", "issue/x") in facts


@pytest.mark.parametrize(
    ("over", "day", "holds"),
    [(True, "2024-01-01", False), (False, "2024-01-01", True), (True, "2018-01-01", True)],
)
def test_what_a_later_text_says_to_be_over_does_not_hold(
    closed: Closed, over: bool, day: str, holds: bool
) -> None:
    facts = closed(EARLIER + former("3", "Support", over=over) + issued("d", day))
    assert (("actor/a", "supports", "issue/x") in facts) is holds


def test_a_change_of_mind_is_a_thing_with_both_positions(closed: Closed) -> None:
    facts = closed(EARLIER + LATER)
    assert ("position/2", "revises", "position/1") in facts
    for edge in (
        ("earlierPosition", "position/1"),
        ("laterPosition", "position/2"),
        ("changedBy", "actor/a"),
        ("changedOn", "issue/x"),
    ):
        assert ("change/2-1", *edge) in facts


def test_only_neighbours_in_time_make_a_change_of_mind(closed: Closed) -> None:
    repeated = position("5", "a", "Oppose", "x", more=on("2025-05-01"))
    facts = closed(EARLIER + LATER + repeated)
    assert ("position/5", "revises", "position/1") not in facts


@pytest.mark.parametrize(("issue", "changed"), [("x", False), ("plan-of-the-minister", True)])
def test_what_takes_no_side_on_the_very_matter_changes_nothing(
    closed: Closed, issue: str, changed: bool
) -> None:
    """It is doubted, say. A text may go on with what only points at the matter, and says so (sp:revises)."""
    later = position("2", "a", "Oppose", issue, more="sp:revises <position/1> ; " + in_text("d"))
    facts = closed(former("1", "Support", over=False) + later.replace("sp:rejects", "sp:concerns"))
    assert (("change/2-1", "laterPosition", "position/2") in facts) is changed


@pytest.mark.parametrize(("day", "changed"), [("2024-05-01", True), ("2024-06-01", False)])
def test_a_text_that_tells_of_a_former_position_makes_a_change_with_a_later_one(
    closed: Closed, day: str, changed: bool
) -> None:
    facts = closed(former("3", "Support", over=False) + issued("d", day) + LATER)
    assert (("change/2-3", "laterPosition", "position/2") in facts) is changed


def test_one_text_that_tells_of_a_former_position_makes_a_change_with_the_one_that_it_tells_of_now(
    closed: Closed,
) -> None:
    now = position("2", "a", "Oppose", "x", more=on("2024-05-01") + " ; " + in_text("d"))
    facts = closed(former("3", "Support", over=False) + issued("d", "2024-05-03") + now)
    assert ("change/2-3", "laterPosition", "position/2") in facts


def test_a_former_position_that_ended_before_another_makes_a_change_with_it(closed: Closed) -> None:
    time = '; time:hasTime <t> . <t> time:hasEnd <e> . <e> time:inXSDDate "2019-12-31"^^xsd:date'
    facts = closed(former("3", "Support", more=time) + issued("d", "2025-01-01") + LATER)
    assert ("change/2-3", "earlierPosition", "position/3") in facts


# ------------------------------------------------------------------------------- the files

RULES = sorted(
    (f for f in (files("graph.reasoning") / "rules").iterdir() if f.name.endswith(".rq")),
    key=lambda f: f.name,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda f: f.name)
def test_every_rule_file_says_its_name_stage_and_sentences(rule: object) -> None:
    text = rule.read_text(encoding="utf-8")
    header = dict(re.findall(r"^# (name|stage|de|en): (.+)$", text, re.M))
    assert header["name"] + ".rq" == rule.name
    assert header["stage"].isdigit()
    body = text[text.index("CONSTRUCT") :]
    for language in ("de", "en"):
        named = set(re.findall(r"{(\w+)}", header[language]))
        assert named, f"the sentence in {language} names nothing"
        assert named <= set(re.findall(r"\?(\w+)", body)), f"{language}: {named}"


def test_the_engine_finds_what_plain_sparql_finds(ask: object, world_graph: object) -> None:
    """The engine runs the rules semi-naively; evaluating them as queries to a fixpoint gives the same edges."""
    own = "https://w3id.org/standpunkt/ontology#"
    inferred = world_graph.iri("graph/inferred")
    by_engine = {q.triple for q in world_graph.store.quads(inferred) if q.predicate.value.startswith(own)}
    by_queries = {q.triple for q in ask.store.quads(inferred)}
    by_queries = {t for t in by_queries if t.predicate.value.startswith(own)}
    with_themselves = {own + name for name in ("agreesWith", "disagreesWith", "disagreesImplicitlyWith")}
    by_queries = {
        t for t in by_queries if t.subject != t.object or t.predicate.value not in with_themselves
    }  # which are never written
    assert by_engine == by_queries
