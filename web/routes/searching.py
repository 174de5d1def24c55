"""What is looked for in a list, as an address says it, or a form that carries it along."""

from __future__ import annotations

from dataclasses import fields
from typing import TypeVar

from flask import request

from web.services.searching import Search

Looked = TypeVar("Looked", bound=Search)
LONGEST = 80
"""How much of a value is looked at."""


def read_search(kind: type[Looked], prefix: str = "") -> Looked:
    """What the request looks for; what it does not say is as on an untouched page. `prefix` stands
    before the names in forms that have answers of their own beside it."""
    names = [one.name for one in fields(kind) if f"{prefix}{one.name}" in request.values]
    return kind(**{name: request.values[f"{prefix}{name}"].strip()[:LONGEST] for name in names})
