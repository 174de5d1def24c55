"""In which order the parts of an application are judged: what a condition reads comes before it.

Sections keep the order of the pack unless a condition or a computed value asks for another;
the linter refuses circles, and here a circle simply keeps the order of the pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.packs.model import Computed, Field, Section, Slot, Standard, Threshold
from engine.rules.expression import Expression

RECORDS = "records"


def judging_order(standard: Standard) -> tuple[str, ...]:
    """The ids of sections, `computed.<id>` and `records` (all items), each after what it reads."""
    units = [section.id for section in standard.sections]
    units += [f"computed.{computed.id}" for computed in standard.computed]
    units.append(RECORDS)
    needs = {unit: frozenset(map(_unit, reads)) for unit, reads in _reads(standard).items()}
    ordered: list[str] = []
    seen: set[str] = set()
    for unit in units:
        _visit(unit, needs, seen, ordered)
    return tuple([unit for unit in ordered if unit in needs])


def expand_reads(reads: Iterable[str], computed: Iterable[Computed]) -> frozenset[str]:
    """What expressions read, with computed values replaced by what those read in turn."""
    by_path = {f"computed.{one.id}": one.value.reads for one in computed}
    found: set[str] = set()
    left = list(reads)
    seen: set[str] = set()
    while left:
        path = left.pop()
        if path in seen:
            continue
        seen.add(path)
        if path in by_path:
            left.extend(by_path[path])
        else:
            found.add(path)
    return frozenset(found)


def _visit(
    unit: str, needs: Mapping[str, frozenset[str]], seen: set[str], ordered: list[str]
) -> None:
    if unit in seen:
        return
    seen.add(unit)
    for need in sorted(needs.get(unit, ())):
        _visit(need, needs, seen, ordered)
    ordered.append(unit)


def _unit(path: str) -> str:
    """The part of the application that a path lies in."""
    root, _, rest = path.partition(".")
    return f"computed.{rest.partition('.')[0]}" if root == "computed" else root


def _reads(standard: Standard) -> dict[str, set[str]]:
    """What every part reads, by unit."""
    reads = {section.id: set(_section_reads(section, standard)) for section in standard.sections}
    for computed in standard.computed:
        reads[f"computed.{computed.id}"] = set(computed.value.reads)
    reads[RECORDS] = set(_record_reads(standard))
    slots = {
        f"files.{slot.id}": section.id for section in standard.sections for slot in section.slots
    }
    for paths in reads.values():
        paths |= {slots[path] for path in paths if path in slots}
    return reads


def _section_reads(section: Section, standard: Standard) -> Iterator[str]:
    yield from _of(section.when)
    yield from _threshold(section.min)
    yield from _threshold(section.max)
    yield from _parts(section.fields, section.slots)
    for kind_id in section.kinds:
        kind = standard.kinds.get(kind_id)
        if kind is not None:
            yield from _parts(kind.fields, kind.slots)


def _record_reads(standard: Standard) -> Iterator[str]:
    for window in standard.windows.values():
        yield from _of(window.start)
        yield from _of(window.end)
    for category in standard.categories:
        yield from _of(category.when)
        for item in category.items:
            yield from _of(item.when)
            for accept in item.accepts:
                yield from _of(accept.where)
    for kind in standard.kinds.values():
        yield from _parts(kind.fields, kind.slots)


def _parts(fields: Iterable[Field], slots: Iterable[Slot]) -> Iterator[str]:
    parts: tuple[Field | Slot, ...] = (*fields, *slots)
    for part in parts:
        yield from _of(part.when)
        if not isinstance(part.required, bool):
            yield from _of(part.required)


def _threshold(threshold: Threshold | None) -> Iterator[str]:
    for case, _ in threshold.cases if threshold else ():
        yield from _of(case)


def _of(expression: Expression | None) -> frozenset[str]:
    return expression.reads if expression is not None else frozenset()
