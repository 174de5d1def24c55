"""Every cell of the table of docs/workflows.md – role × state × action – against what the site
does: what stands in it can be done, by whoever has the application, nothing else by anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast, get_args

import pytest

from engine.workflow.chain import ONWARD, actions_for
from engine.workflow.model import Action, Actor, State, Workflow
from tests.web.after.conftest import Arrange
from tests.web.chains import AT, act, bring_to, desk_of, holder, make_unit
from tests.web.review.test_chains import NODES, waiting
from web.models import Application, Event, Review, Task, Unit, database, write
from web.services.draft import open_draft
from web.services.errors import ServiceError
from web.services.meeting_gate import by_hand
from web.services.packs import Packs
from web.services.reviewing import Decision, actions_of, decide, open_review
from web.services.submitting import submit
from web.site import Site

ACTIONS: tuple[Action, ...] = tuple(one for one in get_args(Action) if one != "hand_in")
KINDS: tuple[Actor, ...] = get_args(Actor)


class Undone(Exception):
    """Takes back what was done to see that it can be."""


def workflow_of(packs: Packs, id: str) -> Workflow:
    application = Application.get_by_id(id)
    standard = packs.pinned(application.bundle_id).standard(application.choice["standard"])
    assert standard is not None
    return standard.workflow


def take(packs: Packs, id: str, action: Action, unit: Unit, *, usual: bool) -> str:
    """What comes of an action that a unit takes, undone again; the `usual` way onward brings its
    publicity, vote or certificate along."""
    application = Application.get_by_id(id)
    state = ""
    try:
        with write():
            if usual:
                state = act(packs, id, action).state
            else:
                made = Decision(
                    application=id, action=action, opinion="说明", round=application.round,
                    node=application.node,
                )  # fmt: skip
                state = decide(desk_of(packs, unit), made).state
            raise Undone
    except Undone:
        return state


def stored(id: str) -> tuple[object, ...]:
    """What no refused action changes."""
    one = Application.get_by_id(id)
    numbers = (table.select().count() for table in (Review, Event, Task))
    return (one.state, one.node, one.round, *numbers)


def wrong_cells(packs: Packs, id: str, units: list[Unit]) -> Iterator[tuple[str, ...]]:
    """Cells that say something else than the site does, where an application is now."""
    workflow, application = workflow_of(packs, id), Application.get_by_id(id)
    state, before = cast(State, application.state), stored(id)
    task = Task.get_or_none(Task.application == id, Task.done_at.is_null())
    node = workflow.node(application.node)
    tried = node.actions if node is not None else ACTIONS
    for unit in units:
        has_it = task is not None and task.unit_id == unit.id
        said = actions_for(workflow, state, application.node, unit.kind) if has_it else ()
        for action in ACTIONS if has_it else tried:
            here = (unit.kind, state, application.node, action)
            try:
                came = take(packs, id, action, unit, usual=action in ONWARD and action in said)
            except ServiceError as refused:
                if node is not None and action in by_hand(node, said):
                    yield (*here, f"refused: {refused!r}")
            else:
                if action not in said:
                    yield (*here, f"allowed: {came}")
            if stored(id) != before:
                yield (*here, "left a trace")
        if has_it:
            offered = set(actions_of(desk_of(packs, unit), open_review(desk_of(packs, unit), id)))
            if node is None or offered != set(by_hand(node, said)):
                yield (unit.kind, state, application.node, f"offered: {sorted(offered)}")
    if hands_in(packs, id) and "hand_in" not in actions_for(workflow, state, "", "applicant"):
        yield ("applicant", state, application.node, "handed in")


def hands_in(packs: Packs, id: str) -> bool:
    """Whether the applicant can hand it in now; undone again."""
    person = Application.get_by_id(id).person
    try:
        with write():
            submit(open_draft(packs, person, id, now=AT), packs)
            raise Undone
    except ServiceError:
        return False
    except Undone:
        return True


def all_units(province: str, id: str) -> list[Unit]:
    """Whoever has or had it, and somebody of every kind who never did; the only issuer of a
    province has all of it, so that the strange one is elsewhere."""
    elsewhere = next(one for one in NODES if one != province)
    others = [
        Unit.get_or_none(Unit.name == f"外来{kind}")
        or make_unit(elsewhere if kind == "issuer" else province, f"外来{kind}", kind=kind)
        for kind in KINDS
    ]
    return [*Unit.select().join(Task).where(Task.application == id).distinct(), *others]


@pytest.mark.parametrize("province", list(NODES))
def test_every_cell_at_every_node(arrange: Arrange, site: Site, province: str) -> None:
    case = waiting(arrange, province)
    wrong = []
    with database.connection_context():
        for node in [*NODES[province], ""]:
            bring_to(site.packs, case.id, node)
            wrong += wrong_cells(site.packs, case.id, all_units(province, case.id))

    assert wrong == []


@pytest.mark.parametrize("action", ["return", "terminate"])
@pytest.mark.parametrize("province", list(NODES))
def test_nobody_decides_about_what_came_back_or_ended(
    arrange: Arrange, site: Site, province: str, action: Action
) -> None:
    case = waiting(arrange, province)
    with database.connection_context():
        if action not in actions_for(workflow_of(site.packs, case.id), "submitted", "unit", "unit"):
            bring_to(site.packs, case.id, "publicity")
            action = "refuse"
        act(site.packs, case.id, action, opinion="说明")
        wrong = list(wrong_cells(site.packs, case.id, all_units(province, case.id)))

    assert wrong == []


@pytest.mark.parametrize("province", list(NODES))
def test_no_forged_button_does_what_the_table_does_not_say(
    arrange: Arrange, site: Site, province: str
) -> None:
    case = waiting(arrange, province)
    answers = {}
    for node in NODES[province]:
        with database.connection_context():
            bring_to(site.packs, case.id, node)
            said = workflow_of(site.packs, case.id).node(node)
            assert said is not None
            login, before = desk_of(site.packs, holder(case.id)).operator.login, stored(case.id)
        window = case.operator.sign_in_as(login).open(case.desk)
        token = dict(window.form("/signout").values)["csrf_token"]
        for action in (*ACTIONS, "hand_in", "nonsense"):
            if action not in by_hand(said, said.actions):
                sent = {"action": action, "opinion": "好", "round": 1, "node": node}
                window.post(case.desk, {**sent, "csrf_token": token})
                answers[node, action] = window.status
        with database.connection_context():
            assert stored(case.id) == before

    assert set(answers.values()) <= {403, 409, 422}, answers
