"""Given a file, this document; given bad input, one sentence that names it and says what to do."""

import datetime as dt

import pytest

from loaders.articles.files import Options, find_files, first_words, parse_date, read_bytes, read_file
from ontology.errors import InputError

GERMAN = (
    "Minister fordert Tempolimit\n\nDer Minister hat am Montag in Berlin ein Tempolimit auf allen Autobahnen "
    "gefordert. Die Opposition lehnt den Vorschlag ab.\n"
)


@pytest.fixture
def write(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def test_a_text_is_kept_code_point_by_code_point(write):
    text = GERMAN.replace("\n", "\r\n") + "🙂 é"
    document = read_file(write("a.txt", text), Options())
    assert document.text == text
    assert document.title == "Minister fordert Tempolimit"
    assert document.id == "document/minister-fordert-tempolimit"


def test_markdown_gives_title_and_date_from_its_front_matter(write):
    content = "---\ntitle: Streit um Tempo\ndate: 2025-06-03\n---\n\n## Kopf\n\n" + GERMAN.replace(
        "Minister", "**M**", 1
    )
    document = read_file(write("a.md", content), Options())
    assert (document.title, document.published) == ("Streit um Tempo", dt.date(2025, 6, 3))
    assert document.text.startswith("Kopf\n\nM fordert Tempolimit")


def test_html_gives_the_article_without_its_frame(write):
    paragraph = "".join(f"<p>{GERMAN}</p>" for _ in range(4))
    page = (
        "<html><head><title>Streit um Tempo</title><meta property='article:published_time' "
        f"content='2025-06-03'></head><body><nav>Menü</nav><article><h1>Streit um Tempo</h1>{paragraph}"
        "</article><script>alert(1)</script></body></html>"
    )
    document = read_file(write("a.html", page), Options())
    assert document.published == dt.date(2025, 6, 3)
    assert "Opposition lehnt" in document.text
    assert "alert" not in document.text


def test_a_date_in_the_file_name_is_the_date_of_publication(write):
    assert read_file(write("2025-06-03-tempo.txt", GERMAN), Options()).published == dt.date(2025, 6, 3)


def test_what_the_user_says_goes_first(write):
    options = Options(published=dt.date(2024, 1, 2), title="Mein Titel", source="https://example.org/1")
    document = read_file(write("2025-06-03-tempo.txt", GERMAN), options)
    assert (document.published, document.title, document.source) == (
        dt.date(2024, 1, 2),
        "Mein Titel",
        "https://example.org/1",
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "holds no text"),
        ("blank.txt", b" \n\t\n", "holds no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary file"),
        ("paper.txt", b"%PDF-1.7 " + b"x" * 40, "binary file"),
        ("latin.txt", (GERMAN * 3 + "Für die Länder müssen größere Beträge fließen.").encode("latin-1"), "--encoding cp1252"),
        ("large.txt", b"a " * 60_000, "larger than 100,000 bytes"),
        ("french.txt", "Le gouvernement a rejeté lundi la proposition et a déclaré qu'il ne la soutiendrait pas. ".encode() * 3, "German"),
        ("deed.doc", b"x", "only .txt, .md, .html and .xml"),
        ("dated.md", b"---\ndate: yesterday\n---\nText", "not a date"),
    ],
)  # fmt: skip
def test_bad_input_is_named_with_what_to_do(write, name, content, says):
    with pytest.raises(InputError) as error:
        read_file(write(name, content), Options(max_bytes=100_000))
    assert name in str(error.value)
    assert says in str(error.value)


def test_latin_1_is_read_when_the_user_says_so(write):
    path = write("latin.txt", (GERMAN + "Für größere Beträge.").encode("latin-1"))
    assert "größere" in read_file(path, Options(encoding="latin-1")).text


def test_folders_are_searched_in_a_stable_order(write, tmp_path):
    (tmp_path / "b").mkdir()
    write("b/2.txt", GERMAN), write("1.md", GERMAN), write("notes.csv", "x")
    assert [path.name for path in find_files([tmp_path])] == ["1.md", "2.txt"]


def test_a_folder_without_articles_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"holds no \.txt"):
        list(find_files([tmp_path]))


@pytest.mark.parametrize("text", ["gestern", "2025-13-01", "19.08.2025", ""])
def test_a_date_that_is_no_date(text):
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        parse_date(text)


def test_a_long_first_line_is_cut_at_a_word():
    title = first_words("wort " * 60)
    assert len(title) <= 82
    assert title.endswith("wort …")


@pytest.mark.parametrize(
    "encoding", ["utf-16", "idna", "punycode", "unicode_escape", "utf-7", "base64", "undefined", "no\x00", ""]
)
def test_an_encoding_that_cannot_read_it_is_named(encoding):
    odd = b"Die Ministerin \\ud800 fordert +2AA- ein Tempolimit \xff."
    with pytest.raises(InputError, match=r"a\.txt"):
        read_bytes(odd, "a.txt", "text", Options(encoding=encoding))


@pytest.mark.parametrize("blank", ["", "  ", "\n\t\r"])
def test_a_blank_title_is_none(blank):
    assert (
        read_bytes(GERMAN.encode(), "a.txt", "text", Options(title=blank)).title
        == "Minister fordert Tempolimit"
    )


def test_a_title_is_one_line():
    document = read_bytes(GERMAN.encode(), "a.txt", "text", Options(title=" Streit\r\num \x0b Tempo "))
    assert document.title == "Streit um Tempo"


@pytest.mark.parametrize("said", [{"title": "T\ud800"}, {"source": "urn:\udfff"}])
def test_half_a_character_is_refused_with_its_place(said):
    with pytest.raises(InputError, match=next(iter(said))):
        read_bytes(GERMAN.encode(), "a.txt", "text", Options(**said))
