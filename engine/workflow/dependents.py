"""What in a standard depends on what: each part that can be written, with what it reads.

Conditions (`when`, `required`), numbers of rows, limits, cascades and windows count, through
computed values, too. Rules do not: they judge answers and make no new ones necessary; what they
find wrong after a correction is opened by its place (`engine.workflow.mask`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.fields import code
from engine.packs.model import Category, Field, Item, Section, Slot, Standard, Threshold
from engine.rules.expression import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """`parts` have to be open where any of `reads` may change. `name` is what others read of it."""

    parts: tuple[str, ...]
    reads: frozenset[str]
    names: tuple[str, ...]


def dependents(standard: Standard) -> tuple[Dependent, ...]:
    """Everything of a standard that depends on something."""
    found = [
        *_computed(standard),
        *(one for section in standard.sections for one in _section(section)),
        *(one for category in standard.categories for one in _category(category, standard)),
    ]
    return tuple(one for one in found if one.reads)


def affected(reads: Iterable[str], name: str) -> bool:
    """Whether something that reads these sees a change of `name`, or of anything within it."""
    return any(read == name or read.startswith(f"{name}.") for read in reads)


def _computed(standard: Standard) -> Iterator[Dependent]:
    for computed in standard.computed:
        yield Dependent(parts=(), reads=computed.value.reads, names=(f"computed.{computed.id}",))


def _section(section: Section) -> Iterator[Dependent]:
    whole = [*_of(section.when), *_number(section.min), *_number(section.max)]
    parts: tuple[Field | Slot, ...] = (*section.fields, *section.slots)
    for part in parts:
        reads = frozenset(_part(part, section))
        if section.type in ("rows", "picks"):
            whole += reads
        elif isinstance(part, Slot):
            yield Dependent(parts=(part.id,), reads=reads, names=(f"files.{part.id}",))
        else:
            path = f"{section.id}.{part.id}"
            yield Dependent(parts=(path,), reads=reads, names=(path,))
    yield Dependent(parts=(section.id,), reads=frozenset(whole), names=names_of(section))


def names_of(section: Section) -> tuple[str, ...]:
    """The names under which expressions know a section as a whole."""
    return (section.id, *(f"files.{slot.id}" for slot in section.slots))


def _part(part: Field | Slot, section: Section) -> Iterator[str]:
    yield from _of(part.when)
    if not isinstance(part.required, bool):
        yield from _of(part.required)
    if isinstance(part, Field):
        if part.at_most:
            yield part.at_most
        if isinstance(part.options, code.Options) and part.options.parent:
            yield f"{section.id}.{part.options.parent}"


def _category(category: Category, standard: Standard) -> Iterator[Dependent]:
    items = tuple(item.id for item in category.items)
    whole = [*_of(category.when), *_number(category.min), *_number(category.max)]
    yield Dependent(parts=items, reads=frozenset(whole), names=("records",))
    for item in category.items:
        reads = frozenset(_item(item, standard))
        yield Dependent(parts=(item.id,), reads=reads, names=("records",))


def _item(item: Item, standard: Standard) -> Iterator[str]:
    yield from (*_of(item.when), *_number(item.min), *_number(item.max))
    for accept in item.accepts:
        yield from _of(accept.where)
        window = standard.windows.get(accept.within.window) if accept.within else None
        if window is not None:
            yield from (*_of(window.start), *_of(window.end))


def _number(threshold: Threshold | None) -> Iterator[str]:
    for case, _ in threshold.cases if threshold else ():
        yield from _of(case)


def _of(expression: Expression | None) -> frozenset[str]:
    return expression.reads if expression is not None else frozenset()
