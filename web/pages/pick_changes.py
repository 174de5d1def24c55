"""What has changed in a record since it was picked, value by value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.pages.records import display
from web.services.refreshing import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that differs, as people read it; "" where there was or is nothing."""

    name: str
    old: str
    new: str


def build_differences(found: Comparison, statuses: Mapping[str, str]) -> tuple[Difference, ...]:
    """What differs between a pick and its record: state, answers, files. `statuses` are the
    province's names of the states."""
    record = found.record
    if record is None:
        return ()
    kept = found.row.snapshot
    texts = [("状态", *(statuses.get(s, s) for s in (kept["status"], record.status)))]
    for field in found.kind.fields:
        old, new = (display(field, v.get(field.id)) for v in (kept["values"], record.values))
        texts.append((field.name, old, new))
    differences = [Difference(name=n, old=a, new=b) for n, a, b in texts if a != b]
    return (*differences, *_of_files(found, kept["files"], record.files))


def _of_files(
    found: Comparison, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Difference]:
    for slot in found.kind.slots:
        before, after = old.get(slot.id, ()), new.get(slot.id, ())
        if [_same(file) for file in before] != [_same(file) for file in after]:
            yield Difference(name=slot.name, old=_names(before), new=_names(after))


def _same(file: Mapping[str, Any]) -> tuple[str, str]:
    return file["sha256"], file["name"]


def _names(files: Any) -> str:
    return "、".join(file["name"] for file in files)
