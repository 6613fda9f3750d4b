"""One identifier for all wordings of a matter, and broader issues that say something."""

import datetime as dt

import pytest
from rdflib import FOAF

from loaders.articles.findings import Document
from loaders.background.issues import scheme
from loaders.german.tagger import tag_words
from loaders.german_rules import GermanRules
from loaders.issues.finder import IssueFinder
from loaders.issues.keys import key_of_label
from loaders.issues.labels.label import Label
from loaders.issues.words import parts, stem
from loaders.lexicon.tables import read_table
from loaders.triples.document_graph import document_graph


def label(text):
    """The label of a noun phrase that stands alone."""
    words = text.split()
    tagged = tag_words(words)
    lemmas = tuple(
        w if t == "NE" else lemma for w, (t, lemma) in zip(words, tagged, strict=True) if t != "ART"
    )
    nouns = [
        w if t == "NE" else lemma for w, (t, lemma) in zip(words, tagged, strict=True) if t in {"NN", "NE"}
    ]
    return Label(text, lemmas, nouns[0])


def issue(text):
    return IssueFinder().find(label(text))


def statements(text):
    document = Document("document/test", "Test", text, published=dt.date(2025, 8, 19))
    return GermanRules().extract(document).statements


@pytest.mark.parametrize(
    ("identifier", "wordings"),
    [
        ("issue/nato-beitritt-der-ukraine", "Nato-Beitritt der Ukraine / ukrainischer Nato-Beitritt / "
         "Beitritt der Ukraine zur Nato / Aufnahme der Ukraine in die Nato"),
        ("issue/waffenruhe", "Waffenruhe / Waffenstillstand / Feuerpausen"),
        ("issue/waffenruhe-gaza", "Waffenruhe in Gaza / Feuerpause in Gaza / Waffenstillstand für Gaza"),
        ("issue/rentenerhoehung", "Rentenerhöhung / Erhöhung der Renten / Anhebung der Renten"),
        ("issue/sanktion-gegen-russland", "Sanktionen gegen Russland / Russland-Sanktionen / "
         "Verhängung von Sanktionen gegen Russland"),
        ("issue/wehrpflicht", "Wehrpflicht / Einführung der Wehrpflicht / Wiedereinführung der Wehrpflicht"),
        ("issue/senkung-bierpreis", "Senkung der Bierpreise / Bierpreissenkung / Absenkung der Bierpreise"),
        ("issue/stellenabbau", "Stellenabbau / Arbeitsplatzabbau / Abbau von Arbeitsplätzen"),
        ("issue/lieferung-rohr", "Lieferung von Rohren / Rohrlieferungen"),
    ],
)  # fmt: skip
def test_the_wordings_of_a_matter_are_one_issue(identifier, wordings):
    assert {wording: issue(wording).id for wording in wordings.split(" / ")} == dict.fromkeys(
        wordings.split(" / "), identifier
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Angriff auf Polen", "Angriff Polens"),
        ("Sanktionen gegen Russland", "russische Sanktionen"),
        ("Abschiebungen nach Serbien", "Abschiebungen aus Serbien"),
        ("Demonstration für den Bau", "Demonstration gegen den Bau"),
        ("Einführung der Wehrpflicht", "Abschaffung der Wehrpflicht"),
        ("Senkung der Steuern", "Erhöhung der Steuern"),
        ("Musik der Stadt", "Stadt der Musik"),
    ],
)
def test_what_means_something_else_is_another_issue(one, other):
    assert issue(one).id != issue(other).id


@pytest.mark.parametrize(
    ("special", "general"),
    [
        ("Waffenruhe im Norden", "issue/waffenruhe"),
        ("Rentenerhöhung um drei Prozent", "issue/rentenerhoehung"),
        ("Plan für eine Waffenruhe", "issue/waffenruhe"),
        ("Debatte über die Wehrpflicht", "issue/wehrpflicht"),
        ("Tempolimit von 100", "issue/tempolimit"),
    ],
)
def test_a_special_form_knows_its_curated_issue(special, general):
    assert issue(special).broader == (general,)


@pytest.mark.parametrize(
    "wording",
    [
        "tägliche Andacht",
        "Senkung der Bierpreise",
        "schwere Folgen",
        "wachsende Zahl von Anträgen",
        "Ende der Geduld",
    ],
)
def test_a_head_that_says_nothing_alone_is_no_broader_issue(wording):
    assert issue(wording).broader == ()


def test_a_word_that_means_an_issue_only_alone_leaves_its_compounds_in_peace():
    assert issue("Entlassungen").id == "issue/stellenabbau"
    assert issue("Entlassung des Trainers").broader == ()
    assert issue("Kürzung der Zulagen").broader == ()


def test_a_coordination_belongs_to_the_issues_of_its_members():
    (found,) = statements("Der Senator droht mit Zöllen und Sanktionen.")
    assert found.issue.broader == ("issue/zoll", "issue/sanktion")


def test_an_actor_is_one_issue_by_whatever_name():
    text = "Die Ministerin Anna Lindqvist sprach in Bonn. Der Verband lobt Lindqvist. Der Rat kritisiert Anna Lindqvist."
    one, other = statements(text)
    assert one.issue == other.issue
    assert (one.issue.id, one.issue.label) == ("issue/test/anna-lindqvist", "Anna Lindqvist")


def test_a_bare_head_takes_up_the_compound_of_the_text():
    text = "Über ein Handelsabkommen wird gesprochen. Die Gewerkschaft lehnt das Abkommen ab."
    (found,) = statements(text)
    assert found.issue.id == "issue/test/freihandelsabkommen"
    (alone,) = statements("Die Gewerkschaft lehnt das Abkommen ab.")
    assert alone.issue.id == "issue/test/abkommen"


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("Waffenlieferung", ["waff", "lieferung"]),
        ("Kohle-Ausstieg", ["kohl", "ausstieg"]),
        ("Straßenausbau", ["strass", "ausbau"]),
        ("ukrainisch", ["ukraine"]),
        ("Einführung", ["einfuhrung"]),
        ("Unterbringung", ["unterbringung"]),
        ("Protest", ["protest"]),
        ("Bundesregierung", ["bundesregierung"]),
    ],
)
def test_the_parts_of_a_word(word, stems):
    spelled = [part.stem.translate(str.maketrans("äöü", "aou")) for part in parts(word)]
    assert spelled == stems or spelled == [stem(s) for s in stems]


def test_no_two_curated_issues_have_a_name_with_one_key():
    seen = {}
    for entry in scheme():
        for name in entry.labels:
            key = key_of_label(name)
            place = (key.head, frozenset(key.markers.items()))
            assert seen.setdefault(place, entry.id) == entry.id, f"{name}: {seen[place]} and {entry.id}"


def test_every_curated_name_finds_its_issue():
    for entry in scheme():
        for name in (*entry.labels, *entry.alone):
            key = key_of_label(name)
            assert key.words, name


def test_the_table_of_words_is_well_formed():
    rows = read_table("issue_words")
    assert {row["role"] for row in rows} == {"same", "form", "drop", "raise", "vague", "again"}
    for row in rows:
        assert (row["concept"] == "-") == (row["role"] in {"form", "drop", "vague", "again"}), row


def test_the_issue_of_an_actor_points_to_the_actor():
    text = "Die Ministerin Anna Lindqvist sprach in Bonn. Der Verband lobt Lindqvist."
    document = Document("document/test", "Test", text, published=dt.date(2025, 8, 19))
    graph = document_graph(GermanRules().extract(document), "http://127.0.0.1:5000/")
    (found,) = graph.subject_objects(FOAF.focus)
    assert [str(end).removeprefix("http://127.0.0.1:5000/") for end in found] == [
        "issue/test/anna-lindqvist",
        "actor/anna-lindqvist",
    ]
