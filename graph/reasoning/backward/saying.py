"""Rules said in German and English, with the labels of what they are about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.model.reasoner import Bilingual
from graph.reasoning.forward.engine import Engine
from graph.reasoning.forward.templates import read_table

_LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2000/01/rdf-schema#label",
)
_WORDS = {
    "value": Bilingual("alles mit „{p}“: {v}", "anything with “{p}”: {v}"),
    "some": Bilingual("alles mit „{p}“ aus „{v}“", "anything with a “{p}” from “{v}”"),
    "all": Bilingual("alles mit „{p}“ nur aus „{v}“", "anything with “{p}” only from “{v}”"),
    "limit": Bilingual("alles mit höchstens {v} „{p}“", "anything with at most {v} “{p}”"),
    "nameless": Bilingual("etwas ohne Namen", "something without a name"),
}
_VARIABLE = re.compile(r"\{(\w+)\}")
_RESTRICTIONS = {
    "owl:hasValue": "value",
    "owl:someValuesFrom": "some",
    "owl:allValuesFrom": "all",
    "owl:maxCardinality": "limit",
    "owl:maxQualifiedCardinality": "limit",
}


@cache
def _templates() -> dict[str, dict[str, str]]:
    text = resources.files("graph.reasoning.forward").joinpath("owl2rl.toml").read_text(encoding="utf-8")
    sentences: dict[str, dict[str, str]] = tomllib.loads(text)["sentences"]
    return {**sentences, **{template.name: template.sentences for template in read_table()}}


class Speaker:
    """Says rules about the terms of one graph."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._labels = [engine.terms.encode(NamedNode(iri)) for iri in _LABELS]
        self._on_property = engine.terms.named("owl:onProperty")
        self._restrictions = {engine.terms.named(name): kind for name, kind in _RESTRICTIONS.items()}

    def say(self, rule: str, binding: Mapping[str, int]) -> Bilingual:
        """The sentence of a rule, its variables replaced by labels."""
        return self.fill(_templates()[rule], binding)

    def fill(self, texts: Mapping[str, str], binding: Mapping[str, int]) -> Bilingual:
        """Sentences with `{variable}` replaced by labels, and by IRIs where two are alike."""
        return Bilingual(*(self._fill(texts[language], language, binding) for language in ("de", "en")))

    def _fill(self, text: str, language: str, binding: Mapping[str, int]) -> str:
        names = dict.fromkeys(name for name in _VARIABLE.findall(text) if name in binding)
        labels = {name: self.label(binding[name], language) for name in names}
        for name, label in list(labels.items()):
            if any(labels[other] == label and binding[other] != binding[name] for other in names):
                labels[name] = f"{label} ({self._local_name(binding[name])})"
        return _VARIABLE.sub(lambda match: labels.get(match[1], match[0]), text)

    def _local_name(self, number: int) -> str:
        """The end of an IRI, or the text of a value."""
        return unquote(re.split(r"[#/:]", self._engine.terms.terms[number].value.rstrip("#/:"))[-1])

    def label(self, number: int, language: str) -> str:
        """What a person calls a term: its label, a restriction in words, a value, or the end of its IRI."""
        term = self._engine.terms.terms[number]
        if isinstance(term, Literal):
            return f"„{term.value}“" if language == "de" else f"“{term.value}”"
        if (found := self._given(number, language)) is not None:
            return found
        if (kind := self._restriction(number)) is not None:
            sentence, binding = kind
            return self._fill(sentence.in_language(language), language, binding)
        if isinstance(term, BlankNode) or "/.well-known/genid/" in term.value:
            return _WORDS["nameless"].in_language(language)
        return self._local_name(number)

    def _given(self, number: int, language: str) -> str | None:
        best: tuple[int, str] | None = None
        for property_ in self._labels:
            for key in self._values(property_, number):
                literal = self._engine.terms.terms[key]
                if isinstance(literal, Literal):
                    rank = (
                        (language, None, "en", "de").index(literal.language)
                        if literal.language in (language, None, "en", "de")
                        else 9
                    )
                    best = min(best or (rank, literal.value), (rank, literal.value))
            if best is not None:
                return best[1]
        return None

    def _restriction(self, number: int) -> tuple[Bilingual, dict[str, int]] | None:
        for property_ in self._values(self._on_property, number):
            for name, kind in self._restrictions.items():
                for value in self._values(name, number):
                    return _WORDS[kind], {"p": property_, "v": value}
        return None

    def _values(self, property_: int, subject: int) -> list[int]:
        find, properties = self._engine.equality.find, self._engine.facts.properties
        relation = properties.get(find(property_))
        if relation is None:
            return []
        hidden = self._engine.terms.hidden
        return [
            next((member for member in self._engine.equality.clique(value) if member not in hidden), value)
            for value in sorted(relation.by_subject().get(find(subject), ()))
        ]
