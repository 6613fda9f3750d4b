"""Each passage of a text is read by the rules of its language, and by no others."""

import pytest

from loaders.articles.files import Options, language_given, read_bytes
from loaders.articles.findings import Document
from loaders.articles.languages import language_of, passages
from loaders.by_language import Rules
from loaders.english_rules import EnglishRules
from loaders.german_rules import GermanRules
from ontology.errors import InputError

GERMAN = (
    "Die Verkehrsministerin Anna Beispiel fordert ein Tempolimit auf Autobahnen.",
    "Der Verband Freie Straße lehnt das Tempolimit auf Autobahnen ab.",
    "Die Grünen begrüßen den Entwurf für ein Klimageld, über den der Bundestag heute berät.",
)
ENGLISH = (
    "The Motor Club of Northmere rejected the speed limit on motorways.",
    "Senator Ada Quill called for a ban on night flights over the harbour.",
    "The Harbour Association does not support the bridge toll that the council has proposed.",
)
FRENCH = "Le ministre des transports a déclaré que la vitesse serait limitée sur toutes les routes du pays dès janvier."


def extracted(text, language="de"):
    return Rules().extract(Document("document/test", "Test", text, language))


def rows(extraction):
    return [(s.holder.id, s.stance, s.issue.id, s.evidence.span) for s in extraction.statements]


@pytest.mark.parametrize("text", GERMAN)
def test_a_german_text_is_read_as_ever(text):
    document = Document("document/test", "Test", text)
    assert Rules().extract(document) == GermanRules().extract(document)
    assert language_of(text) == "de"


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_text_is_read_by_the_english_rules(text):
    document = Document("document/test", "Test", text, "en")
    assert Rules().extract(document) == EnglishRules().extract(document)
    assert language_of(text) == "en"
    assert extracted(text).statements, "even where nobody said that it is English"


@pytest.mark.parametrize("gap", ["\n\n", "\n", " "])
def test_a_text_that_switches_with_every_passage_says_what_its_passages_say(gap):
    pieces = [piece for pair in zip(GERMAN, ENGLISH, strict=True) for piece in pair]
    text = gap.join(pieces)
    found = extracted(text)
    assert all(
        text[s.evidence.span.start : s.evidence.span.end] == s.evidence.quote for s in found.statements
    )
    alone = [(s.holder.name, s.stance) for piece in pieces for s in extracted(piece).statements]
    assert [(s.holder.name, s.stance) for s in found.statements] == alone
    assert [p.language for p in passages(text, "de")] == ["de", "en"] * 3


def test_one_matter_of_both_languages_is_one_issue():
    found = extracted("\n\n".join((GERMAN[1], ENGLISH[0])))
    assert {s.issue.id for s in found.statements} == {"issue/tempolimit-auf-autobahnen"}


def test_a_passage_in_a_third_language_is_told_and_not_read():
    found = extracted("\n\n".join((GERMAN[0], FRENCH, ENGLISH[0])))
    assert len(found.statements) == 2
    assert [s.reason for s in found.skipped] == ["a passage in 'fr': not read"]
    assert found.skipped[0].evidence.quote == FRENCH
    assert not extracted(FRENCH).statements


@pytest.mark.parametrize("text", ENGLISH)
def test_german_rules_never_see_an_english_passage(text):
    """Read by the German rules, an English sentence may say anything; they only get to see blanks."""
    found = extracted("\n\n".join((GERMAN[0], text)))
    german = [s for s in found.statements if s.evidence.span.start < len(GERMAN[0])]
    assert [s.holder.name for s in german] == ["Anna Beispiel"]


def read(text, **said):
    return read_bytes(text.encode(), "article.md", "markdown", Options(**said))


def test_a_document_knows_its_language():
    assert read(" ".join(GERMAN)).language == "de"
    assert read(" ".join(ENGLISH)).language == "en"
    assert read("---\nlanguage: en\n---\nToll now!").language == "en"
    assert read("Maut jetzt!").language == "de"
    assert read("Toll!", language="en").language == "en"


def test_a_third_language_is_refused_in_one_sentence():
    with pytest.raises(
        InputError, match=r"looks like 'fr'; German \(de\) and English \(en\) are the languages read"
    ):
        read(FRENCH)
    assert read(FRENCH, any_language=True).text == FRENCH


def test_a_language_that_is_not_read_is_refused_by_name():
    assert language_given(None) is None
    assert language_given("en") == "en"
    with pytest.raises(InputError, match="'fr' is no language that is read: give de or en"):
        language_given("fr")
