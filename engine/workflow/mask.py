"""What a returned application opens for correction.

`parts`: what the reviewer marked, and what depends on it; `whole`: everything (吉林手册 L215:
只有右侧带“×”号的申报模块信息可以被修改).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.packs.model import Section, Standard
from engine.workflow.dependents import affected, dependents, names_of
from engine.workflow.model import Returning


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """The paths that may be written.

    `open` holds sections, items, slots, `section.field`, `list.row` and `row/slot`. `sections` are
    the sections and items in which anything may be written. `lists` says in which list a row is.
    Nothing of an application can be written that is `fixed`, whatever a mask allows.
    """

    everything: bool
    open: frozenset[str]
    sections: frozenset[str]
    lists: Mapping[str, str]

    def allows(self, path: str) -> bool:
        """Whether all of what stands at `path` may be written: a section, `section.field`, a list
        (rows may be added and removed), `list.row`, `list.row.field`, a slot, or `row/slot`."""
        if self.everything or path in self.open:
            return True
        row, slash, _ = path.partition("/")
        if slash:
            return self.allows(f"{self.lists[row]}.{row}") if row in self.lists else False
        above = path.rpartition(".")[0]
        return bool(above) and self.allows(above)


def build_mask(
    returning: Returning,
    marks: Iterable[str],
    standard: Standard,
    lists: Mapping[str, str] | None = None,
    errors: Iterable[str] = (),
) -> Mask:
    """The mask of an application that was returned with `marks`.

    `lists` gives the list (section or item) of each row by the row's id. `errors` are the places
    where the check of what is stored now finds errors: there were none when it was handed in, so
    that a correction brought them about, and they have to be curable. Without marks a return opens
    everything, since there must be something to correct.
    """
    lists = lists or {}
    marked = tuple(marks)
    if returning == "whole" or not marked:
        owners = frozenset(owner for owner, _ in _owned(standard))
        return Mask(everything=True, open=frozenset(), sections=owners, lists=lists)
    given = {part for mark in marked for part in _parts_of(mark, standard)}
    wrong = {part for path in errors for part in _parts_of(_place(path, standard, lists), standard)}
    opened = _with_dependents(given, standard) | wrong
    parts = {part for part in opened if not _fixed(part, standard)}
    return Mask(
        everything=False,
        open=frozenset(parts),
        sections=frozenset(
            owner
            for owner, below in _owned(standard)
            if any(_lies_in(part, owner, below, lists) for part in parts)
        ),
        lists=lists,
    )


def _parts_of(mark: str, standard: Standard) -> tuple[str, ...]:
    """A mark as parts that can be opened: a category is its items, a section its slots, too."""
    for category in standard.categories:
        if category.id == mark:
            return tuple(item.id for item in category.items)
    section = standard.section_of.get(mark)
    return (mark, *_slots(section)) if section else (mark,)


def _place(path: str, standard: Standard, lists: Mapping[str, str]) -> str:
    """The part to open for a finding: of rows the row, for so they are saved, or the list."""
    root, _, rest = path.partition(".")
    section = standard.section_of.get(root)
    if root not in standard.item_of and (section is None or section.type not in ("rows", "picks")):
        return path
    row = rest.partition(".")[0]
    return f"{root}.{row}" if row in lists else root


def _slots(section: Section) -> tuple[str, ...]:
    """The slots that are known by their ids alone; those of rows are known by their rows."""
    return tuple(slot.id for slot in section.slots) if section.type == "slots" else ()


def _with_dependents(parts: set[str], standard: Standard) -> frozenset[str]:
    """The parts with everything that depends on them, and so on."""
    waiting = {name for part in parts for name in _names(part, standard)}
    left = list(dependents(standard))
    found = set(parts)
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        hit = [one for one in left if affected(one.reads, name)]
        left = [one for one in left if one not in hit]
        found |= {
            part for one in hit for opened in one.parts for part in _parts_of(opened, standard)
        }
        waiting |= {name for one in hit for name in one.names} - seen
    return frozenset(found)


def _names(part: str, standard: Standard) -> tuple[str, ...]:
    """What expressions see of a part that changes."""
    if "/" in part:
        return ()  # the files of a row are counted by no expression
    root = part.partition(".")[0]
    section = standard.section_of.get(root)
    if root in standard.item_of:
        return ("records",)
    if section is None:
        return (f"files.{part}",) if part == root else (part,)
    if section.type in ("rows", "picks"):
        return (root,)
    return names_of(section) if part == root else (part,)


def _fixed(part: str, standard: Standard) -> bool:
    section = standard.section_of.get(part.partition(".")[0])
    return section is not None and section.fixed


def _owned(standard: Standard) -> list[tuple[str, tuple[str, ...]]]:
    """Sections and items with the slots that lie in them."""
    sections = [(section.id, _slots(section)) for section in standard.sections if not section.fixed]
    return [*sections, *((item, ()) for item in standard.item_of)]


def _lies_in(part: str, owner: str, slots: tuple[str, ...], lists: Mapping[str, str]) -> bool:
    row, slash, _ = part.partition("/")
    if slash:
        return lists.get(row) == owner
    return part.partition(".")[0] == owner or part in slots
