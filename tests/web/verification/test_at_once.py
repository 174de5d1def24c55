"""The same thing done twice at the same moment, on both databases: one of them wins."""

from __future__ import annotations

from functools import partial

import pytest

from tests.web.archiving import HONOR
from tests.web.database.test_races import outcomes
from web.models import Account, Event, Person, Record, Unit, database
from web.models.columns import new_id
from web.services.archive import Archive, digest_of_record
from web.services.events import broken_at
from web.services.importing import take_rows
from web.services.records import Entry, save_record, submit_record
from web.services.verification import Decision, Desk, decide
from web.site import Site

Applicant = tuple[Person, dict[str, str]]


@pytest.fixture
def archive(site: Site, applicant: Applicant) -> Archive:
    """The applicant's archive, as a request opens it."""
    return Archive(
        person=applicant[0],
        province=site.packs.province("anhui"),
        actor=None,
        now=site.clock.now(),
    )


def desk_of(site: Site, login: str) -> Desk:
    """The desk of an operator of the applicant's unit."""
    operator = Account.get(Account.login == login)
    return Desk(
        unit=Unit.get_by_id(operator.unit_id),
        province=site.packs.province("anhui"),
        operator=operator,
        now=site.clock.now(),
    )


def test_two_operators_decide_once(site: Site, applicant: Applicant) -> None:
    id = applicant[1]["training_new"]
    with database.connection_context():
        seen = digest_of_record(Record.get_by_id(id))
        desks = [desk_of(site, login) for login in ("demo-qingshan", "demo-qingshan2")]

    def said(desk: Desk, action: str) -> str:
        decide(desk, Decision(record=id, action=action, opinion="不实", seen=seen))
        return "done"

    ended = outcomes(partial(said, desks[0], "pass"), partial(said, desks[1], "fail"))

    assert ended == {"done": 1, "Decided": 1}
    with database.connection_context():
        assert Event.select().where(Event.subject == f"record:{id}").count() == 1
        assert broken_at(f"record:{id}") is None


def test_new_record_that_is_sent_many_times_is_stored_once(archive: Archive) -> None:
    entry = Entry(kind="honor", id=new_id(), version=0, save_id="s", asked=dict(HONOR))

    ended = outcomes(*[lambda: save_record(archive, entry).version] * 4)

    assert ended == {"1": 4}
    with database.connection_context():
        assert Event.select().where(Event.subject == f"record:{entry.id}").count() == 1


def test_two_windows_do_not_overwrite_each_other(archive: Archive, applicant: Applicant) -> None:
    id = applicant[1]["county_honor"]

    def save(name: str) -> int:
        asked = {"name": name}
        entry = Entry(kind="honor", id=id, version=1, save_id=name, asked=asked)
        return int(save_record(archive, entry).version)

    assert outcomes(partial(save, "甲"), partial(save, "乙")) == {"2": 1, "Conflict": 1}


def test_decision_and_change_do_not_cross(
    site: Site, archive: Archive, applicant: Applicant
) -> None:
    id = applicant[1]["training_new"]
    with database.connection_context():
        seen, desk = digest_of_record(Record.get_by_id(id)), desk_of(site, "demo-qingshan")

    def change() -> str:
        entry = Entry(kind="training", id=id, version=1, save_id="s", asked={"hours": 99})
        save_record(archive, entry)
        return "changed"

    def let_pass() -> str:
        decide(desk, Decision(record=id, action="pass", opinion="", seen=seen))
        return "passed"

    ended = outcomes(change, let_pass)

    with database.connection_context():
        record = Record.get_by_id(id)
    if ended["passed"]:
        assert (record.status, record.values["hours"], ended["NotWritable"]) == ("passed", 48, 1)
    else:
        assert (record.status, record.values["hours"], ended["Changed"]) == ("pending", 99, 1)


def test_record_is_submitted_once(archive: Archive, applicant: Applicant) -> None:
    id = applicant[1]["county_honor"]

    ended = outcomes(*[lambda: submit_record(archive, id).status] * 3)

    assert ended == {"pending": 3}
    with database.connection_context():
        assert Event.select().where(Event.subject == f"record:{id}").count() == 1


def test_rows_of_a_file_are_taken_once(archive: Archive) -> None:
    kind = archive.kind("honor")

    ended = outcomes(*[lambda: take_rows(archive, kind, "a" * 64, [(2, dict(HONOR))])] * 3)

    assert ended == {"1": 1, "0": 2}
