"""Files with the same content, told in words: within an application, and elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from engine.packs.province import Province
from web.pages.attachments import build_attachments
from web.pages.records import build_record
from web.services.draft import Draft
from web.services.packs import Packs
from web.services.same_content import Elsewhere

FEW = 2
"""Places that are named; the others are counted."""

Same = Mapping[str, tuple[str, ...]]
"""By the id of a file, where else in the application its content lies."""


def same_within(draft: Draft) -> Same:
    """The files of an application whose content lies in it more than once."""
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for group in build_attachments(draft):
        name = f"{group.note}·{group.name}" if group.note else group.name
        for file in group.files:
            places[file["sha256"]][file["id"]] = f"“{name}”中的“{file['name']}”"
    return {
        id: _few([text for other, text in found.items() if other != id])
        for found in places.values()
        if len(found) > 1
        for id in found
    }


def _few(texts: list[str]) -> tuple[str, ...]:
    more = len(texts) - FEW
    return (*texts[:FEW], *([f"另外 {more} 处"] if more > 0 else []))


def same_elsewhere(packs: Packs, province: Province, found: Iterable[Elsewhere]) -> tuple[str, ...]:
    """Where else a person uses a content, in words."""
    return tuple(_told(packs, province, one) for one in found)


def _told(packs: Packs, province: Province, one: Elsewhere) -> str:
    if one.application is not None:
        return f"申报“{packs.pinned(one.application.bundle_id).name}”"
    record: Any = one.record
    kind = province.kinds.get(record.kind)
    title = build_record(record, kind, province.record_statuses).title if kind else record.kind
    return f"{province.word('archive')}“{title}”"
