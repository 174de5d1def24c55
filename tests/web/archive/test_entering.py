"""Entering records: added, proved, submitted, corrected, in two windows, without a unit."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.archiving import (
    HONOR,
    add_honor,
    change,
    press,
    record_form,
    send_record,
    sign_in_colleague,
    state_of,
    told,
    unbind,
)
from tests.web.visitor import Visitor
from web.models import Event, FileUse, Record, database
from web.services.events import broken_at


@pytest.mark.requirement("YN-13", "YN-14", "YN-15", "SD-15")
def test_new_record_with_its_proof_waits_for_the_unit_at_once(visitor: Visitor) -> None:
    id = add_honor(visitor)

    assert state_of(id) == "pending"
    assert visitor.path == "/archive/records"
    assert "市教学能手" in visitor.text
    with database.connection_context():
        record = Record.get_by_id(id)
        assert record.values == HONOR
        assert [file["name"] for file in record.files["certificate"]] == ["证书.jpg"]


@pytest.mark.requirement("YN-21")
def test_unit_is_told_of_every_new_record(visitor: Visitor) -> None:
    add_honor(visitor)
    add_honor(visitor, name="省教坛新星")

    assert [text for text in told("demo-qingshan") if "教坛新星" in text or "教学能手" in text] == [
        "李晓提交了“省教坛新星”（获得荣誉情况），请审核。",
        "李晓提交了“市教学能手”（获得荣誉情况），请审核。",
    ]


def test_record_is_saved_with_its_faults_and_tells_them(visitor: Visitor) -> None:
    id = add_honor(visitor, proof=None, date="2020-13-45", authority="")

    assert state_of(id) == "unreviewed"
    assert visitor.path == f"/archive/{id}/edit"
    assert "授予单位 为必填项" in visitor.text
    assert "荣誉证书或文件 为必传附件, 当前尚未上传" in visitor.text
    assert 'value="2020-13-45"' in visitor.html
    assert not told("demo-qingshan")


def test_incomplete_record_is_not_submitted(visitor: Visitor) -> None:
    id = add_honor(visitor, proof=None)
    token = dict(visitor.open("/archive/new/honor").form("/archive/").values)["csrf_token"]

    assert f"/archive/{id}/submit" not in visitor.open(f"/archive/{id}").html
    visitor.post(f"/archive/{id}/submit", {"csrf_token": token})
    assert (visitor.status, state_of(id)) == (403, "unreviewed")
    assert "请先完善：荣誉证书或文件 为必传附件" in visitor.text


@pytest.mark.requirement("AH-08", "AH-20", "AMB-14")
def test_without_a_unit_records_are_entered_and_not_submitted(visitor: Visitor) -> None:
    unbind()

    id = add_honor(visitor)

    assert state_of(id) == "unreviewed"
    assert "还没有绑定工作单位" in visitor.text
    visitor.open("/archive")
    assert "现在可以录入业绩，但不能提交单位审核，也不能申报" in visitor.text
    assert "提交已填写完整的" not in visitor.text


@pytest.mark.requirement("AH-08")
def test_submitting_without_a_unit_is_refused(visitor: Visitor) -> None:
    id = add_honor(visitor, intent="keep")
    visitor.open(f"/archive/{id}")
    form = visitor.form(f"/archive/{id}/submit")
    unbind()

    press(visitor, form, ("x", ""))

    assert visitor.status == 403
    assert "绑定工作单位并经单位审核通过后，才能提交审核" in visitor.text
    assert state_of(id) == "unreviewed"


def test_kept_record_is_submitted_later(visitor: Visitor) -> None:
    id = add_honor(visitor, intent="keep")
    assert state_of(id) == "unreviewed"

    visitor.open(f"/archive/{id}").send(f"/archive/{id}/submit")

    assert state_of(id) == "pending"


def test_all_complete_drafts_are_submitted_together(visitor: Visitor) -> None:
    ready = add_honor(visitor, intent="keep")
    lacking = add_honor(visitor, intent="keep", proof=None, name="县教学能手")

    visitor.open("/archive").send("/archive/submit")

    assert (state_of(ready), state_of(lacking)) == ("pending", "unreviewed")
    assert "还有 2 条“未审核”的业绩没有填写完整" in visitor.text


@pytest.mark.requirement("YN-19")
def test_returned_record_is_corrected_and_waits_again(
    visitor: Visitor, records: dict[str, str]
) -> None:
    id = records["county_honor"]
    visitor.open(f"/archive/{id}/edit")
    assert "审核意见： 请补充表彰文件首页。" in visitor.text

    send_record(visitor, name="县先进教育工作者")

    assert state_of(id) == "pending"
    assert any("县先进教育工作者" in text for text in told("demo-qingshan"))


def test_returned_record_can_be_saved_without_being_submitted(
    visitor: Visitor, records: dict[str, str]
) -> None:
    id = records["county_honor"]
    visitor.open(f"/archive/{id}/edit")

    send_record(visitor, intent="keep", name="县先进教育工作者")

    assert state_of(id) == "returned"
    assert not told("demo-qingshan")


@pytest.mark.requirement("YN-18")
@pytest.mark.parametrize("name", ["doubtful_award", "city_teacher"])
def test_failed_and_passed_records_are_not_edited(
    visitor: Visitor, records: dict[str, str], name: str
) -> None:
    id = records[name]
    visitor.open("/archive/new/honor")
    token = dict(record_form(visitor).values)["csrf_token"]

    assert visitor.open(f"/archive/{id}/edit").status == 403
    assert "不能修改。如需更正，请照此新增一条" in visitor.text
    kind = "award" if name == "doubtful_award" else "honor"
    visitor.post(
        f"/archive/{id}", {"csrf_token": token, "kind": kind, "version": "1", "name": "改"}
    )
    assert visitor.status == 403
    with database.connection_context():
        assert Record.get_by_id(id).values["name"] != "改"


@pytest.mark.requirement("YN-18")
def test_failed_record_is_added_anew_as_a_copy_with_its_proofs(
    visitor: Visitor, records: dict[str, str]
) -> None:
    old = records["doubtful_award"]
    visitor.open(f"/archive/{old}").follow("照此新增")

    new = send_record(visitor, prize="优胜奖")

    assert state_of(old) == "failed"
    with database.connection_context():
        record = Record.get_by_id(new)
        assert (record.status, record.origin) == ("pending", old)
        assert record.values["prize"] == "优胜奖"
        uses = FileUse.select().where(FileUse.place.startswith(f"record/{new}/"))
        assert [use.name for use in uses] == ["获奖证书.jpg"]


def test_new_record_sent_twice_is_stored_once(visitor: Visitor) -> None:
    visitor.open("/archive/new/honor")
    form = record_form(visitor)

    press(visitor, form, ("intent", "keep"), **HONOR)
    press(visitor, form, ("intent", "keep"), **HONOR)

    assert visitor.status == 200
    with database.connection_context():
        assert Record.select().where(Record.kind == "honor").count() == 4


def test_second_window_sees_both_versions_and_overwrites_knowingly(visitor: Visitor) -> None:
    id = add_honor(visitor, intent="keep")
    visitor.open(f"/archive/{id}/edit")
    late = record_form(visitor)
    press(visitor, late, ("intent", "keep"), name="市骨干教师")

    press(visitor, late, ("intent", "keep"), name="市学科带头人", save_id="another")

    assert visitor.status == 409
    assert "市骨干教师" in visitor.text
    assert "市学科带头人" in visitor.text
    with database.connection_context():
        assert Record.get_by_id(id).values["name"] == "市骨干教师"
    visitor.send(f"/archive/{id}")
    with database.connection_context():
        assert Record.get_by_id(id).values["name"] == "市学科带头人"


def test_record_of_another_person_is_closed(
    app: Flask, visitor: Visitor, records: dict[str, str]
) -> None:
    other = sign_in_colleague(app, "蚌埠市青山小学")

    for part in ("", "/edit", "/delete"):
        other.open(f"/archive/{records['county_honor']}{part}")
        assert other.status == 403
        assert "先进工作者" not in other.text


def test_every_step_is_an_event_of_an_unbroken_chain(visitor: Visitor) -> None:
    id = add_honor(visitor)

    visitor.open(f"/archive/{id}/edit")
    press(visitor, record_form(visitor), ("x", ""), level="省部级")

    with database.connection_context():
        subject = f"record:{id}"
        events = Event.select().where(Event.subject == subject).order_by(Event.number)
        assert [event.action for event in events] == ["add", "add-proof", "submit", "edit"]
        assert broken_at(subject) is None
    for words in ("操作记录", "提交单位审核", "上传证明材料", "李晓"):
        assert words in visitor.open(f"/archive/{id}").text


def test_pending_record_is_changed_in_place(visitor: Visitor) -> None:
    id = add_honor(visitor)
    visitor.open(f"/archive/{id}/edit")

    press(visitor, record_form(visitor), ("x", ""), level="省部级")

    assert state_of(id) == "pending"


def test_unknown_kind_has_no_form(visitor: Visitor) -> None:
    assert visitor.open("/archive/new/nothing").status == 404


def test_applicant_reminds_the_unit_once_a_day(visitor: Visitor) -> None:
    id = add_honor(visitor)

    visitor.open(f"/archive/{id}").send("/remind")
    visitor.send("/remind")

    assert "今天已经提醒过" in visitor.text
    assert [t for t in told("demo-qingshan") if "提醒您审核" in t] == [
        "李晓提醒您审核“市教学能手”（获得荣誉情况）。"
    ]


def test_kind_of_a_record_does_not_change(visitor: Visitor, records: dict[str, str]) -> None:
    id = records["county_honor"]
    visitor.open(f"/archive/{id}/edit")

    press(visitor, record_form(visitor), ("intent", "keep"), kind="award")

    assert visitor.status == 404
    change(id, opinion="")
