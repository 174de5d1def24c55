"""Whole dossiers: all tables and attachments of what was handed in, for those it came to alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.web.after.conftest import Case
from tests.web.units.parties import make_unit
from tests.web.visitor import Visitor
from web import jobs
from web.models import Event, Job, JobItem, database
from web.site import Site


def order(case: Case) -> Job:
    """The operator's order from the page of the application."""
    operator = case.operator
    operator.open(f"/reviews/{case.id}")
    operator.send("/dossiers")
    assert "汇编材料" in operator.text
    with database.connection_context():
        return Job.get()


def result(operator: Visitor, job: Job) -> bytes:
    operator.open(f"/jobs/{job.id}/result")
    content = operator.page.data
    operator.page.close()
    return content


def test_dossier_holds_contents_tables_and_attachments(handed_in: Case, site: Site) -> None:
    job = order(handed_in)

    jobs.run_all(site)
    with database.connection_context():
        item = JobItem.get()
        assert (item.state, item.error) == ("done", "")
        assert Event.select().where(Event.action == "dossier").count() == 1
    content = result(handed_in.operator, job)

    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            name = next(one for one in package.namelist() if "附件另存" not in one)
            content = package.read(name)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == item.result["pages"]
    first = reader.pages[0].extract_text()
    assert "申报材料汇编" in first
    assert "校验码" in first
    assert f"共 {len(reader.pages)} 页" in reader.pages[-1].extract_text()


def test_several_dossiers_come_as_a_zip(handed_in: Case, site: Site) -> None:
    operator = handed_in.operator
    job = order(handed_in)
    with database.connection_context():
        JobItem.create(job=job, number=2, values={"application": handed_in.id, "name": "再来一份"})
        Job.update(total=2).execute()

    jobs.run_all(site)

    with zipfile.ZipFile(io.BytesIO(result(operator, job))) as package:
        assert sorted({name.partition("/")[0] for name in package.namelist()}) == [
            "00001",
            "00002",
        ]


def test_other_units_have_no_dossier(handed_in: Case, app: Flask, site: Site) -> None:
    with database.connection_context():
        make_unit("红旗小学", "other-unit")
    stranger = Visitor(app.test_client()).sign_in_as("other-unit")
    stranger.open("/reviews")
    with stranger.client.session_transaction() as session:
        session["csrf"] = "known"

    page = stranger.client.post(
        "/dossiers", data={"csrf_token": "known", "application": handed_in.id}
    )

    assert page.status_code == 403
    with database.connection_context():
        assert not Job.select().exists()


def test_right_that_ended_meanwhile_ends_the_order(
    handed_in: Case, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(handed_in)
    with database.connection_context():
        account = Job.get().account
        account.unit = make_unit("红旗小学", "other-unit")
        account.save()

    jobs.run_all(site)

    with database.connection_context():
        assert JobItem.get().state == "failed"
