"""The chain of events: appended by many at once, broken by whoever alters it."""

from __future__ import annotations

from functools import partial

import pytest

from tests.web.database.test_writing import together
from web.models import Event, database, write
from web.services import events
from web.site import Site


def append(site: Site, subject: str, *names: str) -> None:
    """Record one event of a subject in a transaction under other names."""
    with write(*names):
        events.record(subject, "tested", actor=None, now=site.clock.now(), details={"中": 1})


def test_many_append_to_one_chain_at_once(site: Site) -> None:
    together(*[partial(append, site, "record:1", f"person:{number}") for number in range(16)])

    with database.connection_context():
        numbers = [event.number for event in events.events_of("record:1").order_by(Event.number)]
        assert numbers == list(range(1, 17))
        assert events.broken_at("record:1") is None


@pytest.mark.parametrize("change", ["details", "actor", "at"])
def test_altered_event_breaks_its_chain_and_no_other(site: Site, change: str) -> None:
    altered = {"details": {"中": 2}, "actor": "someone", "at": site.clock.now().replace(year=2001)}

    with database.connection_context():
        for subject in ("record:1", "record:2"):
            for _ in range(3):
                append(site, subject)
        Event.update(**{change: altered[change]}).where(
            Event.subject == "record:1", Event.number == 2
        ).execute()

        assert events.broken_chains() == {"record:1": 2}


def test_events_that_are_swapped_break_their_chain(site: Site) -> None:
    with database.connection_context():
        for _ in range(4):
            append(site, "record:1")
        for was, now in ((2, 9), (3, 2), (9, 3)):
            Event.update(number=now).where(Event.number == was).execute()

        assert events.broken_chains() == {"record:1": 2}


def test_event_that_is_gone_breaks_its_chain(site: Site) -> None:
    with database.connection_context():
        for _ in range(3):
            append(site, "record:1")
        Event.delete().where(Event.number == 2).execute()

        assert events.broken_chains() == {"record:1": 3}
