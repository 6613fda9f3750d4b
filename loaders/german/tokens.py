"""From text to tagged sentences, with exact code-point offsets.

``read_sentences`` cuts a German text into sentences of tokens, each with its STTS tag and lemma. The end of a
line always ends a sentence, so that a headline without a full stop stays alone (``loaders.spelling`` joins
the lines of a hard-wrapped text before). Ordinals ("29. März"), abbreviations, initials do not. The time is
linear in the length of the text: a sentence is cut after ``LONGEST_SENTENCE`` tokens whatever it contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from loaders.german.tagger import tag_words
from loaders.lexicon.tables import words

LONGEST_SENTENCE = 160  # tokens

OPENING = frozenset("„»‚›")
CLOSING = frozenset("“”«‘’‹")
STRAIGHT = frozenset("\"'")
QUOTE_MARKS = OPENING | CLOSING | STRAIGHT


_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”„»«]+[^\s<>"“”„»«.,;:!?)\]]   # addresses
  | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,5}
  | [^\W\d_]{2,32}\.(?:di|de|com|org|net|eu)\b                  # ver.di, bund.de
  | \d+[^\W\d_]{2,}(?:-[^\W\d_][\w-]*)?                          # 1990er / 53jähriger
  | \d+(?:[.,:]\d+)*(?:-[^\W\d_][\w-]*|\.(?=\s|$|[)“”"»«,;:])|(?=\W|$)|)  # 90.000 / 12:30 / 29. / 17-Jährige
  | \b[^\W\d_A-ZÄÖÜ]\.\s?(?:[^\W\d_]\.\s?)?(?:[^\W\d_]|Chr)\.   # z. B. / i. d. R. / v. Chr.
  | (?<![\w.])[A-ZÄÖÜ]\.(?=,|\s+[a-zäöüß])                       # Mia K. klagt
  | (?:[^\W\d_]\.){2,}                                          # z.B. / U.S.
  | [^\W_]+(?:[-‑'’´](?=[^\W_])[^\W_]+|(?<=[A-ZÄÖÜ])/(?=[A-ZÄÖÜ])[^\W_]+|[*:_/]-?in(?:nen)?\b)*
    -?(?:\.(?=\s+[^\W_a-zäöüß]))?
  | \.{2,}|…|–|—|[^\w\s]|_+
    """,
    re.VERBOSE,
)


_SECTION = re.compile(r"\d{1,2}(?:\.[1-9]\d?){1,3}")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; ``text == document.text[start:end]``; ``index`` is its place in its sentence.

    ``lower`` is the text in lower case.
    """

    text: str
    start: int
    end: int
    tag: str
    lemma: str
    index: int
    lower: str = field(init=False, repr=False, compare=False)  # asked for twenty times a token: made once

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower())

    @property
    def is_word(self) -> bool:
        """Whether this is a word or number, not a mark."""
        return self.tag[0] != "$"


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text: its tokens, its range, its place among the sentences and the paragraphs.

    ``headline`` is true for a line of its own that ends without a mark.
    """

    tokens: tuple[Token, ...]
    start: int
    end: int
    index: int
    paragraph: int = 0
    headline: bool = False

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The texts of the tokens."""
        return tuple(t.text for t in self.tokens)

    def slice(self, first: int, end: int) -> tuple[int, int]:
        """Offsets in the text of the tokens ``first`` to ``end`` (exclusive)."""
        return self.tokens[first].start, self.tokens[end - 1].end


Raw = tuple[str, int, int]


def split_words(text: str, offset: int = 0) -> list[Raw]:
    """Words and marks with offsets; a full stop belongs to ordinals, initials and abbreviations only."""
    raw: list[Raw] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start() + offset, match.end() + offset
        if (
            len(word) > 1
            and word.endswith(".")
            and word[0] != "."
            and not _keeps_stop(word, text, match.end())
        ):
            raw += [(word[:-1], start, end - 1), (".", end - 1, end)]
        else:
            raw.append((word, start, end))
    return list(_join_stops(raw))


def _join_stops(raw: list[Raw]) -> Iterator[Raw]:
    """Glue "bzw" + "." where the stop directly follows an abbreviation."""
    waiting: Raw | None = None
    for word, start, end in raw:
        if waiting is not None:
            if word == "." and start == waiting[2]:
                yield (waiting[0] + ".", waiting[1], end)
                waiting = None
                continue
            yield waiting
            waiting = None
        if _is_abbreviation(word):
            waiting = (word, start, end)
        else:
            yield (word, start, end)
    if waiting is not None:
        yield waiting


def _is_abbreviation(word: str) -> bool:
    """Whether a stop after ``word`` is part of it."""
    return word.lower() in words("abbreviations")


def _keeps_stop(word: str, text: str, end: int) -> bool:
    """Whether the full stop at the end of ``word`` belongs to it."""
    body = word[:-1]
    if ("." in body and not body[0].isdigit()) or " " in body:
        return True
    if body.isdigit():
        return len(body) <= 2 and _is_ordinal(body, text, end)
    if len(body) == 1 and body.isupper():
        after = re.match(r"\s+([^\W\d_]+)|,", text[end : end + 40])
        return after is not None and not _is_beginning(after.group(1) or "")  # "Mia K. klagt", no end
    if body.lower() in words("cut_short_before_numbers"):
        return bool(re.match(r"\s*\d", text[end : end + 4]))
    return _is_abbreviation(body)


def _is_beginning(word: str) -> bool:
    """Whether a word behind a stop has its capital because a sentence begins with it: "Sie"."""
    return word[:1].isupper() and word.lower() in words("grammar_words")


def _is_ordinal(body: str, text: str, end: int) -> bool:
    """Whether "29." is an ordinal here: before a month, a small letter, or after an article."""
    after = re.match(r"\s+([^\W\d_]+|\d+)", text[end : end + 40])
    if not after:
        return False
    word = after.group(1)
    if _is_beginning(word):
        return False
    if word.lower() in words("months") or word[0].islower() or word.isdigit():
        return True
    start = end - len(body) - 1
    before = re.search(r"([^\W\d_]+)\s+$", text[max(0, start - 20) : start])
    return bool(before) and before.group(1).lower() in words("before_ordinals")  # type: ignore[union-attr]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of text that no sentence crosses: lines."""
    start = 0
    for match in re.finditer(r"[\r\n\u2028\u2029]", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _sentence_groups(raw: list[Raw]) -> Iterator[list[Raw]]:
    """Cut the words of a block into sentences."""
    group: list[Raw] = []
    i = 0
    while i < len(raw):
        word, _, end = raw[i]
        if group and word in {"Der", "Die", "Das"} and _is_glued(raw, i):
            yield group
            group = []
        group.append(raw[i])
        i += 1
        if i == 1 and _is_section(raw):
            yield group
            group = []
            continue
        if not (_may_end(word) or (_is_cut_short(word) and _opens_sentence(raw, i))):
            if len(group) >= LONGEST_SENTENCE:
                yield group
                group = []
            continue
        while i < len(raw) and raw[i][0] in _CLOSERS and raw[i][1] - end <= 1 and _closes(raw, i):
            group.append(raw[i])
            end = raw[i][2]
            i += 1
        if i == len(raw) or (raw[i][1] > end and _may_begin(raw, i)):
            yield group
            group = []
    if group:
        yield group


def _is_section(raw: list[Raw]) -> bool:
    """Whether a line begins with the number of a section, which no sentence has: "3.1 Alle Schulen"."""
    if _SECTION.fullmatch(raw[0][0]) is None or len(raw) < 3:
        return False
    word = raw[1][0]
    return word[0].isupper() and word.lower() not in words("amounts") | {"uhr"}


def _is_glued(raw: list[Raw], i: int) -> bool:
    """Whether a sentence begins in mid-line without a mark before it: a headline glued to its text."""
    before = raw[i - 1][0]
    after = raw[i + 1][0].lower() if i + 1 < len(raw) else ""
    return (
        before[0].isupper()
        and before[-1].isalpha()
        and len(before) > 3
        and after not in words("names_with_article")
    )


_CLOSERS = CLOSING | STRAIGHT | frozenset(")]»")


def _closes(raw: list[Raw], i: int) -> bool:
    """Whether the mark at ``i`` closes: it touches the word before it."""
    return raw[i][1] == raw[i - 1][2]


def _may_end(word: str) -> bool:
    return (
        word in {".", "!", "?", "…", "...", "?!", "!!"}
        or word.startswith("..")
        or (word.endswith(".") and word[:-1].lower() in words("final_abbreviations"))
    )


def _is_cut_short(word: str) -> bool:
    """Whether a word is an abbreviation with its stop, not an initial or an ordinal."""
    return len(word) > 2 and word[-1] == "." and word[0].isalpha()


def _opens_sentence(raw: list[Raw], i: int) -> bool:
    """Whether the word at ``i`` has its capital because a sentence begins: "Die", but not in "Die Linke"."""
    word = raw[i][0] if i < len(raw) else ""
    after = raw[i + 1][0].lower() if i + 1 < len(raw) else ""
    opens = len(word) > 1 and word[0].isupper() and word.lower() in words("grammar_words")
    return opens and after not in words("names_with_article")


def _may_begin(raw: list[Raw], i: int) -> bool:
    """Whether a sentence may begin with the word at ``i``: a capital, a number, or a mark before one."""
    for word, _, _ in raw[i : i + 3]:
        if word[0].isalpha():
            return not word[0].islower()
        if word[0].isdigit():
            return True
        if word in {",", ";", ":", "."}:
            return False
    return True


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """The tagged sentences of ``text`` in order; every token's text is the slice at its offsets."""
    sentences: list[Sentence] = []
    for paragraph, groups in enumerate(_paragraphs(text)):
        for group in groups:
            headline = len(groups) == 1 and group[-1][0] not in {".", "!", "?", "…", ":"} and len(group) <= 25
            sentences.append(_tagged(group, len(sentences), paragraph, headline))
    return tuple(sentences)


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """Where the sentences of ``text`` begin and end, without their tags, which take time."""
    return [(group[0][1], group[-1][2]) for groups in _paragraphs(text) for group in groups]


def _paragraphs(text: str) -> Iterator[list[list[Raw]]]:
    """The sentences, as words, of each paragraph that has any."""
    for start, end in _blocks(text):
        if raw := split_words(text[start:end], start):
            yield list(_sentence_groups(raw))


def _tagged(group: list[Raw], index: int, paragraph: int, headline: bool) -> Sentence:
    tags = tag_words([word for word, _, _ in group])
    tokens = tuple(
        Token(word, start, end, tag, lemma, i)
        for i, ((word, start, end), (tag, lemma)) in enumerate(zip(group, tags, strict=True))
    )
    return Sentence(tokens, tokens[0].start, tokens[-1].end, index, paragraph, headline)
