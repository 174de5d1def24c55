"""What is wrong with one record of the archive: its answers and its proofs.

Drafts are saved whatever this says; a record is submitted for verification only without errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.dossier import File, read_file
from engine.fields import is_empty
from engine.fields.answers import AnswerCheck
from engine.fields.file_check import file_faults
from engine.forms.visibility import holds
from engine.messages import say
from engine.packs.model import Field, Kind, Slot
from engine.same import Same

Values = Mapping[str, Any]
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFaults:
    """Errors and warnings by field id, errors by slot id; `missing` are the fields and slots whose
    only fault is that they are empty, which an untouched form is not reproached with."""

    fields: Mapping[str, tuple[str, ...]]
    warnings: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, tuple[str, ...]]
    missing: frozenset[str]

    @property
    def are_none(self) -> bool:
        """Whether the record can be submitted for verification."""
        return not self.fields and not self.slots

    @property
    def messages(self) -> tuple[str, ...]:
        """Every error in the order of the form."""
        return tuple(m for group in (self.fields, self.slots) for ms in group.values() for m in ms)


def check_record(kind: Kind, values: Values, files: Values, today: str) -> RecordFaults:
    """What is wrong with a record with these answers and FILE maps by slot; `today` is ISO text.

    Conditions see the well-formed answers, as in the check of an application.
    """
    judged = _check(Same(kind)).faults(values, today)
    errors: dict[str, tuple[str, ...]] = {}
    warnings: dict[str, tuple[str, ...]] = {}
    good = dict(values)
    for id, faults in judged.items():
        for severity, found in (("error", errors), ("warning", warnings)):
            texts = tuple(say(f.code, f.args) for f in faults if f.severity == severity)
            if texts:
                found[id] = texts
        if id in errors:
            good.pop(id, None)
    fields: dict[str, tuple[str, ...]] = {}
    missing: set[str] = set()
    for field in kind.fields:
        if not applies(field, good):
            continue
        if field.id in errors:
            fields[field.id] = errors[field.id]
        elif is_empty(values.get(field.id)) and is_required(field, good):
            fields[field.id] = (say("required-missing", {"name": field.name}),)
            missing.add(field.id)
    slots: dict[str, tuple[str, ...]] = {}
    for slot in kind.slots:
        if not applies(slot, good):
            continue
        held = files_in(files, slot.id)
        if not held and is_required(slot, good):
            slots[slot.id] = (say("slot-missing", {"name": slot.name}),)
            missing.add(slot.id)
        elif held and (faults_here := _slot_faults(slot, held)):
            slots[slot.id] = faults_here
    return RecordFaults(fields=fields, warnings=warnings, slots=slots, missing=frozenset(missing))


def good_values(kind: Kind, values: Values, today: str) -> dict[str, Any]:
    """The well-formed answers, which conditions may read."""
    judged = _check(Same(kind)).faults(values, today)
    wrong = {id for id, faults in judged.items() if any(f.severity == "error" for f in faults)}
    return {id: value for id, value in values.items() if id not in wrong}


def applies(thing: Field | Slot, row: Values) -> bool:
    """Whether a field or a slot of a kind applies to a record with these answers."""
    return holds(thing.when, NOTHING, row)


def is_required(thing: Field | Slot, row: Values) -> bool:
    """Whether a field must be answered, or a slot filled."""
    if isinstance(thing.required, bool):
        return thing.required
    return holds(thing.required, NOTHING, row)


def files_in(files: Values, slot: str) -> tuple[File, ...]:
    """The files of one slot of a record."""
    return tuple(file for one in files.get(slot, ()) if (file := read_file(one)) is not None)


def _slot_faults(slot: Slot, held: tuple[File, ...]) -> tuple[str, ...]:
    found = [f for file in held for f in file_faults(slot.name, file, slot.types, slot.max_mb)]
    texts = [say(fault.code, fault.args) for fault in found]
    if len(held) < slot.min_files:
        args = {"name": slot.name, "min": slot.min_files, "n": len(held)}
        texts.append(say("slot-short", args))
    return tuple(texts)


@lru_cache(maxsize=1024)
def _check(key: Same[Kind]) -> AnswerCheck:
    return AnswerCheck(key.one.fields)
