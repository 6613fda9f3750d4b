"""Cutting long lists into pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from ontology.errors import InputError

Paged = TypeVar("Paged")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Paged]):
    """One page of a list; ``page`` counts from 1."""

    items: Sequence[Paged]
    page: int
    pages: int
    total: int


def paged(items: Sequence[Paged], size: int, name: str = "page") -> Slice[Paged]:
    """The page of ``items`` that ``?page=`` (or ``name``) asks for; ``InputError`` where it is none."""
    raw = request.args.get(name, "1") or "1"
    if not raw.isascii() or not raw.isdigit() or not int(raw[:9]) >= 1:
        raise InputError(f"{name}={raw[:40]!r} is not a page number: give a whole number from 1 on.")
    pages = max(1, -(-len(items) // size))
    page = min(int(raw[:9]), pages)
    return Slice(items[(page - 1) * size : page * size], page, pages, len(items))
