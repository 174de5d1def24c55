"""Which tables a standard prints, and when."""

from __future__ import annotations

from collections.abc import Iterator

from engine.packs.compile.conditions import read_condition
from engine.packs.compile.reader import Reader
from engine.rules.expression import Expression, Scope


def used_tables(reader: Reader) -> tuple[str, ...]:
    """The ids of all tables, in order, each once."""
    return tuple(dict.fromkeys(id for id, _ in _uses(reader)))


def table_conditions(reader: Reader, scope: Scope) -> dict[str, Expression]:
    """The conditions of the tables that only some applications have, by table."""
    found = {}
    for id, below in _uses(reader):
        when = read_condition(below, "when", scope) if below is not None else None
        if when is not None:
            found[id] = when
    return found


def _uses(reader: Reader) -> Iterator[tuple[str, Reader | None]]:
    """Each table with the map that speaks of it, if it is not only named."""
    node = reader.get("tables")
    for index, member in enumerate(node.items() if node else ()):
        if isinstance(member.value, str):
            yield member.value, None
        elif isinstance(member.value, dict):
            below = Reader(member, "used_table", f"{reader.path}tables[{index}]", reader.notes)
            if id := below.text("table"):
                yield id, below
