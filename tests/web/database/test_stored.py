"""Rows stored by SQL that is written once are as peewee stores them."""

from __future__ import annotations

from datetime import datetime

from web.clock import ZONE
from web.models import Event, database, write
from web.models.prepared import Stored
from web.site import Site

AT = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)
SAID = {"subject": "unit:1", "number": 1, "at": AT, "action": "save", "hash": "0" * 64}


def plain(number: int) -> dict[str, object]:
    """What is stored of an event, but for its key."""
    row = Event.select().where(Event.number == number).dicts().get()
    return {name: value for name, value in row.items() if name not in ("id", "number")}


def test_inserted_row_is_as_peewee_creates_it(site: Site) -> None:
    said = {**SAID, "details": {"名": ["甲", 1, None]}}

    with database.connection_context():
        with write():
            Event.create(**said)
            Stored(Event).insert(**{**said, "number": 2})

        assert plain(1) == plain(2)
        assert Event.select().where(Event.id.is_null()).count() == 0


def test_only_the_row_with_the_key_is_changed(site: Site) -> None:
    events = Stored(Event)

    with database.connection_context():
        with write():
            for number in (1, 2):
                events.insert(**{**SAID, "number": number})
            events.update(Event.get(Event.number == 2).id, details={"a": "乙"}, actor="她")

        changed = Event.get(Event.number == 2)
        assert (changed.details, changed.actor, changed.at) == ({"a": "乙"}, "她", AT)
        assert Event.get(Event.number == 1).details == {}
