"""Personal names as genitives: their words without the ending, roles whose name is that of an owner."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.actors.sentence.agreement import label_of
from loaders.actors.sentence.naming import Naming, phrase_text
from loaders.background.gazetteer import Gazetteer
from loaders.german.person_names import first_name_gender


def bare_words(phrase: Naming, capitals: Mapping[str, int], names: Gazetteer) -> tuple[str, ...]:
    """The words of a personal name without the ending of a genitive.

    ``capitals`` counts the capitalised words of the document, which may have the name without the ending too.
    """
    assert phrase.name is not None
    *first, last = phrase.name.words
    if last[-1:] in "’'" and len(last) > 2:
        return (*first, last[:-1])
    if last.endswith("s") and len(last) > 3 and _is_genitive(phrase, last, capitals, names):
        return (*first, last[:-1])
    return (*first, last)


def _is_genitive(phrase: Naming, last: str, capitals: Mapping[str, int], names: Gazetteer) -> bool:
    """Whether the final -s of a last name is an ending: the name occurs without it, or it stands so."""
    assert phrase.name is not None
    stem = last[:-1]
    if stem in capitals or stem in names.by_last_name:
        return True
    token = phrase.sentence.tokens[phrase.name.end - 1]
    foreign = last in names.by_last_name or capitals.get(last, 0) > 1 or bool(first_name_gender(last))
    return token.lemma == stem and not foreign and _at_genitive_place(phrase)


def _at_genitive_place(phrase: Naming) -> bool:
    """Whether a noun stands directly before or after the name, where genitives stand."""
    name, tokens = phrase.name, phrase.sentence.tokens
    assert name is not None
    before = tokens[name.start - 1] if name.start else None
    after = tokens[name.end] if name.end < len(tokens) else None
    follows = before is not None and before.tag == "NN" and phrase.what == "name"
    return follows or (after is not None and after.tag in {"NN", "ADJA"})


def release_owner(phrase: Naming, capitals: Mapping[str, int], names: Gazetteer) -> Naming | None:
    """Undo a name that is a genitive after a role: "der Sprecher Beispiels" is not called Beispiel.

    Gives the phrase of the owner, who becomes what the role belongs to.
    """
    name, noun = phrase.name, phrase.noun
    if name is None or noun is None or phrase.determiner in {"", "des", "dem"} or name.title:
        return None
    if bare_words(phrase, capitals, names)[-1] == name.words[-1]:
        return None
    owner = Naming(phrase.sentence, name.start, name.end, name.end - 1, "name", name.text, name=name)
    owner.gender = name.gender
    phrase.name, phrase.head, phrase.scope = None, name.start - 1, phrase.scope or owner
    phrase.complement = phrase_text(phrase.sentence.tokens[name.start : name.end])
    plural = phrase.determiner == "die" and noun.numbers == "sp" and noun.gender == "m"
    phrase.plural = phrase.plural or plural
    phrase.label = label_of(phrase, noun)
    phrase.inner.append(owner)
    return owner
