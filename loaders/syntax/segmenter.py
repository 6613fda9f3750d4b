"""Pieces put together to clauses by the topological fields of the German sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from loaders.german.verbs import FINITE, NONFINITE, VERBAL
from loaders.lexicon.frames import noun_frames
from loaders.lexicon.speech import speech_verbs
from loaders.lexicon.tables import words
from loaders.syntax.clause import FRAGMENT, INFINITIVE, MAIN, RELATIVE, SUB, Clause
from loaders.syntax.openers import OpenerReader
from loaders.syntax.phrase_reader import Phrase
from loaders.syntax.pieces import Piece

_PARTICLES = 3  # conjunctions and adverbs before the word that opens a clause


class Segmenter(OpenerReader):
    """Builds the clauses of one sentence, piece by piece."""

    made: list[Clause]

    def clauses(self) -> list[Clause]:
        """The clauses in text order, each linked to its parent."""
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
        if not finite and clause.shares is None:
            return []
        full = [i for i in clause.positions if self.tags[i] in {"VVPP", "VVINF"} and not self.inside[i]]
        for a, b in pairwise(full):
            if self.tags[a] != self.tags[b]:
                continue
            between = [i for i in clause.positions if a < i < b]
            cut = [i for i in between if self.tags[i] == "KON" and not self.inside[i]]
            cut = cut or [i for i in between if self.tags[i - 1] == "$," and not self.inside[i - 1]]
            if cut:
                second = [i for i in clause.positions if i >= cut[0] and i not in finite]
                clause.positions = [i for i in clause.positions if i < cut[0] or i in finite]
                other = Clause(
                    self.tokens, second, clause.kind, clause.connector, clause.parent, clause.antecedent
                )
                other.shares = clause
                return [other, *self.shared_auxiliary(other)]
        return []

    def place(self, piece: Piece) -> None:
        """Begin a clause with a piece or give it to one that waits for it."""
        first = self.opening(piece)
        opener = self.opener(first, piece)
        if opener in {SUB, RELATIVE} or self.late_infinitive_expected():
            self.repair_plural(piece)
        finite = [i for i in range(piece.first, piece.end) if self.tags[i] in FINITE and not self.inside[i]]
        zu = any(self.tags[i] in {"PTKZU", "VVIZU"} for i in range(piece.first, piece.end))
        positions = [i for i in range(piece.first, piece.end) if i not in self.hidden or piece.bracketed]
        if not positions:  # a name in brackets that is left out of the sentence: "(dpa)"
            return
        pending = self.pending()
        if opener:
            self.begin(opener, positions, piece, first)
        elif finite:
            self.finite(positions, finite[0], piece, pending)
        elif zu and not (pending and self.waits_for_infinitive(pending) and self.takes_zu(pending)):
            self.begin(INFINITIVE, positions, piece, first)
        elif positions:  # there are none in the brackets of "(dpa)", a name that is left out
            self.rest(positions, piece, pending)

    def opening(self, piece: Piece) -> int:
        """Where the word stands that opens a piece, behind particles: "aber auch | wenn", "und | weil"."""
        opening = piece.first
        for i in range(piece.first, min(piece.first + _PARTICLES, piece.end - 1)):
            if self.tags[i] not in {"KON", "ADV"}:
                break
            if self.opener(i + 1, piece):
                opening = i + 1
        return opening

    def late_infinitive_expected(self) -> bool:
        """Whether the last clause is a subordinate one whose verb is still to come."""
        return bool(self.made) and self.made[-1].kind in {SUB, RELATIVE} and not self.has_verb(self.made[-1])

    def repair_plural(self, piece: Piece) -> None:
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

    def pending(self) -> Clause | None:
        """The latest clause that still waits for a verb."""
        front = self.front()
        for clause in reversed(self.made[-8:]):
            if clause.kind in {SUB, RELATIVE, INFINITIVE} and not self.has_verb(clause):
                return clause
            if clause.kind == MAIN and (self.waits_for_infinitive(clause)):
                return clause
            if clause is front:
                return clause
            if front is None and clause.kind == MAIN and not clause.verb_first and self.has_verb(clause):
                return None  # what stands before another main clause waits for nothing after it
        return None

    def around(self, clause: Clause, piece: Piece) -> Clause:
        """Whose rest a piece is: a clause ends with its verb, "hält das Amt, das …, | für teuer".

        What follows an infinitive is its own, but for what somebody takes it as: "… zu bauen, | als Fehler".
        """
        parent = clause.parent
        closed = clause.kind == RELATIVE and piece.before == "," and self.tags[piece.first - 2] in FINITE
        taken = self.tokens[piece.first].lower == "als" and self.has_verb(clause)
        closed = closed or (clause.kind == INFINITIVE and piece.before == "," and taken)
        goes_on = closed and parent is not None and parent.kind == MAIN and self.has_verb(parent)
        return parent if goes_on and parent is not None else clause

    def front(self) -> Clause | None:
        """Words without verb at the beginning, or after a colon or semicolon, that wait for theirs."""
        begun = next((c for c in reversed(self.made) if c is self.made[0] or self.opens_anew(c)), None)
        return begun if begun is not None and begun.kind == FRAGMENT and not begun.bracketed else None

    def opens_anew(self, clause: Clause) -> bool:
        """Whether a colon or semicolon stands before a clause."""
        first = clause.positions[0]
        return first > 0 and self.tokens[first - 1].text in {":", ";"}

    def has_nominative(self, positions: list[int]) -> bool:
        """Whether a phrase that can only or likely be the subject stands among ``positions``."""
        here = set(positions)
        bare = [p for p in self.phrases if p.first in here and p.prep is None and p.kind != "PROAV"]
        acting = [p for p in bare if p.kind == "PRON" or self.in_name[p.first] or self.in_name[p.head]]
        said = self.tags[positions[0]] == "VVFIN" and self.tokens[positions[0]].lemma in speech_verbs()
        acting += [p for p in bare if said and p.first == positions[0] + 1]  # "…, verriet das Ministerium"
        return any(p.may_be("n") for p in acting) or any(p.must_be("n") for p in bare)

    def goes_on(self, verb: int) -> bool:
        """Whether the verb goes on with the subject before it: "lobte den Plan, rief aber beide Seiten …"."""
        after = [t.lower for t in self.tokens[verb + 1 : verb + 3] if t.tag != "PRF"]
        return bool(after) and after[0] in words("adversative_adverbs")

    def has_verb(self, clause: Clause) -> bool:
        """Whether the verb that a clause of this kind needs has come."""
        wanted = NONFINITE if clause.kind == INFINITIVE else FINITE
        return any(self.tags[i] in wanted for i in clause.positions)

    def waits_for_infinitive(self, clause: Clause) -> bool:
        """An auxiliary or modal without its full verb: "hat den Plan, den sie vorlegte, | verworfen"."""
        tags = [self.tags[i] for i in clause.positions if not self.inside[i]]
        finite = [t for t in tags if t in FINITE]
        if not finite or finite[0] not in {"VAFIN", "VMFIN"} or "PTKVZ" in tags:
            return False
        lemma = next(self.tokens[i].lemma for i in clause.positions if self.tags[i] in FINITE)
        if lemma == "sein" and finite[0] == "VAFIN":
            return self.waits_for_predicate(clause)
        return not any(t in NONFINITE for t in tags)

    def takes_zu(self, clause: Clause) -> bool:
        """Whether "zu" can stand before the full verb of a clause: behind "haben" and "sein", not "wird"."""
        finite = next((self.tokens[i] for i in clause.positions if self.tags[i] in FINITE), None)
        return finite is None or not (finite.tag == "VMFIN" or finite.lemma == "werden")

    def adverbs(self, clause: Clause) -> list[str]:
        """The tags of words such as "dagegen", which are phrases of their own."""
        return [self.tags[i] for i in clause.positions if self.tags[i] == "PROAV"]

    def waits_for_predicate(self, clause: Clause) -> bool:
        """A copula with nothing but its subject: "Wäre der Kanzler, so die Frage, | zu Gesprächen bereit"."""
        tags = [self.tags[i] for i in clause.positions if not self.inside[i]]
        phrases = [p for p in self.phrases if p.first in clause.positions and p.prep is None]
        there = {*tags, *self.adverbs(clause)}
        if "PPER" in tags and any(p.prep is not None and p.first in clause.positions for p in self.phrases):
            return False  # "Es ist an der Zeit, …"
        return len(phrases) <= 1 and not there & (NONFINITE | {"ADJD", "PTKVZ", "ADV", "PROAV"})

    def begin(self, kind: str, positions: list[int], piece: Piece, first: int) -> None:
        """Begin a subordinate clause; its opener is the token ``first``."""
        parent = self.made[-1] if self.made else None
        connector = (
            self.tokens[first].lower
            if kind != INFINITIVE or self.tokens[first].lower in words("infinitive_openers")
            else None
        )
        clause = Clause(self.tokens, positions, kind, connector, parent)
        clause.bracketed = piece.bracketed
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
        end, ends = i, {p.end for p in self.phrases}
        while end > 0 and end not in ends and self.tags[end - 1] in {"$,", "$("} | VERBAL:
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

    def finite(self, positions: list[int], verb: int, piece: Piece, pending: Clause | None) -> None:
        """A piece with a finite verb and no subordinator."""
        front = self.front()
        if pending is not None and pending.kind in {SUB, RELATIVE} and piece.before != "und":
            if front is None or verb != positions[0] or self.is_last(verb, piece):
                pending.positions += positions
                return
            pending = front  # "Die Chefin, die jüngste im Rat, | hat den Plan abgelehnt"
        joins = verb == positions[0] or self.tokens[positions[0]].lower == "sondern"
        if pending is not None and pending.kind == FRAGMENT and joins:
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
        elif (
            piece.before == ","
            and verb == positions[0]
            and (self.goes_on(verb) or not self.has_nominative(positions))
            and not (previous is not None and previous.connector in words("free_relatives"))
        ):
            earlier = next((c for c in reversed(self.made) if c.kind == MAIN), None)
            if earlier is not None and self.has_verb(earlier) and not earlier.verb_first:
                clause.shares = earlier  # "begrüßte das Verbot, forderte aber Kontrollen"
        lead = [i for i in positions if self.tags[i] not in {"KON", "$("}]
        clause.verb_first = bool(lead) and lead[0] == verb
        if piece.before == "und" and previous is not None and previous.kind == MAIN:
            clause.connector = "und"
        clause.bracketed = piece.bracketed
        self.made.append(clause)

    def lender_of_gap(self, positions: list[int], piece: Piece) -> Clause | None:
        """The clause whose verb is left out: "Die CDU ist dafür, | die SPD dagegen"."""
        before = self.made[-1] if self.made else None
        if before is None or before.kind != MAIN or piece.before not in {",", "und", ";"}:
            return None
        first = positions[1] if self.tags[positions[0]] == "KON" and len(positions) > 1 else positions[0]
        holder = next((p for p in self.phrases if p.first == first), None)
        if holder is None or holder.prep is not None or not holder.may_be("n"):
            return None
        if not self.in_name[first] and not self.in_name[holder.head]:
            return None
        rest = [p for p in self.phrases if holder.end <= p.first < piece.end and not self.joined(holder, p)]
        there = {p.prep for p in self.phrases if p.first in before.positions and p.prep is not None}
        if len(rest) != 1 or rest[0].last != piece.end:
            return None
        sides = {"dafür", "dagegen", "für", "gegen"}
        both = self.tokens[rest[0].first].lower in sides and any(
            self.tokens[i].lower in sides for i in before.positions
        )
        return before if both or (rest[0].kind != "PROAV" and rest[0].prep in there) else None

    def joined(self, a: Phrase, b: Phrase) -> bool:
        """Whether only "und" stands between two phrases."""
        return b.first == a.end + 1 and self.tags[a.end] == "KON"

    def lender_of_denial(self, positions: list[int], piece: Piece, verbal: bool) -> Clause | None:
        """The clause of which a rest denies another thing: "unterstützt die Maut, | die Steuer aber nicht".

        Its negation is not that of the clause. A list ("Steuern, Abgaben und Zölle nicht") is denied whole.
        """
        before = self.made[-1] if self.made else None
        if before is None or before.kind != MAIN or before.bracketed or verbal or piece.before != ",":
            return None
        core = [self.tags[i] for i in positions if self.tags[i] not in {"ADV", "KON", "PAV", "PROAV"}]
        listed = any(self.tokens[i].lower in {"und", "oder", "sowie"} for i in positions)
        if listed or len(core) < 2 or "PTKNEG" not in {core[0], core[-1]}:
            return None
        return before if self.has_verb(before) and positions[0] - 2 in before.positions else None

    def stands_alone(self, positions: list[int], piece: Piece, verbal: bool) -> bool:
        """Make a clause of its own of a gapped one, of words in brackets, and of "so die Ministerin"."""
        denied = self.lender_of_denial(positions, piece, verbal)
        if denied is not None:
            somebody = any(self.in_name[i] for i in positions)  # "das unterstützt die SPD, nicht die CDU"
            shared = None if somebody else denied
            self.made.append(Clause(self.tokens, positions, FRAGMENT if somebody else MAIN, shares=shared))
            return True
        lender = self.lender_of_gap(positions, piece)
        if lender is not None:
            self.made.append(Clause(self.tokens, positions, MAIN, shares=lender, gapped=True))
            return True
        insertion = self.tokens[positions[0]].lower in {"so", "laut"} and piece.before == "," and not verbal
        if not piece.bracketed and not insertion:
            return False
        parent = self.made[-1] if self.made else None
        self.made.append(Clause(self.tokens, positions, FRAGMENT, parent=parent, bracketed=True))
        return True

    def rest(self, positions: list[int], piece: Piece, pending: Clause | None) -> None:
        """A piece without finite verb: the rest of a clause, an apposition, a list, or a headline."""
        repaired = self.repair_finite(positions) if pending is None else None
        if repaired is not None:
            self.finite(positions, repaired, piece, None)
            return
        verbal = any(self.tags[i] in NONFINITE | {"PTKVZ", "ADJD"} for i in positions)
        if self.stands_alone(positions, piece, verbal):
            return
        if all(self.tags[i] in {"ADV", "PTKNEG", "KON"} for i in positions):
            main = next((c for c in reversed(self.made) if c.kind == MAIN), None)
            if main is not None:
                main.positions += positions  # "…, die Bank zu boykottieren, allerdings nicht"
                return
        anew = piece.before in {":", ";"} and pending is not None and pending.kind == FRAGMENT
        if pending is not None and not anew and (verbal or pending.kind != MAIN):
            pending.positions += positions
            return
        if verbal and self.made:
            for clause in reversed(self.made[-6:]):
                if clause.kind == MAIN and self.waits_for_infinitive(clause):
                    clause.positions += positions
                    return
        if self.made and piece.before in {",", "und"} and not self.made[-1].bracketed:
            self.around(self.made[-1], piece).positions += positions  # a list or an apposition
            return
        self.made.append(Clause(self.tokens, positions, FRAGMENT, parent=None))
