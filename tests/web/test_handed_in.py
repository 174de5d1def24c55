"""An application that was handed in shows what was handed in, whatever the day and the rules."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.web.visitor import Visitor
from web.models import Application, Snapshot, database
from web.services.demo import Demo
from web.site import Site


@pytest.fixture
def visitor(app: Flask, site: Site) -> Visitor:
    """A browser that nobody has signed in with."""
    return Visitor(app.test_client())


@pytest.fixture
def application(site: Site, visitor: Visitor) -> str:
    """The address of the demonstration application that was handed in."""
    with database.connection_context():
        demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
        person = demo.make_applications("demo")
        id = person.applications.where(Application.state == "submitted").get().id
    visitor.sign_in_as("demo")
    return f"/applications/{id}"


def snapshot_of(application: str) -> Snapshot:
    """What was handed in of the application at this address."""
    found: Snapshot = Snapshot.get(Snapshot.application == application.rpartition("/")[2])
    return found


def test_check_shows_the_report_of_the_day_it_was_handed_in(
    site: Site, visitor: Visitor, application: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site.clock, "_today", date(2026, 11, 21))

    visitor.sign_in_as("demo").open(f"{application}/check")

    with database.connection_context():
        kept = snapshot_of(application).report
    assert "以下是提交时材料的检测结果" in visitor.text
    assert [row["text"] in visitor.text for row in kept["rows"]] == [True] * len(kept["rows"])
    assert "申报资格" not in visitor.text
    assert "未通过" not in visitor.text


def test_navigation_counts_the_faults_of_the_day_it_was_handed_in(
    site: Site, visitor: Visitor, application: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def badges() -> list[str]:
        visitor.sign_in_as("demo").open(f"{application}/overview")
        return [text for text, address in visitor.links() if f"{application}/pages/" in address]

    on_the_day = badges()
    monkeypatch.setattr(site.clock, "_today", date(2030, 1, 1))

    assert badges() == on_the_day
    assert not any("有问题" in badge for badge in on_the_day)


def test_choice_of_what_was_handed_in_is_not_even_asked_again(
    visitor: Visitor, application: str
) -> None:
    token = _token(visitor)

    visitor.post(f"{application}/choice", {"csrf_token": token})

    assert (visitor.status, "申报已提交，不能再修改" in visitor.text) == (403, True)


def _token(visitor: Visitor) -> str:
    with visitor.client.session_transaction() as session:
        return str(session.setdefault("csrf", "token"))


def test_change_of_the_profile_changes_nothing_that_was_handed_in(
    visitor: Visitor, application: str
) -> None:
    with database.connection_context():
        before = snapshot_of(application).dossier
    visitor.open("/profile/edit").send("/profile/sections/person", mobile="13900000000")
    assert "已保存" in visitor.text

    visitor.open(f"{application}/overview")

    with database.connection_context():
        assert snapshot_of(application).dossier == before
    assert "13900000000" not in visitor.text
