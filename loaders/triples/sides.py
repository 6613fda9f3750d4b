"""Whether a position takes a side in the graph: ``sp:affirms`` or ``sp:rejects``, from which others follow.

A statement that is withheld keeps stance, act, modality and evidence, and ``sp:concerns`` its issue. It can
be searched, shown and reviewed, but nobody supports or opposes anything because of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.articles.findings import Act, Actor, ActorKind, Modality, Origin, Standing, Statement
from loaders.lexicon.tables import words

_NO_SIDE = {
    Act.CONSIDER: "what is considered is not yet wanted",
    Act.THREATEN: "a threat says what may be done to somebody, not what is wanted",
}
_WEAK = frozenset({"loose"})
"""Classes of words that are no act of position-taking by themselves."""
_FEELINGS = frozenset({"feel"})


def _not_asserted(statement: Statement) -> str:
    return "" if statement.modality is Modality.ASSERTED else f"the position is {statement.modality.value}"


def _no_position_taking(statement: Statement) -> str:
    return _NO_SIDE.get(statement.act, "")


def _denied_fact(statement: Statement) -> str:
    denial = dict(statement.features).get("construction") == "denial" or statement.act is Act.DENY
    return "it is denied as a fact, which is no position" if denial else ""


def _everyday(statement: Statement) -> str:
    """A word of many uses, a plan of somebody unnamed, a private wish, on nothing that politics knows."""
    found = dict(statement.features)
    if found.get("politics") == "sport":
        return "it is sport, no politics"
    unnamed = statement.holder.id.count("/") > 1
    weak = found.get("class") in _WEAK or (unnamed and found.get("class") == "plan")
    weak = weak or (found.get("life") == "private" and statement.rule in words("wishing_verbs"))
    return "an everyday word of nobody in public life" if weak and found.get("politics") == "no" else ""


def _own_doing(statement: Statement) -> str:
    """What somebody wants to do next, as "Klage einreichen", and is no plan for others."""
    intended = dict(statement.features).get("construction") == "intention"
    return "an intention to do something is no position on a matter" if intended else ""


def _advice(statement: Statement) -> str:
    """What police, fire brigade and the like tell everybody to do or to beware of."""
    *before, last = statement.holder.name.lower().split()
    told = last in words("advisers") and len(before) < 2 and statement.rule in words("advice_verbs")
    return "advice of an authority to the public is no position" if told else ""


_POLITICAL = frozenset(
    {
        ActorKind.STATE,
        ActorKind.GOVERNMENT,
        ActorKind.PARTY,
        ActorKind.ALLIANCE,
        ActorKind.PARLIAMENT,
        ActorKind.MINISTRY,
    }
)
"""Whose help for somebody or something is a policy."""


def _helping(statement: Statement) -> str:
    """A hand lent at work: "unterstützte die Polizei bei der Suche", not "die SPD unterstützt …"."""
    if statement.rule not in words("helping_verbs") or statement.holder.kind in _POLITICAL:
        return ""
    serves = statement.holder.name.lower().split()[-1] in words("advisers")
    at_work = serves or not words("helping_prepositions").isdisjoint(statement.issue.label.split())
    return "a helping hand is no position on a matter" if at_work else ""


def _charges(statement: Statement) -> str:
    """What somebody is charged with in court by those whose office that is."""
    called = " ".join((statement.holder.name, *statement.holder.aliases)).lower().split()
    prosecutes = not words("prosecutors").isdisjoint(called)
    charged = prosecutes and not words("charging_verbs").isdisjoint(statement.rule.lower().split())
    return "a charge is no position on a matter" if charged else ""


_CONCLUDED = frozenset({"camp", "goal"})
"""Constructions that say what somebody is or is after, not what he says."""


def _told_by_others(statement: Statement) -> str:
    """What somebody else says of the holder's doings: "Die Union blockiere das Gesetz, sagte die FDP".

    What somebody decides or wants to abolish his own people may tell: "…, sagte ihr Chef".
    """
    found = dict(statement.features)
    if statement.attributed_to is None:
        return ""
    concluded = found.get("class") == "do" or found.get("construction") in _CONCLUDED
    decided = found.get("class") == "decide" and not _is_own(statement.holder, statement.attributed_to)
    return "somebody else says so of what the holder does" if concluded or decided else ""


def _is_own(holder: Actor, reporter: Actor) -> bool:
    """Whether a reporter belongs to the holder, by his groups or, if none are told, as "ihr Chef"."""
    if reporter.member_of:
        return holder.id in reporter.member_of
    called = reporter.evidence.quote.lower().split() if reporter.evidence is not None else []
    return bool(called) and called[0] in words("own_people")


def _told_by_a_paper(statement: Statement) -> str:
    """What only a paper says that somebody wants: "Moskau unterstütze ihn, schreibt die Zeitung"."""
    return "only a paper says so" if dict(statement.features).get("told") == "paper" else ""


def _let_happen(statement: Statement) -> str:
    """What somebody lets happen, as one who blames him says: "hat zugelassen, dass Brücken verfallen"."""
    found = dict(statement.features)
    let = statement.rule.replace(" ", "_") in words("letting_verbs") and found.get("slot") == "dass"
    return "what is let happen is not wanted" if let and not found.get("negation") else ""


def _single_case(statement: Statement) -> str:
    """What a court or office settles about one person, and what somebody applies for himself."""
    one = dict(statement.features).get("case") == "one"
    return "the case of one person is no position on a matter" if one or _own_application(statement) else ""


def _own_application(statement: Statement) -> bool:
    private = dict(statement.features).get("life") == "private"
    return private and not words("applying_verbs").isdisjoint(statement.rule.split())


def _cannot_otherwise(statement: Statement) -> str:
    """What is refused because it cannot be done, or by the letter of a form."""
    quote = " ".join(statement.evidence.quote.lower().split())
    bound = any(re.search(rf"\b{phrase.replace('_', ' ')}\b", quote) for phrase in words("necessity_phrases"))
    return "it is refused because it cannot be done" if bound and statement.act is Act.REJECT else ""


def _long_ago(statement: Statement) -> str:
    if statement.standing is Standing.NOW:
        return ""
    when = statement.held.expression if statement.held is not None else ""
    return f"it was held at another time ({when})"


def _courtesy(statement: Statement) -> str:
    polite = dict(statement.features).get("class") == "courtesy"
    return "thanks and congratulations are no position" if polite else ""


def _feeling_for_somebody(statement: Statement) -> str:
    """Thanks, praise, blame and anger that are for a person, not for what the person stands for."""
    if statement.act is Act.CRITICISE and statement.issue.about is ActorKind.PERSON:
        return "criticism of somebody that does not say for what"
    person = statement.issue.about in {ActorKind.PERSON, ActorKind.COLLECTIVE}
    feeling = statement.act is Act.PRAISE or dict(statement.features).get("class") in _FEELINGS
    return "a feeling towards somebody is no position on a matter" if person and feeling else ""


def _by_some_branch(statement: Statement) -> str:
    """What a branch of a party says that the text does not name: "die SPD vor Ort", "die CDU im Landtag"."""
    unnamed = bool(statement.holder.part_of) and statement.holder.id.count("/") > 1
    return "it is not sure which branch of the party is meant" if unnamed else ""


def _by_nobody_named(statement: Statement) -> str:
    role = dict(statement.features).get("named") == "role"
    return "nobody says by name who holds it" if role else ""


def _says_little(statement: Statement) -> str:
    found = dict(statement.features)
    if found.get("slot") == "omitted":
        return "what it is about is only taken up from before"
    return "its label does not say what it is about" if found.get("label") == "little" else ""


_OF_NORMS = frozenset({Act.DEMAND, Act.PROHIBIT, Act.AGREE, Act.PROMISE, Act.PROPOSE})
"""What a law or treaty can do: demand, forbid, allow, guarantee, provide for."""


def _by_a_norm(statement: Statement) -> str:
    norm = statement.holder.kind is ActorKind.NORM
    return "a norm has no such attitude" if norm and statement.act not in _OF_NORMS else ""


def _seldom_noted(statement: Statement) -> str:
    found = dict(statement.features).get("noted")
    seldom = found == "seldom" and statement.origin is Origin.RULES  # a language model noted it as well
    return "readers seldom note such a find as a position" if seldom else ""


def _doubted(statement: Statement) -> str:
    return statement.doubt


CHECKS: tuple[Callable[[Statement], str], ...] = (
    _not_asserted,
    _no_position_taking,
    _denied_fact,
    _own_doing,
    _advice,
    _helping,
    _charges,
    _told_by_others,
    _told_by_a_paper,
    _let_happen,
    _single_case,
    _cannot_otherwise,
    _long_ago,
    _everyday,
    _courtesy,
    _feeling_for_somebody,
    _by_a_norm,
    _by_nobody_named,
    _by_some_branch,
    _says_little,
    _seldom_noted,
    _doubted,
)
"""Each says why a statement takes no side, or nothing."""


def withheld(statement: Statement, minimum: float = 0.0) -> str:
    """Why a statement takes no side in the graph; empty if it does.

    ``minimum`` is the confidence (0 to 1) below which a statement is only a candidate to review.
    """
    reason = next((reason for check in CHECKS if (reason := check(statement))), "")
    if not reason and statement.confidence < minimum:
        return f"its confidence {statement.confidence:.2f} is below {minimum:.2f}: a candidate to review"
    return reason
