"""A knowledge folder as its owner uses it: each kind of file through the command line, and each of them broken."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

import standpunkt
from standpunkt.commands import commands

ARTICLE = (
    "Streit um Gehwege\n\nDie Grünen vergrätzten das Gehwegbündnis. Der Kanzler forderte am Montag eine Fußwegpflicht. "
    "Die SPD lehnte die Gehwegpflicht ab.\n"
)
FRAME = "verb\tvergrätzen\tcriticise\toppose\takk\tnom\t-\t-\tDie Partei vergrätzte das Bündnis.\n"
PREFIXES = """@prefix sp: <https://w3id.org/standpunkt/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix org: <http://www.w3.org/ns/org#> .
"""
ACTOR = '<actor/buendnis-gehweg> a sp:Association ; rdfs:label "Bündnis Gehweg" ; skos:altLabel "Gehwegbündnis" .\n'
ISSUE = """<issue/fusswegpflicht> a sp:Issue ; skos:inScheme <issue-scheme> ;
    skos:prefLabel "Fußwegpflicht"@de , "Duty to build footpaths"@en ;
    skos:altLabel "Gehwegpflicht"@de .
"""
RULE = """# name: walks-with
# de: {actor} geht mit {issue}
# en: {actor} walks with {issue}
PREFIX sp: <https://w3id.org/standpunkt/ontology#>
PREFIX my: <https://example.org/terms#>
CONSTRUCT { ?actor my:walksWith ?issue } WHERE { ?actor sp:opposes ?issue }
"""
QUERY = """# question-de: Wer ist gegen {topic}?
# parameters: ?topic (IRI of an issue)
PREFIX sp: <https://w3id.org/standpunkt/ontology#>
SELECT DISTINCT ?topic ?actor WHERE { ?position sp:rejects ?topic ; sp:holder ?actor }
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "mine"


@pytest.fixture
def run(tmp_path, folder, monkeypatch):
    """Run a command with the setting ``knowledge`` naming the folder, or with none."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STANDPUNKT_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("STANDPUNKT_REASONER", "none")  # fast; only rules need it
    (tmp_path / "2026-03-03-gehwege.txt").write_text(ARTICLE, encoding="utf-8")

    def invoke(*arguments, plain=False):
        monkeypatch.setenv("STANDPUNKT_KNOWLEDGE", "" if plain else str(folder))
        return CliRunner().invoke(commands, [str(argument) for argument in arguments])

    assert invoke("knowledge", "init", folder).exit_code == 0
    return invoke


def add(folder: Path, name: str, text: str) -> None:
    """Add lines to a file of the folder, or write it."""
    path = folder / name
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")


def statements(run, *, plain=False):
    result = run("extract", "2026-03-03-gehwege.txt", plain=plain)
    assert result.exit_code == 0, result.output
    return {
        (row["holder_iri"].rpartition("/")[2], row["act"], row["issue_iri"].rpartition("/")[2])
        for row in json.loads(result.output)
    }


def test_a_new_folder_explains_itself_and_says_nothing(run, folder):
    assert "frames.tsv" in (folder / "README.md").read_text(encoding="utf-8")
    assert run("knowledge", "check", folder).output.endswith("0 mistakes\n")
    assert statements(run) == statements(run, plain=True)


def test_a_folder_that_holds_something_is_left_alone(run, folder):
    result = run("knowledge", "init", folder)
    assert result.exit_code == 2
    assert "not empty" in result.output


def test_what_the_templates_show_is_right(run, folder):
    """The examples of the templates, uncommented, and those of the notes, are knowledge without a mistake."""
    for name in ("issues.ttl", "background/actors.ttl"):
        text = (folder / name).read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        start = next(i for i, line in enumerate(lines) if line.startswith("# <"))
        end = next(i for i, line in enumerate(lines) if line.startswith("@prefix"))
        example = "".join(line.removeprefix("# ") for line in lines[start:end] if line.strip() != "#")
        (folder / name).write_text("".join(lines[end:]) + example, encoding="utf-8")
    for name in ("rules", "queries"):
        note = (folder / name / "README.md").read_text(encoding="utf-8")
        (folder / name / "shown.rq").write_text(
            note.split("```sparql\n")[1].split("```")[0], encoding="utf-8"
        )
    note = (folder / "questions" / "README.md").read_text(encoding="utf-8")
    for name, mark in (
        ("glossary.tsv", "```\n"),
        ("acts.toml", "[[act]]"),
        ("kinds.toml", "[party]"),
        ("small-words.toml", "[filler]"),
    ):
        shown = note[note.index(mark) :].removeprefix("```\n").split("```")[0]
        add(folder, f"questions/{name}", shown)
    add(
        folder,
        "grammar.toml",
        (folder / "README.md").read_text("utf-8").split("```toml\n")[1].split("```")[0],
    )
    row = next(
        line for line in (folder / "README.md").read_text("utf-8").splitlines() if "\tvergrätzen\t" in line
    )
    add(folder, "frames.tsv", row.strip() + "\n")
    result = run("knowledge", "check", folder)
    assert result.exit_code == 0, result.output


# ------------------------------------------------------------------ each kind at work


def test_a_verb_of_ones_own_takes_a_position(run, folder):
    assert not any(act == "criticise" for _, act, _ in statements(run))
    add(folder, "frames.tsv", FRAME)
    assert ("buendnis-90-die-gruenen", "criticise", "buendnis-gehweg") in statements(run)
    assert not any(act == "criticise" for _, act, _ in statements(run, plain=True))


def test_a_row_with_the_key_of_another_takes_its_place(run, folder):
    add(folder, "frames.tsv", "verb\tfordern\toffer\tsupport\takk\tnom\t-\t-\tEr fordert es.\n")
    acts = {act for _, act, _ in statements(run)}
    assert "offer" in acts
    assert "demand" not in acts


def test_a_row_can_be_struck_out(run, folder):
    add(folder, "frames.tsv", "!verb\tfordern\n")
    assert {act for _, act, _ in statements(run)} == {"reject"}


def test_an_actor_of_ones_own_is_found_and_described(run, folder):
    add(folder, "frames.tsv", FRAME)
    add(folder, "background/actors.ttl", ACTOR)
    assert run("load", "2026-03-03-gehwege.txt").exit_code == 0
    dump = run("export", "--format", "nquads").output
    assert "/actor/buendnis-gehweg>" in dump
    assert '"Gehwegbündnis"' in dump
    assert run("load", "2026-03-03-gehwege.txt", plain=True).exit_code == 0
    assert 'Gehwegbündnis" <' not in run("export", "--format", "nquads", plain=True).output


def test_an_actor_of_the_package_is_added_to_replaced_and_struck_out(run, folder):
    add(folder, "background/mine.ttl", PREFIXES + "<actor/spd> owl:deprecated true .\n")
    assert run("knowledge", "check", folder).exit_code == 0
    with standpunkt.open_graph(knowledge=str(folder)) as session:
        assert session.graph.store.size()
    dump = run("export", "--format", "nquads").output
    assert "/actor/spd>" not in dump
    (folder / "background/mine.ttl").write_text(
        PREFIXES + '<actor/spd> a sp:Party ; rdfs:label "Partei S" .\n', encoding="utf-8"
    )
    dump = run("export", "--format", "nquads").output
    assert '/actor/spd> <http://www.w3.org/2000/01/rdf-schema#label> "Partei S"' in dump
    assert '"Sozialdemokratische Partei Deutschlands"' not in dump
    (folder / "background/mine.ttl").write_text(
        PREFIXES + '<actor/spd> skos:altLabel "Sozen" .\n', encoding="utf-8"
    )
    dump = run("export", "--format", "nquads").output
    assert '"Sozen"' in dump
    assert '"Sozialdemokratische Partei Deutschlands"' in dump


def test_an_issue_of_ones_own_is_one_under_all_its_names(run, folder):
    assert len({issue for _, _, issue in statements(run)}) == 2
    add(folder, "issues.ttl", ISSUE)
    assert {issue for _, _, issue in statements(run)} == {"fusswegpflicht"}
    assert run("load", "2026-03-03-gehwege.txt").exit_code == 0
    answer = run("ask", "Wer ist gegen die Gehwegpflicht?")
    assert "SPD" in answer.output


def test_a_rule_of_ones_own_is_inferred_and_proved(run, folder, monkeypatch):
    monkeypatch.setenv("STANDPUNKT_REASONER", "rl")
    add(folder, "issues.ttl", ISSUE)
    assert run("load", "2026-03-03-gehwege.txt").exit_code == 0
    assert "walksWith" not in run("export", "--format", "nquads").output
    add(folder, "rules/walks.rq", RULE)
    proof = run("explain", "actor/spd", "https://example.org/terms#walksWith", "issue/fusswegpflicht")
    assert proof.exit_code == 0, proof.output
    assert "SPD geht mit Fußwegpflicht" in proof.output
    (folder / "rules/walks.rq").unlink()
    assert "walksWith" not in run("export", "--format", "nquads").output


def test_a_rule_of_the_package_can_be_struck_out(run, folder):
    add(folder, "rules/shared-ground.rq", "# not here\n")
    assert run("knowledge", "check", folder).exit_code == 0


def test_a_query_of_ones_own_is_listed_and_runs(run, folder):
    add(folder, "issues.ttl", ISSUE)
    add(folder, "queries/against.rq", QUERY)
    assert run("load", "2026-03-03-gehwege.txt").exit_code == 0
    assert "against" in run("queries").output
    found = run("query", "against", "--set", "topic=issue/fusswegpflicht")
    assert "actor/spd" in found.output
    assert run("query", "against", "--set", "topic=issue/fusswegpflicht", plain=True).exit_code == 2


def test_processes_side_by_side_read_the_same_knowledge(run, folder, tmp_path):
    add(folder, "frames.tsv", FRAME)
    for number in range(3):
        (tmp_path / "several").mkdir(exist_ok=True)
        (tmp_path / "several" / f"{number}.txt").write_text(
            ARTICLE.replace("Streit", f"Streit {number}"), encoding="utf-8"
        )
    result = run("extract", "several", "--jobs", "2")
    rows = [json.loads(line)["statements"] for line in result.output.splitlines()]
    assert len(rows) == 3
    assert all(any(row["act"] == "criticise" for row in found) for found in rows)


def test_word_classes_are_added_to_and_struck_out(run, folder):
    article = Path("2026-03-03-gehwege.txt")
    article.write_text("Streit\n\nDer Kanzler forderte die Fußwegpflicht beileibe.\n", encoding="utf-8")

    def modality():
        (row,) = json.loads(run("extract", article).output)
        return row["modality"]

    assert modality() == "asserted"
    add(folder, "grammar.toml", 'negations = "beileibe"\n')
    assert modality() == "negated"
    article.write_text(article.read_text("utf-8").replace("beileibe", "nicht"), encoding="utf-8")
    assert modality() == "negated"
    (folder / "grammar.toml").write_text('negations = "!nicht"\n', encoding="utf-8")
    assert modality() == "asserted"


def test_words_of_english_texts_are_added_to_and_struck_out(run, folder, tmp_path):
    article = tmp_path / "walks.txt"
    article.write_text("The Greens mocked the walkway fee. The union rejects the levy.\n", encoding="utf-8")

    def sides():
        rows = json.loads(run("extract", article).output)
        return {(row["holder"], row["stance"], row["issue"]) for row in rows}

    levy = ("union", "oppose", "levy")
    assert sides() == {levy}
    row = "verb\tmock\tcriticise\toppose\tobj\tsubj\t-\t-\tThe party mocked the plan.\n"
    add(folder, "english/frames.tsv", row)
    assert sides() == {levy, ("Greens", "oppose", "walkway fee")}
    add(folder, "english/frames.tsv", "!verb\treject\treject\toppose\tobj\n")
    add(folder, "english/words.toml", 'titles = "worthy !dame"\n')
    assert sides() == {("Greens", "oppose", "walkway fee")}
    assert run("knowledge", "check", folder).output.endswith("0 mistakes\n")


def test_a_question_understands_words_of_ones_own(run, folder):
    """The column ``asked`` of a frame, a kind of actor, a synonym and an English phrase of stance."""
    add(folder, "frames.tsv", FRAME.replace("\n", "\tvergrätz*\n"))
    add(folder, "questions/kinds.toml", '[party]\nde = ["Ortsgruppen"]\n')
    add(folder, "questions/glossary.tsv", "Gehwegpflicht|Bordsteinzwang\tkerb duty\n")
    add(folder, "questions/acts.toml", '[[act]]\nname = "reject"\nen = ["mock*"]\n')
    article = Path("2026-03-03-gehwege.txt")
    article.write_text(ARTICLE + "Die Grünen vergrätzten den Ausbau der Radwege.\n", encoding="utf-8")
    assert run("load", article).exit_code == 0
    for question, answer in (
        ("Wer vergrätzt den Ausbau der Radwege?", "Grünen"),
        ("Welche Ortsgruppen lehnen den Bordsteinzwang ab?", "SPD"),
        ("Who mocks the kerb duty?", "SPD"),
    ):
        assert answer in run("ask", question).output, question


def test_a_store_filled_with_a_folder_is_not_filled_without_one_unasked(run, folder, monkeypatch):
    add(folder, "background/actors.ttl", ACTOR)
    assert run("load", "2026-03-03-gehwege.txt").exit_code == 0
    monkeypatch.delenv("STANDPUNKT_KNOWLEDGE")
    for command in (["documents"], ["ask", "Wer ist dagegen?"], ["load", "2026-03-03-gehwege.txt"]):
        result = CliRunner().invoke(commands, command)
        assert result.exit_code == 2, result.output
        assert "was filled with a knowledge folder: name it (--knowledge FOLDER" in result.output
        assert result.output.count("\n") == 1
        assert CliRunner().invoke(commands, [*command, "--knowledge", str(folder)]).exit_code == 0
    assert CliRunner().invoke(commands, ["documents", "--knowledge", ""]).exit_code == 0
    assert CliRunner().invoke(commands, ["documents"]).exit_code == 0


def test_two_sessions_side_by_side_keep_their_words_apart(run, folder):
    """Also in threads, and where both read the same text in turns."""
    add(folder, "frames.tsv", FRAME)
    add(folder, "queries/against.rq", QUERY)
    article = standpunkt.read("2026-03-03-gehwege.txt")
    with (
        standpunkt.open_graph(store_kind="memory", reasoner="none", knowledge=str(folder)) as mine,
        standpunkt.open_graph(store_kind="memory", reasoner="none", knowledge="") as plain,
        ThreadPoolExecutor(4) as pool,
    ):
        found = list(pool.map(lambda session: session.extract(article), [mine, plain] * 6))
        acts = [{statement.act.value for statement in extraction.statements} for extraction in found]
        assert all("criticise" in one for one in acts[::2])
        assert not any("criticise" in one for one in acts[1::2])
        assert "Wer ist gegen …?" in mine.app().test_client().get("/query?lang=de").text
        assert "Wer ist gegen …?" not in plain.app().test_client().get("/query?lang=de").text


# ------------------------------------------------------------------ each kind broken

BROKEN = [
    ("frames.tsv", "verb\tvergrätzen\tshout\toppose\takk\tnom\t-\t-\tX\n", "'shout' is no act"),
    ("frames.tsv", "!verb\tvergrätzen\n", "no row 'verb vergrätzen' to strike out"),
    ("frames.tsv", FRAME.replace("\tDie Partei", "\tDie Partei\t\t"), "11 cells instead of 10"),
    ("frames.tsv", FRAME.replace("akk", "akkusativ"), "'akkusativ' is no issue"),
    ("event_words.tsv", "walk\tnoun\tGehwegfest\n", "'walk', which is no kind of event_kinds.tsv"),
    ("organisations.tsv", "!Unternehmen\n", "legal_forms.tsv needs 'Unternehmen'"),
    ("shorthands.tsv", "Verband\ts\tactor/niemand\tGehweg\n", "nobody describes 'actor/niemand'"),
    ("evaluations.tsv", "praise\tsupport\tmurksig\ncriticise\toppose\tmurksig\n", "'murksig' stands there twice"),
    ("english/frames.tsv", "verb\tmock\tshout\toppose\tobj\tsubj\t-\t-\tX\n", "'shout' is no act"),
    ("english/words.toml", 'x = "y"\n', "there is no 'x' to lay anything over"),
    ("grammar.toml", 'x = "y"\n', "there is no 'x' to lay anything over"),
    ("grammar.toml", 'pronouns = ', "Invalid value"),
    ("grammar.toml", 'negations = "!Gehweg"\n', "no 'Gehweg' in negations to strike out"),
    ("questions/kinds.toml", '[party]\nde = "Ortsgruppen"\n', "'de' is not written as the package writes it"),
    ("questions/acts.toml", '[[act]]\nname = "walk"\n', "of act each names one of"),
    ("questions/glossary.tsv", "a\tb\tc\n", "more than 2 cells"),
    ("background/actors.ttl", '<actor/x> a sp:Party ; rdfs:label "X\n', ""),
    ("background/actors.ttl", '<actor/x> a sp:Partei ; rdfs:label "X" .\n', "no term sp:Partei"),
    ("background/actors.ttl", "<actor/x> a sp:Party .\n", "<actor/x> has no German name (rdfs:label)"),
    ("background/actors.ttl", '<actor/x> skos:altLabel "X" .\n', "<actor/x> has no class"),
    ("background/actors.ttl", "<actor/x> owl:deprecated true .\n", "no <actor/x> to strike out"),
    ("background/actors.ttl", '<actor/x> a sp:Person ; rdfs:label "X" ; org:memberOf <actor/y> .\n', "<actor/y> is not described"),
    ("background/actors.ttl", '<t> a time:Instant ; time:inXSDDate "2024-13-01" .\n', "'2024-13-01' is no day"),
    ("background/actors.ttl", '<https://example.org/x> a sp:Person ; rdfs:label "X" .\n', "things are named by relative IRIs"),
    ("background/actors.ttl", 'sp:supports rdfs:label "X" .\n', "the terms of the ontology itself cannot be changed"),
    ("background/actors.ttl", '<actor/x> a sp:Party ; rdfs:label "X" ; sp:adjective "" .\n', "a name is empty"),
    ("issues.ttl", "<issue/x> a sp:Issue .\n", "<issue/x> has no German name (skos:prefLabel)"),
    ("rules/walks.rq", RULE.replace("sp:opposes ?issue", "sp:opposes"), "it cannot be parsed"),
    ("rules/walks.rq", RULE.replace("PREFIX my:", "PREFIX your:"), "the prefix my: is not declared"),
    ("rules/walks.rq", RULE.replace("sp:opposes", "sp:oposes"), "no term sp:oposes"),
    ("rules/walks.rq", RULE.replace("{ ?actor sp:opposes ?issue }", "{ SERVICE <https://example.org/> { ?actor sp:opposes ?issue } }"), "a rule asks no other server"),
    ("rules/walks.rq", RULE.replace("# name: walks-with\n", ""), "lacks the header name"),
    ("rules/walks.rq", RULE.replace("walks-with", "shared-ground"), "another rule with the name 'shared-ground'"),
    ("rules/walks.rq", "# nothing\n", "no file of this name to strike out"),
    ("queries/against.rq", QUERY.replace("?topic ?actor", "?actor"), "?topic must be among the columns"),
    ("queries/against.rq", QUERY.replace("WHERE {", "WHERE {{"), "it cannot be parsed"),
    ("queries/against.rq", QUERY.replace("# question-de", "# question"), "lacks the header question-de"),
    ("queries/against.rq", QUERY.replace("sp:rejects", "sp:oposes"), "no term sp:oposes"),
]  # fmt: skip
STOPPING = ("'shout' is no act", "no term sp:Partei", "no term sp:oposes", "lacks the header question-de")
"""Mistakes in a word table, in facts, in a rule and in a query."""


@pytest.mark.parametrize(
    ("name", "text", "mistake"), BROKEN, ids=[f"{name}: {mistake}" for name, _, mistake in BROKEN]
)
def test_a_mistake_is_told_with_file_and_line(run, folder, name, text, mistake):
    add(folder, name, text)
    checked = run("knowledge", "check", folder)
    assert checked.exit_code == 1
    assert f"{folder / name} line " in checked.output
    assert mistake in checked.output


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, text, mistake in BROKEN if mistake in STOPPING]
)
def test_a_mistake_stops_every_command(run, folder, tmp_path, name, text):
    add(folder, name, text)
    for command in (
        ("load", "2026-03-03-gehwege.txt"),
        ("extract", "2026-03-03-gehwege.txt"),
        ("query", "opponents"),
        ("queries",),
        ("ask", "Wer ist dagegen?"),
    ):
        result = run(*command)
        assert result.exit_code == 2, result.output
        assert f"{folder / name} line " in result.output
        assert result.output.count("\n") == 1
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("frame.tsv", "no word table of this name"),
        ("confidence.tsv", "no word table of this name"),
        ("tables.toml", "no word classes of this name"),
        ("questions/question-forms.toml", "no words of this name"),
        ("more.ttl", "no place in a knowledge folder"),
        ("rules/deep/x.rq", "no place"),
        ("queries/page-text.rq", "give yours another name"),
    ],
)
def test_a_file_without_a_place_is_told(run, folder, name, sentence):
    (folder / name).parent.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text("x\n", encoding="utf-8")
    result = run("queries")
    assert result.exit_code == 2
    assert str(folder / name) in result.output
    assert sentence in result.output


def test_a_folder_that_is_not_there_is_told(run, folder, monkeypatch):
    monkeypatch.setenv("STANDPUNKT_KNOWLEDGE", "nowhere")
    result = CliRunner().invoke(commands, ["queries"])
    assert result.exit_code == 2
    assert "There is no knowledge folder nowhere" in result.output


def test_what_is_no_text_is_told_with_its_line(run, folder):
    (folder / "norms.tsv").write_bytes(b"noun\tgender\tplural\tbinding\nGeb\xfchr\tf\t-\tyes\n")
    result = run("queries")
    assert result.exit_code == 2
    assert f"{folder / 'norms.tsv'} line 2: this is not UTF-8" in result.output
