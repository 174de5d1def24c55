"""A dossier while it is being made up: plain JSON data that repairs change in place."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from engine.dossier import Dossier, dossier_from
from engine.fields import FIELD_TYPES, rows
from engine.packs.model import Field, Kind, Plan, Section, Slot, Standard

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spot:
    """A row and the list it stands in; of rows inside rows (`held_titles.appointments`) the row
    around it, too."""

    list_id: str
    row: Row
    outer: Row | None = None

    @property
    def values(self) -> Row:
        """What expressions see of the row."""
        return {**(self.outer or {}), **self.row, "item": self.list_id}


class Draft:
    """The answers, rows and files made up so far, and how to make up more of them.

    Ids of rows, records and files count up, so that the same seed gives the same dossier.
    """

    def __init__(self, plan: Plan, standard: Standard, random: Random) -> None:
        self.plan, self.standard, self.random = plan, standard, random
        self.application: dict[str, Any] = {"standard": standard.id}
        self.sections: dict[str, dict[str, Any]] = {}
        self.rows: dict[str, list[Row]] = {}
        self.files: dict[str, list[dict[str, Any]]] = {}
        self._number = 0

    def dossier(self) -> Dossier:
        """The draft as a dossier; later changes do not reach it."""
        data = {
            "plan": self.plan.id,
            "application": self.application,
            "sections": self.sections,
            "rows": {key: held for key, held in self.rows.items() if held},
            "files": {key: files for key, files in self.files.items() if files},
        }
        return dossier_from(copy.deepcopy(data))

    # ---- where things are ----

    def field(self, section: str, name: str) -> Field | None:
        """A field of a form section."""
        found = self.standard.section_of.get(section)
        fields = found.fields if found else ()
        return next((field for field in fields if field.id == name), None)

    def row_fields(self, list_id: str, row: Mapping[str, Any]) -> tuple[Field, ...]:
        """The fields of a row: of its section, and of its kind if it is a record."""
        section = self.standard.section_of.get(list_id)
        kind = self.standard.kinds.get(str(row.get("kind", "")))
        return (*(kind.fields if kind else ()), *(section.fields if section else ()))

    def row_slots(self, list_id: str, row: Mapping[str, Any]) -> tuple[Slot, ...]:
        """The slots of a row: of its section, and of its kind if it is a record."""
        section = self.standard.section_of.get(list_id)
        kind = self.standard.kinds.get(str(row.get("kind", "")))
        return (*(kind.slots if kind else ()), *(section.slots if section else ()))

    def fields_of(self, spot: Spot) -> tuple[tuple[Field, Row], ...]:
        """The fields that can be answered at a spot, each with the row that holds its answer."""
        outer_list, _, inner = spot.list_id.partition(".")
        if spot.outer is None:
            return tuple([(field, spot.row) for field in self.row_fields(outer_list, spot.row)])
        around = self.row_fields(outer_list, spot.outer)
        nested = [(f, spot.row) for f in self._inner_fields(around, inner)]
        return (*nested, *[(field, spot.outer) for field in around])

    def spots(self, name: str) -> list[Spot]:
        """The rows that expressions call `name`."""
        outer, _, inner = name.partition(".")
        places = [outer] if outer != "records" else list(self.standard.item_of)
        found = [Spot(place, row) for place in places for row in self.rows.get(place, [])]
        if not inner:
            return found
        if self._is_form(outer):
            form = self.sections.setdefault(outer, {})
            return [Spot(name, row, form) for row in form.get(inner) or ()]
        return [Spot(name, row, spot.row) for spot in found for row in spot.row.get(inner) or ()]

    def drop(self, spot: Spot) -> None:
        """Take a row out of its list."""
        outer, _, inner = spot.list_id.partition(".")
        held = spot.outer[inner] if spot.outer is not None else self.rows[outer]
        held.remove(spot.row)

    def find_row(self, list_id: str, row_id: str) -> Row | None:
        """A row by its list and its id."""
        return next((row for row in self.rows.get(list_id, []) if row["id"] == row_id), None)

    # ---- making things up ----

    def answer(self, field: Field, into: dict[str, Any]) -> None:
        """Make up an answer to a field."""
        into[field.id] = FIELD_TYPES[field.type].sample(field, self.random)

    def add_inner_row(self, name: str) -> Spot | None:
        """Another row inside a form, or inside a row: the first one that there is."""
        outer, _, inner = name.partition(".")
        section = self.standard.section_of.get(outer)
        if section is None:
            return None
        if self._is_form(outer):
            around = self.sections.setdefault(outer, {})
        else:
            around = self.rows[outer][0] if self.rows.get(outer) else self.add_row(section).row
        row: Row = {"id": self._id("n")}
        for field in self._inner_fields(self.row_fields(outer, around), inner):
            self.answer(field, row)
        around.setdefault(inner, []).append(row)
        return Spot(name, row, around)

    def _is_form(self, name: str) -> bool:
        section = self.standard.section_of.get(name)
        return section is not None and section.type == "form"

    def _inner_fields(self, fields: tuple[Field, ...], name: str) -> tuple[Field, ...]:
        """The fields of the rows that a field of type `rows` holds."""
        for field in fields:
            if field.id == name and isinstance(field.options, rows.Options):
                return field.options.fields
        return ()

    def add_row(self, section: Section) -> Spot:
        """Another row of a section of rows or picks."""
        kind = None
        if section.type == "picks" and section.kinds:
            kind = self.standard.kinds.get(self.random.choice(section.kinds))
        return Spot(section.id, self._row(section.id, kind))

    def add_record(self, item: str, kind: Kind) -> Spot:
        """Another record of a kind, filed under an item."""
        return Spot(item, self._row(item, kind))

    def make_different(self, field: Field, row: Row) -> None:
        """Give a text an ending that no other one has."""
        text = row.get(field.id)
        if (
            field.type == "text"
            and isinstance(text, str)
            and not getattr(field.options, "format", "")
        ):
            most = getattr(field.options, "max", 200)
            ending = str(self._id(""))
            row[field.id] = text[: max(most - len(ending), 0)] + ending

    def add_file(self, slot: Slot, into: dict[str, list[dict[str, Any]]]) -> None:
        """Another file in a slot, of its first type and 80 KB."""
        suffix = slot.types[0] if slot.types else "pdf"
        file = {
            "id": self._id("f"),
            "name": f"{slot.name}.{suffix}",
            "type": suffix,
            "bytes": min(81_920, int(slot.max_mb * 1_048_576)),
        }
        into.setdefault(slot.id, []).append(file)

    def _row(self, list_id: str, kind: Kind | None) -> Row:
        row: Row = {"id": self._id("n")}
        if kind is not None:
            status = self.standard.pickable[0] if self.standard.pickable else "passed"
            row |= {"record": self._id("r"), "kind": kind.id, "status": status}
        self.rows.setdefault(list_id, []).append(row)
        for field in self.row_fields(list_id, row):
            if field.required is not False and field.when is None:
                self.answer(field, row)
        for field in self.row_fields(list_id, row):
            if kind is not None and field.id in (kind.title, *kind.unique):
                self.make_different(field, row)
        files: dict[str, list[dict[str, Any]]] = {}
        for slot in self.row_slots(list_id, row):
            if slot.required is not False and slot.when is None:
                self.add_file(slot, files)
        if files:
            row["files"] = files
        return row

    def _id(self, prefix: str) -> str:
        self._number += 1
        return f"{prefix}{self._number}"
