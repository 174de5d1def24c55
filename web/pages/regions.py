"""Regions as people read them, and the three selects of a cascade that choose one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.codes import name_of
from engine.packs.model import Code, CodeTable
from web.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One select of the cascade; `groups` are the entries below each code above."""

    name: str
    label: str
    parent: str
    value: str
    groups: tuple[tuple[str, tuple[Code, ...]], ...]


LABELS = ("省", "市", "县（区）")


def region_name(table: CodeTable | None, code: str) -> str:
    """A region with those above it: 安徽省蚌埠市蚌山区; "" for none."""
    if table is None or not code:
        return ""
    return "".join(name_of(table, one) for one in line_of(table, code))


def line_of(table: CodeTable, code: str) -> tuple[str, ...]:
    """A code with those above it, the topmost first."""
    line: list[str] = []
    while code and code not in line:
        line.insert(0, code)
        entry = table.entries.get(code)
        code = entry.parent if entry else ""
    return tuple(line)


def region_steps(table: CodeTable, code: str) -> tuple[Step, ...]:
    """The selects 省、市、县（区） with `code` chosen; each lists everything, so that they work
    without a script, in groups by the region above."""
    levels: list[list[Code]] = [[], [], []]
    for entry in table.entries.values():
        levels[min(len(line_of(table, entry.code)), 3) - 1].append(entry)
    chosen = line_of(table, code) if code in table.entries else ()
    return tuple(
        Step(
            name=f"region_{number}",
            label=LABELS[number],
            parent=f"region_{number - 1}" if number else "",
            value=chosen[number] if number < len(chosen) else "",
            groups=_grouped(table, level),
        )
        for number, level in enumerate(levels)
    )


def _grouped(table: CodeTable, entries: Iterable[Code]) -> tuple[tuple[str, tuple[Code, ...]], ...]:
    groups: dict[str, list[Code]] = {}
    for entry in entries:
        groups.setdefault(entry.parent, []).append(entry)
    return tuple(
        (name_of(table, parent) if parent else "", tuple(found))
        for parent, found in sorted(groups.items())
    )


def chosen_region(table: CodeTable, sent: Mapping[str, str]) -> str:
    """The lowest region that was chosen; "" when the three do not stand below each other."""
    line: tuple[str, ...] = ()
    for number in range(len(LABELS)):
        code = sent.get(f"region_{number}", "")
        if code:
            line = (*line, code)
    if not line or line[-1] not in table.entries:
        return ""
    # whoever chooses a county need not choose what it belongs to, but must not contradict it
    return line[-1] if set(line) <= set(line_of(table, line[-1])) else ""


def regions_of(units: Iterable[Unit], table: CodeTable | None) -> tuple[tuple[str, str], ...]:
    """The regions of some units as (code, name), in the order of their codes."""
    if table is None:
        return ()
    codes = sorted({unit.region for unit in units if unit.region})
    return tuple((code, region_name(table, code)) for code in codes)
