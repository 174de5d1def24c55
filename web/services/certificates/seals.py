"""Electronic seals of issuers and committees: whoever has none seals the printed certificate
(安徽手册 L887)."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from engine.packs.model import Slot
from engine.packs.node import Node
from engine.problems import Position
from web.models import Account, Seal, StoredFile, Unit, write
from web.services import events, files
from web.services.duties import check_duty
from web.services.errors import BadFile
from web.services.receiving import read_sent, receive
from web.storage import FileStore

SMALLEST = 200
"""Pixels of each side, so that it is sharp on 40 mm."""
SLOT = Slot(
    id="seal",
    name="电子印章",
    origin=Node("seal", Position("", 0, 0), Position("", 0, 0)),
    types=("png",),
    max_mb=2,
    max_files=1,
)


def seal_of(unit: Unit) -> Seal | None:
    """The seal of a unit, None without one."""
    query = Seal.select(Seal, StoredFile).join(StoredFile).where(Seal.unit == unit)
    found: Seal | None = query.first()
    return found


def has_seal(unit: Unit | None) -> bool:
    """Whether a unit has uploaded its electronic seal."""
    return unit is not None and Seal.select().where(Seal.unit == unit).exists()


def put_seal(
    unit: Unit, name: str, stream: IO[bytes], store: FileStore, *, actor: Account, now: datetime
) -> None:
    """Keep the seal of a unit; certificates that are drawn from now on carry it.

    :raises DutyNeeded: the operator may not
    :raises TooLarge, BadFile: it is no PNG of about equal sides and enough pixels
    """
    check_duty(actor, "manage")
    new = receive(name, read_sent(SLOT, name, stream))
    known = new.known
    if known.type != "png":
        raise BadFile(new.name, "请上传 png 图片，背景应当透明")
    wide, high = known.width or 0, known.height or 0
    if min(wide, high) < SMALLEST:
        raise BadFile(new.name, f"图片 {wide}×{high} 像素，宽和高都应不小于 {SMALLEST} 像素")
    if not 0.5 <= wide / high <= 2:
        raise BadFile(new.name, "印章图片的宽和高应当相近，请裁去四周的空白")
    stored = files.store(store, new.content, known, now=now)
    with write(f"unit:{unit.id}"):
        Seal.delete().where(Seal.unit == unit).execute()
        Seal.create(unit=unit, content=stored, uploaded_at=now, uploaded_by=actor.id)
        events.record(
            f"unit:{unit.id}", "seal-uploaded", actor=actor, now=now,
            details={"sha256": stored.sha256},
        )  # fmt: skip


def remove_seal(unit: Unit, *, actor: Account, now: datetime) -> None:
    """Take the seal of a unit away; what was drawn with it stays as it is."""
    check_duty(actor, "manage")
    with write(f"unit:{unit.id}"):
        if Seal.delete().where(Seal.unit == unit).execute():
            events.record(f"unit:{unit.id}", "seal-removed", actor=actor, now=now)
