"""The lists of the desks as files: reviews, rosters of batches, and none that is not one's own."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.after.conftest import Case
from tests.web.jobs.test_exports import rows_of
from tests.web.visitor import Visitor
from web.models import Application, Batch, Person, Unit, database
from web.site import Site


def test_reviews_are_exported_as_they_were_looked_for(handed_in: Case) -> None:
    operator = handed_in.operator.open("/reviews")
    operator.send("/exports/reviews", format="xlsx")

    header, *rows, mark = rows_of(operator.page.data)
    with database.connection_context():
        name = Person.get_by_id(handed_in.stored.person_id).name
    assert header[:3] == ["姓名", "证件号码", "手机号码"]
    assert [row[0] for row in rows] == [name]
    assert "*" in str(rows[0][1])
    assert rows[0][-1] == "待审核"
    assert "导出人" in str(mark[0])

    operator.open("/reviews?state=returned")
    assert "/exports/reviews" not in operator.html


@pytest.fixture
def batch(handed_in: Case, site: Site) -> Batch:
    """A batch of the province's committee with the application in it."""
    with database.connection_context():
        application = handed_in.stored
        committee = Unit.get(Unit.province == application.province, Unit.kind == "committee")
        made: Batch = Batch.create(
            unit=committee, plan=application.plan, name="第一批", created_at=site.clock.now()
        )
        Application.update(batch=made).where(Application.id == application.id).execute()
        return made


def test_roster_is_exported_by_its_committee_alone(
    batch: Batch, app: Flask, handed_in: Case
) -> None:
    with database.connection_context():
        login = batch.unit.operators.get().login
    office = Visitor(app.test_client()).sign_in_as(login)
    office.open(f"/committee/batches/{batch.id}")
    office.send("/exports/batch", format="xlsx")

    header, row, _ = rows_of(office.page.data)
    assert header[0] == "序号"
    assert row[0] == 1

    stranger = handed_in.operator.open("/reviews")
    token = stranger.form("/exports/reviews").values[0][1]
    page = stranger.client.post(
        "/exports/batch", data={"csrf_token": token, "format": "csv", "batch": batch.id}
    )
    assert page.status_code == 403
