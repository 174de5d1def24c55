"""Where an application may go, from every state, by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from engine.packs.node import Node
from engine.problems import Position
from engine.workflow.chain import NotPossible, actions_for, after, reached, standing
from engine.workflow.model import Action, Actor, ReviewNode, Role, State, Workflow
from engine.workflow.words import ACTIONS, STATUSES

HERE = Position("province.yaml", 1, 1)


def node(id: str, by: Actor, *actions: Action, status: str = "") -> ReviewNode:
    origin = Node({}, HERE, HERE)
    return ReviewNode(id=id, name=id, origin=origin, by=by, actions=actions, status=status)


CHAIN = Workflow(
    statuses={**STATUSES, "submitted": "已申报", "returned": "被退回"},
    actions=ACTIONS,
    nodes=(
        node("unit", "unit", "pass", "return", "terminate", status="待推荐单位审核"),
        node("upward", "unit", "report"),
        node("committee", "committee", "pass", "return", "refuse"),
    ),
    returning="parts",
    destination="unit",
)


def test_application_goes_through_every_node_and_passes() -> None:
    at = after(CHAIN, "editing", "", "hand_in")
    walked = [at]
    for action in ("pass", "report", "pass"):
        at = after(CHAIN, *at, action)  # type: ignore[arg-type]  # the words of this loop
        walked.append(at)

    assert walked == [
        ("submitted", "unit"),
        ("submitted", "upward"),
        ("submitted", "committee"),
        ("passed", ""),
    ]


def test_returned_application_begins_at_the_destination_anew() -> None:
    returned = after(CHAIN, "submitted", "committee", "return")

    assert returned == ("returned", "committee")
    assert actions_for(CHAIN, *returned, "applicant") == ("hand_in",)
    assert after(CHAIN, *returned, "hand_in") == ("submitted", "unit")


BACK = replace(
    CHAIN,
    nodes=(
        node("early", "unit", "pass"),
        node("unit", "unit", "pass", "return", "back"),
        node("upward", "unit", "report"),
        node("department", "department", "pass", "return", "back"),
        node("committee", "committee", "pass", "back"),
    ),
)


def test_given_back_it_is_where_it_was_decided_about_before() -> None:
    assert after(BACK, "submitted", "committee", "back") == ("submitted", "department")
    assert after(BACK, "submitted", "department", "back") == ("submitted", "unit")
    with pytest.raises(NotPossible):  # what stands before the destination was never come to
        after(BACK, "submitted", "unit", "back")
    with pytest.raises(NotPossible):
        after(BACK, "submitted", "upward", "back")


def test_giving_back_undoes_decisions_as_far_as_it_leads() -> None:
    way = [("unit", "pass"), ("upward", "report"), ("department", "pass"), ("committee", "back")]

    assert standing(BACK, way) == {"unit": 0, "upward": 1}
    assert standing(BACK, [*way, ("department", "back")]) == {}
    again = [*way, ("department", "back"), ("unit", "pass"), ("upward", "report")]
    assert standing(BACK, again) == {"unit": 5, "upward": 6}
    assert standing(BACK, [("gone", "pass"), *way]) == {"gone": 0, "unit": 1, "upward": 2}


def test_refusing_and_terminating_end_the_review() -> None:
    assert after(CHAIN, "submitted", "committee", "refuse") == ("terminated", "committee")
    assert after(CHAIN, "submitted", "unit", "terminate") == ("terminated", "unit")
    assert actions_for(CHAIN, "terminated", "unit", "applicant") == ()


def test_nobody_acts_where_it_is_not_their_turn() -> None:
    assert actions_for(CHAIN, "submitted", "unit", "unit") == ("pass", "return", "terminate")
    assert actions_for(CHAIN, "submitted", "unit", "applicant") == ()
    assert actions_for(CHAIN, "submitted", "unit", "committee") == ()
    assert actions_for(CHAIN, "editing", "", "unit") == ()
    assert actions_for(CHAIN, "submitted", "gone", "unit") == ()


def test_every_action_that_is_offered_can_be_taken_and_no_other() -> None:
    for state in get_args(State):
        for at in ("", *(node.id for node in CHAIN.nodes)):
            offered = {
                one for role in get_args(Role) for one in actions_for(CHAIN, state, at, role)
            }
            for action in get_args(Action):
                if action in offered:
                    assert after(CHAIN, state, at, action) != (state, at)
                else:
                    with pytest.raises(NotPossible):
                        after(CHAIN, state, at, action)


def test_status_has_the_words_of_the_province_and_of_the_node() -> None:
    assert CHAIN.status("submitted", "unit") == "待推荐单位审核"
    assert CHAIN.status("submitted", "committee") == "已申报"
    assert CHAIN.status("returned", "unit") == "被退回"
    assert CHAIN.status("editing") == "编辑中"


def test_nodes_behind_a_dead_end_or_before_the_destination_are_not_reached() -> None:
    chain = Workflow(
        statuses=STATUSES,
        actions=ACTIONS,
        nodes=(
            node("early", "unit", "pass"),
            node("start", "department", "pass"),
            node("stuck", "department", "return"),
            node("late", "committee", "pass"),
        ),
        returning="whole",
        destination="start",
    )

    assert [one.id for one in reached(chain)] == ["start", "stuck"]
