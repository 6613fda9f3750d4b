"""The settings table and how a value is found: default < config file < environment < flag."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from ontology.errors import SettingError

SettingValue = str | int | float | bool
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")
_KINDS = {"base": "base address, which begins with http:// or https:// and ends with a slash"}
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}
"""Addresses to listen on that nobody can call, and where one reaches the server instead."""
_FLAGS = {
    "1": True,
    "true": True,
    "on": True,
    "yes": True,
    "0": False,
    "false": False,
    "off": False,
    "no": False,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table."""

    name: str
    default: SettingValue
    type: str
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "STANDPUNKT_" + self.name.upper()

    def read(self, raw: object, origin: str) -> SettingValue:
        """``raw`` as a value of this setting's type; raises ``SettingError`` naming ``origin``."""
        text = str(raw).strip()
        if self.type == "flag" and text.lower() in _FLAGS:
            return _FLAGS[text.lower()]
        if self.type == "number":
            try:
                return float(text) if "." in text else int(text)
            except ValueError:
                pass
        if self.type == "base" and _BASE.fullmatch(text):
            return text
        if self.type in ("text", "secret"):
            return str(raw)
        kind = _KINDS.get(self.type, self.type)
        raise SettingError(f"{origin}: {self.name} must be a {kind}, not {text!r}.")


@cache
def table() -> dict[str, Setting]:
    """All settings by name, in the order of ``settings.toml``."""
    rows = tomllib.loads((files("graph.model") / "settings.toml").read_text(encoding="utf-8"))
    return {name: Setting(name, row["default"], row["type"], row["help"]) for name, row in rows.items()}


class Settings(Mapping[str, SettingValue]):
    """The values in force, and where each comes from (``origins``)."""

    def __init__(self, values: dict[str, SettingValue], origins: dict[str, str]) -> None:
        self._values = values
        self.origins = origins

    def __getitem__(self, name: str) -> SettingValue:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def text(self, name: str) -> str:
        """The value of ``name`` as text."""
        return str(self._values[name])

    def number(self, name: str) -> int:
        """The value of ``name`` as a whole number."""
        return int(self._values[name])

    def share(self, name: str) -> float:
        """The value of ``name`` as a share between 0 and 1; raises ``SettingError`` for any other."""
        value = float(self._values[name])
        if not 0.0 <= value <= 1.0:
            raise SettingError(f"{self.origins[name]}: {name} must lie between 0 and 1, not {value:g}.")
        return value

    def shown(self, name: str) -> str:
        """The value of ``name`` as it may be shown: of a secret, only whether there is one."""
        if table()[name].type == "secret":
            return "(set)" if self._values[name] else ""
        return str(self._values[name])

    def having(self, name: str, value: SettingValue, origin: str) -> Settings:
        """The same settings with ``name`` set to ``value``, which comes from ``origin``."""
        return Settings({**self._values, name: value}, {**self.origins, name: origin})

    def flag(self, name: str) -> bool:
        """The value of ``name`` as a truth value."""
        return bool(self._values[name])


def read_settings(flags: Mapping[str, object] | None = None) -> Settings:
    """The settings in force; ``flags`` are values given on the command line (``None`` is not given).

    Raises ``SettingError`` for an unknown name, a wrong type, or an unreadable config file.
    """
    values: dict[str, SettingValue] = {name: row.default for name, row in table().items()}
    origins = dict.fromkeys(values, "default")
    layers = [*_config_file(), ("environment", _environment()), ("flag", dict(flags or {}))]
    for origin, layer in layers:
        for name, raw in layer.items():
            if raw is None:
                continue
            if name not in values:
                raise SettingError(f"{origin}: there is no setting {name!r}; see `standpunkt settings`.")
            values[name] = table()[name].read(raw, origin)
            origins[name] = origin
    if origins["base_iri"] == "default":
        values["base_iri"] = _own_address(str(values["host"]), values["port"])
    return Settings(values, origins)


def _own_address(host: str, port: SettingValue) -> str:
    """The address under which the server of these settings is reached on its own machine."""
    host = f"[{host}]" if ":" in host and host not in _EVERYWHERE else _EVERYWHERE.get(host, host)
    return f"http://{host}:{port}/"


def _environment() -> dict[str, object]:
    return {row.name: os.environ[row.variable] for row in table().values() if row.variable in os.environ}


def _config_file() -> list[tuple[str, dict[str, object]]]:
    named = os.environ.get("STANDPUNKT_CONFIG")
    path = Path(named or "standpunkt.toml")
    if not named and not path.is_file():
        return []
    try:
        return [(str(path), tomllib.loads(path.read_text(encoding="utf-8")))]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"The config file {path} cannot be read: {error}") from error
