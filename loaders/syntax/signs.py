"""What speaks for a phrase as subject or object of its clause: the signs that the trained weights count.

A sign is a short text: what the rules made of the phrase (``r``), the cases its form allows (``c``), its
place, its head, its neighbours, what else stands in the clause. Signs are only ever compared, never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.german.tokens import Token
from loaders.lexicon.frames import verb_frames
from loaders.lexicon.tables import words
from loaders.syntax.clause import COPULAS, RELATIVE, Animate, Clause
from loaders.syntax.phrase import Phrase, is_example

_CLOSED = frozenset({"ART", "CARD"})  # with the pronouns: words that are signs themselves
_MOST = 4  # candidates that the pattern of a clause tells


def candidates(clause: Clause) -> list[Phrase]:
    """The phrases of a clause that can be its subject or accusative object."""
    bare = (p for p in clause.phrases if p.prep is None and p.kind != "PROAV")
    return [p for p in bare if not is_example(clause.tokens, p)]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the signs of all candidates of a clause share."""

    clause: Clause
    tokens: Sequence[Token]
    bare: list[Phrase]
    kind: str
    finite: int
    lemma: str
    voice: str
    copula: str
    governs: str
    reflexive: str
    pattern: str
    ending: str


def signs(clause: Clause, bare: Sequence[Phrase], animate: Animate) -> Iterator[list[str]]:
    """The signs of each of the candidates ``bare`` of a clause with a verb."""
    scene = _scene(clause, list(bare))
    for place, phrase in enumerate(bare):
        yield _of(scene, phrase, place, animate)


def _scene(clause: Clause, bare: list[Phrase]) -> _Scene:
    verb, tokens = clause.verb, clause.tokens
    assert verb is not None
    finite = verb.finite if verb.finite is not None else -1
    kind = clause.kind[0] + ("s" if clause.shares else "") + ("v" if clause.verb_first else "")
    slots = {slot for frame in verb_frames(verb.lemma) for slot in frame.issue}
    shapes = [("V", finite), *((_cases(p) + agrees(clause, p), p.first) for p in bare[:_MOST])]
    pattern = " ".join(shape for shape, _ in sorted(shapes, key=lambda pair: pair[1]))
    reflexive = "z" if any(tokens[i].tag == "PRF" for i in clause.positions) else ""
    copula = "c" if verb.lemma in COPULAS else ""
    governs = "".join(s[0] for s in ("akk", "dat", "dass") if s in slots)
    ending = tokens[finite].lower[-2:] if finite >= 0 else ""
    return _Scene(
        clause,
        tokens,
        bare,
        kind,
        finite,
        verb.lemma,
        verb.voice[0],
        copula,
        governs,
        reflexive,
        pattern,
        ending,
    )


def _of(scene: _Scene, phrase: Phrase, place: int, animate: Animate) -> list[str]:
    clause, tokens = scene.clause, scene.tokens
    rule = _rule(clause, phrase)
    cases, agreeing = _cases(phrase), agrees(clause, phrase)
    side = "-" if scene.finite < 0 else "b" if phrase.first < scene.finite else "a"
    before = tokens[phrase.first - 1].tag if phrase.first else "^"
    after = tokens[phrase.last].tag if phrase.last < len(tokens) else "$"
    touch = _touch(clause, phrase, before)
    head, first = _word(tokens[phrase.head]), _word(tokens[phrase.first])
    others = [p for p in scene.bare if p is not phrase]
    rival = "".join(
        "01"[found]
        for found in (
            any(p.must_be("n") for p in others),
            any(p.must_be("a") for p in others),
            any(p.may_be("n") and agrees(clause, p) == "y" for p in others),
            any(p.may_be("a") for p in others),
        )
    )
    earlier = sum(p.first < phrase.first for p in others)
    acts = "y" if animate(phrase, tokens) else "n"
    kind, voice, copula = scene.kind, scene.voice, scene.copula
    return [
        "r" + rule,
        f"r{rule}k{kind}",
        f"r{rule}k{kind}{side}",
        f"r{rule}v{voice}{copula}",
        f"r{rule}c{cases}",
        f"r{rule}b{before}",
        f"r{rule}o{rival}",
        f"r{rule}z{scene.reflexive}",
        f"r{rule}t{tokens[phrase.head].lemma.lower() in words('time_nouns')}",
        f"r{rule}h{head}{touch}",
        f"r{rule}x{clause.bracketed}",
        f"r{rule}a{acts}",
        f"r{rule}g{scene.governs}",
        f"c{cases}{agreeing}",
        f"c{cases}{side}{kind[0]}",
        f"c{cases}v{voice}{copula}",
        f"c{cases}o{rival}",
        f"c{cases}g{scene.governs}{voice}",
        "h" + head,
        f"h{head}{kind[0]}{side}",
        "f" + first,
        f"b{before}{touch}",
        "n" + after,
        f"i{min(place, 3)}{side}{kind[0]}",
        f"e{min(earlier, 2)}{min(len(others) - earlier, 2)}{kind[0]}{side}",
        f"l{scene.lemma}{cases}",
        f"l{scene.lemma}r{rule}",
        f"p{kind[0]}{scene.pattern}:{place}",
        f"a{acts}{side}{rival}",
        f"w{scene.ending}{head}",
        f"w{scene.ending}c{cases}{phrase.person}",
    ]


def absence(clause: Clause, bare: Sequence[Phrase]) -> tuple[list[str], list[str]]:
    """What speaks for a clause without subject, and without object: its kind, its verb, its phrases."""
    verb, tokens = clause.verb, clause.tokens
    assert verb is not None
    kind = clause.kind[0] + ("s" if clause.shares else "") + ("v" if clause.verb_first else "")
    kind += "g" if clause.gapped else ""
    copula = "c" if verb.lemma in COPULAS else ""
    ending = tokens[verb.finite].lower[-2:] if verb.finite is not None else ""
    agreeing = min(2, sum(p.may_be("n") and agrees(clause, p) == "y" for p in bare))
    sure = min(2, sum(p.must_be("n") for p in bare))
    objects = min(3, sum(p.may_be("a") for p in bare))
    content = "".join(sorted({(c.connector or c.kind)[:3] for c in clause.children if c.kind != RELATIVE}))
    reflexive = any(tokens[i].tag == "PRF" for i in clause.positions)
    of_subject = [
        f"0k{kind}",
        f"0v{kind}{verb.voice[0]}{copula}",
        f"0f{verb.finite is not None}",
        f"0n{agreeing}{sure}",
        f"0n{kind}{agreeing}",
        f"0w{kind}{ending}",
        f"0r{clause.subject is None}{clause.subject in bare}",
        f"0l{verb.lemma}",
        f"0x{clause.bracketed}{kind}",
        f"0q{clause.question}",
    ]
    of_object = [
        f"1k{kind}",
        f"1v{kind}{verb.voice[0]}{copula}",
        f"1l{verb.lemma}",
        f"1l{verb.lemma}{verb.voice[0]}",
        f"1n{verb.voice[0]}{objects}{agreeing}",
        f"1r{clause.accusative is None}{verb.voice[0]}",
        f"1c{content}",
        f"1c{content}l{verb.lemma}",
        f"1z{verb.with_zu}{kind}",
        f"1m{verb.modal is not None}{verb.voice[0]}",
        f"1s{reflexive}",
    ]
    return of_subject, of_object


def _rule(clause: Clause, phrase: Phrase) -> str:
    """What the rules made of a phrase."""
    for name, other in (
        ("S", clause.subject),
        ("A", clause.accusative),
        ("D", clause.dative),
        ("G", clause.genitive),
        ("P", clause.predicative),
    ):
        if other is phrase:
            return name
    return "-"


def _cases(phrase: Phrase) -> str:
    return "".join(case for case in "nadg" if phrase.may_be(case))


def agrees(clause: Clause, phrase: Phrase) -> str:
    """Whether a phrase has the number of the finite verb as a nominative; ``x`` without finite verb."""
    verb = clause.verb
    if verb is None or verb.finite is None:
        return "x"
    if verb.plural:
        return "y" if phrase.conjuncts or "np" in phrase.readings else "n"
    return "y" if any(r[0] == "n" and r[1] != "p" for r in phrase.readings) else "n"


def _touch(clause: Clause, phrase: Phrase, before: str) -> str:
    """Whether another phrase ends right before a phrase (``t``), or before the comma before it (``,``)."""
    if any(p.last == phrase.first for p in clause.phrases):
        return "t"
    comma = before == "$," and any(p.last == phrase.first - 1 for p in clause.phrases)
    return "," if comma else ""


def _word(token: Token) -> str:
    return token.lower if token.tag[0] == "P" or token.tag in _CLOSED else token.tag
