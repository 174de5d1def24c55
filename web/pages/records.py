"""A record of the archive, or its snapshot in an application, as lists show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.model import Field, Kind
from web.models import Record

STATUS_TONES = {"passed": "good", "pending": "warn", "failed": "bad", "returned": "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """A record: 类别, 时间, 业绩内容, 排名, and everything else by name (安徽手册 图4-19).

    `state` is the id of its state, `status` its name; `kind_id` that of its kind.
    """

    id: str
    kind: str
    title: str
    date: str
    rank: str
    status: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]
    opinion: str = ""
    state: str = ""
    kind_id: str = ""
    changed_at: datetime | None = None


def display(field: Field, value: object) -> str:
    """A stored value as people read it, with its unit where the field has one."""
    return FIELD_TYPES[field.type].display(value, field)


def facts_of(fields: tuple[Field, ...], values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The answered fields with their names."""
    shown = [(field.name, display(field, values.get(field.id))) for field in fields]
    return tuple((name, text) for name, text in shown if text)


def build_record(record: Record, kind: Kind, statuses: Mapping[str, str]) -> RecordPart:
    """A record of the archive; `statuses` are the province's names of the states."""
    part = record_part(
        record.id, kind, record.values, record.files, record.status, statuses, record.opinion
    )
    return replace(part, changed_at=record.changed_at)


def record_part(
    id: str,
    kind: Kind,
    values: Mapping[str, Any],
    files: Mapping[str, Any],
    status: str,
    statuses: Mapping[str, str],
    opinion: str = "",
) -> RecordPart:
    """A record from its parts; `files` are FILE maps by slot, `statuses` as `build_record`."""
    by_id = {field.id: field for field in kind.fields}

    def text(id: str) -> str:
        return display(by_id[id], values.get(id)) if id in by_id else ""

    return RecordPart(
        id=id,
        kind=kind.name,
        kind_id=kind.id,
        title=text(kind.title) or kind.name,
        date=text(kind.date),
        rank="/".join(part for part in (text(kind.rank), text(kind.total)) if part),
        status=statuses.get(status, status),
        state=status,
        tone=STATUS_TONES.get(status, ""),
        facts=facts_of(kind.fields, values),
        files=tuple(
            (slot.name, tuple(files[slot.id])) for slot in kind.slots if files.get(slot.id)
        ),
        opinion=opinion,
    )
