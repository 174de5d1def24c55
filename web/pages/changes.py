"""What a correction changed, in words, and what of it is highlighted where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.packs.model import Field
from web.pages.records import display
from web.services.differences import Change, differences
from web.services.draft import Draft

KINDS = {"added": "新增", "removed": "移除", "changed": "修改", "moved": "次序"}
APPLIED = {"mode": "申报形式", "branch": "申报专业", "title": "申报职称", "standard": "评审标准"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePart:
    """A difference as people read it; `block` is the section or category that it is in."""

    kind: str
    word: str
    name: str
    before: str
    after: str
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs from an earlier round: `round` is its number. `names` are the fields that
    changed by block, `rows` the rows by path with the word for what became of them."""

    round: int
    parts: tuple[ChangePart, ...]
    names: Mapping[str, frozenset[str]]
    rows: Mapping[str, str]
    files: frozenset[str]


def build_changes(before: Draft, now: Draft, round: int) -> Changes:
    """What differs between two rounds."""
    found = differences(before.data, now.data)
    namer = _Namer(before, now)
    parts = tuple(namer.part(change) for change in found)
    names: dict[str, set[str]] = {}
    for change in found:
        block, _, rest = change.path.partition(".")
        names.setdefault(block, set()).add(namer.field_name(block, rest))
    ids_before = {_id(file) for c in found if c.is_files for file in c.before or ()}
    return Changes(
        round=round,
        parts=parts,
        names={block: frozenset(some) for block, some in names.items()},
        rows={
            ".".join(change.path.split(".")[:2]): _row_word(change)
            for change in found
            if namer.is_list(change.path.partition(".")[0]) and "." in change.path
        },
        files=frozenset(
            file["id"]
            for c in found
            if c.is_files
            for file in c.after or ()
            if _id(file) not in ids_before
        ),
    )


def _row_word(change: Change) -> str:
    whole = change.path.count(".") == 1
    return KINDS[change.kind] if whole else KINDS["changed"]


def _id(file: Mapping[str, Any]) -> tuple[Any, Any]:
    return file.get("sha256"), file.get("name")


class _Namer:
    """Names for the paths of two versions of one application."""

    def __init__(self, before: Draft, now: Draft) -> None:
        standard = now.standard
        self._now, self._before = now, before
        self._sections = standard.section_of
        self._items = {i.id: (c, i) for c in standard.categories for i in c.items}
        self._slots = {slot.id: (s, slot) for s in standard.sections for slot in s.slots}
        self._kinds = standard.kinds

    def is_list(self, id: str) -> bool:
        """Whether a path begins with a list of rows."""
        section = self._sections.get(id)
        return id in self._items or (section is not None and section.type in ("rows", "picks"))

    def part(self, change: Change) -> ChangePart:
        """A difference in words."""
        head, _, rest = change.path.partition(".")
        block, name = self._block(head)
        field = self._field(change)
        return ChangePart(
            kind=change.kind,
            word=KINDS[change.kind],
            name=" · ".join(part for part in (name, self._place(change, head, rest)) if part),
            before=self._text(change, field, change.before),
            after=self._text(change, field, change.after),
            block=block,
        )

    def _block(self, id: str) -> tuple[str, str]:
        """The block of the overview that a part stands in, and the part's name."""
        if id in self._items:
            category, item = self._items[id]
            return category.id, f"{category.name} · {item.name}"
        if id in self._sections:
            return id, self._sections[id].name
        if id in self._slots:
            return "files", "附件"
        first = next((s.id for s in self._now.standard.sections if s.fixed), "")
        return first, "申报情况"

    def _place(self, change: Change, head: str, rest: str) -> str:
        if self.is_list(head) and rest:
            row, _, below = rest.partition(".")
            name = self.field_name(head, rest) if below else ""
            return "，".join(part for part in (self._row_name(head, row), name) if part)
        return self.field_name(head, rest)

    def field_name(self, head: str, rest: str) -> str:
        """The name of an answer or a slot, "" of a whole part."""
        if head in self._slots and not rest:
            return self._slots[head][1].name
        if head == "application":
            return APPLIED.get(rest, rest)
        key = rest.rpartition(".")[2]
        if self.is_list(head) and "." not in rest:
            return ""
        row = rest.partition(".")[0] if self.is_list(head) else ""
        for part in (*self._fields(head, row), *self._row_slots(head, row)):
            if part.id == key:
                return str(part.name)
        return "审核状态" if key == "status" else ""

    def _fields(self, head: str, row: str = "") -> tuple[Field, ...]:
        section = self._sections.get(head)
        own = section.fields if section else ()
        kind = self._kinds.get(self._row_data(head, row).get("kind", "")) if row else None
        return (*own, *(kind.fields if kind else ()))

    def _row_slots(self, head: str, row: str) -> tuple[Any, ...]:
        section = self._sections.get(head)
        kind = self._kinds.get(self._row_data(head, row).get("kind", "")) if row else None
        return (*(section.slots if section else ()), *(kind.slots if kind else ()))

    def _row_data(self, head: str, row: str) -> Mapping[str, Any]:
        for draft in (self._now, self._before):
            for one in draft.data["rows"].get(head, ()):
                if one["id"] == row:
                    found: Mapping[str, Any] = one
                    return found
        return {}

    def _row_name(self, head: str, row: str) -> str:
        for draft in (self._now, self._before):
            ids = [one["id"] for one in draft.data["rows"].get(head, ())]
            if row in ids:
                title = self._title(self._row_data(head, row))
                return f"第 {ids.index(row) + 1} 条{f'“{title}”' if title else ''}"
        return ""

    def _title(self, row: Mapping[str, Any]) -> str:
        kind = self._kinds.get(row.get("kind", ""))
        field = next((f for f in kind.fields if f.id == kind.title), None) if kind else None
        return display(field, row.get(field.id)) if field else ""

    def _field(self, change: Change) -> Field | None:
        head, _, rest = change.path.partition(".")
        row = rest.partition(".")[0] if self.is_list(head) else ""
        key = rest.rpartition(".")[2]
        return next((f for f in self._fields(head, row) if f.id == key), None)

    def _text(self, change: Change, field: Field | None, value: Any) -> str:
        if value is None:
            return ""
        if change.is_files:
            return "、".join(str(file.get("name", "")) for file in value)
        if isinstance(value, Mapping) and "id" in value and change.path.count(".") == 1:
            return self._title(value)
        if field is not None:
            return display(field, value)
        return str(value) if isinstance(value, str | int | float) else ""
