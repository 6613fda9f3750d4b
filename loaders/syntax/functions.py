"""Grammatical functions in a clause: verb, subject, objects, predicative, negation, coordination."""

from __future__ import annotations

from dataclasses import replace

from loaders.german.tagger import participle_verb
from loaders.german.tokens import Token
from loaders.german.verbs import FINITE, Verb, read_verb
from loaders.lexicon.tables import words
from loaders.syntax.choice import choose
from loaders.syntax.clause import COPULAS, MAIN, RELATIVE, Animate, Clause
from loaders.syntax.phrase import names_time
from loaders.syntax.phrase_reader import NOUNS, Phrase, PhraseReader, is_title
from loaders.syntax.signs import candidates

_NO = frozenset({"nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines"})


def fill_clause(
    clause: Clause, reader: PhraseReader, phrases: list[Phrase], animate: Animate, trained: bool
) -> None:
    """Read verb, phrases and grammatical functions of a clause: by rule, then by the trained weights."""
    here = set(clause.positions)
    clause.phrases = [p for p in phrases if p.first in here and not _instead(p, reader, clause.kind)]
    covered = {i for p in clause.phrases for i in range(p.first, p.end)}
    free = [
        i
        for i in clause.positions
        if i not in covered or (reader.tags[i] in FINITE and not reader.in_name[i])
    ]
    lender = clause.shares
    borrowed = (
        lender is not None and lender.verb is not None and not any(reader.tags[i] in FINITE for i in free)
    )
    if borrowed and lender is not None and lender.verb is not None and lender.verb.finite is not None:
        free = sorted([*free, lender.verb.finite])
    clause.verb = _bound(clause, read_verb(reader.tokens, free))
    clause.negation = None if _contrast(clause, reader) else _negation(clause, reader)
    _coordinate(clause, reader)
    _agree(clause)
    if clause.verb is not None:
        _assign(clause, animate)
        _predicate(clause, reader, covered)
        if trained:
            choose(clause, animate)
            _predicate(clause, reader, covered)


def _bound(clause: Clause, verb: Verb | None) -> Verb | None:
    """ "Der Staat hat dem entgegenzutreten" is what he must do; "hat nichts einzuwenden" is not."""
    if verb is None or verb.auxiliary != "haben" or not verb.with_zu or verb.modal is not None:
        return verb
    free = not words("quantities").isdisjoint(clause.words()) or verb.lemma in words("had_verbs")
    if free or verb.voice != "active" or any(_is_participle(clause.tokens[i]) for i in clause.positions):
        return verb  # "hat darauf gezielt, Fachkräfte zu holen"
    return replace(verb, modal="müssen")


def _is_participle(token: Token) -> bool:
    return token.tag == "VVPP" or (token.tag == "ADJD" and participle_verb(token.text) is not None)


def _agree(clause: Clause) -> None:
    """A relative pronoun has the gender and number of its antecedent: "die Stücke, die sie schrieb"."""
    before = clause.antecedent
    pronoun = next((p for p in clause.phrases if p.kind == "PRON"), None)
    if before is None or before.prep or pronoun is None or pronoun.first > clause.positions[0] + 1:
        return
    joined = before.conjuncts or (before.first and clause.tokens[before.first - 1].tag == "KON")
    if joined or before.kind != "NP":
        return
    known = {r[1] for p in (before, before.genitive) if p is not None for r in p.form}
    fitting = frozenset(r for r in pronoun.readings if r[1] in known)
    pronoun.readings = fitting or pronoun.readings


def _contrast(clause: Clause, reader: PhraseReader) -> bool:
    """Whether the negation only sets one thing against another: "nicht das Gesetz, sondern die Verordnung".

    Then the clause says nothing of the first thing, and its phrase is dropped.
    """
    here = [reader.tokens[i].lower for i in clause.positions]
    if "sondern" not in here or {"nur", "bloß", "allein"} & set(here):
        return False
    turn = clause.positions[here.index("sondern")]
    before = [p for p in clause.phrases if p.last <= turn]
    near = before[-1:] if before and turn - before[-1].last <= 1 else []
    fronted = before[:1] if before and here[0] in _NO and before[0].first <= clause.positions[0] + 1 else []
    dropped = next((p for p in [*near, *fronted] if _is_denied(p, reader)), None)
    if dropped is None:
        return False
    clause.phrases = [p for p in clause.phrases if p is not dropped]
    return True


def _instead(phrase: Phrase, reader: PhraseReader, kind: str) -> bool:
    """Whether a phrase stands for others: "statt | für Zölle | für Zuschüsse", "Wie | die SPD | lehnt …"."""
    first = reader.tokens[phrase.first].lower
    if kind == MAIN and phrase.prep is None and 0 < phrase.first < 3 and reader.tag(phrase.end) in FINITE:
        return reader.tokens[phrase.first - 1].lower in {"wie", "als"}
    return first in {"statt", "anstatt"} and reader.tag(phrase.first + 1) in {"APPR", "APPRART"}


def _is_denied(phrase: Phrase, reader: PhraseReader) -> bool:
    """Whether a negation stands right before a phrase or is its article."""
    return bool({t.lower for t in reader.tokens[max(0, phrase.first - 1) : phrase.head]} & _NO)


def _negation(clause: Clause, reader: PhraseReader) -> int | None:
    """The word that negates the clause: not "nicht nur", no "nicht" before an adjective of a phrase."""
    inside = {i for p in clause.phrases for i in range(p.first + 1, p.head)}
    negations = words("negations")
    aside = _set_aside(clause, reader)
    for i in clause.positions:
        low = reader.tokens[i].lower
        if low not in negations or i in aside or (i in inside and low == "nicht"):
            continue
        if low == "nicht" and i + 1 < len(reader.tags) and reader.tags[i + 1] == "ADJA":
            continue
        following = reader.tokens[i + 1].lower if i + 1 < len(reader.tokens) else ""
        if low == "nicht" and following in {"nur", "zuletzt", "allein", "bloß", "selten", "umsonst"}:
            continue
        return i
    return None


def _set_aside(clause: Clause, reader: PhraseReader) -> set[int]:
    """Negations that only say what is not meant: "die Reform des Bundes | und nicht die der Länder".

    The clause says nothing of what they deny, and its phrase is dropped.
    """
    ends = {p.end for p in clause.phrases}
    kept: list[Phrase] = []
    found: set[int] = set()
    for phrase in clause.phrases:
        own = phrase.first if reader.tokens[phrase.first].lower in _NO else phrase.first - 1
        joined = own > 1 and reader.tokens[own - 1].lower == "und" and own - 1 in ends
        if joined and reader.tokens[own].lower in _NO:
            found.add(own)
        else:
            kept.append(phrase)
    clause.phrases = kept
    return found


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
    alone = between == ["als"] or set(between) <= words("focus_adverbs")  # "für die Abwehr | auch Panzer"
    if "sondern" in between and "," in between and _not_only(a, reader):
        between = [word for word in between if word not in {",", "sondern"}] or ["und"]
    if not between or not set(between) <= words("joining_words"):
        return False
    if "wie" in between and "sowie" not in between and "auch" not in between:
        return False
    if alone or b.kind == "PROAV" or a.kind == "PROAV":
        return False
    if (a.prep is None) != (b.prep is None) and b.prep is not None:
        return False
    if b.prep is not None and a.prep != b.prep:
        return False
    return any(a.may_be(c) and b.may_be(c) for c in "nadg")


def _not_only(phrase: Phrase, reader: PhraseReader) -> bool:
    """Whether "nur" stands before a phrase: "nicht nur die SPD, sondern auch …" joins two phrases."""
    before = [t.lower for t in reader.tokens[max(0, phrase.first - 2) : phrase.head]]
    return "nur" in before or "bloß" in before


def _comma_lists(phrases: list[Phrase], reader: PhraseReader) -> list[Phrase]:
    """ "A, B und C": pull phrases before a comma into the coordination that ends the list."""
    result: list[Phrase] = []
    for found in phrases:
        phrase = found
        while phrase.conjuncts and result:
            previous = result[-1]
            between = [reader.tokens[i].text for i in range(previous.last, phrase.first)]
            fits = any(previous.may_be(c) and phrase.may_be(c) for c in "nadg")
            names = phrase.prep is None and reader.in_name[previous.last - 1] and reader.in_name[phrase.first]
            if between != [","] or not fits or not (previous.prep in {None, phrase.prep} or names):
                break
            result.pop()
            previous.conjuncts = [*previous.conjuncts, phrase, *phrase.conjuncts]
            phrase.conjuncts = []
            phrase = previous
        result.append(phrase)
    return result


def _assign(clause: Clause, animate: Animate) -> None:
    """Subject, accusative, dative and genitive object among the phrases without preposition."""
    bare = candidates(clause)
    bare = [p for p in bare if not _apposition(p, clause)]
    ends = {p.end for p in clause.phrases if p.prep is not None and clause.tokens[p.head].tag == "NN"}
    bare = [
        p for p in bare if not (p.first in ends and clause.tokens[p.head].tag == "NE")
    ]  # "im Magazin Kontur"
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
    rest = [p for p in bare if p is not clause.subject and not names_time(p, clause.tokens)]
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
    if before is None or phrase in before.conjuncts:
        return False
    after = clause.tokens[phrase.last] if phrase.last < len(clause.tokens) else None
    bare = clause.tokens[phrase.first].tag == "NN" and after is not None and after.tag in {"$,", "$("}
    if not bare and not is_title(clause.tokens[phrase.head]):
        return False
    return any(clause.tokens[k].tag == "NE" for k in range(before.first, before.end))


def _subject(clause: Clause, bare: list[Phrase], verb: Verb, animate: Animate) -> Phrase | None:
    """The nominative that agrees with the verb; in doubt who can act, then what comes first."""
    if clause.shares is not None and clause.shares.subject is not None and not clause.gapped:
        return clause.shares.subject
    fitting = [p for p in bare if p.may_be("n") and _agrees(p, verb) and clause.tokens[p.head].tag != "PRF"]
    candidates = [p for p in fitting if not names_time(p, clause.tokens)] or fitting
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    if verb.lemma in COPULAS:
        return next((p for p in candidates if p.kind == "PRON"), candidates[0])
    sure = [p for p in candidates if p.must_be("n")]
    return sure[0] if sure else _likely_subject(clause, candidates, animate)


def _likely_subject(clause: Clause, candidates: list[Phrase], animate: Animate) -> Phrase:
    first, rest = candidates[0], candidates[1:]
    acting = next((p for p in rest if animate(p, clause.tokens)), None)
    if clause.kind == RELATIVE and first.kind == "PRON" and first.first <= clause.positions[0] + 1:
        animate_first = clause.antecedent is not None and animate(clause.antecedent, clause.tokens)
    else:
        animate_first = animate(first, clause.tokens)
    impersonal = next((p for p in candidates if clause.tokens[p.head].lower == "es"), None)
    if impersonal is not None and clause.verb is not None and clause.verb.lemma in {"geben", "brauchen"}:
        return impersonal  # "es braucht Mut", "es gibt Streit"
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
    adjectives = [i for i in adjectives if reader.tokens[i].lower not in words("adverbs_of_time")]
    if adjectives:
        clause.adjective = adjectives[-1]
