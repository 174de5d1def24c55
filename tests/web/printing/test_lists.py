"""Rosters and extracts that organisers print: at once or by a job, of their own applications."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.web.after.conftest import Case
from tests.web.after.steps import decide
from tests.web.review.parties import copy_of
from tests.web.units.parties import make_unit
from tests.web.visitor import Visitor
from web import jobs
from web.models import Event, Job, JobItem, database
from web.routes import printed_lists
from web.services.lists_printing import has_summary
from web.site import Site


def pages(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def sizes(content: bytes) -> set[tuple[int, int]]:
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(content)).pages]
    return {(round(float(one.width)), round(float(one.height))) for one in boxes}


def taken(visitor: Visitor) -> bytes:
    content = visitor.page.data
    visitor.page.close()
    return content


def test_unit_prints_the_roster_of_what_it_looked_for(handed_in: Case) -> None:
    operator = handed_in.operator.open("/reviews")
    name = database_name(handed_in)

    operator.send("/lists/printed", what="roster")

    content = taken(operator)
    assert sizes(content) == {(1191, 842)}
    (page,) = pages(content)
    assert "申报人员情况一览表" in page
    assert name in page
    with database.connection_context():
        assert f"联系电话{handed_in.stored.unit.phone}填报时间" in page
    with database.connection_context():
        (event,) = Event.select().where(Event.action == "list-printed")
        assert event.details == {"what": "一览表", "count": 1}


def database_name(case: Case) -> str:
    with database.connection_context():
        return str(case.stored.person.name)


def test_unit_prints_one_page_for_each_person(handed_in: Case) -> None:
    operator = handed_in.operator.open("/reviews")

    operator.send("/lists/printed", what="summary")

    content = taken(operator)
    assert sizes(content) == {(1191, 842)}
    (page,) = pages(content)
    assert "综合情况表" in page


def test_roster_holds_no_identity_number(handed_in: Case) -> None:
    with database.connection_context():
        number = handed_in.stored.person.account["person"]["id_number"]
    operator = handed_in.operator.open("/reviews")

    operator.send("/lists/printed", what="roster")

    assert number not in "".join(pages(taken(operator)))


def test_all_of_a_list_is_what_its_tab_shows(handed_in: Case) -> None:
    copy_of(handed_in, 1, "甲一")
    decide(handed_in, "return", opinion="请补充。")
    operator = handed_in.operator.open("/reviews")
    form = operator.form("/lists/printed")

    operator.post("/lists/printed", {**dict(form.values), "what": "roster"})

    taken(operator)
    with database.connection_context():
        (event,) = Event.select().where(Event.action == "list-printed")
        assert event.details == {"what": "一览表", "count": 1}  # not the one that was returned


def test_nothing_ticked_is_told(handed_in: Case) -> None:
    operator = handed_in.operator.open("/reviews")
    with operator.client.session_transaction() as session:
        session["csrf"] = "known"

    operator.post("/lists/printed", {"csrf_token": "known", "what": "roster"})

    assert "请先勾选要打印的申报。" in operator.text


def test_more_people_are_printed_by_a_job(
    handed_in: Case, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed_lists, "AT_ONCE", 0)
    for what in ("roster", "summary"):
        operator = handed_in.operator.open("/reviews")
        operator.send("/lists/printed", what=what)
        assert operator.path.startswith("/jobs/")
        jobs.run_all(site)
        with database.connection_context():
            job = Job.select().order_by(Job.made_at.desc(), Job.id.desc()).get()
            assert [one.state for one in JobItem.select().where(JobItem.job == job)] == ["done"]

        operator.open(f"/jobs/{job.id}/result")

        assert sizes(taken(operator)) == {(1191, 842)}


def test_other_units_print_nothing_of_it(handed_in: Case, app: Flask) -> None:
    with database.connection_context():
        make_unit("红旗小学", "other-unit")
    stranger = Visitor(app.test_client()).sign_in_as("other-unit").open("/reviews")
    with stranger.client.session_transaction() as session:
        session["csrf"] = "known"

    stranger.post("/lists/printed", {"csrf_token": "known", "application": handed_in.id})

    assert stranger.status == 403


def test_only_plans_of_review_have_one_page_extracts(site: Site) -> None:
    assert {
        id: has_summary(site.packs.plan(id))
        for id in ("jilin/2026-engineering-senior", "jilin/2026-veterans", "yunnan/2026-laboratory")
    } == {
        "jilin/2026-engineering-senior": True,
        "jilin/2026-veterans": False,
        "yunnan/2026-laboratory": True,
    }
