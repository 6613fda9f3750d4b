"""Clauses of a German sentence by its topological fields, with grammatical functions.

A sentence is cut at punctuation and between coordinated finite verbs; pieces are put together again to
clauses ("Der Plan, den sie vorlegte, | ist gescheitert"). Each clause knows what introduces it, its verb
complex, its phrases with subject and objects, its parent, and the noun it depends on. Based on the
topological model of the German sentence (Höhle 1986): the left bracket holds a subordinator or the finite
verb, the right bracket the rest of the verb complex.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.chunks import NOUNS, Phrase, PhraseReader, is_title
from loaders.frames import noun_frames
from loaders.grammar import words
from loaders.model import Span
from loaders.tokens import Sentence, Token
from loaders.verbs import FINITE, NONFINITE, VERBAL, Verb, read_verb

MAIN, SUB, RELATIVE, INFINITIVE, FRAGMENT = "main", "sub", "relative", "infinitive", "fragment"

COPULAS = frozenset({"sein", "werden", "bleiben"})

Animate = Callable[[Phrase, Sequence[Token]], bool]


@dataclass(eq=False)
class Clause:
    """A clause of a sentence.

    ``kind`` is main, sub, relative, infinitive or fragment (no verb); ``connector`` the word that introduces
    it ("dass", "wenn", "um", a relative pronoun); ``verb_first`` marks questions, commands and conditionals
    without "wenn". ``positions`` are indexes into ``tokens`` (the sentence without quotation marks).
    """

    tokens: Sequence[Token]
    positions: list[int]
    kind: str
    connector: str | None = None
    parent: Clause | None = None
    antecedent: Phrase | None = None  # of a relative clause
    noun: Phrase | None = None  # the noun before a dass- or zu-clause: "die Forderung, …"
    verb: Verb | None = None
    phrases: list[Phrase] = field(default_factory=list)
    children: list[Clause] = field(default_factory=list)
    subject: Phrase | None = None
    accusative: Phrase | None = None
    dative: Phrase | None = None
    genitive: Phrase | None = None
    predicative: Phrase | None = None
    adjective: int | None = None  # predicative adjective
    verb_first: bool = False
    negation: int | None = None
    question: bool = False
    bracketed: bool = False
    shares: Clause | None = (
        None  # the clause whose subject (and auxiliary) this one shares: "… und lehnte ab"
    )
    index: int = 0

    @property
    def noun_takes(self) -> bool:
        """Whether the noun before the clause governs it ("die Forderung, …") and not the verb."""
        return self.noun is not None and bool(noun_frames(self.tokens[self.noun.head].lemma)[0])

    @property
    def start(self) -> int:
        """Offset of the first word in the text."""
        return self.tokens[self.positions[0]].start

    @property
    def end(self) -> int:
        """Offset after the last word in the text."""
        return self.tokens[self.positions[-1]].end

    @property
    def prepositionals(self) -> list[Phrase]:
        """The phrases with a preposition, in order."""
        return [p for p in self.phrases if p.prep is not None]

    def words(self) -> list[str]:
        """The lower-cased words."""
        return [self.tokens[i].lower for i in self.positions]

    def complements(self) -> list[Clause]:
        """Clauses that depend on this one."""
        return self.children


def read_clauses(
    sentence: Sentence, names: Sequence[Span] = (), animate: Animate | None = None
) -> list[Clause]:
    """The clauses of ``sentence`` in text order.

    ``names`` are spans of actors (no phrase cuts them); ``animate`` tells whether a phrase names someone who
    can act, which decides between subject and object where their forms do not ("das verbietet die
    Verfassung").
    """
    reader = PhraseReader(sentence.tokens, names)
    if not reader.tokens:
        return []
    phrases = reader.read()
    clauses = _Segmenter(reader, phrases).clauses()
    for index, clause in enumerate(clauses):
        clause.index = index
        clause.question = sentence.tokens[-1].text == "?" or any(t.text == "?" for t in sentence.tokens[-3:])
        _fill(clause, reader, phrases, animate)
    return clauses


# ---------------------------------------------------------------- segmentation


@dataclass(slots=True)
class _Piece:
    first: int
    end: int
    before: str = ""  # the mark that opened it


class _Segmenter:
    def __init__(self, reader: PhraseReader, phrases: list[Phrase]) -> None:
        self.tokens = reader.tokens
        self.tags = reader.tags
        self.phrases = phrases
        self.inside = [False] * len(self.tokens)  # inside a phrase, where no cut is possible
        for phrase in phrases:
            for i in range(phrase.first + 1, phrase.end):
                self.inside[i] = True

    def clauses(self) -> list[Clause]:
        self.made: list[Clause] = []
        for piece in self.pieces():
            self.place(piece)
        made = [c for c in self.made if c.positions]
        for clause in list(made):
            clause.positions.sort()
            made += self.shared_auxiliary(clause)
        for clause in made:
            if clause.parent is not None:
                clause.parent.children.append(clause)
        return sorted(made, key=lambda c: c.positions[0])

    def shared_auxiliary(self, clause: Clause) -> list[Clause]:
        """Cut "hat den Plan abgelehnt | und Gespräche gefordert": a clause for each participle."""
        finite = [i for i in clause.positions if self.tags[i] in {"VAFIN", "VMFIN"} and not self.inside[i]]
        if not finite:
            return []
        full = [i for i in clause.positions if self.tags[i] in {"VVPP", "VVINF"} and not self.inside[i]]
        for a, b in pairwise(full):
            if self.tags[a] != self.tags[b]:
                continue
            cut = [i for i in clause.positions if a < i < b and self.tags[i] == "KON"]
            if cut and not self.inside[cut[0]]:
                second = [i for i in clause.positions if i >= cut[0] and i not in finite]
                clause.positions = [i for i in clause.positions if i < cut[0] or i in finite]
                other = Clause(
                    self.tokens, second, clause.kind, clause.connector, clause.parent, clause.antecedent
                )
                other.shares = clause
                return [other, *self.shared_auxiliary(other)]
        return []

    # -- pieces

    def pieces(self) -> list[_Piece]:
        """Stretches between marks, cut again where two finite verbs are coordinated."""
        pieces: list[_Piece] = []
        first, mark = 0, ""
        self.mark_lists()
        for i, token in enumerate(self.tokens):
            if token.tag in {"$,", "$."} or (token.tag == "$(" and token.text not in "/*"):
                if self.inside[i]:
                    continue
                if first < i:
                    pieces += self.split(first, i, mark)
                first, mark = i + 1, token.text
        if first < len(self.tokens):
            pieces += self.split(first, len(self.tokens), mark)
        return pieces

    def mark_lists(self) -> None:
        """Commas between the members of a list ("A, B und C") are no borders of clauses."""
        by_start = {p.first: p for p in self.phrases}
        for phrase in self.phrases:
            commas: list[int] = []
            end = phrase.end
            while end < len(self.tokens) and self.tags[end] == "$," and end + 1 in by_start:
                following = by_start[end + 1]
                if not _are_alike(phrase, following, self.apposed(phrase, following)):
                    break
                commas.append(end)
                end = following.end
            joined = end + 1 in by_start and end < len(self.tokens) and self.tags[end] == "KON"
            if not commas or not joined or not _are_alike(phrase, by_start[end + 1]):
                continue
            end = by_start[end + 1].end
            # "Anna Weber, Ministerin und Abgeordnete, sagte" is an apposition, not a list.
            if end < len(self.tokens) and self.tags[end] == "$," and self.tags[phrase.head] == "NE":
                continue
            for i in commas:
                self.inside[i] = True

    def apposed(self, name: Phrase, title: Phrase) -> bool:
        """Whether a title follows the name it belongs to: "Anna Weber, Vorsitzende des Rates"."""
        return any(self.tags[i] == "NE" for i in range(name.first, name.end)) and (
            self.tags[title.head] == "NN" and is_title(self.tokens[title.head])
        )

    def split(self, first: int, end: int, mark: str) -> list[_Piece]:
        """Cut a stretch at "und", "oder", "aber" between two finite verbs."""
        self.repair_infinitive(first, end)
        finite = [i for i in range(first, end) if self.tags[i] in FINITE and not self.inside[i]]
        for left, right in pairwise(finite):
            cut = self.coordination(left, right)
            if cut is not None:
                return [_Piece(first, cut, mark), *self.split(cut, end, "und")]
        infinite = self.infinitive_cut(first, end)
        if infinite is not None:
            return [_Piece(first, infinite, mark), *self.split(infinite, end, "und")]
        return [_Piece(first, end, mark)]

    def repair_finite(self, positions: list[int]) -> int | None:
        """A "participle" in -t that is also the third person is finite: "Der Verband verlangt, dass …"."""
        verbal = [i for i in positions if self.tags[i] in VERBAL and not self.inside[i]]
        if len(verbal) != 1 or self.tags[verbal[0]] != "VVPP":
            return None
        i = verbal[0]
        token = self.tokens[i]
        stem = token.lemma.lower().removesuffix("n").removesuffix("e")
        if token.lower not in {stem + "t", stem + "et"} or not any(p.end <= i for p in self.phrases):
            return None
        self.tags[i] = "VVFIN"
        self.tokens[i] = replace(token, tag="VVFIN")
        return i

    def repair_infinitive(self, first: int, end: int) -> None:
        """After a modal, a "finite" verb in -en at the end is its infinitive: "sollte er darauf bestehen"."""
        finite = [i for i in range(first, end) if self.tags[i] in FINITE and not self.inside[i]]
        if len(finite) == 2 and self.tags[finite[0]] == "VMFIN" and finite[1] == end - 1:
            token = self.tokens[finite[1]]
            if token.lower == token.lemma.lower() and token.tag == "VVFIN":
                self.tags[finite[1]] = "VVINF"
                self.tokens[finite[1]] = replace(token, tag="VVINF")

    def coordination(self, left: int, right: int) -> int | None:
        """The place of the conjunction that begins the clause of the finite verb ``right``."""
        conjunctions = [i for i in range(left + 1, right) if self.tags[i] == "KON" and not self.inside[i]]
        subordinate = [i for i in range(left + 1, right) if self.opens(i)]
        if subordinate and not conjunctions:
            return subordinate[0]
        for i in conjunctions:
            between = [p for p in self.phrases if i < p.first and p.end <= right]
            # verb-second: at most one phrase before the finite verb; otherwise a subordinator or verb-last
            if self.opens(i + 1) or len(between) <= 1 or i == conjunctions[-1]:
                return i
        return None

    def infinitive_cut(self, first: int, end: int) -> int | None:
        """ "er versprach, … zu senken und … zu bauen": two infinitives with zu in one stretch."""
        zu = [i for i in range(first, end) if self.tags[i] in {"PTKZU", "VVIZU"}]
        if len(zu) < 2 or any(self.tags[i] in FINITE for i in range(zu[0], end)):
            return None
        for i in range(zu[0] + 1, zu[1]):
            if self.tags[i] == "KON" and not self.inside[i] and i > zu[0] + 1:
                return i
        return None

    def opens(self, i: int) -> bool:
        """Whether a subordinate clause can begin with the token ``i``."""
        if i >= len(self.tokens):
            return False
        return self.tags[i] in {"KOUS", "KOUI", "PRELS", "PRELAT"}

    # -- placing pieces

    def place(self, piece: _Piece) -> None:
        first = piece.first
        while first < piece.end - 1 and self.tags[first] in {"KON", "ADV"} and self.opener(first + 1, piece):
            first += 1
        opener = self.opener(first, piece)
        if opener in {SUB, RELATIVE} or self.late_infinitive_expected():
            self.repair_plural(piece)
        finite = [i for i in range(piece.first, piece.end) if self.tags[i] in FINITE and not self.inside[i]]
        zu = any(self.tags[i] in {"PTKZU", "VVIZU"} for i in range(piece.first, piece.end))
        positions = list(range(piece.first, piece.end))
        pending = self.pending()
        if opener:
            self.begin(opener, positions, piece, first)
        elif finite:
            self.finite(positions, finite[0], piece, pending)
        elif zu and not (pending and self.waits_for_infinitive(pending)):
            self.begin(INFINITIVE, positions, piece, first)
        else:
            self.rest(positions, piece, pending)

    def late_infinitive_expected(self) -> bool:
        """Whether the last clause is a subordinate one whose verb is still to come."""
        return bool(self.made) and self.made[-1].kind in {SUB, RELATIVE} and not self.has_verb(self.made[-1])

    def repair_plural(self, piece: _Piece) -> None:
        """A verb-last plural has the form of an infinitive ("weil sie das ablehnen"): without another finite
        verb and without "zu" it is the finite verb."""
        stretch = [i for i in range(piece.first, piece.end) if not self.inside[i]]
        verbal = [i for i in stretch if self.tags[i] in VERBAL]
        if not verbal or any(self.tags[i] in FINITE or self.tags[i] in {"PTKZU", "VVIZU"} for i in verbal):
            return
        last = verbal[-1]
        if self.tags[last] in {"VVINF", "VAINF", "VMINF", "VVPP"} and last >= stretch[-1] - 1:
            tag = self.tags[last][:2] + "FIN"
            self.tags[last] = tag
            self.tokens[last] = replace(self.tokens[last], tag=tag)

    def opener(self, i: int, piece: _Piece) -> str | None:
        """The kind of clause that the word at ``i`` opens."""
        if i >= piece.end:
            return None
        tag, low = self.tags[i], self.tokens[i].lower
        if tag == "KOUI" or low in words("infinitive_openers"):
            return INFINITIVE if self.has_zu_only(i, piece) or tag == "KOUI" else None
        if tag == "KOUS" or low in words("sure_subordinators"):
            return SUB if piece.end > i + 1 else None
        if self.relative(i, piece):
            return RELATIVE
        return SUB if i > 0 and self.indirect_question(i, piece) else None

    def has_zu_only(self, i: int, piece: _Piece) -> bool:
        tags = {self.tags[k] for k in range(i + 1, piece.end) if not self.inside[k]}
        return bool(tags & {"PTKZU", "VVIZU"}) and not tags & FINITE

    def indirect_question(self, i: int, piece: _Piece) -> bool:
        """Whether a clause with a w-word, "als" or "wie" and its verb at the end begins here."""
        tag, low = self.tags[i], self.tokens[i].lower
        doubtful = low in words("subordinators") and tag in {"PWAV", "KOKOM", "PROAV", "APPR"}
        return (doubtful or tag in {"PWS", "PWAT"}) and self.verb_late(i, piece)

    def relative(self, i: int, piece: _Piece) -> bool:
        tag = self.tags[i]
        if tag in {"APPR", "APPRART"} and i + 1 < piece.end:
            nxt = self.tags[i + 1]
            low = self.tokens[i + 1].lower
            if nxt in {"PRELS", "PRELAT"}:
                return True
            return (
                nxt in {"PDS", "ART"}
                and low in words("relative_pronouns")
                and self.bare(i + 1)
                and self.verb_late(i, piece)
            )
        if tag in {"PRELS", "PRELAT"}:
            return i > 0 and (self.verb_late(i, piece) or not self.any_finite(i, piece))
        if tag in {"PDS", "ART", "PWS"} and i > 0 and self.tokens[i].lower in words("relative_pronouns"):
            return piece.before == "," and self.bare(i) and self.verb_late(i, piece)
        return False

    def bare(self, i: int) -> bool:
        """Whether the word stands for a phrase of its own."""
        return i + 1 >= len(self.tokens) or not self.inside[i + 1]

    def any_finite(self, i: int, piece: _Piece) -> bool:
        return any(self.tags[k] in FINITE and not self.inside[k] for k in range(i, piece.end))

    def verb_late(self, i: int, piece: _Piece) -> bool:
        """Whether the finite verb is not in second place after ``i`` but at the end."""
        finite = [k for k in range(i, piece.end) if self.tags[k] in FINITE and not self.inside[k]]
        return (
            bool(finite)
            and self.is_last(finite[-1], piece)
            and (finite[0] > i + 1 or finite[0] == piece.end - 1)
        )

    def is_last(self, k: int, piece: _Piece) -> bool:
        """Whether only a postfield (prepositional phrases, adverbs) or verbs follow ``k``."""
        after = [self.tags[m] for m in range(k + 1, piece.end) if not self.inside[m]]
        return all(t not in {"PPER", "ART", "NN", "NE", "PRF"} for t in after) or len(after) == 0

    def pending(self) -> Clause | None:
        """The latest clause that still waits for a verb."""
        for clause in reversed(self.made[-8:]):
            if clause.kind in {SUB, RELATIVE, INFINITIVE} and not self.has_verb(clause):
                return clause
            if clause.kind == MAIN and (self.waits_for_infinitive(clause) or self.waits_for_particle(clause)):
                return clause
            if clause.kind == FRAGMENT and clause is self.made[0]:
                return clause
        return None

    def has_verb(self, clause: Clause) -> bool:
        wanted = NONFINITE if clause.kind == INFINITIVE else FINITE
        return any(self.tags[i] in wanted for i in clause.positions)

    def waits_for_infinitive(self, clause: Clause) -> bool:
        """An auxiliary or modal without its full verb: "hat den Plan, den sie vorlegte, | verworfen"."""
        tags = [self.tags[i] for i in clause.positions if not self.inside[i]]
        finite = [t for t in tags if t in FINITE]
        if not finite or finite[0] not in {"VAFIN", "VMFIN"}:
            return False
        lemma = next(self.tokens[i].lemma for i in clause.positions if self.tags[i] in FINITE)
        if lemma == "sein" and finite[0] == "VAFIN":
            return self.waits_for_predicate(clause)
        return not any(t in NONFINITE for t in tags)

    def waits_for_predicate(self, clause: Clause) -> bool:
        """A copula with nothing but its subject: "Wäre der Kanzler, so die Frage, | zu Gesprächen bereit"."""
        tags = [self.tags[i] for i in clause.positions if not self.inside[i]]
        phrases = [p for p in self.phrases if p.first in clause.positions and p.prep is None]
        return len(phrases) <= 1 and not any(t in NONFINITE | {"ADJD", "PTKVZ", "ADV"} for t in tags)

    def waits_for_particle(self, clause: Clause) -> bool:
        return False

    def begin(self, kind: str, positions: list[int], piece: _Piece, first: int) -> None:
        parent = self.made[-1] if self.made else None
        connector = (
            self.tokens[first].lower
            if kind != INFINITIVE or self.tokens[first].lower in words("infinitive_openers")
            else None
        )
        clause = Clause(self.tokens, positions, kind, connector, parent)
        clause.bracketed = piece.before in {"(", "["}
        before = self.phrase_before(piece.first)
        if kind == RELATIVE:
            clause.antecedent = before
            if self.tags[first] in {"APPR", "APPRART"} and first + 1 < len(self.tokens):
                clause.connector = self.tokens[first + 1].lower
        elif connector not in {"um", "weil", "wenn"}:
            common = before is not None and self.tags[before.head] == "NN"
            clause.noun = self.stance_noun_before(piece.first) or (before if common else None)
        if piece.before == "und" and self.made and self.made[-1].kind == kind and kind != RELATIVE:
            clause.parent, clause.noun = self.made[-1].parent, self.made[-1].noun
            clause.connector = clause.connector or self.made[-1].connector
        self.made.append(clause)

    def stance_noun_before(self, i: int) -> Phrase | None:
        """The noun of a complement that the right bracket separates: "hat den Vorschlag gemacht, … zu …"."""
        end = i
        while end > 0 and (self.tags[end - 1] in {"$,", "$("} or self.tags[end - 1] in VERBAL):
            end -= 1
        phrase = next((p for p in self.phrases if p.end == end), None)
        while phrase is not None and self.tags[phrase.head] == "NN":
            if noun_frames(self.tokens[phrase.head].lemma)[0]:
                return phrase
            if phrase.prep is None:
                return None
            first = phrase.first  # "die Forderung | von Politikern der Union, … zu …"
            phrase = next((p for p in self.phrases if p.end == first), None)
        return None

    def phrase_before(self, i: int) -> Phrase | None:
        """The phrase that ends right before the mark before ``i``."""
        end = i
        while end > 0 and self.tags[end - 1] in {"$,", "$("}:
            end -= 1
        for phrase in self.phrases:
            if phrase.end == end:
                return phrase
        return None

    def finite(self, positions: list[int], verb: int, piece: _Piece, pending: Clause | None) -> None:
        """A piece with a finite verb and no subordinator."""
        if pending is not None and pending.kind in {SUB, RELATIVE} and piece.before != "und":
            pending.positions += positions
            return
        if pending is not None and pending.kind == FRAGMENT and verb == positions[0]:
            pending.positions += positions  # "Der Plan, den sie vorlegte, | ist gescheitert"
            pending.kind = MAIN
            return
        previous = self.made[-1] if self.made else None
        if (
            piece.before == "und"
            and previous is not None
            and previous.kind in {SUB, RELATIVE}
            and self.is_last(verb, piece)
            and verb > piece.first + 2
        ):
            clause = Clause(
                self.tokens,
                positions,
                previous.kind,
                previous.connector,
                previous.parent,
                previous.antecedent,
                previous.noun,
            )
            self.made.append(clause)
            return
        clause = Clause(self.tokens, positions, MAIN)
        if self.tags[positions[0]] == "KON" and verb == positions[0] + 1:
            clause.shares = next((c for c in reversed(self.made) if c.kind == MAIN), None)
        lead = [i for i in positions if self.tags[i] not in {"KON", "$("}]
        clause.verb_first = bool(lead) and lead[0] == verb
        if piece.before == "und" and previous is not None and previous.kind == MAIN:
            clause.connector = "und"
        clause.bracketed = piece.before in {"(", "["}
        self.made.append(clause)

    def rest(self, positions: list[int], piece: _Piece, pending: Clause | None) -> None:
        """A piece without finite verb: the rest of a clause, an apposition, a list, or a headline."""
        repaired = self.repair_finite(positions) if pending is None else None
        if repaired is not None:
            self.finite(positions, repaired, piece, None)
            return
        verbal = any(self.tags[i] in NONFINITE | {"PTKVZ", "ADJD"} for i in positions)
        insertion = self.tokens[positions[0]].lower in {"so", "laut"} and piece.before == "," and not verbal
        if piece.before in {"(", "["} or insertion:
            self.made.append(
                Clause(
                    self.tokens,
                    positions,
                    FRAGMENT,
                    parent=self.made[-1] if self.made else None,
                    bracketed=True,
                )
            )
            return
        if all(self.tags[i] in {"ADV", "PTKNEG", "KON"} for i in positions):
            main = next((c for c in reversed(self.made) if c.kind == MAIN), None)
            if main is not None:
                main.positions += positions  # "…, die Bank zu boykottieren, allerdings nicht"
                return
        if pending is not None and (verbal or pending.kind != MAIN):
            pending.positions += positions
            return
        if verbal and self.made:
            for clause in reversed(self.made[-6:]):
                if clause.kind == MAIN and self.waits_for_infinitive(clause):
                    clause.positions += positions
                    return
        if self.made and piece.before in {",", "und"} and not self.made[-1].bracketed:
            self.made[-1].positions += positions  # a list or an apposition
            return
        self.made.append(Clause(self.tokens, positions, FRAGMENT, parent=None))


def _are_alike(a: Phrase, b: Phrase, titled: bool = False) -> bool:
    """Whether two phrases can be members of one list: same preposition or none, a case in common."""
    if a.kind != "NP" or b.kind != "NP" or b.prep not in {None, a.prep}:
        return False
    if titled:
        return False
    return any(a.may_be(c) and b.may_be(c) for c in "nadg")


# ---------------------------------------------------------------- functions


def _fill(clause: Clause, reader: PhraseReader, phrases: list[Phrase], animate: Animate | None) -> None:
    """Read verb, phrases and grammatical functions of a clause."""
    here = set(clause.positions)
    clause.phrases = [p for p in phrases if p.first in here]
    covered = {i for p in clause.phrases for i in range(p.first, p.end)}
    free = [i for i in clause.positions if i not in covered or reader.tags[i] in FINITE]
    lender = clause.shares
    borrowed = (
        lender is not None and lender.verb is not None and not any(reader.tags[i] in FINITE for i in free)
    )
    if borrowed and lender is not None and lender.verb is not None and lender.verb.finite is not None:
        free = sorted([*free, lender.verb.finite])
    clause.verb = read_verb(reader.tokens, free)
    clause.negation = _negation(clause, reader)
    _coordinate(clause, reader)
    if clause.verb is not None:
        _assign(clause, animate or (lambda p, tokens: tokens[p.head].tag == "NE"))
        _predicate(clause, reader, covered)


def _negation(clause: Clause, reader: PhraseReader) -> int | None:
    """The word that negates the clause: not "nicht nur", no "nicht" before an adjective of a phrase."""
    inside = {i for p in clause.phrases for i in range(p.first + 1, p.head)}
    for i in clause.positions:
        low = reader.tokens[i].lower
        if low not in words("negations") or (i in inside and low == "nicht"):
            continue
        if low == "nicht" and i + 1 < len(reader.tags) and reader.tags[i + 1] == "ADJA":
            continue
        following = reader.tokens[i + 1].lower if i + 1 < len(reader.tokens) else ""
        if low == "nicht" and following in {"nur", "zuletzt", "allein", "bloß", "selten", "umsonst"}:
            continue
        return i
    return None


def _coordinate(clause: Clause, reader: PhraseReader) -> None:
    """Join phrases linked by "und", "oder", "sowie" and commas into one, if a case fits both."""
    joined: list[Phrase] = []
    for phrase in clause.phrases:
        previous = joined[-1] if joined else None
        if previous is not None and _may_join(previous, phrase, reader):
            common = frozenset(c for c in "nadg" if previous.may_be(c) and phrase.may_be(c))
            previous.conjuncts.append(phrase)
            previous.readings = frozenset(r for r in previous.readings if r[0] in common)
            phrase.readings = frozenset(r for r in phrase.readings if r[0] in common)
            continue
        joined.append(phrase)
    clause.phrases = _comma_lists(joined, reader)


def _may_join(a: Phrase, b: Phrase, reader: PhraseReader) -> bool:
    between = [reader.tokens[i].lower for i in range(a.last, b.first)]
    if not between or not set(between) <= {
        "und",
        "oder",
        "sowie",
        "beziehungsweise",
        "bzw.",
        "als",
        "auch",
        "wie",
        "sogar",
    }:
        return False
    if "wie" in between and "sowie" not in between and "auch" not in between:
        return False
    if between == ["als"] or b.kind == "PROAV" or a.kind == "PROAV":
        return False
    if (a.prep is None) != (b.prep is None) and b.prep is not None:
        return False
    if b.prep is not None and a.prep != b.prep:
        return False
    return any(a.may_be(c) and b.may_be(c) for c in "nadg")


def _comma_lists(phrases: list[Phrase], reader: PhraseReader) -> list[Phrase]:
    """ "A, B und C": pull phrases before a comma into the coordination that ends the list."""
    result: list[Phrase] = []
    for found in phrases:
        phrase = found
        while phrase.conjuncts and result:
            previous = result[-1]
            between = [reader.tokens[i].text for i in range(previous.last, phrase.first)]
            fits = any(previous.may_be(c) and phrase.may_be(c) for c in "nadg")
            if between != [","] or not fits or previous.prep not in {None, phrase.prep}:
                break
            result.pop()
            previous.conjuncts = [*previous.conjuncts, phrase, *phrase.conjuncts]
            phrase.conjuncts = []
            phrase = previous
        result.append(phrase)
    return result


def _assign(clause: Clause, animate: Animate) -> None:
    """Subject, accusative, dative and genitive object among the phrases without preposition."""
    bare = [p for p in clause.phrases if p.prep is None and p.kind != "PROAV"]
    bare = [p for p in bare if not _apposition(p, clause)]
    if len(bare) > 1:
        starts = {p.first for p in bare}
        bare = [
            p for p in bare if not (p.end in starts and p.end - p.first == 1 and _is_bare_noun(p, clause))
        ]
    verb = clause.verb
    if verb is None:
        return
    if verb.finite is not None:
        clause.subject = _subject(clause, bare, verb, animate)
    if clause.subject is None and clause.shares is not None:
        clause.subject = clause.shares.subject
    rest = [p for p in bare if p is not clause.subject and not _temporal(p, clause.tokens)]
    for phrase in rest:
        reflexive = clause.tokens[phrase.head].tag == "PRF"
        if reflexive:
            continue
        if phrase.must_be("d") and clause.dative is None:
            clause.dative = phrase
        elif phrase.must_be("g") and clause.genitive is None:
            clause.genitive = phrase
    open_ = [
        p for p in rest if p not in {clause.dative, clause.genitive} and clause.tokens[p.head].tag != "PRF"
    ]
    accusatives = [p for p in open_ if p.may_be("a")]
    if len(accusatives) > 1 and clause.dative is None:
        names = [p for p in accusatives if p.may_be("d") and animate(p, clause.tokens)]
        if names:
            clause.dative = names[0]
            accusatives.remove(names[0])
    if accusatives:
        accusatives.sort(key=lambda p: (not p.must_be("a"), p.first))
        clause.accusative = accusatives[0] if verb.lemma not in COPULAS else None
    left = [p for p in open_ if p is not clause.accusative and p.may_be("d") and not p.may_be("a")]
    left = left or ([] if accusatives else [p for p in open_ if p.may_be("d")])
    if left and clause.dative is None:
        clause.dative = left[0]


def _is_bare_noun(phrase: Phrase, clause: Clause) -> bool:
    """Whether a noun without article stands right before a name, as its title: "Sonderbotschafter Weber"."""
    after = clause.tokens[phrase.end]
    return clause.tokens[phrase.head].tag == "NN" and after.tag == "NE"


def _apposition(phrase: Phrase, clause: Clause) -> bool:
    """Whether a phrase after a comma only explains the name before it: "Anna Weber, Chefin der Bank, …"."""
    i = phrase.first - 1
    if i < 1 or clause.tokens[i].tag != "$," or clause.tokens[i - 1].tag not in NOUNS:
        return False
    before = next((p for p in clause.phrases if p.first <= i - 1 < p.last), None)
    if before is None or phrase in before.conjuncts or not is_title(clause.tokens[phrase.head]):
        return False
    return any(clause.tokens[k].tag == "NE" for k in range(before.first, before.end))


def _temporal(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """ "diesen Montag", "vergangene Woche": an adverbial accusative."""
    return phrase.kind == "NP" and tokens[phrase.head].lower in words("time_nouns")


def _subject(clause: Clause, bare: list[Phrase], verb: Verb, animate: Animate) -> Phrase | None:
    """The nominative that agrees with the verb; in doubt who can act, then what comes first."""
    if clause.shares is not None and clause.shares.subject is not None:
        return clause.shares.subject
    fitting = [p for p in bare if p.may_be("n") and _agrees(p, verb) and clause.tokens[p.head].tag != "PRF"]
    candidates = [p for p in fitting if not _temporal(p, clause.tokens)] or fitting
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    if verb.lemma in COPULAS:
        return next((p for p in candidates if p.kind == "PRON"), candidates[0])
    sure = [p for p in candidates if p.must_be("n")]
    return sure[0] if sure else _likely_subject(clause, candidates, animate)


def _likely_subject(clause: Clause, candidates: list[Phrase], animate: Animate) -> Phrase:
    first, rest = candidates[0], candidates[1:]
    acting = next((p for p in rest if animate(p, clause.tokens)), None)
    if clause.kind == RELATIVE and first.first <= clause.positions[0] + 1:
        animate_first = clause.antecedent is not None and animate(clause.antecedent, clause.tokens)
    else:
        animate_first = animate(first, clause.tokens)
    if clause.tokens[first.head].lower in {"das", "dies", "es", "was"}:
        return acting or rest[0]
    return first if animate_first or acting is None else acting


def _agrees(phrase: Phrase, verb: Verb) -> bool:
    if verb.plural:
        return "np" in phrase.readings or bool(phrase.conjuncts)
    if phrase.person == 1 and verb.finite is not None:
        return True
    return any(r[0] == "n" and r[1] != "p" for r in phrase.readings)


def _predicate(clause: Clause, reader: PhraseReader, covered: set[int]) -> None:
    """The predicative of a copula: "ist ein Fehler", "bleibt falsch"."""
    verb = clause.verb
    if verb is None:
        return
    copula = verb.lemma in COPULAS
    if copula:
        clause.predicative = next(
            (
                p
                for p in clause.phrases
                if p is not clause.subject
                and p.prep is None
                and p.may_be("n")
                and p.kind != "PROAV"
                and reader.tags[p.head] not in {"PRF", "PPER"}
            ),
            None,
        )
    adjectives = [
        i
        for i in clause.positions
        if i not in covered and reader.tags[i] in {"ADJD", "PTKVZ", "VVPP"} and i not in {verb.finite}
    ]
    adjectives = [i for i in adjectives if reader.tags[i] == "ADJD"] or ([i for i in adjectives if copula])
    if adjectives:
        clause.adjective = adjectives[-1]


__all__ = ["FRAGMENT", "INFINITIVE", "MAIN", "NOUNS", "RELATIVE", "SUB", "VERBAL", "Clause", "read_clauses"]
