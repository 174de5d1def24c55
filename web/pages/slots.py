"""What may be uploaded in a slot, told before anyone tries (requirements AMB-20)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.fields.file_check import MEGABYTE, limit_text
from engine.forms.template_globals import accepted
from engine.packs.model import Slot
from engine.rules.browser import to_browser
from web.services.draft import Draft

LONGEST_NAME = 20
"""Letters of a slot's name that is offered as the name of its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPart:
    """A slot with its files. `place` is where uploads go, `anchor` its element id, `when` its
    condition as JSON for the browser; a slot that is not `shown` may be while others are answered.
    `same` tells by file id where else in the application the content of a file lies.
    """

    slot: Slot
    place: str
    anchor: str
    rule: str
    accept: str
    required: bool
    files: tuple[dict[str, Any], ...]
    faults: tuple[str, ...] = ()
    shown: bool = True
    when: str = ""
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """What the files take together."""
        return sum(file["bytes"] for file in self.files)

    @property
    def is_conditional(self) -> bool:
        """Whether what is answered decides if it must be filled."""
        return not isinstance(self.slot.required, bool)

    @property
    def max_bytes(self) -> int:
        """What one file may have."""
        return int(self.slot.max_mb * MEGABYTE)

    @property
    def suggested_name(self) -> str:
        """What a file may be called after what it is for, "" if the slot's name says too much."""
        name = self.slot.name
        return name if len(name) <= LONGEST_NAME else ""

    @property
    def is_full(self) -> bool:
        """Whether there is room for no more file."""
        return len(self.files) >= self.slot.max_files


def slot_rule(slot: Slot) -> str:
    """What a slot takes, in a sentence."""
    parts = [f"只能上传 {'/'.join(slot.types)} 文件" if slot.types else "文件类型不限"]
    parts.append(f"单个不超过 {limit_text(slot.max_mb)}MB")
    if slot.max_total_mb:
        parts.append(f"合计不超过 {limit_text(slot.max_total_mb)}MB")
    count = (
        f"{slot.min_files} 至 {slot.max_files}" if slot.min_files > 1 else f"最多 {slot.max_files}"
    )
    parts.append(f"{count} 个")
    return "，".join(parts)


def build_slot(
    draft: Draft,
    slot: Slot,
    *,
    row: str = "",
    list_id: str = "",
    same: Mapping[str, tuple[str, ...]] | None = None,
) -> SlotPart:
    """A slot of a section, or of a row when `row` and `list_id` are given; `same` as the part's."""
    if row:
        rows = draft.data["rows"].get(list_id, ())
        held: dict[str, Any] = next((r["files"] for r in rows if r["id"] == row), {})
        files, anchor = held.get(slot.id, ()), f"{list_id}.{row}.{slot.id}"
    else:
        files, anchor = draft.data["files"].get(slot.id, ()), slot.id
    faults = tuple(
        finding.message
        for finding in draft.report.findings
        if finding.severity == "error"
        and (finding.path == anchor or finding.path.startswith(f"{anchor}."))
        and finding.code != "slot-missing"
    )
    return SlotPart(
        slot=slot,
        place=f"{row}/{slot.id}" if row else slot.id,
        anchor=anchor,
        rule=slot_rule(slot),
        accept=accepted(slot.types),
        required=draft.asks(slot),
        files=tuple(files),
        faults=faults,
        shown=row != "" or draft.shows(slot),
        when="" if row or slot.when is None else json.dumps(to_browser(slot.when)),
        same=same or {},
    )
