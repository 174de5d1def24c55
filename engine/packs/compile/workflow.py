"""The common keys about the way of an application: workflow, navigation, choice, start."""

from __future__ import annotations

from typing import cast, get_args

from engine.packs.compile.committee import (
    check_committee,
    read_experts,
    read_scoring,
    read_vote,
)
from engine.packs.compile.reader import Reader
from engine.packs.model import Navigation, Question, SelfCheck, Start, StartPledge
from engine.workflow.model import Action, Actor, Returning, ReviewNode, Workflow
from engine.workflow.publicity import SHORTEST, Publicity, ShownWord
from engine.workflow.words import ACTIONS, ACTIONS_BY_ACTOR, FIRST_NODE, STATUSES

NAVIGATIONS: tuple[Navigation, ...] = get_args(Navigation)
QUESTIONS: tuple[Question, ...] = get_args(Question)
SELF_CHECKS: tuple[SelfCheck, ...] = get_args(SelfCheck)
RETURNINGS: tuple[Returning, ...] = get_args(Returning)
REVIEWING: tuple[Action, ...] = tuple(action for action in ACTIONS if action != "hand_in")
SHOWN: tuple[ShownWord, ...] = get_args(ShownWord)
CHOICE: tuple[Question, ...] = ("mode", "branch", "title")


def compile_workflow(owner: Reader) -> Workflow:
    """The workflow of a province or standard; one review by the unit where none is declared."""
    reader = owner.child("workflow", "workflow")
    nodes = (
        tuple(compile_node(below) for below in reader.members("nodes", "node")) if reader else ()
    )
    nodes = nodes or (_only_node(owner),)
    ids = [node.id for node in nodes]
    destination = reader.known("destination", ids, "审核节点") if reader else ""
    statuses = reader.child("statuses", "statuses") if reader else None
    actions = reader.child("actions", "action_names") if reader else None
    return Workflow(
        statuses={
            id: statuses.text(id, name) if statuses else name for id, name in STATUSES.items()
        },
        actions={id: actions.text(id, name) if actions else name for id, name in ACTIONS.items()},
        nodes=nodes,
        returning=reader.one_of("return", RETURNINGS, "whole") if reader else "whole",
        destination=destination or ids[0],
        correct_within=reader.whole("correct_within") if reader else 0,
        returns=reader.whole("returns") if reader else 0,
        withdraw=reader.flag("withdraw") if reader else False,
    )


def read_navigation(owner: Reader) -> Navigation:
    """How the pages of an application are walked through."""
    return owner.one_of("navigation", NAVIGATIONS, "side")


def read_choice(owner: Reader) -> tuple[Question, ...]:
    """The questions of the choice page: those listed, then what nobody can do without."""
    listed = cast(tuple[Question, ...], owner.all_known("choice", QUESTIONS, "选择项"))
    return tuple(dict.fromkeys((*listed, *CHOICE)))


def read_start(owner: Reader) -> Start:
    """What comes before choosing."""
    reader = owner.child("start", "start")
    if reader is None:
        return Start()
    pledge = reader.child("pledge", "start_pledge")
    return Start(
        self_check=reader.one_of("self_check", SELF_CHECKS, "offered"),
        notes=reader.texts("notes"),
        pledge=StartPledge(
            name=pledge.needed("name", "名称"),
            text=pledge.needed("text", "正文"),
            agree=pledge.text("agree", "我同意"),
        )
        if pledge
        else None,
    )


def compile_node(reader: Reader) -> ReviewNode:
    """A node of a review chain, or of the chain by which certificates are replaced."""
    if not reader.has("by"):
        reader.problem("missing-key", "缺少 by（由谁审核）", hint="请补上 by。")
    by: Actor = reader.one_of("by", get_args(Actor), "unit")
    actions = cast(tuple[Action, ...], reader.all_known("actions", REVIEWING, "审核动作"))
    check_committee(reader, by)
    return ReviewNode(
        id=reader.id,
        name=reader.needed("name", "名称"),
        source=reader.text("source"),
        origin=reader.node,
        by=by,
        actions=actions if reader.has("actions") else ACTIONS_BY_ACTOR[by],
        status=reader.text("status"),
        publicity=_publicity(reader),
        vote=read_vote(reader),
        scoring=read_scoring(reader),
        experts=read_experts(reader),
        holder=reader.text("holder"),
        days=reader.whole("days"),
        remind_before=reader.whole("remind_before", 1),
    )


def _publicity(owner: Reader) -> Publicity | None:
    reader = owner.child("publicity", "publicity")
    if reader is None:
        return None
    shows = cast(tuple[ShownWord, ...], reader.all_known("shows", SHOWN, "公示项目"))
    return Publicity(
        days=reader.whole("days", SHORTEST),
        where=reader.text("where"),
        shows=shows or tuple(w for w in SHOWN if w not in ("level", "result")),
        origin=reader.node,
    )


def _only_node(owner: Reader) -> ReviewNode:
    id, name = FIRST_NODE
    actions = ACTIONS_BY_ACTOR["unit"]
    return ReviewNode(id=id, name=name, origin=owner.node, by="unit", actions=actions)
