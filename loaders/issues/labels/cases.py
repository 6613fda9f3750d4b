"""Noun phrases in another case, for labels: "der Preise", "eines neuen Gesetzes", "durch den Minister"."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.german.morphology import gender
from loaders.german.tagger import is_adjectival
from loaders.german.tokens import Token
from loaders.lexicon.nouns import analyse
from loaders.lexicon.tables import words
from loaders.syntax.phrase_reader import DETERMINERS, Phrase

_GENITIVE = {"der": "des", "den": "des", "dem": "des", "das": "des", "die": "der"}
_TO_DATIVE = {"den": "dem", "das": "dem", "die": "der", "einen": "einem", "ein": "einem", "eine": "einer"}
_TO_ACCUSATIVE = {"dem": "den", "der": "die", "den": "die", "einem": "einen", "einer": "eine"}


def ending(word: str) -> str:
    """The ending of an adjective form."""
    for end in ("em", "en", "er", "es", "e"):
        if word.endswith(end) and len(word) > len(end) + 2:
            return end
    return ""


def stem_of(word: str) -> str:
    """An adjective form without its ending."""
    return word.removesuffix(ending(word)) if ending(word) else word


def is_place(token: Token) -> bool:
    """ "Berliner", "Frankfurter": adjectives in capitals that never change."""
    return token.text[0].isupper() and token.text.endswith("er") and token.index > 0


def adjective_ending(phrase: Phrase) -> str:
    """The ending of an adjective in the nominative without article."""
    genders = {r[1] for r in phrase.readings}
    if genders <= {"p"} or (phrase.may_be_plural and "p" in genders and len(genders) > 1 and "f" in genders):
        return "e"
    for code, end in (("f", "e"), ("m", "er"), ("n", "es")):
        if genders == {code}:
            return end
    return "er" if genders == {"m", "n"} else "e"  # "dem drohenden Abfluss": most such nouns are masculine


def manner_of(tokens: Sequence[Token], i: int, first: int) -> Token | None:
    """The adverb that a participle at ``i`` says little without: "staatlich finanziert", "leer stehend"."""
    participle, before = tokens[i], tokens[i - 1] if i > first else None
    if before is None or before.tag != "ADJD" or participle.tag != "ADJA":
        return None
    stem = stem_of(participle.lower)
    made = stem.endswith("end") or ("ge" in stem and stem.endswith(("t", "en"))) or stem.endswith("iert")
    return before if made and before.lower not in words("adverbs_of_time") else None


def determiner(tokens: Sequence[Token], phrase: Phrase) -> str:
    """The article or the like that a phrase begins with; empty if there is none."""
    i = phrase.first + (1 if phrase.prep is not None and tokens[phrase.first].tag.startswith("APPR") else 0)
    first = tokens[min(i, phrase.end - 1)]
    return first.lower if first.tag in DETERMINERS else ""


def comparing(tokens: Sequence[Token], phrase: Phrase) -> str:
    """The word by which a phrase wants more or less of what it names: "(deutlich) | mehr Hebammen"."""
    before = (token for token in tokens[phrase.first : phrase.head] if token.tag == "PIAT")
    return next((token.lower for token in before if token.lower in words("comparing_determiners")), "")


def genitive(tokens: Sequence[Token], phrase: Phrase, text: str, case: str = "a") -> str:
    """``text``, the label of a phrase that stood in ``case``, as a genitive, else with "von".

    Coordinated members are not looked at.
    """
    head, article = tokens[phrase.head], determiner(tokens, phrase)
    if article.startswith("kein"):
        article = "" if _is_plural(tokens, phrase, case) else article.removeprefix("k")
    owned = phrase.genitive is not None and phrase.genitive.first < phrase.head
    if owned or head.tag != "NN" or head.text.isupper():
        return "von " + text if owned else _genitive_name(text, article)
    leading = _leading(tokens, phrase, text)
    adjectives = [tokens[i] for i in leading]
    if not article and adjectives and _is_plural(tokens, phrase, case) and _is_numbered(tokens, phrase):
        return "von " + _dative_plural(tokens, phrase, _weak(tokens, phrase, text, "en"))
    if comparing(tokens, phrase) or (not article and not adjectives):
        made = head.lower.endswith(tuple(words("adjective_nouns"))) or is_adjectival(head.text)
        many = _is_plural(tokens, phrase, case) or made or _is_bare_plural(head)
        return f"von {_dative_plural(tokens, phrase, text) if many else text}"
    spelled = text.split()
    places = _places(spelled, adjectives)
    rest = spelled[places[-1] + 1 :] if places else spelled

    def declined(end: str) -> list[str]:
        """What the label has up to its last adjective, the adjectives with another ending."""
        changed = spelled[: len(spelled) - len(rest)]
        for at, t in zip(places, adjectives, strict=False):
            fixed = is_place(t) or not t.text[-1].isalpha()
            changed[at] = t.text if fixed else stem_of(t.text) + end
        return changed

    if _is_plural(tokens, phrase, case):
        several = article if article in words("kept_determiners") else ""
        some = [stem_of(several) + "er"] if several else []
        weak = article in words("whole_determiners")  # "aller weiteren Bohrungen"
        return (
            " ".join([*some, *declined("en" if weak else "er"), *rest])
            if adjectives or some
            else "der " + text
        )
    known = _told_gender(article, case) or gender(head.lemma) or _single_gender(phrase, case)
    if known not in {"m", "f", "n"}:
        return "von " + text
    strong, definite = ("er", "der") if known == "f" else ("es", "des")
    noun = rest[:1] if known == "f" else [genitive_noun(head.lemma, known)]
    word = "" if not article else "ein" + strong if article.startswith("ein") else definite
    own = declined("er" if known == "f" and not article else "en")
    return " ".join([*([word] if word else []), *own, *noun, *rest[1:]])


def _adjectives(tokens: Sequence[Token], phrase: Phrase) -> list[Token]:
    found = [tokens[i] for i in phrase.attributes if tokens[i].tag == "ADJA"]
    return [t for t in found if t.lower not in words("empty_adjectives")]


def _leading(tokens: Sequence[Token], phrase: Phrase, text: str) -> list[int]:
    """Where the adjectives of a phrase stand with which its label begins."""
    spelled, found = text.split(), _adjectives(tokens, phrase)
    return [
        i
        for i in phrase.attributes
        if tokens[i] in found and any(word.startswith(stem_of(tokens[i].text)) for word in spelled)
    ]


def _places(spelled: Sequence[str], adjectives: Sequence[Token]) -> list[int]:
    """Where the adjectives of a phrase stand among the words of its label."""
    places: list[int] = []
    for token in adjectives:
        after = range(places[-1] + 1 if places else 0, len(spelled))
        found = next((i for i in after if spelled[i].startswith(stem_of(token.text))), None)
        if found is not None:
            places.append(found)
    return places


def _genitive_name(text: str, article: str) -> str:
    if article in _GENITIVE:
        return f"{_GENITIVE[article]} {text}"
    if len(text.split()) > 2 or text[-1].lower() in "sxzß" or not text[-1].isalpha():
        return "von " + text
    return text if text.isupper() else text + "s"


def _is_person(noun: Token) -> bool:
    """Whether a noun is a masculine one for persons: "Bürger", "Schüler"."""
    found = analyse(noun.lemma) if noun.tag == "NN" and noun.lower.endswith("er") else None
    return found is not None and found.head.family == "person"


def _is_plural(tokens: Sequence[Token], phrase: Phrase, case: str) -> bool:
    numbers = _numbers(tokens, phrase)
    if numbers and numbers[-1] not in {"1", "ein", "eine", "einem", "einen", "einer"}:
        return True
    article = determiner(tokens, phrase)
    if article == "die" and _is_person(tokens[phrase.head]):
        return True  # "die Bürger"
    if article in words("kept_determiners") and any(r[1] == "p" for r in phrase.readings):
        return True  # "sämtliche Schalter"
    adjective = tokens[phrase.head - 1] if phrase.head > phrase.first else None
    strong = not article and phrase.prep is None and adjective is not None and adjective.tag == "ADJA"
    if strong and adjective is not None and adjective.lower.endswith("e"):
        noun = tokens[phrase.head]
        known = gender(noun.lemma)
        if known in {"m", "n"} or (known is None and (_is_person(noun) or _is_bare_plural(noun))):
            return True  # "qualifizierte Mitarbeiter"
    own = [r for r in phrase.readings if r[0] == case]
    return phrase.plural_only or (bool(own) and all(r[1] == "p" for r in own))


def _is_numbered(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a number stands before the noun: "40 leer stehende Filialen"."""
    return bool(_numbers(tokens, phrase))


def _numbers(tokens: Sequence[Token], phrase: Phrase) -> list[str]:
    """The numbers that count a noun, not those in an attribute: "der 40 Häuser umfassende Bestand"."""
    inside = {i for inner in phrase.inner for i in range(inner.first, inner.end)}
    return [
        tokens[i].text
        for i in range(phrase.first, phrase.head)
        if tokens[i].tag == "CARD" and i not in inside
    ]


def _is_bare_plural(noun: Token) -> bool:
    """Whether a noun in -er without article can be no singular: "Raser", "Computer", but not "Zucker"."""
    low = noun.lower
    uncountable = low.endswith((*words("uncountable_er"), "ier", "eer"))
    return noun.text == noun.lemma and low.endswith("er") and not uncountable


def _told_gender(article: str, case: str) -> str | None:
    """The gender of a singular that its article tells; after "die" a plural has the same genitive."""
    if article in {"die", "eine"}:
        return "f"
    if article in {"das", "dem", "einem", "des"}:
        return "n"  # or "m", which has the same genitive
    return "m" if article in {"den", "einen"} or (article == "der" and case == "n") else None


def _single_gender(phrase: Phrase, case: str) -> str | None:
    genders = {r[1] for r in phrase.readings if r[0] == case} or {r[1] for r in phrase.readings}
    if genders == {"m", "n"}:
        return "n"  # "dem Defizit": both have the same genitive
    return genders.pop() if len(genders) == 1 else None


def _dative_plural(tokens: Sequence[Token], phrase: Phrase, text: str) -> str:
    """ "Gebiete" is "Gebieten" after "von", "40 Kinder" "40 Kindern"; what follows the noun stays."""
    noun = tokens[phrase.head].text
    form = noun + "n" if noun.endswith(("e", "er", "el")) else noun
    return " ".join(form if word == noun else word for word in text.split())


def genitive_noun(noun: str, known: str) -> str:
    """The genitive of a masculine or neuter noun."""
    low = noun.lower()
    if known == "m" and low.endswith(tuple(words("mixed_nouns"))):
        return noun + "ns"
    strong = low.endswith(tuple(words("strong_nouns")))
    if known == "m" and low.endswith(("ist", "ent", "ant", "oge", "e", "omat", "dat", "krat")) and not strong:
        return noun + ("n" if low.endswith("e") else "en")
    if low.endswith("us") and not low.endswith(("haus", "bus")):
        return noun
    if low.endswith(("en", "el", "er")):
        return noun + "s"
    if low.endswith("nis"):
        return noun + "ses"
    return noun + ("es" if low.endswith(("s", "ß", "z", "x", "d", "t")) else "s")


def accusative(tokens: Sequence[Token], phrase: Phrase, text: str) -> str:
    """The subject of a clause as it stands after "durch": "den Bundestag", "die neue Regierung"."""
    article = determiner(tokens, phrase)
    if is_kept(article):
        return f"{'jeden' if article == 'jeder' else article} {text}"
    plural = _is_plural(tokens, phrase, "n") and not any(r == "nm" for r in phrase.readings)
    if article in {"die", "das"} or (article == "der" and plural):
        return f"{article} {_weak(tokens, phrase, text, 'en' if plural else 'e')}"
    if article == "der":
        noun = tokens[phrase.head].lemma
        spoken = _weak(tokens, phrase, text, "en")
        if tokens[phrase.head].tag == "NN" and noun.endswith(("ist", "ent", "ant", "e")) and noun in spoken:
            spoken = spoken.replace(noun, genitive_noun(noun, "m"), 1)
        return f"den {spoken}"
    return text


def nominative(tokens: Sequence[Token], phrase: Phrase) -> str:
    """A phrase that stood as an object, as a subject with its article: "die Länder", "der Minister"."""
    article = determiner(tokens, phrase)
    several = is_several(tokens, phrase)
    male = gender(tokens[phrase.head].lemma) != "n"
    told = {"den": "die" if several else "der", "dem": "der" if male else "das", "der": "die", "zum": "der"}
    told |= {"einen": "ein", "einem": "ein", "einer": "eine"}
    first = phrase.first + (tokens[phrase.first].tag == "APPR")
    kept = [t.text for t in tokens[first : phrase.last]]
    if article and kept:
        kept[0] = told.get(article, article)
        ends = {
            "der": "e",
            "das": "e",
            "die": "en" if several else "e",
            "eine": "e",
            "ein": "er" if male else "es",
        }
        kept = _with_adjectives(tokens, phrase, kept, ends.get(kept[0], ""))
    return _several(tokens[phrase.head], " ".join(kept)) if several else " ".join(kept)


def _with_adjectives(tokens: Sequence[Token], phrase: Phrase, spelled: list[str], end: str) -> list[str]:
    """The words of a phrase, its adjectives with the ending ``end``, if that is known."""
    changing = {
        tokens[i].text for i in phrase.attributes if tokens[i].tag == "ADJA" and not is_place(tokens[i])
    }
    return [stem_of(word) + end if end and word in changing else word for word in spelled]


def is_several(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase is a plural or names several."""
    cases = [case for case in "adn" if phrase.may_be(case)]
    return bool(phrase.conjuncts) or _is_plural(tokens, phrase, cases[0] if cases else "n")


def is_kept(article: str) -> bool:
    """Whether a determiner says how many do something: "durch | alle Länder", "durch | jedes Land"."""
    return article in words("kept_determiners") or article.startswith("jede")


def is_hollow_agent(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase names nobody who could do something: "beide Seiten"."""
    return tokens[phrase.head].lower in words("hollow_agents")


def _weak(tokens: Sequence[Token], phrase: Phrase, text: str, end: str) -> str:
    """The adjectives of a label with the ending they have after an article."""
    spelled = text.split()
    adjectives = [t for t in _adjectives(tokens, phrase) if not is_place(t)]
    for place, token in zip(_places(spelled, adjectives), adjectives, strict=False):
        spelled[place] = stem_of(token.text) + end
    return " ".join(spelled)


def as_agent(tokens: Sequence[Token], phrase: Phrase, text: str) -> str:
    """An object or prepositional phrase as it stands after "durch": "den Ländern" is "durch die Länder"."""
    return as_object(tokens, phrase, text, "durch", "a")


def as_object(tokens: Sequence[Token], phrase: Phrase, text: str, preposition: str, case: str) -> str:
    """An object beside the noun of its verb: "Angriff | auf die Stadt", "Beitritt | zur Union"."""
    article = determiner(tokens, phrase)
    if case == "d":
        joined = {"zu der": "zur", "zu dem": "zum", "zu": "zu", "an dem": "am"}
        first = f"{preposition} {article}".strip()
        kept = article in {"der", "dem", "den", "einem", "einer"} and phrase.may_be("d")
        noun = tokens[phrase.head].text
        if article == "den" and kept and noun not in text:  # "zu den Plänen"
            text = " ".join(noun if word == noun.removesuffix("n") else word for word in text.split())
        text = _weak(tokens, phrase, text, "en") if kept else text
        if article in _TO_DATIVE and phrase.may_be("a"):  # "die Bauern verraten": "Verrat | an den Bauern"
            many = article == "die" and _is_plural(tokens, phrase, "a")
            given = _weak(tokens, phrase, text, "en")
            given = _dative_plural(tokens, phrase, given) if many else given
            return f"{preposition} {'den' if many else _TO_DATIVE[article]} {given}"
        return f"{joined.get(first, first)} {text}" if kept else f"{preposition} {text}"
    if article in {"den", "die", "das", "einen", "eine", "ein"} and phrase.may_be("a"):
        return f"{preposition} {article} {text}"
    return as_receiver(tokens, phrase, text, preposition)


def as_receiver(tokens: Sequence[Token], phrase: Phrase, text: str, preposition: str) -> str:
    """A dative object as a prepositional phrase: "an die Ukraine", "gegenüber dem Betreiber"."""
    article, noun = determiner(tokens, phrase), tokens[phrase.head]
    if is_kept(article) and preposition == "durch":
        return f"{preposition} {article} {text}"
    if preposition == "gegenüber" or (_is_unsure(noun) and article in {"den", ""}):
        preposition = "gegenüber"
        kept = [t.text for t in tokens[phrase.first : phrase.end]]
        return " ".join([preposition, *kept])
    if article not in _TO_ACCUSATIVE:
        return f"{preposition} {text if article else _several(tokens[phrase.head], text)}"
    word = _TO_ACCUSATIVE[article]
    if article in {"dem", "einem"} and gender(tokens[phrase.head].lemma) == "n":
        word = "das" if article == "dem" else "ein"
    return f"{preposition} {word} {_several(tokens[phrase.head], text) if article == 'den' else text}"


def _several(noun: Token, text: str) -> str:
    """``text`` with its noun, a dative plural, in the other cases: "Betrieben" is "Betriebe"."""
    return " ".join(plural_of(noun) if word == noun.text else word for word in text.split())


def is_dative_plural(noun: Token) -> bool:
    """Whether a form can be no other: "Plänen", "Häusern", "Gesprächen"."""
    low, lemma = noun.lower, noun.lemma.lower()
    umlauted = any(u in low and u not in lemma for u in "äöü") and not lemma.endswith("en")
    strong = low == lemma + "en" and lemma.endswith(tuple(words("strong_plurals")))  # "Stoffen"
    return low.endswith("n") and (umlauted or strong)


def _is_unsure(noun: Token) -> bool:
    """Whether a dative plural may have lost "-e" or "-en": "Betrieben", "Zahlen"."""
    low, lemma = noun.lower, noun.lemma.lower()
    known = lemma.endswith((*words("weak_nouns"), *words("strong_plurals")))
    return low == lemma + "en" and not known and gender(noun.lemma) is None


def plural_of(noun: Token) -> str:
    """The nominative of a noun in the dative plural: "Vorschlägen" is "Vorschläge", "Staaten" stays."""
    low, lemma = noun.lower, noun.lemma
    if (
        noun.tag != "NN"
        or not low.endswith("n")
        or lemma.lower().endswith(("e", "en", "ung", "heit", "keit"))
    ):
        return noun.text
    umlauted = any(u in low and u not in lemma.lower() for u in "äöü")
    agent = low == lemma.lower() + "n" and lemma.endswith(("er", "el"))  # "Rentnern"
    gathered = (
        low.startswith("ge") and low == lemma.lower() + "en" and not lemma.endswith(("ion", "ur", "ell"))
    )
    listed = lemma.lower().endswith(tuple(words("strong_plurals")))
    strong = umlauted or agent or gathered or listed or gender(lemma) in {"m", "n"}
    weak = low == lemma.lower() + "en" and lemma.lower().endswith(tuple(words("weak_nouns")))
    return noun.text[:-1] if strong and not weak else noun.text
