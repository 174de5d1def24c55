"""The form of a record: its questions by kind, its slots, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.forms.template_globals import accepted
from engine.packs.model import Field, Kind, Slot
from engine.rules.browser import to_browser
from web.pages.parts import Question
from web.pages.slots import SlotPart, slot_rule
from web.services.record_check import (
    RecordFaults,
    applies,
    check_record,
    good_values,
    is_required,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordForm:
    """A record as its form asks it; `values` is what conditions in the browser start from."""

    kind: Kind
    questions: tuple[Question, ...]
    slots: tuple[SlotPart, ...]
    faults: RecordFaults
    values: Mapping[str, Any]

    @property
    def problems(self) -> dict[str, str]:
        """Errors by the id of the element that they are cured at."""
        found = {**self.faults.fields, **self.faults.slots}
        return {anchor: "；".join(texts) for anchor, texts in found.items()}


def build_record_form(
    kind: Kind, values: Mapping[str, Any], files: Mapping[str, Any], today: str, *, quiet: bool
) -> RecordForm:
    """The form with these answers and FILE maps by slot. `quiet` says nothing of what is wrong:
    nobody has answered yet."""
    row = good_values(kind, values, today)
    faults = check_record(kind, values, files, today)
    return RecordForm(
        kind=kind,
        questions=tuple(_question(field, values, row, faults, quiet) for field in kind.fields),
        slots=tuple(_slot(slot, files, row, faults, quiet) for slot in kind.slots),
        faults=faults,
        values=row,
    )


def _question(
    field: Field,
    values: Mapping[str, Any],
    row: Mapping[str, Any],
    faults: RecordFaults,
    quiet: bool,
) -> Question:
    return Question(
        field=field,
        anchor=field.id,
        name=field.id,
        value=values.get(field.id),
        required=is_required(field, row),
        shown=applies(field, row),
        faults=() if quiet else faults.fields.get(field.id, ()),
        warnings=() if quiet else faults.warnings.get(field.id, ()),
    )


def _slot(
    slot: Slot,
    files: Mapping[str, Any],
    row: Mapping[str, Any],
    faults: RecordFaults,
    quiet: bool,
) -> SlotPart:
    return SlotPart(
        slot=slot,
        place=slot.id,
        anchor=slot.id,
        rule=slot_rule(slot),
        accept=accepted(slot.types),
        required=is_required(slot, row),
        files=tuple(files.get(slot.id, ())),
        faults=() if quiet else faults.slots.get(slot.id, ()),
        shown=applies(slot, row),
        when=json.dumps(to_browser(slot.when)) if slot.when is not None else "",
    )
