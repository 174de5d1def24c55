"""The trial dossier of a self check: profile and archive, with every record filed where it helps.

Records go to the sections that take their kind, and under the items of the categories so that as
many bounds as possible hold; nothing is filed beyond a maximum.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.checks import CheckReport
from engine.checks.conditions import limit
from engine.packs.model import Standard
from engine.rules.assignment import CategoryBounds, Filing, ItemBounds, find_assignment

Json = dict[str, Any]
Record = Mapping[str, Any]
"""A record of the archive: id, kind, status, values, files."""
Judge = Callable[[Json], CheckReport]

MORE_THAN_ENOUGH = 40
"""Records of one kind that are looked at: far more than any standard asks for, and the flow that
files them stays small."""


@dataclass(slots=True)
class Room:
    """How many records an item and its category still take."""

    bounds: ItemBounds
    category: str
    held: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether nothing more may be filed here."""
        return self.bounds.max is not None and len(self.held) >= self.bounds.max

    @property
    def lacks(self) -> bool:
        """Whether it has fewer records than make it count."""
        return len(self.held) < self.bounds.enough


def build_trial(
    standard: Standard,
    application: Mapping[str, str],
    sections: Mapping[str, Json],
    records: Sequence[Record],
    judge: Judge,
) -> Json:
    """The trial dossier as JSON data; `judge` checks one, to learn what is accepted where."""
    usable = _usable(standard, records)
    data: Json = {
        "application": dict(application),
        "sections": dict(sections),
        "rows": {
            section.id: [
                {**_row(one), **{f.id: True for f in section.fields if f.type == "boolean"}}
                for one in usable
                if one["kind"] in section.kinds
            ]
            for section in standard.sections
            if section.type == "picks"
        },
        "files": {},
    }
    everywhere = _everywhere(standard, usable)
    report = judge({**data, "rows": {**data["rows"], **everywhere}})
    options = _options(report)
    filed = _file(options, bounds_of(standard, report.values))
    rows = {str(one["id"]): one for one in usable}
    data["rows"] |= {
        item: [_row(rows[record]) for record in held] for item, held in filed.items() if held
    }
    return data


def _usable(standard: Standard, records: Sequence[Record]) -> list[Record]:
    """The records that may be picked, the first ones of every kind."""
    found: list[Record] = []
    counted: dict[str, int] = {}
    for one in records:
        kind = one["kind"]
        counted[kind] = counted.get(kind, 0) + 1
        known = kind in standard.kinds and one["status"] in standard.pickable
        if known and counted[kind] <= MORE_THAN_ENOUGH:
            found.append(one)
    return found


def _row(record: Record, copy: str = "") -> Json:
    """A record as a row of a dossier; a `copy` has an id of its own."""
    id = f"{copy}@{record['id']}" if copy else record["id"]
    return {
        **record["values"],
        "id": id,
        "record": id,
        "kind": record["kind"],
        "status": record["status"],
        "files": record["files"],
    }


def _everywhere(standard: Standard, records: Sequence[Record]) -> dict[str, list[Json]]:
    """Every record under every item that takes its kind, as a copy: what would be accepted?"""
    return {
        item.id: [
            _row(one, item.id)
            for one in records
            if one["kind"] in {accept.kind for accept in item.accepts}
        ]
        for category in standard.categories
        for item in category.items
    }


def _options(report: CheckReport) -> dict[str, list[str]]:
    """The items that accept each record, in the order of the standard."""
    found: dict[str, list[str]] = {}
    for row in report.values.get("records", ()):
        item, _, record = str(row["id"]).partition("@")
        found.setdefault(record, []).append(item)
    return found


def bounds_of(standard: Standard, values: Mapping[str, Any]) -> tuple[CategoryBounds, ...]:
    """What the categories and items ask of this applicant."""
    return tuple(
        CategoryBounds(
            items=tuple(
                ItemBounds(
                    id=item.id,
                    min=int(_number(item.min, values) or 0),
                    max=_whole(_number(item.max, values)),
                    enough=max(int(_number(item.min, values) or 0), 1),
                )
                for item in category.items
            ),
            min=int(_number(category.min, values) or 0),
            max=_whole(_number(category.max, values)),
            count=category.count,
        )
        for category in standard.categories
    )


def _number(threshold: Any, values: Mapping[str, Any]) -> float | None:
    decide = limit(threshold)
    return decide(values) if decide else None


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)


def _file(
    options: Mapping[str, list[str]], categories: Sequence[CategoryBounds]
) -> dict[str, list[str]]:
    """Records by item: first where something lacks, the choosiest records first, then rearranged
    where a better filing exists."""
    rooms = {
        item.id: Room(item, str(number))
        for number, category in enumerate(categories)
        for item in category.items
    }
    most = {str(number): category.max for number, category in enumerate(categories)}
    for record in sorted(options, key=lambda one: len(options[one])):
        open_ = [
            rooms[item]
            for item in options[record]
            if not rooms[item].is_full and not _is_full(rooms, most, rooms[item].category)
        ]
        if open_:
            best = min(open_, key=lambda room: (not room.lacks, len(room.held)))
            best.held.append(record)
    placed = [
        Filing(record=record, item=item, options=tuple(options[record]))
        for item, room in rooms.items()
        for record in room.held
    ]
    moves = find_assignment(placed, categories) or {}
    filed: dict[str, list[str]] = {item: [] for item in rooms}
    for one in placed:
        filed[moves.get(one.record, one.item)].append(one.record)
    return filed


def _is_full(rooms: Mapping[str, Room], most: Mapping[str, int | None], category: str) -> bool:
    limit_ = most[category]
    if limit_ is None:
        return False
    return sum(len(room.held) for room in rooms.values() if room.category == category) >= limit_
