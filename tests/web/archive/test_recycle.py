"""The recycle bin: thirty days, restored as it was, snapshots unharmed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.archiving import add_honor, change, state_of
from tests.web.steps import begin, pick
from tests.web.visitor import Visitor
from web.models import FileUse, Record, Row, database
from web.site import Site


def delete(visitor: Visitor, id: str) -> None:
    """Delete a record through its page."""
    visitor.open(f"/archive/{id}/delete").send(f"/archive/{id}/delete")


def test_deleted_record_is_restored_as_it_was(visitor: Visitor) -> None:
    id = add_honor(visitor)

    visitor.open(f"/archive/{id}/delete")
    assert "30 天内可以恢复" in visitor.text
    delete(visitor, id)
    assert visitor.open(f"/archive/{id}").status == 404
    assert "市教学能手" in visitor.open("/archive/bin").text
    visitor.send(f"/archive/{id}/restore")

    assert (visitor.path, state_of(id)) == (f"/archive/{id}", "pending")
    assert "回收站是空的" in visitor.open("/archive/bin").text


def test_after_thirty_days_it_is_gone_for_good(visitor: Visitor, site: Site) -> None:
    old, new = add_honor(visitor), add_honor(visitor, name="省教学能手")
    delete(visitor, old)
    visitor.open("/archive/bin")
    form = visitor.form(f"/archive/{old}/restore")
    change(old, deleted_at=site.clock.now() - timedelta(days=30, minutes=1))

    assert "市教学能手" not in visitor.open("/archive/bin").text
    visitor.post(form.action, dict(form.values))
    assert visitor.status == 404
    delete(visitor, new)

    with database.connection_context():
        assert Record.get_or_none(Record.id == old) is None
        assert FileUse.select().where(FileUse.place.contains(old)).count() == 0


@pytest.mark.requirement("AH-44", "AH-87")
def test_picked_record_is_deleted_without_harm_to_the_application(
    visitor: Visitor, records: dict[str, str], site: Site
) -> None:
    application = begin(visitor)
    id = records["city_teacher"]
    pick(visitor, application, "edu_award", id)

    visitor.open(f"/archive/{id}/delete")
    assert "到 1 份申报中。已提交的申报保存的是当时的内容，不受影响" in visitor.text
    delete(visitor, id)
    change(id, deleted_at=site.clock.now() - timedelta(days=31))
    delete(visitor, records["county_honor"])  # what is over is cleared out now

    visitor.open(f"{application}/pages/performance_page")
    assert "市优秀教师" in visitor.text
    assert "业绩库中已有变化" in visitor.text
    with database.connection_context():
        assert Record.get_or_none(Record.id == id) is None
        file = Row.get(Row.record == id).snapshot["files"]["certificate"][0]["id"]
    assert visitor.open(f"/files/{file}").status == 200


def test_deleted_record_is_not_offered_nor_shown_to_the_unit(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    delete(visitor, records["city_teacher"])

    assert "市优秀教师" not in visitor.open(f"{application}/picks/edu_award").text


def test_bin_of_another_person_is_closed(visitor: Visitor, records: dict[str, str]) -> None:
    delete(visitor, records["city_teacher"])
    visitor.open("/archive/bin")
    form = visitor.form("/restore")
    from web.models import Person

    with database.connection_context():
        other = Person.create(name="王某", province="anhui")
    change(records["city_teacher"], person=other)

    visitor.post(form.action, dict(form.values))

    assert visitor.status == 403
