"""A web page gives its article: all that is said, the day it was published, and nothing of its frame."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.articles.formats.web_pages import read_page
from ontology.errors import InputError

DAY = dt.date(2025, 6, 3)
FIRST = "Verkehrsministerin Edda Probst will an den Landstraßen schneller bauen. Sie stellte am Montag einen Plan vor."
LAST = (
    "Der Verband der Gemeinden begrüßte den Plan. Er soll im Herbst im Landtag beraten werden, wie es hieß."
)


def page(body="", head="", *, article=True):
    inner = f"<h1>Streit um Straßen</h1><p>{FIRST}</p>{body}<p>{LAST}</p>"
    frame = f"<article>{inner}</article>" if article else inner
    return f"<html lang='de'><head><title>Seite</title>{head}</head><body><nav><ul><li><a href='/'>Politik</a></li></ul></nav>{frame}</body></html>"


def text_of(*args, **options):
    return read_page(page(*args, **options), "a.html").text


SAID = ("Die Grünen lehnen den Plan ab.", "Die Bauern fordern mehr Geld.")


@pytest.mark.parametrize("article", [True, False])
@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>{}</li><li>{}</li></ul>",
        "<ol><li><span>{}</span></li><li><b>{}</b></li></ol>",
        "<ul><li><p>{}</p></li><li><p>{}</p></li></ul>",
        "<table><tr><th>Wer</th><th>Was</th></tr><tr><td>Grüne</td><td>{}</td></tr><tr><td>Bauern</td><td>{}</td></tr></table>",
        "<table><tbody><tr><td><p>{}</p><p>{}</p></td></tr></tbody></table>",
        "<blockquote>{} {}</blockquote>",
        "<div><div>{}</div><div>{}</div></div>",
    ],
)
def test_sentences_in_lists_tables_and_boxes_are_read(body, article):
    text = text_of(body.format(*SAID), article=article)
    for sentence in (FIRST, *SAID, LAST):
        assert sentence in text
    assert "- Die" not in text
    assert "Politik" not in text


def test_a_page_laid_out_by_a_table_is_read_in_paragraphs():
    html = f"<html><body><table><tr><td><a href='/'>Start</a></td><td><h1>Alt</h1><p>{FIRST}<p>{SAID[0]}<p>{LAST}</td></tr></table></body></html>"
    assert [
        line for line in read_page(html, "a.html").text.split("\n") if line.startswith(("Die", "Ver", "Der"))
    ] == [FIRST, SAID[0], LAST]


def test_figures_in_tables_are_left_out():
    text = text_of(
        "<table><tr><th>Jahr</th><th>Kilometer</th></tr><tr><td>2024</td><td>512</td></tr></table>"
    )
    assert "512" not in text


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2025-06-03T10:00:00+02:00">',
        '<meta property="article:published_time" content="2025-06-02T22:10:00Z">',
        '<meta name="DC.date.issued" content="2025-06-03">',
        '<meta itemprop="datePublished" content="03.06.2025">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-03T08:00:00+02:00", "dateModified": "2025-09-01"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "Person"}, {"@type": ["Article"], "datePublished": "2025-06-03"}]}</script>',
        '<link rel="canonical" href="https://beispiel.invalid/politik/2025/06/03/streit.html">',
        '<meta property="og:url" content="https://beispiel.invalid/streit-2025-06-03">',
    ],
)
def test_the_day_a_page_gives_as_that_of_publication(head):
    assert read_page(page(head=head), "a.html").published == DAY


@pytest.mark.parametrize(
    "time",
    [
        "<time datetime='2025-06-03' pubdate>gestern</time>",
        "<time itemprop='datePublished' datetime='2025-06-03T07:00'>3.6.</time><time datetime='2025-06-09'>9.6.</time>",
        "<time datetime='2025-06-03'>3. Juni</time><time class='updated' datetime='2025-06-09'>Aktualisiert 9.6.</time>",
    ],
)
def test_the_day_of_a_time_element(time):
    assert read_page(page(time), "a.html").published == DAY


@pytest.mark.parametrize(
    "line",
    [
        "<span class='article-date'>3. Juni 2025, 10:30 Uhr</span>",
        "<p class='datum'>Musterstadt, 03.06.2025</p>",
        "<p>Veröffentlicht am 3. Juni 2025 von Edda Muster</p>",
    ],
)
def test_the_day_that_a_page_shows_in_a_line_of_its_own(line):
    assert read_page(page(line), "a.html").published == DAY


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<script>var ad = {"expires": "2025-06-03T00:00:00Z"};</script>', ""),
        ('<meta property="article:modified_time" content="2025-06-03">', ""),
        ('<meta property="og:updated_time" content="2025-06-03">', ""),
        ('<meta name="expires" content="2025-06-03">', ""),
        ('<meta property="article:published_time" content="2099-06-03">', ""),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2025-06-03"}</script>',
            "",
        ),
        ('<script type="application/ld+json">{"@type": "Event", "datePublished": "2025-06-03"}</script>', ""),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": </script>', ""),
        ("", "<time datetime='2025-06-03'>3.6.</time><time datetime='2025-05-01'>1.5.</time>"),
        ("", "<p>Am 3. Juni 2025 tagt der Landtag wieder, teilte sein Sprecher mit.</p>"),
        ("", "<footer>© 2025-06-03 Beispiel</footer>"),
        ("", "<span class='date'>Aktualisiert am 3. Juni 2025</span>"),
        ("", "<span class='date'>3. Juni 2025</span><span class='teaser-date'>1. Juni 2025</span>"),
        ("", "<p>Am 3. Juni 2025 war Wahl.</p>"),
    ],
)
def test_no_day_rather_than_a_wrong_one(head, body):
    assert read_page(page(body, head), "a.html").published is None


@pytest.mark.parametrize(
    "shown",
    [
        "<h1>Ihre Einwilligung</h1><p>Wir und 150 Partner speichern Cookies auf Ihrem Endgerät, um Werbung zu personalisieren. "
        "Mit einem Klick auf „Akzeptieren“ stimmen Sie der Verarbeitung zu. Sie können jederzeit widersprechen.</p>",
        "<h1>Seite nicht gefunden</h1><p>Die Seite, die Sie suchen, gibt es nicht mehr.</p>",
        "<p>Bitte aktivieren Sie JavaScript, um diesen Inhalt zu sehen.</p>",
    ],
)  # fmt: skip
def test_a_page_that_is_no_article_is_refused(shown):
    with pytest.raises(InputError, match=r"^a\.html: the page "):
        read_page(
            f"<html lang='de'><head><title>Seite</title></head><body><div>{shown}</div></body></html>",
            "a.html",
        )


def test_an_article_about_consent_is_one():
    body = (
        "<p>Die Kommission will Banner für Cookies abschaffen. Die Einwilligung soll im Browser gespeichert werden. "
        "Verleger lehnen das ab: Ohne Tracking lasse sich Werbung nicht personalisieren. Datenschützer stimmten zu.</p>"
    )
    assert "Verleger lehnen das ab" in text_of(body)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<table>",
                "<td>",
                "<tr>",
                "</table>",
                "<li>",
                "<ul>",
                "</li>",
                "<p>",
                "Text.",
                "<time datetime='x'>",
                "<meta content=2 name=date>",
                "<script type='application/ld+json'>[",
                "</script>",
                "<",
                "&shy;",
                "\x00",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_markup_gives_a_text(html):
    assert isinstance(read_page(html, "a.html").text, str)


def linked(**article):
    data = json.dumps({"@context": "https://schema.org", **article})
    return f"<script type='application/ld+json'>{data}</script>"


@pytest.mark.parametrize(
    ("article", "author"),
    [
        (
            {"@type": "OpinionNewsArticle", "author": {"@type": "Person", "name": "Edda Probst"}},
            "Edda Probst",
        ),
        ({"@type": ["BlogPosting"], "author": [{"name": "Edda Probst"}]}, "Edda Probst"),
        ({"@graph": [{"@type": "OpinionNewsArticle", "author": "Edda Probst"}]}, "Edda Probst"),
        ({"@type": "NewsArticle", "author": {"@type": "Person", "name": "Edda Probst"}}, ""),
        ({"@type": "OpinionNewsArticle", "author": {"@type": "Organization", "name": "dpa"}}, ""),
        ({"@type": "OpinionNewsArticle", "author": ["Edda Probst", "Ulf Kranz"]}, ""),
        ({"@type": "OpinionNewsArticle", "author": "https://example.org/probst"}, ""),
        ({"@type": "OpinionNewsArticle", "author": 7}, ""),
    ],
)
def test_who_speaks_in_his_own_name_is_said_by_the_data_of_the_page(article, author):
    assert read_page(page(head=linked(**article)), "a.html").author == author
