"""How a model is asked: what the settings ``llm_*`` say, without the settings themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ontology.errors import SettingError

OFF, REPLAY, LOCAL, REMOTE = "off", "replay", "local", "remote"
MODES = (OFF, REPLAY, LOCAL, REMOTE)
EDITOR, FULL = "editor", "full"
PATTERNS = (EDITOR, FULL)


@dataclass(frozen=True, slots=True)
class EditorOptions:
    """``mode`` is one of ``MODES``; ``host`` follows from ``base_url``.

    ``key_variable`` is the name of the environment variable that holds the key, never the key. ``timeout``
    is in seconds, prices in dollars a million tokens, ``max_cost`` in dollars (0: no limit). ``confidence``
    (0 to 1) is that of a position which only the model found. ``parameters`` are further fields of the
    request, laid over ours (``None`` takes one out). ``pattern`` says whether the draft of the rules is sent.
    """

    cache: Path
    mode: str = OFF
    base_url: str = ""
    model: str = ""
    key_variable: str = ""
    timeout: float = 120.0
    concurrency: int = 4
    max_cost: float = 0.0
    price_in: float = 0.0
    price_out: float = 0.0
    confidence: float = 0.85
    pattern: str = EDITOR
    parameters: dict[str, Any] = field(default_factory=dict, hash=False)  # equality still sees it

    @property
    def host(self) -> str:
        """Host and port of the endpoint; empty where none is named."""
        return urlsplit(self.base_url).netloc.rsplit("@", maxsplit=1)[-1]

    @property
    def is_live(self) -> bool:
        """Whether what is not recorded may be asked."""
        return self.mode in (LOCAL, REMOTE)


def read_parameters(text: str) -> dict[str, Any]:
    """The setting ``llm_parameters``: a JSON object; raises ``SettingError`` for anything else."""
    try:
        found = json.loads(text or "{}")
    except ValueError as error:
        raise SettingError(f"llm_parameters must be a JSON object: {error}.") from error
    if not isinstance(found, dict) or {"messages", "stream", "tools"} & found.keys():
        raise SettingError("llm_parameters must be a JSON object without messages, stream or tools.")
    return found
