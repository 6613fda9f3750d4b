"""TEI gives its text, its speakers as labels of turns, and what its header says."""

import datetime as dt

import pytest

from loaders.articles.files import Options, read_bytes
from loaders.articles.findings import Document
from loaders.german_rules import GermanRules
from ontology.errors import InputError

HEADER = """<teiHeader><fileDesc><titleStmt><title>Rede zum Damm</title>{author}</titleStmt>
<publicationStmt><date when="2026-02-03">Februar</date><idno type="URI">https://example.org/damm</idno></publicationStmt>
<sourceDesc><p/></sourceDesc></fileDesc>{more}</teiHeader>"""
PERSON = "<author><persName>Jette Ahlers</persName></author>"
BODY = "<div><head>Der Damm</head><p>Ich lehne den <hi>Damm</hi>\n ab. <note>Beifall</note> Das Dorf bleibt.</p></div>"
PEOPLE = """<profileDesc><particDesc><listPerson>
<person xml:id="AhlersJette"><persName><surname>Ahlers</surname><forename>Jette</forename></persName></person>
<person xml:id="KranzUlf"><persName>Ulf Kranz</persName></person></listPerson></particDesc></profileDesc>"""
UTTERANCES = """<div><note type="time">Beginn</note>
<u who="#AhlersJette"><seg>Wir eröffnen die Sitzung.</seg><seg>Ich fordere einen Damm.</seg></u>
<u who="#KranzUlf"><seg>Ich lehne den Damm ab. <kinesic type="applause"><desc>Beifall bei der SPD</desc></kinesic></seg></u>
<u who="#AhlersJette"><seg>Danke.</seg></u><u who="#KranzUlf"><seg>Ich fordere eine Brücke.</seg></u></div>"""
SPEECHES = """<div><sp><speaker>Jette Ahlers:</speaker><p>Ich fordere einen Damm.</p></sp>
<sp><speaker>Ulf Kranz</speaker><p>Ich lehne den Damm ab.</p><p>Ich fordere eine Brücke.</p></sp>
<sp><speaker>Jette Ahlers</speaker><p>Danke.</p></sp><sp><speaker>Ulf Kranz</speaker><p>Bitte.</p></sp></div>"""


def tei(body: str = BODY, author: str = PERSON, more: str = "") -> bytes:
    header = HEADER.format(author=author, more=more)
    return (
        '<?xml version="1.0" encoding="utf-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0">'
        f"{header}<text><body>{body}</body></text></TEI>"
    ).encode()


def read(*args: str, **options: str) -> Document:
    return read_bytes(tei(*args, **options), "a.xml", "tei", Options())


def holders(document: Document) -> set[tuple[str, str, str]]:
    found = GermanRules().extract(document).statements
    return {(s.holder.name, s.stance.value, s.issue.label) for s in found}


def test_the_header_says_title_day_address_and_author() -> None:
    document = read()
    assert (document.title, document.published) == ("Rede zum Damm", dt.date(2026, 2, 3))
    assert (document.source, document.author) == ("https://example.org/damm", "Jette Ahlers")
    assert document.text == "Der Damm\n\nIch lehne den Damm ab. (Beifall) Das Dorf bleibt."
    assert holders(document) == {("Jette Ahlers", "oppose", "Damm")}


def test_a_body_that_wrote_the_text_is_its_organisation() -> None:
    document = read(author="<author><orgName>Flussbund</orgName></author>")
    assert (document.author, document.organisation) == (None, "Flussbund")


@pytest.mark.parametrize(("body", "more"), [(UTTERANCES, PEOPLE), (SPEECHES, "")], ids=["parliament", "play"])
def test_speeches_are_turns_of_their_speakers(body: str, more: str) -> None:
    document = read(body, more=more)
    assert document.author is None
    assert holders(document) == {
        ("Jette Ahlers", "support", "Damm"),
        ("Ulf Kranz", "oppose", "Damm"),
        ("Ulf Kranz", "support", "Brücke"),
    }


BOMB = b"""<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><TEI xmlns="http://www.tei-c.org/ns/1.0">
<text><body><p>Hier steht &b; und sonst nichts von Bedeutung.</p></body></text></TEI>"""


def test_entities_are_not_blown_up() -> None:
    assert "haha" not in read_bytes(BOMB, "a.xml", "tei", Options()).text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"<TEI><text>", "no well-formed XML"),
        (b"<rss><channel/></rss>", "only TEI is read, not one that begins with <rss>"),
        (b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "holds no text"),
    ],
)
def test_what_is_no_tei_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_bytes(raw, "a.xml", "tei", Options())
