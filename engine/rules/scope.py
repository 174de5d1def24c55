"""The names an expression may use, and what each of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TypeName = Literal[
    "number", "text", "boolean", "date", "duration", "list", "range", "other", "null"
]

TYPE_NAMES: Mapping[str, str] = {
    "number": "数字",
    "text": "文字",
    "boolean": "是/否",
    "date": "日期",
    "duration": "时长",
    "list": "列表",
    "range": "起止日期",
    "other": "文件",
    "null": "空",
}


@dataclass(frozen=True, slots=True)
class CodeAttribute:
    """An attribute of a code table's entries: its type and its value for each code."""

    type: TypeName
    values: Mapping[str, str | int | float | bool] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ValueType:
    """What a name holds.

    Stored values are JSON: dates as `2022-06-01`. A `month` is stored as `2022-06` and read as its
    first day. A `year` is a number that can also be the date of a record. `choices` are the only
    legal texts of a choice or a code, or the members of a list (several choices); they are `open`
    if other plans of the same rules have others. `names` says what people read for them.
    `attributes` are those of the code table; a `range` has `from` and `to`, which are months if the
    range is.
    """

    type: TypeName
    choices: tuple[str, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict, repr=False, kw_only=True)
    attributes: Mapping[str, CodeAttribute] = field(default_factory=dict, repr=False, kw_only=True)
    month: bool = field(default=False, kw_only=True)
    year: bool = field(default=False, kw_only=True)
    open: bool = field(default=False, kw_only=True)

    @property
    def is_dated(self) -> bool:
        """Whether it can say in which window a record lies."""
        return self.type in ("date", "range") or self.year


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression may use; `later` are scalars that are declared below it.

    `scalars` by dotted path (`personal.work_years`), `lists` by id with the fields of their rows.
    `row` is set for expressions about one row (`where` of a count): its fields come before scalars.
    """

    scalars: Mapping[str, ValueType]
    lists: Mapping[str, Mapping[str, ValueType]] = field(default_factory=dict)
    row: Mapping[str, ValueType] | None = None
    later: frozenset[str] = frozenset()

    def of_rows(self, row: str | Mapping[str, ValueType]) -> Scope:
        """This scope for expressions about one row, of a list by id or with the fields given."""
        fields = self.lists[row] if isinstance(row, str) else row
        return Scope(self.scalars, self.lists, fields, self.later)
