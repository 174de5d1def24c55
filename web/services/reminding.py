"""催办: an applicant reminds the unit of a record that still waits."""

from __future__ import annotations

from web.models import Notice, Unit, write
from web.services import notices
from web.services.archive import Archive
from web.services.errors import NotWritable
from web.services.records import note, review_link, title_of


def remind(archive: Archive, id: str, unit: Unit) -> bool:
    """Tell the unit once a day that a record still waits; whether it was told now.

    :raises NotFound, NotYours: as `Archive.record`
    :raises NotWritable: it does not wait
    """
    with write(archive.subject):
        record = archive.record(id)
        if record.status != "pending":
            raise NotWritable("这条业绩不在待审核中，不需要提醒。")
        key = f"record:{record.id}:remind:{archive.today}"
        if Notice.select().where(Notice.key == key).exists():
            return False
        kind = archive.kind(record.kind)
        text = f"{archive.person.name}提醒您审核“{title_of(record, kind)}”（{kind.name}）。"
        notices.notify(unit, text, link=review_link(record.id), key=key, now=archive.now)
        note(archive, record, "remind", {})
    return True
