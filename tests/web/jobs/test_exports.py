"""Lists taken along: short ones at once, long ones by a job, each with an event, none of others."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.web.units.parties import NOW, make_person, make_unit
from tests.web.visitor import Visitor
from web import jobs
from web.models import Account, Binding, Event, Job, Unit, database
from web.services import exporting
from web.site import Site

NUMBER = "340302199001019976"


@pytest.fixture
def unit(site: Site) -> Unit:
    with database.connection_context():
        unit = make_unit("青山小学", "qingshan")
        other = make_unit("红旗小学", "hongqi")
        for number, (name, where) in enumerate(
            [("=cmd()", unit), ("李晓", unit), ("王芳", unit), ("外人", other)]
        ):
            person = make_person(f"p{number}", name)
            person.account = {"person": {"name": name, "id_number": NUMBER}}
            person.save()
            Binding.create(
                person=person,
                unit=where,
                state="bound",
                requested_at=NOW + timedelta(minutes=number),
            )
        return unit


@pytest.fixture
def desk(app: Flask, unit: Unit) -> Visitor:
    return Visitor(app.test_client()).sign_in_as("qingshan")


def rows_of(content: bytes) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_list_has_all_of_the_unit_and_nothing_of_others(desk: Visitor) -> None:
    desk.open("/unit/bindings?state=bound")
    desk.send("/exports/bindings", format="xlsx")

    rows = rows_of(desk.page.data)
    assert [row[0] for row in rows[1:-1]] == ["=cmd()", "李晓", "王芳"]
    assert str(rows[-1][0]).startswith("导出人：经办qingshan")
    assert NUMBER not in str(rows)
    with database.connection_context():
        details = Event.get(Event.action == "export").details
    assert (details["rows"], details["format"], details["full"]) == (3, "xlsx", False)


def test_numbers_in_full_are_recorded_as_such(desk: Visitor) -> None:
    desk.open("/unit/bindings?state=bound")
    desk.send("/exports/bindings", format="csv", full="yes")
    assert desk.page.headers["Content-Type"] == "text/csv; charset=utf-8"

    assert f"'{NUMBER}" in desk.page.data.decode("utf-8-sig")
    assert "'=cmd()" in desk.page.data.decode("utf-8-sig")
    with database.connection_context():
        assert Event.get(Event.action == "export").details["full"] is True


def test_numbers_and_bindings_are_for_operators_whose_duty_needs_them(
    app: Flask, desk: Visitor
) -> None:
    with database.connection_context():
        Account.update(duties=["report"]).where(Account.login == "qingshan").execute()
    with desk.client.session_transaction() as session:
        session["csrf"] = "known"
    token = {"csrf_token": "known", "format": "csv"}

    desk.post("/exports/bindings", token)
    assert desk.status == 403
    desk.post("/exports/reviews", {**token, "full": "yes"})
    assert desk.status == 403
    desk.post("/exports/reviews", token)
    assert desk.status == 200


def test_long_list_becomes_a_job_with_a_file(
    desk: Visitor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.routes.exports.DIRECT", 2)
    desk.open("/unit/bindings?state=bound")
    desk.send("/exports/bindings", format="xlsx")
    assert "共 3 行，正在后台导出" in desk.text

    jobs.run_all(site)
    with database.connection_context():
        job = Job.get()
        assert job.error == ""
    desk.open(f"/jobs/{job.id}")
    assert "已完成" in desk.text
    desk.open(f"/jobs/{job.id}/result")

    rows = rows_of(desk.page.data)
    desk.page.close()
    assert [row[0] for row in rows[1:-1]] == ["=cmd()", "李晓", "王芳"]
    with database.connection_context():
        assert Event.select().where(Event.action == "export").count() == 1


def test_unknown_list_and_format_are_refused(desk: Visitor) -> None:
    desk.open("/unit/bindings?state=bound")
    desk.send("/exports/bindings", format="exe")
    assert desk.status == 400

    desk.open("/unit/bindings?state=bound")
    token = desk.form("/exports/bindings").values[0][1]
    page = desk.client.post("/exports/secrets", data={"csrf_token": token, "format": "csv"})
    assert page.status_code == 404


def test_limit_of_direct_lists_is_as_the_page_says() -> None:
    assert exporting.DIRECT == 500
