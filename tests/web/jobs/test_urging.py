"""催办 and reminders: asked for once a day, said once a working day, to whoever has it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.web.after.conftest import Case
from tests.web.chains import make_path, make_unit
from tests.web.visitor import Visitor
from web.models import Account, Event, Notice, Path, Task, Unit, database
from web.services import urging
from web.services.errors import NotFound, NotWritable
from web.services.lower_units import counted, units_below
from web.services.reminders import remind_all
from web.site import Site


def notices(start: str) -> list[str]:
    with database.connection_context():
        query = Notice.select().where(Notice.key.startswith(start)).order_by(Notice.id)
        return [one.text for one in query]


def test_applicant_urges_once_a_day(handed_in: Case) -> None:
    applicant = handed_in.applicant.open(f"{handed_in.address}/track")
    assert "正在办理" in applicant.text
    applicant.send(f"{handed_in.address}/urge")

    assert "已提醒" in applicant.text
    assert "后可再次催办" in applicant.text
    assert [("催办" in text) for text in notices("task:")] == [True]
    with database.connection_context():
        assert Event.get(Event.action == "urged").subject == f"application:{handed_in.id}"
    token = [value for name, value in applicant.form("/signout").values if name == "csrf_token"]
    page = applicant.client.post(f"{handed_in.address}/urge", data={"csrf_token": token[0]})
    assert "24 小时内已经催办过" in page.get_data(as_text=True)
    assert len(notices("task:")) == 1


def test_urging_leads_the_operator_to_the_application(handed_in: Case) -> None:
    handed_in.applicant.open(f"{handed_in.address}/track").send(f"{handed_in.address}/urge")

    with database.connection_context():
        link = Notice.get(Notice.key.startswith("task:")).link
    handed_in.operator.open(link)

    assert handed_in.operator.status == 200


@pytest.fixture
def upper(handed_in: Case) -> Unit:
    """The unit above that of the application."""
    with database.connection_context():
        path = Path.get(Path.unit == handed_in.stored.unit_id, Path.state == "active")
        found: Unit = path.upper
        return found


def test_upper_unit_urges_those_below(
    handed_in: Case, upper: Unit, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.connection_context():
        login = upper.operators.get().login
        Task.update(due_on="2026-10-09").where(Task.application == handed_in.id).execute()
        name = handed_in.stored.unit.name
    desk = Visitor(handed_in.operator.client.application.test_client()).sign_in_as(login)
    desk.open("/unit/lower")
    assert 'href="/unit" aria-current="page"' in desk.html
    assert name in desk.text
    desk.send(f"/unit/lower/{handed_in.stored.unit_id}/urge")

    assert f"已催办“{name}”" in desk.text
    assert "后可再次催办" in desk.text
    [said] = notices("unit:")
    assert "其中 1 份已超过办理期限" in said


def test_units_with_the_most_that_is_late_come_first(handed_in: Case, upper: Unit) -> None:
    with database.connection_context():
        lower = handed_in.stored.unit
        make_path(make_unit(lower.province, "A 单位", kind="unit"), upper)
        Task.update(due_on="2026-10-09").where(Task.application == handed_in.id).execute()

        first, second, *_ = counted(upper, list(units_below(upper, date(2026, 10, 10))))

        assert (first.unit, first.waiting, first.late) == (lower, 1, 1)
        assert (second.unit.name, second.waiting, second.late) == ("A 单位", 0, 0)


def test_only_units_below_with_something_to_do_are_urged(
    handed_in: Case, upper: Unit, site: Site
) -> None:
    now = site.clock.now()
    with database.connection_context():
        actor = Account.get(Account.unit == upper.id)
        lower = handed_in.stored.unit
        with pytest.raises(NotFound):
            urging.urge_lower(lower, upper.id, actor=actor, now=now)
        Task.update(done_at=now).execute()
        with pytest.raises(NotWritable, match="没有等待办理"):
            urging.urge_lower(upper, lower.id, actor=actor, now=now)


def test_unit_is_reminded_once_a_working_day_of_all_that_is_late(
    handed_in: Case, site: Site
) -> None:
    packs = handed_in.operator.site.packs
    monday = handed_in.operator.site.clock.now().replace(year=2026, month=11, day=2, hour=9)
    with database.connection_context():
        Task.update(due_on="2026-10-30").execute()

        told = [
            remind_all(packs, now=monday.replace(hour=7)),
            remind_all(packs, now=monday),
            remind_all(packs, now=monday),
            remind_all(packs, now=monday + timedelta(days=1)),
            remind_all(packs, now=monday + timedelta(days=5)),
        ]
        unread = Notice.select().where(Notice.key.contains(":due:"), Notice.read_at.is_null())

        assert told == [0, 1, 0, 1, 0]
        assert [one.text[:20] for one in unread] == [
            "待办的申报中有 1 份已超过办理期限（最早的是"[:20]
        ]
        Task.update(done_at=monday).execute()
        assert remind_all(packs, now=monday + timedelta(days=2)) == 0
