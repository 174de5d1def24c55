"""What people call the fields of rows, and how they read the values in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.model import Field, Standard
from engine.rules.scope import ValueType
from engine.rules.template import display

Row = Mapping[str, Any]

_BUILT_IN = {"kind": "类别", "item": "项目", "category": "业绩类别", "status": "核验状态"}
_TEXT = ValueType("text")


class RowLabels:
    """Labels for the rows of one list: of their kind's fields, else of the section's."""

    def __init__(self, standard: Standard, section: str = "") -> None:
        self._section = section
        self._fields = {kind.id: _by_id(kind.fields) for kind in standard.kinds.values()}
        if (found := standard.section_of.get(section)) is not None:
            self._fields[section] = _by_id(found.fields)
        self._kinds = {kind.id: kind.name for kind in standard.kinds.values()}

    def name(self, row: Row, field: str) -> str:
        """The name of a field; its id if nobody named it."""
        found = self._field(row, field)
        return found.name if found else _BUILT_IN.get(field, field)

    def named_value(self, row: Row, field: str) -> str:
        """The name and the value of a field: `规模 大型`, `规模（未填写）`."""
        shown = self.value(row, field)
        return f"{self.name(row, field)} {shown}" if shown else f"{self.name(row, field)}（未填写）"

    def value(self, row: Row, field: str) -> str:
        """The value of a field as people read it, "" for none."""
        if field == "kind":
            return self._kinds.get(str(row.get("kind")), "")
        found = self._field(row, field)
        if found is None:
            return display(row.get(field), _TEXT)
        value = row.get(field)
        return "" if value is None else FIELD_TYPES[found.type].display(value, found)

    def _field(self, row: Row, field: str) -> Field | None:
        for owner in (row.get("kind"), self._section):
            if isinstance(owner, str) and (found := self._fields.get(owner, {}).get(field)):
                return found
        return None


def _by_id(fields: Iterable[Field]) -> Mapping[str, Field]:
    return {field.id: field for field in fields}
