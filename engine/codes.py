"""What can be asked of a code table: names, cascades and validity on a day."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from engine.packs.model import Code, CodeTable
from engine.same import Same


def name_of(table: CodeTable, code: object) -> str:
    """The name of a code; what the table does not know is shown as it is stored."""
    entry = table.entries.get(code) if isinstance(code, str) else None
    if entry is not None:
        return entry.name
    return "" if code is None else str(code)


def children(table: CodeTable, parent: str) -> tuple[Code, ...]:
    """The entries directly below `parent` in the table's order; "" gives the topmost ones."""
    return _by_parent(Same(table)).get(parent, ())


def valid_on(entry: Code, day: str) -> bool:
    """Whether a code may be chosen on an ISO day; both ends are included, "" asks for no day."""
    if not day:
        return True
    return entry.valid_from <= day and (not entry.valid_to or day <= entry.valid_to)


@lru_cache(maxsize=256)
def _by_parent(key: Same[CodeTable]) -> Mapping[str, tuple[Code, ...]]:
    found: dict[str, list[Code]] = {}
    for entry in key.one.entries.values():
        # an entry whose parent is in no table here stands below that code all the same
        found.setdefault(entry.parent, []).append(entry)
    return {parent: tuple(entries) for parent, entries in found.items()}
