"""退回上一级: an application given back to who decided before, as it is, by a node that may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from flask import Flask

from engine.packs.model import Standard
from tests.web.after.conftest import Arrange, Case
from tests.web.after.steps import press_decision
from tests.web.chains import AT, act, bring_to, desk_of, holder
from tests.web.database.test_races import outcomes
from tests.web.review.test_chains import waiting
from web.models import (
    Account,
    Application,
    Batch,
    Event,
    Notice,
    Review,
    Snapshot,
    Task,
    Unit,
    database,
)
from web.pages.progress import build_progress
from web.services.arrivals import open_task_of
from web.services.errors import Decided, NoHolder, OpinionNeeded, OwnApplication
from web.services.returns import last_return, times_returned
from web.services.review_list import ReviewSearch, number_by_group, read, reported
from web.services.reviewing import Decision, actions_of, decide, open_review
from web.services.table_entries import unit_opinion
from web.site import Site

SAID = "学时证明看不清，请单位核对。"
GIVING = ("department", "presenting", "committee")


@pytest.fixture
def case(arrange: Arrange, app: Flask, monkeypatch: pytest.MonkeyPatch) -> Case:
    """An application that waits at its unit, in a Shandong whose later nodes may give back."""
    made = waiting(arrange, "shandong")
    packs = app.extensions["zhiping"].packs
    with database.connection_context():
        bundle = made.stored.bundle_id
        plan = packs.pinned(bundle)
    standards = tuple(giving_back(one) for one in plan.standards)
    monkeypatch.setitem(packs._pinned, bundle, replace(plan, standards=standards))
    return made


def giving_back(standard: Standard) -> Standard:
    """A standard whose departments and committee may give back."""
    nodes = (
        replace(one, actions=(*one.actions, "back")) if one.id in GIVING else one
        for one in standard.workflow.nodes
    )
    return replace(standard, workflow=replace(standard.workflow, nodes=tuple(nodes)))


def give_back(site: Site, case: Case, node: str) -> Application:
    """Let an application come to a node and be given back there."""
    bring_to(site.packs, case.id, node)
    return act(site.packs, case.id, "back", opinion=SAID)


def groups(site: Site, unit: Unit) -> tuple[dict[str, int], list[str]]:
    """How many of each group a unit has, and the groups of its entries."""
    desk, everything = desk_of(site.packs, unit), ReviewSearch(state="")
    found = read(desk, reported(desk, everything))
    return number_by_group(desk, everything), [one.group for one in found]


def test_it_waits_again_where_it_was_decided_about_and_nothing_else_changes(
    case: Case, site: Site
) -> None:
    with database.connection_context():
        unit = holder(case.id)
        first = open_task_of(case.id)
        bring_to(site.packs, case.id, "department")
        upper = holder(case.id)
        later = AT.replace(day=AT.day + 4)

        given = act(site.packs, case.id, "back", opinion=SAID, now=later)

        assert (given.state, given.node, given.round) == ("submitted", "unit", 1)
        task = open_task_of(case.id)
        assert first is not None
        assert task is not None
        assert (task.unit_id, task.round) == (unit.id, 1)
        assert task.due_on > first.due_on
        assert Snapshot.select().where(Snapshot.application == case.id).count() == 1
        assert (times_returned(given), last_return(given)) == (0, None)
        review = Review.select().order_by(Review.at.desc(), Review.id.desc()).first()
        assert (review.node, review.action, review.opinion) == ("department", "back", SAID)
        event = Event.get(Event.subject == f"application:{case.id}", Event.action == "back")
        assert event.details["opinion"] == SAID
        told = Notice.select().where(Notice.unit == unit).order_by(Notice.id)
        assert any("请重新办理“用人单位审核”" in one.text and SAID in one.text for one in told)
        assert any(SAID in n.text for n in Notice.select().where(Notice.person == given.person))
        assert groups(site, unit)[1] == ["waiting"]
        assert groups(site, upper) == (
            {"waiting": 0, "passed": 0, "returned": 1, "terminated": 0},
            ["returned"],
        )


def test_way_shows_what_stands_and_why_it_came_back(case: Case, site: Site) -> None:
    with database.connection_context():
        give_back(site, case, "department")
        draft = open_review(desk_of(site.packs, holder(case.id)), case.id)
        nodes = build_progress(draft).nodes

        assert [(one.state, one.words) for one in nodes[:4]] == [
            ("here", draft.standard.workflow.status("submitted", "unit")),
            ("ahead", "未到此环节"),
            ("ahead", "退回上一级"),
            ("ahead", "未到此环节"),
        ]
        assert nodes[2].decided is not None
        assert nodes[2].decided.opinion == SAID
        assert unit_opinion(draft) == ""
        bring_to(site.packs, case.id, "department")
        assert unit_opinion(draft) == "同意。"
        draft = open_review(desk_of(site.packs, holder(case.id)), case.id)
        states = [one.state for one in build_progress(draft).nodes[:4]]
        assert states == ["done", "done", "here", "ahead"]
    page = case.applicant.open(f"{case.address}/track")
    assert SAID in page.text


def test_lower_unit_returns_to_the_applicant_with_marks_as_ever(case: Case, site: Site) -> None:
    with database.connection_context():
        give_back(site, case, "department")

        returned = act(site.packs, case.id, "return", opinion="请补充。", marks={"summary": "太短"})

        assert (returned.state, times_returned(returned)) == ("returned", 1)
        found = last_return(returned)
        assert found is not None
        assert [one.path for one in found.marks] == ["summary"]


def test_step_by_step_it_goes_down_to_the_unit_and_up_again(case: Case, site: Site) -> None:
    with database.connection_context():
        units = []
        for node in ("department", "presenting"):
            bring_to(site.packs, case.id, node)
            units.append(holder(case.id).id)
        give_back(site, case, "presenting")
        assert (case.stored.node, holder(case.id).id) == ("department", units[0])
        act(site.packs, case.id, "back", opinion=SAID)
        assert case.stored.node == "unit"
        bring_to(site.packs, case.id, "presenting")
        assert holder(case.id).id == units[1]


def test_given_back_by_the_committee_it_leaves_its_batch(case: Case, site: Site) -> None:
    with database.connection_context():
        bring_to(site.packs, case.id, "committee")
        committee = holder(case.id)
        batch = Batch.create(unit=committee, plan=case.stored.plan, name="一", created_at=AT)
        Application.update(batch=batch).where(Application.id == case.id).execute()

        act(site.packs, case.id, "back", opinion=SAID)

        assert (case.stored.node, case.stored.batch_id) == ("presenting", None)
        assert Event.select().where(Event.action == "batch-left").count() == 1


def test_it_comes_to_who_had_it_whatever_paths_say_and_not_to_nobody(
    case: Case, site: Site
) -> None:
    with database.connection_context():
        bring_to(site.packs, case.id, "presenting")
        before = Task.get(Task.application == case.id, Task.node == "department").unit
        Unit.update(state="closed").where(Unit.id == before.id).execute()
        with pytest.raises(NoHolder):
            act(site.packs, case.id, "back", opinion=SAID)
        assert case.stored.node == "presenting"
        Unit.update(state="active").where(Unit.id == before.id).execute()

        act(site.packs, case.id, "back", opinion=SAID)

        assert holder(case.id).id == before.id


def test_it_says_why_and_nobody_gives_back_their_own(case: Case, site: Site) -> None:
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        desk = desk_of(site.packs, holder(case.id))
        wish = Decision(application=case.id, action="back", opinion=" ", round=1, node="department")
        assert "back" in actions_of(desk, open_review(desk, case.id))
        with pytest.raises(OpinionNeeded):
            decide(desk, wish)
        number = case.stored.person.account["person"]["id_number"]
        Account.update(own_number=number).where(Account.id == desk.operator.id).execute()
        with pytest.raises(OwnApplication):
            decide(desk_of(site.packs, holder(case.id)), replace(wish, opinion=SAID))


def test_node_that_does_not_declare_it_gives_nothing_back(arrange: Arrange, site: Site) -> None:
    case = waiting(arrange, "shandong")
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        desk = desk_of(site.packs, holder(case.id))

        with pytest.raises(Decided):
            decide(
                desk,
                Decision(
                    application=case.id, action="back", opinion=SAID, round=1, node="department"
                ),
            )


@pytest.mark.databases("sqlite", "postgresql")
def test_two_reviewers_at_once_it_is_given_back_once(case: Case, site: Site) -> None:
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        desk = desk_of(site.packs, holder(case.id))

    def press(action: str) -> Callable[[], str]:
        def work() -> str:
            with database.connection_context():
                wish = Decision(
                    application=case.id, action=action, opinion=SAID, round=1, node="department"
                )
                return str(decide(desk, wish).state)

        return partial(work)

    found = outcomes(press("back"), press("back"), press("return"))

    assert found["Decided"] == 2
    with database.connection_context():
        assert Review.select().where(Review.node == "department").count() == 1
        open_ones = Task.select().where(Task.application == case.id, Task.done_at.is_null())
        assert open_ones.count() == (1 if case.stored.state == "submitted" else 0)


def test_button_of_the_page_gives_back(case: Case, site: Site) -> None:
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        login = desk_of(site.packs, holder(case.id)).operator.login
    visitor = case.operator.sign_in_as(login).open(case.desk)
    assert "退回上一级" in visitor.text

    press_decision(visitor, case, "back", opinion=SAID)

    assert case.stored.node == "unit"


def test_page_from_before_it_was_given_back_decides_nothing(case: Case, site: Site) -> None:
    with database.connection_context():
        bring_to(site.packs, case.id, "department")
        login = desk_of(site.packs, holder(case.id)).operator.login
    visitor = case.operator.sign_in_as(login).open(case.desk)
    with database.connection_context():
        give_back(site, case, "department")
        bring_to(site.packs, case.id, "department")

    press_decision(visitor, case, "pass", opinion="同意。")

    assert case.stored.node == "department"
    press_decision(visitor.open(case.desk), case, "pass", opinion="同意。")
    assert case.stored.node == "department_report"
