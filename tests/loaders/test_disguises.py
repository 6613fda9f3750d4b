"""The same article in another disguise says the same: who holds what against what, each with its own slice.

Disguises are what editors, word processors, PDF readers and web pages do to a text. Every article of our own and
every sample article is read in each of them and compared with the plain one.
"""

import datetime as dt
import re
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from loaders.articles.files import Options, read_bytes
from loaders.articles.findings import Document
from loaders.articles.reading_view import reading_view
from loaders.german_rules import GermanRules
from loaders.spelling.rules import RULES

ARTICLES = sorted((Path(__file__).parent / "data" / "articles").glob("*.txt"))
SAMPLES = sorted(Path(str(files("loaders") / "samples")).glob("*.md"))
DAY = dt.date(2025, 8, 19)


@cache
def texts():
    found = {path.stem: path.read_text(encoding="utf-8") for path in ARTICLES}
    for path in SAMPLES:
        found[path.stem] = read_bytes(path.read_bytes(), path.name, "markdown", Options()).text
    return found


@cache
def plain(name):
    return read(name, texts()[name])


def read(name, text):
    return GermanRules().extract(Document(f"document/{name}", name, text, published=DAY))


def told(extraction):
    """What an extraction says without its places, each statement with its evidence in plain spelling."""
    return [
        (
            (s.holder.id, s.holder.name, s.attributed_to and s.attributed_to.id),
            (s.stance, s.act, s.modality, s.date, s.condition),
            (s.issue.id, s.issue.label),
            in_plain_spelling(s.evidence.quote, extraction.document.text),
        )
        for s in extraction.statements
    ]


def in_plain_spelling(quote, text):
    """The words of a quote as they are read in their text: that it was encoded twice, only the text shows."""
    proof = "Ã¤ " if "Ã¤" in text else ""
    return reading_view(proof + quote, RULES).text.removeprefix("ä ").replace("\n", " ")


def check_places(extraction):
    text = extraction.document.text
    for thing in (*extraction.statements, *extraction.events, *extraction.tenures, *extraction.norm_rules):
        assert thing.evidence.span.of(text) == thing.evidence.quote
    for mention in extraction.mentions:
        assert mention.span.end <= len(text)


def parted_words(text, mark):
    """Every longer word with ``mark`` in its middle, as typesetters allow it to be broken."""
    return re.sub(r"[^\W\d_]{7,}", lambda m: m[0][: len(m[0]) // 2] + mark + m[0][len(m[0]) // 2 :], text)


def twice_encoded(text):
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8"))


def with_odd_spaces(text):
    """Blanks of other widths, hyphens that do not break, ligatures, the line ends of another system."""
    for plain_form, odd in (
        ("\n", "\r\n"),
        (" die ", "\u00a0die\u2009"),
        (" ", "\u202f"),
        ("-", "\u2011"),
        ("fi", "ﬁ"),
        ("fl", "ﬂ"),
    ):
        text = text.replace(plain_form, odd)
    return "\ufeff" + text


DISGUISES = {
    "decomposed, with soft hyphens": lambda text: unicodedata.normalize("NFD", parted_words(text, "\u00ad")),
    "with zero width characters and direction marks": lambda text: "\u200e" + parted_words(text, "\u200b\u2060") + "\u202c",
    "with odd spaces, hyphens and ligatures": with_odd_spaces,
    "encoded twice": twice_encoded,
}  # fmt: skip


@pytest.mark.parametrize("disguise", DISGUISES)
def test_an_article_says_the_same_in_every_disguise(disguise):
    for name, text in texts().items():
        found = read(name, DISGUISES[disguise](text))
        assert told(found) == told(plain(name)), name
        assert len(found.mentions) == len(plain(name).mentions)
        assert len(found.quotations) == len(plain(name).quotations)
        check_places(found)


def wrapped(text, width=72):
    """Paragraphs set in lines of ``width``, long words parted with a hyphen where they do not fit."""
    lines = [""]
    for word in re.findall(r"\S+", text):
        room = width - len(lines[-1]) - 1
        if len(word) <= room:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif re.fullmatch(r"\w[a-zäöüß]{7,}", word) and room > 5:
            lines[-1] += f" {word[:4]}-"
            lines.append(word[4:])
        else:
            lines.append(word)
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["kommentar-wohnungsbau", "climate-talks", "agency-deportations"])
def test_an_article_set_in_short_lines_says_the_same(name):
    paragraphs = re.split(r"\n+", texts()[name].strip())
    plain_text, set_text = "\n\n".join(paragraphs), "\n\n".join(map(wrapped, paragraphs))
    assert "-\n" in set_text
    found = read(name, set_text)
    assert told(found) == told(read(name, plain_text))
    check_places(found)


SENTENCES = [
    line.split("\t")[1]
    for line in (Path(__file__).parent / "positions" / "positions.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line.strip() and not line.startswith("#")
]
SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}


def in_capitals(text):
    return text.replace("ß", "ẞ").upper()


def without_umlauts(text):
    return "".join(SPELLED_OUT.get(c, c) for c in text)


def in_swiss_spelling(text):
    return text.replace("ß", "ss")


@pytest.mark.parametrize(
    ("disguise", "share"), [(in_capitals, 0.97), (without_umlauts, 0.98), (in_swiss_spelling, 0.98)]
)
def test_sentences_in_another_spelling_say_the_same(disguise, share):
    """Spelling that hides what is a noun or an umlaut cannot always be undone; but next to nothing false is read."""
    same = wrong = 0
    for sentence in SENTENCES:
        text = f"Das ist für alle klar. {sentence}"
        said, said_so = (
            {(s.holder.id, s.stance, s.issue.id) for s in read("t", t).statements}
            for t in (text, disguise(text))
        )
        same += said == said_so
        wrong += bool(said_so - said)
    assert same >= share * len(SENTENCES)
    assert wrong <= (1 - share) / 2 * len(SENTENCES)


@pytest.mark.parametrize(
    "form",
    [
        "Mieter:innen",
        "Mieter*innen",
        "Mieter_innen",
        "MieterInnen",
        "Mieter/-innen",
        "Mieter(innen)",
        "Mieterinnen und Mieter",
        "Mieter und Mieterinnen",
    ],
)
def test_a_form_for_all_genders_means_the_same_issue(form):
    first, second = read(
        "t", f"Die SPD fordert Hilfe für {form}. Die CDU lehnt Hilfe für Mieter ab."
    ).statements
    assert first.issue.id == second.issue.id
    assert first.evidence.quote == f"Die SPD fordert Hilfe für {form}"


def test_women_alone_are_another_matter():
    first, second = read(
        "t", "Die SPD fordert Hilfe für Mieterinnen. Die CDU lehnt Hilfe für Mieter ab."
    ).statements
    assert first.issue.id != second.issue.id


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Die Bürger:innen fordern", "Bürger:innen"),
        ("Viele Ärzt*innen fordern", "Ärzt:innen"),
        ("Ein:e Minister:in fordert", "Minister:in"),
        ("Der/die Kanzler/in fordert", "Kanzler:in"),
        ("Die Lehrerinnen und Lehrer fordern", "Lehrer"),
    ],
)
def test_whoever_is_named_for_all_genders_can_hold_a_position(subject, name):
    (statement,) = read("t", f"{subject} ein Tempolimit.").statements
    assert statement.holder.name == name
    assert statement.stance == "support"
