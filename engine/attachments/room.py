"""Whether a slot has room for one more file: told at upload, not only at the end."""

from __future__ import annotations

from collections.abc import Sequence

from engine.dossier.values import File
from engine.fields.field_type import Fault, fault
from engine.fields.file_check import file_faults, limit_text, over
from engine.packs.model import Slot


def slot_faults(slot: Slot, held: Sequence[File], new: File) -> tuple[Fault, ...]:
    """Why `new` cannot join the files that the slot holds: type, size, number, size in all."""
    found = list(file_faults(slot.name, new, slot.types, slot.max_mb))
    count = len(held) + 1
    if count > slot.max_files:
        found.append(fault("slot-over", slot.name, max=slot.max_files, n=count))
    total = sum(file.bytes for file in held) + new.bytes
    if slot.max_total_mb is not None and over(total, slot.max_total_mb):
        found.append(fault("slot-total", slot.name, max=limit_text(slot.max_total_mb)))
    return tuple(found)
