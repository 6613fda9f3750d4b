"""Questions that the loaded articles can answer, to show what can be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph.ask.linking.inquiry import Inquiry
from graph.ask.words.wording import say


def examples(inquiry: Inquiry) -> Iterator[str]:
    """At most four questions about the most discussed issues and the most quoted actors."""
    held = [position for position in inquiry.index.held if position.modality == "asserted"]
    language = inquiry.language

    def named(issue: str) -> str:
        return inquiry.index.label(issue, language)

    for sentence, stance in (("example-supports", "support"), ("example-opposes", "oppose")):
        issues = Counter(p.issue for p in held if p.stance == stance and len(named(p.issue)) < 40)
        for issue, _count in issues.most_common(1):
            yield say(sentence, language, issue=named(issue))
    demanding = Counter(position.holder for position in held if position.act == "demand")
    for actor, _count in demanding.most_common(1):
        yield say("example-demands", language, actor=inquiry.label(actor))
    actors = Counter(position.holder for position in held)
    for actor, _count in actors.most_common(1):
        issues = Counter(p.issue for p in held if p.holder == actor)
        for issue, _n in issues.most_common(1):
            yield say("example-stances", language, actor=inquiry.label(actor), issue=named(issue))
