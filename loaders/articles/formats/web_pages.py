"""From a web page to its article: the text without the frame, title, address, day of publication, author.

Trafilatura finds the text. Before, sentences in tables and lists become paragraphs, and tables that are the
layout of a page become what they hold, so that nothing that is said is lost.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from loaders.articles.formats.linked_data import author_in
from loaders.articles.formats.page_days import day_of_publication
from loaders.articles.formats.page_words import page_words
from ontology.errors import InputError

_BLOCKS = frozenset(["p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "table", "article", "section"])
_ENDS_SENTENCE = re.compile(r"[.!?…][“”«»\"’)]?$")
_SHORTEST_SENTENCE = 4  # words of a cell or list item that ends like one
_LONGEST_LABEL = 12  # words of one that does not
_SHORT_PAGE = 60  # words of a page that may be a notice
_LONGEST_CONSENT = 500  # words
_ADDRESSED = re.compile(r"\b(?:Sie|Ihre?[nmrs]?|[Ww]ir|[Uu]nsere?[nmrs]?|du|dein\w*)\b")


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page gives; empty where it says nothing."""

    text: str = ""
    title: str = ""
    source: str = ""
    published: dt.date | None = None
    author: str = ""
    organisation: str = ""
    language: str = ""


def read_page(html: str, name: str) -> WebPage:
    """The article of the page called ``name``; raises ``InputError`` for a page that shows something else."""
    import trafilatura  # noqa: PLC0415 - slow to import
    from trafilatura.utils import load_html  # noqa: PLC0415

    tree = load_html(html)
    if tree is None:
        return WebPage()
    published, author = day_of_publication(tree), author_in(tree)
    _flatten(tree)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=False, with_metadata=True
    )
    article = found.as_dict() if isinstance(found, trafilatura.settings.Document) else {}
    text, title, source = (str(article.get(key) or "") for key in ("text", "title", "url"))
    _require_article(f"{title} {text}", name)
    return WebPage(text, title, source, published, author)


def _flatten(tree: Any) -> None:
    """Make paragraphs of sentences in cells, boxes and list items; other cells are figures and go."""
    for cell in list(tree.iter("td", "th")):
        if any(child.tag in _BLOCKS for child in cell.iterdescendants()):
            cell.tag = "div"
        elif _is_said(cell):
            cell.tag = "p"
        else:
            cell.drop_tree()
    for box in tree.iter("div", "dd"):
        if _is_said(box) and not any(child.tag in _BLOCKS for child in box.iterdescendants()):
            box.tag = "p"
    for part in tree.iter("table", "thead", "tbody", "tfoot", "tr"):
        part.tag = "div"
    for item in tree.iter("li"):
        if _is_said(item):
            item.tag = "p"
            parent = item.getparent()
            if parent is not None and parent.tag in {"ul", "ol"}:
                parent.tag = "div"


def _is_said(part: Any) -> bool:
    """Whether a part of a page holds a sentence, not a figure, a name or a link."""
    words = part.text_content().split()
    whole = len(words) >= _SHORTEST_SENTENCE and bool(_ENDS_SENTENCE.search(words[-1]))
    return whole or len(words) >= _LONGEST_LABEL


def _require_article(text: str, name: str) -> None:
    """Refuse a page that asks for consent, or tells that there is nothing to see."""
    low, known = text.lower(), page_words()
    count = len(low.split())
    if count <= _SHORT_PAGE and any(notice in low for notice in known["notice"]):
        raise InputError(f"{name}: the page shows a notice of the server, not an article; save it again.")
    sentences = [sentence for sentence in re.split(r"[.!?\n]+", text) if sentence.strip()]
    asking = [s for s in sentences if any(word in s.lower() for word in known["consent"])]
    several = len({word for word in known["consent"] if word in low}) >= 4
    addressed = sum(bool(_ADDRESSED.search(sentence)) for sentence in sentences)
    if count <= _LONGEST_CONSENT and several and 2 * len(asking) > len(sentences) < 3 * addressed:
        raise InputError(
            f"{name}: the page asks for consent and holds no article; agree in a browser, then save the page."
        )
