"""Proofs: what a slot takes is told before, checked when sent, kept when picked."""

from __future__ import annotations

import pytest

from tests.web.archiving import CERTIFICATE, add_honor, state_of
from tests.web.steps import begin, pick
from tests.web.visitor import Visitor
from web.models import FileUse, Record, database
from web.services.demo_pictures import draw_document


def files_of(id: str) -> list[str]:
    """The names of a record's certificates."""
    with database.connection_context():
        return [one["name"] for one in Record.get_by_id(id).files.get("certificate", ())]


@pytest.mark.requirement("SD-14", "SD-16")
def test_proof_is_uploaded_renamed_and_removed(visitor: Visitor) -> None:
    id = add_honor(visitor, proof=None)

    visitor.send(f"/archive/{id}/proofs/certificate", file=("扫描.jpg", CERTIFICATE))
    assert files_of(id) == ["扫描.jpg"]
    visitor.send("/rename", name="教学能手证书")
    assert files_of(id) == ["教学能手证书.jpg"]
    visitor.send("/remove")
    assert files_of(id) == []
    with database.connection_context():
        assert FileUse.select().where(FileUse.place.contains(id)).count() == 0


@pytest.mark.requirement("AMB-20")
def test_slot_tells_type_size_and_number_before_the_upload(visitor: Visitor) -> None:
    visitor.open("/archive/new/honor")

    assert (
        "荣誉证书或文件 必传 只能上传 pdf/jpg/png 文件，单个不超过 10MB，最多 10 个" in visitor.text
    )
    assert 'accept=".pdf,.jpg,.jpeg,.png"' in visitor.html


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("证书.jpg", b"MZ\x90\x00 this is a program", "没有上传"),
        ("证书.pdf", b"%PDF-1.4 broken", "没有上传"),
        ("证书.jpg", CERTIFICATE + bytes(10 * 1_048_576), "没有上传"),
    ],
)
def test_wrong_file_is_refused_with_its_reason_and_the_answers_stay(
    visitor: Visitor, name: str, content: bytes, reason: str
) -> None:
    id = add_honor(visitor, proof=content)

    assert reason in visitor.text
    assert (state_of(id), files_of(id)) == ("unreviewed", [])


def test_removed_proof_of_a_picked_record_is_still_shown_by_the_application(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    pick(visitor, application, "edu_award", records["city_teacher"])
    with database.connection_context():
        record = Record.get_by_id(records["city_teacher"])
        file = record.files["certificate"][0]["id"]
        Record.update(status="returned").where(Record.id == record.id).execute()

    visitor.open(f"/archive/{record.id}/edit").send(f"/proof/{file}/remove")

    assert files_of(record.id) == []
    assert visitor.open(f"/files/{file}").status == 200


def test_proof_of_another_record_is_not_removed(visitor: Visitor, records: dict[str, str]) -> None:
    id = add_honor(visitor)
    with database.connection_context():
        other = Record.get_by_id(records["county_honor"]).files["certificate"][0]["id"]
    visitor.open(f"/archive/{id}/edit")
    token = dict(visitor.form("/remove").values)["csrf_token"]

    visitor.post(f"/archive/{id}/proof/{other}/remove", {"csrf_token": token})

    assert visitor.status == 404
    assert files_of(records["county_honor"]) == ["先进工作者证书.jpg"]


def test_slots_appear_by_what_was_answered(visitor: Visitor) -> None:
    visitor.open("/archive/new/research_project")

    assert 'id="conclusion"' in visitor.html
    assert "结题证书 选传" in visitor.text


def test_several_files_come_at_once(visitor: Visitor) -> None:
    id = add_honor(visitor)
    with database.connection_context():
        before = Record.get_by_id(id).version
    visitor.open(f"/archive/{id}/edit")

    visitor.send(f"/archive/{id}/proofs/certificate", file=("二.jpg", draw_document("二")))

    assert files_of(id) == ["证书.jpg", "二.jpg"]
    with database.connection_context():
        assert Record.get_by_id(id).version == before
