"""Handing in: the confirmation, the gate once more, twice, and taking back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from engine.committee.collaborators import name_key, split_names
from engine.packs.model import Kind
from tests.web.after.conftest import DAY, Arrange, Case
from tests.web.after.steps import decide, events, token
from tests.web.visitor import Visitor
from web.models import (
    Account,
    Application,
    Ban,
    Binding,
    Collaborator,
    Mark,
    Review,
    Row,
    Snapshot,
    Task,
    Unit,
    close_database,
    database,
)
from web.models.columns import digest_of
from web.services.notices import unread


@pytest.fixture
def ready(arrange: Arrange) -> Case:
    """Filled in, checked, and not handed in: a round that never was."""
    case = arrange("demo-yunnan-done", "demo-institute")
    with database.connection_context():
        Snapshot.delete().execute()
        Task.delete().execute()
        Application.update(
            state="editing", node="", round=0, unit=None, submitted_at=None
        ).execute()
    return case


@pytest.mark.requirement("YN-45", "YN-46", "AH-90", "JL-27", "JL-28", "JL-29")
def test_handing_in_shows_the_unit_and_what_follows_then_keeps_everything(ready: Case) -> None:
    applicant = ready.applicant
    applicant.open(f"{ready.address}/check?run=1")
    assert f"{ready.address}/submit" in applicant.html

    applicant.open(f"{ready.address}/submit")
    assert "确认提交" in applicant.text
    assert "上报" in applicant.text
    assert "单位审核" in applicant.text
    assert "不能自己撤回" in applicant.text
    applicant.send(f"{ready.address}/submit")

    assert applicant.path == f"{ready.address}/track"
    stored = ready.stored
    assert (stored.state, stored.node, stored.round) == ("submitted", "unit", 1)
    with database.connection_context():
        snapshot = Snapshot.get()
        unit = Unit.get(Unit.id == stored.unit_id)
        kept = {"dossier": snapshot.dossier, "report": snapshot.report}
        assert (snapshot.round, snapshot.digest) == (1, digest_of(kept))
        operator = Account.get(Account.unit == unit)
        assert any(ready.desk == notice.link for notice in unread(operator))
    assert unit.name in applicant.text
    assert snapshot.digest[:12].upper() in applicant.text
    assert events(ready)[-1] == "hand-in"


def test_handing_in_keeps_whom_the_achievements_name(
    app: Flask, ready: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = app.extensions["zhiping"].packs
    plan = packs.pinned(ready.stored.bundle_id)
    standards = tuple(
        replace(one, kinds={**one.kinds, "paper": naming(one.kinds["paper"], "journal")})
        for one in plan.standards
    )
    monkeypatch.setitem(packs._pinned, ready.stored.bundle_id, replace(plan, standards=standards))

    ready.applicant.open(f"{ready.address}/submit").send(f"{ready.address}/submit")

    with database.connection_context():
        picked = [row.snapshot["values"] for row in Row.select().where(Row.record != "")]
        expected = {
            (name_key(name), f"撰写论文情况《{one['name']}》")
            for one in picked
            if "journal" in one
            for name in split_names(one["journal"])
        }
        kept = {(one.key, one.achievement) for one in Collaborator.select()}
    assert expected
    assert kept == expected


def naming(kind: Kind, id: str) -> Kind:
    """A kind of records, one field of which names collaborators."""
    fields = (replace(one, names="collaborators") if one.id == id else one for one in kind.fields)
    return replace(kind, fields=tuple(fields))


def test_pressed_twice_it_is_handed_in_once(ready: Case) -> None:
    applicant = ready.applicant.open(f"{ready.address}/submit")
    form = applicant.form(f"{ready.address}/submit")

    for _ in range(2):
        applicant.post(f"{ready.address}/submit", dict(form.values))

    assert (applicant.status, "不用再次提交" in applicant.text) == (200, True)
    with database.connection_context():
        assert Snapshot.select().count() == 1
    assert (ready.stored.round, events(ready).count("hand-in")) == (1, 2)


def test_two_windows_at_the_same_moment_hand_in_once(app: Flask, ready: Case) -> None:
    before = events(ready).count("hand-in")
    windows = [Visitor(app.test_client()).sign_in_as("demo-yunnan-done") for _ in range(2)]
    tokens = [token(window) for window in windows]
    close_database()

    def press(number: int) -> int:
        window = windows[number]
        return window.post(f"{ready.address}/submit", {"csrf_token": tokens[number]}).status

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(press, range(2)))

    assert statuses == [200, 200]
    assert (ready.stored.round, events(ready).count("hand-in") - before) == (1, 1)


def test_after_the_window_a_tab_that_stayed_open_hands_in_nothing(
    ready: Case, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    form = ready.applicant.open(f"{ready.address}/submit").form(f"{ready.address}/submit")
    monkeypatch.setattr(app.extensions["zhiping"].clock, "_today", date(2030, 1, 1))

    ready.applicant.sign_in_as("demo-yunnan-done")
    ready.applicant.post(f"{ready.address}/submit", dict(form.values))

    assert ready.applicant.status == 403
    assert ready.stored.state == "editing"


def test_ban_that_came_meanwhile_stops_handing_in(ready: Case) -> None:
    form = ready.applicant.open(f"{ready.address}/submit").form(f"{ready.address}/submit")
    with database.connection_context():
        person = ready.stored.person
        Ban.create(
            province="yunnan", id_number=person.account["person"]["id_number"], start="2026-01-01"
        )

    ready.applicant.post(f"{ready.address}/submit", dict(form.values))

    assert (ready.applicant.status, ready.stored.state) == (409, "editing")


def test_who_is_no_longer_bound_hands_in_nothing(ready: Case) -> None:
    form = ready.applicant.open(f"{ready.address}/submit").form(f"{ready.address}/submit")
    with database.connection_context():
        Binding.update(state="ended").execute()

    ready.applicant.post(f"{ready.address}/submit", dict(form.values))

    assert ready.applicant.status in (403, 409)
    assert ready.stored.state == "editing"


def test_unit_that_changed_since_the_confirmation_is_confirmed_again(ready: Case) -> None:
    form = ready.applicant.open(f"{ready.address}/submit").form(f"{ready.address}/submit")
    with database.connection_context():
        Binding.update(unit=Unit.get(Unit.name.contains("建"))).execute()

    ready.applicant.post(f"{ready.address}/submit", dict(form.values))

    assert (ready.applicant.status, ready.stored.state) == (409, "editing")


def test_applicants_take_nothing_back_where_no_pack_lets_them(handed_in: Case) -> None:
    handed_in.applicant.open(f"{handed_in.address}/track")
    assert "撤回" not in handed_in.applicant.text
    assert "请联系" in handed_in.applicant.text

    handed_in.applicant.post(
        f"{handed_in.address}/withdraw", {"csrf_token": token(handed_in.applicant)}
    )

    assert (handed_in.applicant.status, handed_in.stored.state) == (403, "submitted")


@pytest.fixture
def withdrawable(app: Flask, handed_in: Case, monkeypatch: pytest.MonkeyPatch) -> Case:
    """An application whose pack lets applicants take it back, and gives corrections ten days."""
    allow(app, handed_in, monkeypatch, withdraw=True)
    return handed_in


def allow(app: Flask, case: Case, monkeypatch: pytest.MonkeyPatch, **words: object) -> None:
    """Change words of the workflow that an application is pinned to."""
    packs = app.extensions["zhiping"].packs
    plan = packs.pinned(case.stored.bundle_id)
    standards = tuple(
        replace(one, workflow=replace(one.workflow, **words)) for one in plan.standards
    )
    monkeypatch.setitem(packs._pinned, case.stored.bundle_id, replace(plan, standards=standards))


def test_what_nobody_looked_at_is_taken_back_and_handed_in_again(withdrawable: Case) -> None:
    applicant = withdrawable.applicant.open(f"{withdrawable.address}/track")

    applicant.send("/withdraw")

    assert (withdrawable.stored.state, withdrawable.stored.node) == ("editing", "")
    assert withdrawable.operator.open(withdrawable.desk).status == 404
    applicant.open(f"{withdrawable.address}/submit").send("/submit")
    assert (withdrawable.stored.state, withdrawable.stored.round) == ("submitted", 2)


def test_what_was_decided_is_not_taken_back(withdrawable: Case) -> None:
    decide(withdrawable, "pass")

    withdrawable.applicant.post(
        f"{withdrawable.address}/withdraw", {"csrf_token": token(withdrawable.applicant)}
    )

    assert (withdrawable.applicant.status, withdrawable.stored.node) == (403, "department")


@pytest.mark.parametrize(("day", "is_open"), [("2027-07-08", True), ("2027-07-09", False)])
def test_return_is_corrected_within_days_of_its_own(
    app: Flask, returned: Case, monkeypatch: pytest.MonkeyPatch, day: str, is_open: bool
) -> None:
    with database.connection_context():
        review = Review.get()
        Review.update(at=review.at.replace(year=2027, month=6, day=28)).execute()
    allow(app, returned, monkeypatch, correct_within=10)
    monkeypatch.setattr(app.extensions["zhiping"].clock, "_today", date.fromisoformat(day))
    applicant = returned.applicant.sign_in_as("demo-jilin-returned")

    applicant.post(
        f"{returned.address}/sections/summary",
        {
            "csrf_token": token(applicant),
            "text": "任现职以来主持设计三条装配生产线。",
            "version": "1",
        },
    )
    assert (applicant.status == 200) is is_open
    applicant.post(f"{returned.address}/submit", {"csrf_token": token(applicant)})

    assert (returned.stored.state == "submitted") is is_open
    assert day > DAY
    with database.connection_context():
        assert Mark.select().count() == 2
