"""From English text to tagged sentences, with exact code-point offsets; the types are those of
``loaders.german.tokens``.

The end of a line always ends a sentence, so that a headline stays alone. The time is linear in the length of
the text: a
sentence is cut after ``LONGEST_SENTENCE`` tokens whatever it contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.english.tagger import tag_words
from loaders.english.vocabulary import words
from loaders.german.tokens import LONGEST_SENTENCE, Raw, Sentence, Token

_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)[^\s<>"“”]{1,400}[^\s<>"“”.,;:!?)\]]          # addresses
  | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,5}
  | [$€£¥]?\d+(?:[.,:]\d+)*(?:%|[^\W\d_]{1,3}\b)?                    # 40,000 / 1st / 30%
  | (?:[^\W\d_]\.){2,}                                               # U.S. / e.g.
  | [^\W_]+(?=n['’]t\b) | n['’]t\b                                   # do n't
  | ['’](?:s|ll|re|ve|m|d)\b                                         # 's
  | [^\W_]+(?:[-‑](?=[^\W_])[^\W_]+|['’](?=[^\W\d_]{3,}))*(?:\.(?=\s))?
  | \.{2,}|…|–|—|--|[^\w\s]|_+
    """,
    re.VERBOSE,
)
_CLOSERS = frozenset("”\"’')]»")


def split_words(text: str, offset: int = 0) -> list[Raw]:
    """Words and marks with offsets; a full stop belongs to initials and abbreviations only."""
    raw: list[Raw] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start() + offset, match.end() + offset
        if word.lower() == "cannot":
            raw += [(word[:3], start, start + 3), (word[3:], start + 3, end)]
        elif word.endswith(".") and word[0].isalpha() and not _keeps_stop(word):
            raw += [(word[:-1], start, end - 1), (".", end - 1, end)]
        else:
            raw.append((word, start, end))
    return raw


def _keeps_stop(word: str) -> bool:
    body = word[:-1].lower()
    return (
        (len(body) == 1 and word[0].isupper() and body != "i")
        or "." in body
        or body in words("abbreviations")
    )


def _groups(raw: list[Raw]) -> Iterator[list[Raw]]:
    """The words of a line cut into sentences."""
    group: list[Raw] = []
    i = 0
    while i < len(raw):
        word = raw[i][0]
        group.append(raw[i])
        i += 1
        if word not in {".", "!", "?", "…"} and not word.startswith(".."):
            if len(group) >= LONGEST_SENTENCE:
                yield group
                group = []
            continue
        while i < len(raw) and raw[i][0] in _CLOSERS and raw[i][1] == raw[i - 1][2]:
            group.append(raw[i])
            i += 1
        if i == len(raw) or (raw[i][1] > raw[i - 1][2] and _may_begin(raw, i)):
            yield group
            group = []
    if group:
        yield group


def _may_begin(raw: list[Raw], i: int) -> bool:
    """Whether a sentence may begin here: a capital, a number, or a mark before one."""
    for word, _, _ in raw[i : i + 3]:
        if word[0].isalpha():
            return not word[0].islower()
        if word[0].isdigit():
            return True
    return True


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """The tagged sentences of ``text`` in order; every token's text is the slice at its offsets."""
    sentences: list[Sentence] = []
    paragraph = 0
    for line in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        raw = split_words(line.group(), line.start())
        if not raw:
            continue
        groups = list(_groups(raw))
        for group in groups:
            open_end = group[-1][0] not in {".", "!", "?", "…", ":"} and group[-1][0] not in _CLOSERS
            headline = len(groups) == 1 and open_end and len(group) <= 25
            sentences.append(_tagged(group, len(sentences), paragraph, headline))
        paragraph += 1
    return tuple(sentences)


def _tagged(group: list[Raw], index: int, paragraph: int, headline: bool) -> Sentence:
    tags = tag_words([word.replace("’", "'") for word, _, _ in group])
    tokens = tuple(
        Token(word, start, end, tag, lemma, i)
        for i, ((word, start, end), (tag, lemma)) in enumerate(zip(group, tags, strict=True))
    )
    return Sentence(tokens, tokens[0].start, tokens[-1].end, index, paragraph, headline)
