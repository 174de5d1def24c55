"""Rows inside an answer as one list: `held_titles.appointments`, the appointments of all titles.

Each row inside a row also knows the answers of the row around it; its own answer wins where both
have one. Rows inside a form are simply the rows of that answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def rows_of(values: Mapping[str, Any], list_id: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a list by its name, `section` or `section.field`; none where it is empty."""
    outer, _, inner = list_id.partition(".")
    around: Any = values.get(outer) or ()
    if isinstance(around, Mapping):
        return around.get(inner) or ()
    rows: Sequence[Mapping[str, Any]] = around
    if not inner:
        return rows
    return [{**row, **member} for row in rows for member in row.get(inner) or ()]
