"""Sentences that say what a question asks in other words, as the graph's encoder finds them.

How alike two wordings are does not tell whether they mean the same (benchmarks/README.md, *Other words*), and
something is always likest: so an article must speak of whom the question names, or of something it asks, and
what is found is a passage like others, never an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from graph.ask.indexes.full_text import FullText
from graph.ask.indexes.meanings import meanings_of
from graph.ask.indexes.sentences import TextSentence, sentence_at
from graph.ask.linking.inquiry import Inquiry
from graph.ask.words.topic_terms import LIGHT, TopicTerm

_MOST = 10
IN_A_QUESTION = 64
"""Sentences without a vector that one question makes vectors of: a second."""
_SPEAKS = 0.6
"""How well an article must answer to a word to speak of it."""
_FAR = 5
"""How much less the next place counts: a sentence that both searches find goes before one that one finds."""


def alike(
    inquiry: Inquiry,
    full: FullText,
    terms: Sequence[TopicTerm],
    text: str,
    nearest: Sequence[TextSentence],
    is_asked_of: Callable[[str], bool],
) -> list[TextSentence]:
    """The sentences likest to ``text``, likest first, of articles asked about that speak of the ``terms``.

    Of sentences without a vector only some of the ``nearest`` get one.
    """
    kept = meanings_of(inquiry.knowledge)
    if kept is None:
        return []
    kept.make((one.text for one in nearest), lambda made: made < IN_A_QUESTION, patient=False)
    named = [term for term in terms if term.name] or [term for term in terms if term.weight > LIGHT]
    spoken: dict[str, bool] = {}

    def speaks(document: str) -> bool:
        if document not in spoken:
            words = full.stems_of(document) if is_asked_of(document) else frozenset()
            spoken[document] = any(full.vocabulary.answers(term, words) >= _SPEAKS for term in named)
        return spoken[document]

    likest = (place for place in kept.likest(text, inquiry.index.texts) if speaks(place[0]))
    found = (sentence_at(inquiry.index, *place) for place in likest)
    return list(islice(filter(None, found), _MOST))


def joined(*searches: Sequence[TextSentence]) -> list[tuple[float, TextSentence]]:
    """The sentences of all ``searches``, those first that stand first in them, each once with its score."""
    scores: dict[tuple[str, int], float] = {}
    sentences: dict[tuple[str, int], TextSentence] = {}
    for search in searches:
        for place, sentence in enumerate(search):
            key = sentence.document, sentence.start
            scores[key] = scores.get(key, 0.0) + 1 / (_FAR + place)
            sentences.setdefault(key, sentence)
    return [(scores[key], sentences[key]) for key in sorted(scores, key=lambda key: -scores[key])]
