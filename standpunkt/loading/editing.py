"""The extractor of the settings, with or without those who read after it.

A language model edits what it reads (docs/LLM.md), a second reader doubts it (``loaders.reader``).

``<rules>+llm`` is any extractor with an editor behind it. Nothing of ``loaders.editor`` is imported for any
other, nor where ``llm_mode`` is off.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from graph.knowledge.vanishing import SECOND_READER
from graph.model.plugins import find_plugin, require_plugin
from graph.model.settings import Settings
from loaders.articles.extractor import Extractor
from loaders.articles.findings import Document, Extraction
from loaders.reader import package
from ontology.errors import SettingError

if TYPE_CHECKING:
    from loaders.editor.asking import Asker
    from loaders.editor.options import EditorOptions

EDITOR = "+llm"
"""What stands behind the name of an extractor whose draft a language model edits."""

BELIEF = "min_belief"
"""The setting that says how much the second reader must believe."""
CONFIDENCE = "min_confidence"
"""The setting that says how sure a position must be."""


def rules_of(settings: Settings) -> str:
    """The name of the extractor that makes the draft."""
    return settings.text("extractor").removesuffix(EDITOR)


def name_of(settings: Settings, *, edited: bool) -> str:
    """Who read a document, as its graph says it: "rules+reader", "rules+llm" where it was ``edited``."""
    name = settings.text("extractor") if edited else rules_of(settings)
    return name + (SECOND_READER if belief_of(settings) else "")


def belief_of(settings: Settings) -> float:
    """How much the second reader must believe of a position (0 to 1); 0 where it does not read.

    That is where the setting says so, and where nobody set it and its package is not here.
    """
    return 0.0 if is_missed(settings) else settings.share(BELIEF)


def least_confidence(settings: Settings) -> float:
    """How sure a position must be to take a side (0 to 1); 0 where nobody set it.

    By default just what the second reader doubts is less sure than the setting says, and is kept back anyway;
    what it has not read is kept back only if somebody wants it.
    """
    return 0.0 if settings.origins[CONFIDENCE] == "default" else settings.share(CONFIDENCE)


def is_missed(settings: Settings) -> bool:
    """Whether the second reader would read by default, but its package is not here."""
    return settings.origins[BELIEF] == "default" and settings.share(BELIEF) > 0 and not package.is_here()


def is_edited(settings: Settings) -> bool:
    """Whether a model may take part: the extractor says so and the mode is not off."""
    return settings.text("extractor").endswith(EDITOR) and settings.text("llm_mode") != "off"


def require_extractor(settings: Settings) -> None:
    """Raise ``SettingError`` unless the extractor is installed and its editor, if any, well described."""
    require_plugin("extractors", rules_of(settings))
    if is_edited(settings):
        editor_options(settings)
    if belief_of(settings):
        package.weights_file()


def with_editor(settings: Settings) -> Settings:
    """The settings with the editor behind their extractor (``--llm``); ``SettingError`` if it is off."""
    if settings.text("llm_mode") == "off":
        raise SettingError("--llm needs a mode: set llm_mode to replay, local or remote (docs/LLM.md).")
    return settings.having("extractor", rules_of(settings) + EDITOR, "flag")


def extract_document(document: Document, settings: Settings) -> Extraction:
    """What ``document`` says, by the rules and, where the settings have them, editor and second reader."""
    found = _edited(document, settings)
    minimum = belief_of(settings)
    if not minimum:
        return found
    from loaders.reader.doubting import doubted  # noqa: PLC0415 - only where it reads

    return doubted(found, minimum)


def _edited(document: Document, settings: Settings) -> Extraction:
    found = draft_of(document, settings)
    if not is_edited(settings):
        return found
    from loaders.editor.outcome.editor import edited  # noqa: PLC0415 - only where a model takes part

    options = editor_options(settings)
    return edited(found, options, _asker(options))


def draft_of(document: Document, settings: Settings) -> Extraction:
    """What the rules alone read."""
    return _extractor(rules_of(settings)).extract(document)


def editor_options(settings: Settings) -> EditorOptions:
    """How the model is asked; raises ``SettingError`` for a mode, a pattern or parameters that are none."""
    from loaders.editor import options as of  # noqa: PLC0415 - only where a model takes part

    for name, known in (("llm_mode", of.MODES), ("llm_pattern", of.PATTERNS)):
        if (value := settings.text(name)) not in known:
            where = settings.origins[name]
            raise SettingError(f"{where}: {name} must be one of {', '.join(known)}, not {value!r}.")
    return of.EditorOptions(
        cache=Path(settings.text("llm_cache_dir")),
        mode=settings.text("llm_mode"),
        base_url=settings.text("llm_base_url"),
        model=settings.text("llm_model"),
        key_variable=settings.text("llm_api_key_env"),
        timeout=float(settings["llm_timeout"]),
        concurrency=max(1, settings.number("llm_concurrency")),
        max_cost=float(settings["llm_max_cost"]),
        price_in=float(settings["llm_price_in"]),
        price_out=float(settings["llm_price_out"]),
        confidence=settings.share("llm_confidence"),
        pattern=settings.text("llm_pattern"),
        parameters=of.read_parameters(settings.text("llm_parameters")),
    )


def asker_of(options: EditorOptions) -> Asker:
    """What answers requests: an endpoint where the mode allows it, else the records alone.

    Raises ``SettingError`` where the endpoint may not or cannot be asked.
    """
    from loaders.editor.asking import Asker  # noqa: PLC0415 - only where a model takes part

    if not options.is_live:
        return Asker(options)
    from loaders.editor import client  # noqa: PLC0415 - loads openai

    if options.max_cost and not (options.price_in or options.price_out):
        raise SettingError("llm_max_cost needs the prices: set llm_price_in and llm_price_out.")
    return Asker(options, client.send_to(options), client.signature())


@functools.lru_cache(maxsize=8)
def _asker(options: EditorOptions) -> Asker:
    """One for a process and its options, as it counts what was spent and what failed."""
    return asker_of(options)


@functools.cache
def _extractor(name: str) -> Extractor:
    return cast(Callable[[], Extractor], find_plugin("extractors", name))()
