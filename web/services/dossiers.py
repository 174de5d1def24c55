"""Whole dossiers (汇编材料): list of contents, printed tables and attachments of one application as
one PDF with numbered pages; what cannot be printed lies beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.forms.visibility import offered_tables
from engine.packs.model import Slot
from web.services.contents_page import Entry, draw_contents
from web.services.draft import Draft
from web.services.errors import DoesNotFit
from web.services.merging import Part, Unreadable, count_pages, merge, picture_page
from web.services.printing import Printer
from web.storage import FileStore

PICTURES = ("jpg", "png")
CONTENTS, TABLES, ATTACHMENTS = "目录", "评审表格", "附件材料"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file of an application and what it is for."""

    name: str
    file: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A dossier that was put together: how many pages, and the files that lie beside it."""

    pages: int
    beside: tuple[dict[str, Any], ...]


def put_together(draft: Draft, printer: Printer, files: FileStore, target: Path) -> Dossier:
    """Write the dossier of what was handed in to `target`; its folder takes what is drawn first.

    :raises CannotPrint: a table could not be drawn
    """
    folder = target.parent
    tables = list(_tables(draft, printer, files, folder))
    attached, beside = _attached_parts(draft, files, folder)
    parts = [*tables, *attached]
    entries = _entries(parts, beside)
    contents = folder / "contents.pdf"
    shift = draw_contents(contents, draft, entries, 0)
    draw_contents(contents, draft, entries, shift)
    code = draft.snapshot.digest[:12].upper() if draft.snapshot else ""
    pages = merge(
        [Part(name=CONTENTS, path=contents), *parts],
        target,
        lambda number, total: (
            f"汇编第 {number} 页　共 {total} 页　·　校验码 {code}　·　{draft.person.name}"
        ),
        title=f"{draft.person.name} {draft.plan.name}",
    )
    for part in [*parts, Part(name=CONTENTS, path=contents)]:
        if part.path.parent == folder:
            part.path.unlink(missing_ok=True)
    return Dossier(pages=pages, beside=tuple(one.file for one in beside))


def _tables(draft: Draft, printer: Printer, files: FileStore, folder: Path) -> Iterator[Part]:
    """Every table that this application can be printed as."""
    for number, id in enumerate(offered_tables(draft.standard, draft.values), start=1):
        table = draft.plan.tables.get(id)
        if table is None or table.subject != "application":
            continue
        path = folder / f"table-{number}.pdf"
        try:
            path.write_bytes(printer.pdf(draft, table, files))
        except DoesNotFit:  # an extract on one page of what the other tables print whole
            continue
        yield Part(name=table.name, path=path, group=TABLES)


def _attached_parts(
    draft: Draft, files: FileStore, folder: Path
) -> tuple[list[Part], list[Attached]]:
    """The attachments that can be pages, and those that cannot."""
    parts: list[Part] = []
    beside: list[Attached] = []
    for number, one in enumerate(attached_files(draft), start=1):
        path = files.path(one.file["sha256"])
        kind = one.file["type"]
        if kind in PICTURES:
            page = folder / f"picture-{number}.pdf"
            try:
                picture_page(path, page)
            except Unreadable:
                beside.append(one)
                continue
            path = page
        elif kind != "pdf" or not _is_readable(path):
            beside.append(one)
            continue
        parts.append(Part(name=one.name, path=path, group=ATTACHMENTS))
    return parts, beside


def _is_readable(path: Path) -> bool:
    try:
        return count_pages(path) > 0
    except (Unreadable, FileNotFoundError):
        return False


def _entries(parts: Sequence[Part], beside: Sequence[Attached]) -> list[Entry]:
    found, page = [], 1
    for part in parts:
        count = count_pages(part.path)
        found.append(Entry(group=part.group, name=part.name, page=page, pages=count))
        page += count
    return found + [Entry(group="附件另存", name=one.name, page=0, pages=0) for one in beside]


def attached_files(draft: Draft) -> Iterator[Attached]:
    """All files in the order of the application: slots, then those of rows and picks. Photos are
    in the tables."""
    for section in draft.standard.sections:
        for slot in section.slots if section.type == "slots" else ():
            yield from _named(slot.name, draft.data["files"].get(slot.id, ()))
    for list_id, name, slots in _lists(draft):
        for number, row in enumerate(draft.data["rows"].get(list_id, ()), start=1):
            kind = draft.standard.kinds.get(row.get("kind", ""))
            for slot in kind.slots if kind else slots:
                said = f"{name} {number}：{slot.name}"
                yield from _named(said, row.get("files", {}).get(slot.id, ()))


def _lists(draft: Draft) -> Iterator[tuple[str, str, tuple[Slot, ...]]]:
    for section in draft.standard.sections:
        if section.type in ("rows", "picks"):
            yield section.id, section.name, section.slots
    for category in draft.standard.categories:
        for item in category.items:
            yield item.id, item.name, ()


def _named(name: str, files: Sequence[dict[str, Any]]) -> Iterator[Attached]:
    for file in files:
        yield Attached(name=f"{name}（{file['name']}）", file=file)
