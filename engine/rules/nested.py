"""Rows inside rows as one list: `held_titles.appointments` are the appointments of all held titles.

Each inner row also knows the answers of the row around it; its own answer wins where both have one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def rows_of(values: Mapping[str, Any], list_id: str) -> Sequence[Mapping[str, Any]]:
    """The rows of a list by its name, `section` or `section.field`; none where it is empty."""
    outer, _, inner = list_id.partition(".")
    rows: Sequence[Mapping[str, Any]] = values.get(outer) or ()
    if not inner:
        return rows
    return [{**row, **member} for row in rows for member in row.get(inner) or ()]
