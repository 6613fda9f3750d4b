"""Each named query gives exactly these rows on the small world of ``world.py``."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest

Rows = set[tuple[str, ...]]
Ask = Callable[..., Rows]
QUERIES = sorted(
    (f for f in (files("graph") / "queries").iterdir() if "# question-de:" in f.read_text(encoding="utf-8")),
    key=lambda f: f.name,
)
FALK, WERN, BERG, HOLM = "actor/ida-falk", "actor/karl-wern", "actor/ole-berg", "actor/pia-holm"
TRUCE, LAND, SPEED = "issue/waffenruhe", "issue/gebietsabtretung", "issue/tempolimit"
SANCTION, GAS = "issue/sanktion", "issue/gasembargo"

CASES: list[tuple[str, dict[str, str], str, Rows]] = [
    (
        "who-supports",
        {"topic": "issue/sicherheitsgarantie"},
        "holder issueLabel attributedTo quote inferred",
        {
            (WERN, "Sicherheitsgarantien", FALK, "Wern stimme Garantien zu, sagte Falk.", "false"),
            (
                "actor/drei-minister",
                "Garantien auf See",
                "–",
                "Die drei Minister loben Garantien auf See.",
                "true",
            ),
        },
    ),
    ("who-supports", {"topic": LAND}, "holder", set()),
    ("who-opposes", {"topic": TRUCE}, "holder inferred", {(HOLM, "false")}),
    (
        "who-opposes",
        {"topic": GAS},
        "holder issue inferred",
        {(HOLM, SANCTION, "true")},  # in one text
    ),
    (
        "stances-on",
        {"topic": LAND},
        "holder stance modality",
        {(FALK, "Oppose", "Asserted"), (FALK, "Support", "Questioned")},
    ),
    (
        "stances-in-matter",
        {"matter": "matter/tempo"},
        "issueLabel holder stance quote",
        {
            ("Tempolimit", BERG, "Support", "Berg ist für ein Tempolimit."),
            ("Tempolimit", BERG, "Oppose", "Berg ist gegen ein Tempolimit."),
            ("Tempolimit", HOLM, "Oppose", "Holm kritisiert ein Tempolimit."),
        },
    ),
    (
        "positions-of-actor",
        {"holder": WERN},
        "stance act issue modality condition attributedTo",
        {
            ("Oppose", "Reject", TRUCE, "Asserted", "–", "–"),
            ("Support", "Demand", "issue/demilitarisierung", "Asserted", "–", "–"),
            ("Support", "Agree", "issue/sicherheitsgarantie", "Asserted", "–", FALK),
            ("Support", "Agree", "issue/friedensabkommen", "Asserted", "–", "–"),
            ("Support", "Offer", "issue/truppenabzug", "Conditional", "wenn die Waffenruhe hält", "–"),
            ("Support", "Demand", TRUCE, "Asserted", "–", "–"),
        },
    ),
    (
        "what-norm-prohibits",
        {"norm": "norm/verfassung-von-nordland"},
        "issue holder act modality",
        {(LAND, FALK, "Offer", "Questioned"), ("issue/abtretung-des-donbass", "–", "–", "–")},
    ),
    (
        "what-norm-prohibits",
        {"norm": "norm/artikel-102-des-grundgesetzes"},
        "normLabel issueLabel holder",
        {("Artikel 102 des Grundgesetzes", "Todesstrafe", "–")},
    ),
    (
        "norm-rules",
        {"norm": "norm/nordatlantikvertrag"},
        "article deontic issue",
        {
            ("norm/artikel-5-des-nordatlantikvertrags", "obliges", "issue/kollektive-verteidigung"),
            ("norm/artikel-10-des-nordatlantikvertrags", "permits", "issue/nato-beitritt"),
            ("norm/artikel-13-des-nordatlantikvertrags", "permits", "issue/nato-austritt"),
        },
    ),
    (
        "norms-on",
        {"topic": "issue/todesstrafe"},
        "norm deontic",
        {
            ("norm/grundgesetz", "prohibits"),
            ("norm/artikel-102-des-grundgesetzes", "prohibits"),
            ("norm/charta-der-grundrechte-der-europaeischen-union", "prohibits"),
            ("norm/artikel-2-der-eu-grundrechtecharta", "prohibits"),
            ("norm/europaeische-menschenrechtskonvention", "prohibits"),
            ("norm/protokoll-nr-13-zur-europaeischen-menschenrechtskonvention", "prohibits"),
        },
    ),
    (
        "offices-of-members",
        {"collective": "actor/drei-minister"},
        "holderLabel officeLabel organisation quote",
        {
            ("Ole Berg", "Hafenminister", "–", "Auch Hafenminister Berg war da."),
            ("Pia Holm", "Seeministerin", "–", "Auch Seeministerin Holm war da."),
        },
    ),
    (
        "offices-of",
        {"person": WERN},
        "officeLabel stateLabel terms former quote source",
        {
            ("Präsident", "Südland", "2024-01-01/", "false", "Südlands Präsident Karl Wern kam.", "–"),
            ("Präsident", "Südland", "2024-01-01/", "false", "–", "https://example.org/suedland"),
        },
    ),
    (
        "offices",
        {"document": "document/gipfel"},
        "holder officeLabel organisation former",
        {
            (FALK, "Präsidentin", "actor/nordland", "false"),
            (WERN, "Präsident", "actor/suedland", "false"),
            (BERG, "Hafenminister", "–", "false"),
            (HOLM, "Seeministerin", "–", "false"),
        },
    ),
    (
        "events",
        {"document": "document/gipfel"},
        "eventLabel participant date place planned expression",
        {
            ("Gipfel", FALK, "2025-04-01", "Hafen", "false", "am Dienstag"),
            ("Gipfel", WERN, "2025-04-01", "Hafen", "false", "am Dienstag"),
            ("Gipfel", BERG, "2025-04-01", "Hafen", "false", "am Dienstag"),
            ("Wahl", "–", "–", "–", "true", "–"),
        },
    ),
    ("planned-events", {}, "eventLabel", {("Wahl",)}),
    (
        "events-of",
        {"participant": BERG},
        "eventLabel withLabel",
        {("Gipfel", "Ida Falk"), ("Gipfel", "Karl Wern")},
    ),
    (
        "disagreements",
        {},
        "issue holder opponent issueAgainst inferred",
        {
            (TRUCE, FALK, HOLM, TRUCE, "false"),
            (TRUCE, WERN, HOLM, TRUCE, "false"),
            (TRUCE, "actor/stimme", HOLM, TRUCE, "false"),
            (SPEED, BERG, HOLM, SPEED, "false"),
            (GAS, "actor/hafenblatt", HOLM, SANCTION, "true"),
            (GAS, FALK, HOLM, SANCTION, "true"),
            ("issue/demilitarisierung", WERN, FALK, "issue/kauf-von-panzern", "true"),
        },
    ),
    (
        "disagreements",
        {"issue": SPEED},
        "quote quoteAgainst",
        {("Berg ist für ein Tempolimit.", "Holm kritisiert ein Tempolimit.")},
    ),
    (
        "official-stances",
        {"topic": TRUCE},
        "actor stance holder officeLabel date",
        {
            ("actor/nordland", "Support", FALK, "Präsidentin", "2025-04-02"),
            ("actor/suedland", "Support", WERN, "Präsident", "2025-05-10"),
        },
    ),
    (
        "official-line",
        {"actor": "actor/nordland"},
        "stance issue",
        {
            ("Support", TRUCE),
            ("Support", "issue/kauf-von-panzern"),
            ("Support", "issue/friedensabkommen"),
            ("Oppose", LAND),
        },
    ),
    (
        "who-speaks-for",
        {"actor": "actor/suedland"},
        "holder officeLabel from document source",
        {
            (WERN, "Präsident", "2024-01-01", "–", "https://example.org/suedland"),
            (WERN, "Präsident", "–", "document/gipfel", "–"),
        },
    ),
    (
        "shared-ground",
        {"holder": HOLM},
        "other issue stance",
        {(FALK, GAS, "Support"), (BERG, SPEED, "Oppose")},
    ),
    (
        "norm-conflicts",
        {},
        "norm conflict bound holder issue modality",
        {("norm/verfassung-von-nordland", "prohibits", "true", FALK, LAND, "Questioned")},
    ),
    (
        "what-would-have-to-change",
        {"holder": FALK},
        "issue norm modality",
        {(LAND, "norm/verfassung-von-nordland", "Questioned")},
    ),
    (
        "tensions",
        {},
        "holder issue other otherIssue",
        {(WERN, "issue/demilitarisierung", FALK, "issue/kauf-von-panzern")},
    ),
    ("actor-tensions", {"holder": FALK}, "other opponents", {(WERN, "false")}),
    (
        "contradictions",
        {},
        "holder issue stance otherStance",
        {(BERG, SPEED, "Support", "Oppose"), (BERG, SPEED, "Oppose", "Support")},
    ),
    (
        "changes-of-mind",
        {},
        "holder issue date stance otherDate otherStance",
        {(WERN, TRUCE, "2025-05-10", "Support", "2025-04-02", "Oppose")},
    ),
    (
        "differing-reports",
        {"holder": FALK},
        "issue stance attributedTo otherAttributedTo",
        {
            ("issue/wehrpflicht", "Support", BERG, HOLM),
            ("issue/wehrpflicht", "Oppose", HOLM, BERG),
        },
    ),
    (
        "possible-reversals",
        {},
        "holder issue stance modality otherStance",
        {(FALK, LAND, "Support", "Questioned", "Oppose")},
    ),
    (
        "open-questions",
        {},
        "holder issue modality condition",
        {
            (FALK, LAND, "Questioned", "–"),
            (FALK, TRUCE, "Conditional", "nach dem Truppenabzug"),
            (WERN, "issue/truppenabzug", "Conditional", "wenn die Waffenruhe hält"),
        },
    ),
    (
        "conditions",
        {},
        "holder issue conditionIssue opponent",
        {
            (FALK, TRUCE, "issue/truppenabzug", "–"),
            (WERN, "issue/truppenabzug", TRUCE, HOLM),
        },
    ),
    ("deadlocks", {"holder": FALK}, "issue other otherIssue", {(TRUCE, WERN, "issue/truppenabzug")}),
    (
        "demands",
        {"holder": WERN},
        "issue date former",
        {("issue/demilitarisierung", "2025-04-02", "false"), (TRUCE, "2025-05-10", "false")},
    ),
    ("threats", {}, "holder issue stance", {(FALK, SANCTION, "Support")}),
    (
        "offers-and-promises",
        {"holder": FALK},
        "act issue modality",
        {
            ("Offer", LAND, "Questioned"),
            ("Offer", TRUCE, "Conditional"),
            ("Promise", "issue/kauf-von-panzern", "Asserted"),
        },
    ),
    (
        "warnings-and-criticism",
        {},
        "holder act issue",
        {("actor/suedland", "Warn", SANCTION), (HOLM, "Criticise", SPEED)},
    ),
    ("praise", {"holder": "actor/drei-minister"}, "act issue", {("Praise", "issue/garantien-auf-see")}),
    ("proposals", {}, "holder issue attributedTo", {(FALK, "issue/wehrpflicht", BERG)}),
    ("hearsay", {"attributedTo": FALK}, "holder issue", {(WERN, "issue/sicherheitsgarantie")}),
    (
        "allies",
        {"holder": HOLM},
        "other issue",
        {("actor/hafenblatt", GAS), (FALK, GAS), (BERG, SPEED), ("actor/suedland", SANCTION)},
    ),
    (
        "opponents",
        {"holder": HOLM},
        "other issue stance",
        {
            (BERG, SPEED, "Oppose"),
            (FALK, TRUCE, "Oppose"),
            (WERN, TRUCE, "Oppose"),
            ("actor/stimme", TRUCE, "Oppose"),
        },
    ),
    (
        "contested-issues",
        {},
        "issue supporters opponents",
        {(TRUCE, "3", "1"), (SPEED, "1", "2"), ("issue/wehrpflicht", "1", "1")},
    ),
    ("uncontested-issues", {}, "issue supporters", {("issue/friedensabkommen", "2"), (GAS, "3")}),
    (
        "stances-of-members",
        {"collective": "actor/windpartei"},
        "holder stance issue",
        {
            (BERG, "Support", SPEED),
            (BERG, "Oppose", SPEED),
            (HOLM, "Oppose", SPEED),
            (HOLM, "Oppose", TRUCE),
            (HOLM, "Oppose", SANCTION),
            (HOLM, "Support", GAS),
        },
    ),
    ("divided-groups", {"collective": "actor/windpartei"}, "issue supporter opponent", {(SPEED, BERG, HOLM)}),
    (
        "as-part-of-a-group",
        {"holder": BERG},
        "collective stance issue",
        {("actor/drei-minister", "Support", "issue/garantien-auf-see")},
    ),
    ("voice-of-the-press", {}, "holder issue", {("actor/stimme", TRUCE), ("actor/hafenblatt", GAS)}),
    (
        "timeline",
        {"topic": TRUCE},
        "date holder stance modality",
        {
            ("2025-04-02", FALK, "Support", "Asserted"),
            ("2025-04-02", FALK, "Support", "Conditional"),
            ("2025-04-02", WERN, "Oppose", "Asserted"),
            ("2025-04-02", HOLM, "Oppose", "Asserted"),
            ("2025-04-02", "actor/stimme", "Support", "Asserted"),
            ("2025-05-10", WERN, "Support", "Asserted"),
        },
    ),
    (
        "documents-on",
        {"topic": SANCTION},
        "document positions",
        {("document/gipfel", "2"), ("document/fruehling", "4")},
    ),
    ("quotations-of", {"speaker": FALK}, "kind cue quote", {("direct", "sagte", "„Wir warten nicht.“")}),
    (
        "requirements-unmet",
        {"holder": "actor/windpartei"},
        "issue requirement opponent",
        {("issue/nukleare-teilhabe", "issue/atomwaffe", "–")},
    ),
    (
        "policy-fields",
        {},
        "fieldLabel positions",
        {
            ("Außenpolitik und Diplomatie", "17"),
            ("Klima und Energie", "3"),
            ("Verkehr", "3"),
            ("Verteidigung und Sicherheit", "7"),
        },
    ),
    ("exceptions", {}, "holder issue broader", {(HOLM, GAS, SANCTION)}),
    ("silent-participants", {}, "document participant eventLabel", {("document/gipfel", BERG, "Gipfel")}),
    ("to-be-checked", {}, "holder confidence", {("actor/stimme", "0.4")}),
    (
        "narrower-issues",
        {"topic": "issue/aufruestung"},
        "issue supporters opponents",
        {("issue/kauf-von-panzern", "1", "–")},
    ),
    ("documents", {}, "title positions", {("Gipfel", "16"), ("Fruehling", "11")}),
]


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "expected"), CASES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_query_gives_exactly_these_rows(
    ask: Ask, name: str, parameters: dict[str, str], columns: str, expected: Rows
) -> None:
    assert ask(name, columns, **parameters) == expected


def test_every_query_has_a_case() -> None:
    assert {f.name.removesuffix(".rq") for f in QUERIES} == {case[0] for case in CASES}


@pytest.mark.parametrize("query", QUERIES, ids=lambda f: f.name)
def test_every_query_file_says_its_question_in_both_languages_and_its_columns(query: object) -> None:
    text = query.read_text(encoding="utf-8")
    comments = re.sub(r"\n#   ", " ", text)
    header = dict(re.findall(r"^# (name|question-de|question-en|parameters|columns): (.+)$", comments, re.M))
    assert header["name"] + ".rq" == query.name
    assert header["question-de"].endswith("?")
    assert header["question-en"].endswith("?")
    select = text[re.search(r"^SELECT", text, re.M).start() : re.search(r"WHERE|^\{", text, re.M).start()]
    columns = re.sub(r"\(.*?\)", "", header["columns"]).replace(",", "").split()
    assert columns == re.findall(r"\?(\w+)", select)
    for parameter in re.findall(r"\?(\w+)", header.get("parameters", "")):
        assert parameter in columns, "a parameter must be selected: Oxigraph binds only what is"
    for language in ("question-de", "question-en"):
        assert set(re.findall(r"{(\w+)}", header[language])) <= set(columns)
