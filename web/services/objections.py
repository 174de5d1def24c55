"""Objections against those who are shown (异议): made by real name, found out, decided.

Who objected, and how to reach them, is read by the office alone. An objection that is sustained
ends the way of an application at a committee; at a unit, it can go back or end, but not pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from engine.workflow.chain import actions_for
from engine.workflow.model import Action, State
from web.models import Account, Objection, Publicity, Shown, write
from web.services import events, notices
from web.services.errors import BadChoice, Decided, NotFound, NotWritable
from web.services.moving import move
from web.services.operators import check_not_own
from web.services.opinions import read_opinion
from web.services.publicity import phase_of, publicity_of
from web.services.reviewing import ReviewDesk, open_review

STATES: Mapping[str, str] = {"open": "待核实", "sustained": "成立", "rejected": "不成立"}
TONES = {"open": "warn", "sustained": "bad", "rejected": "good"}
MAX_NAME, MAX_CONTACT, MAX_TEXT = 40, 100, 2000
SHORTEST_TEXT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswers:
    """What somebody objects: against whom (the id of `Shown`), by whom, and what."""

    shown: str = ""
    name: str = ""
    contact: str = ""
    text: str = ""


def object_to(
    publicity: Publicity,
    asked: ObjectionAnswers,
    *,
    source: str,
    actor: Account | None = None,
    now: datetime,
) -> Objection:
    """Keep an objection and tell the office. From the public page while it is shown; the office
    records what reached it on paper until it has ended the publicity.

    :raises NotWritable: it is not shown (any longer)
    :raises BadChoice: with everything wrong by field
    """
    problems = _problems(publicity, asked)
    if problems:
        raise BadChoice(problems)
    with write(f"publicity:{publicity.id}"):
        publicity = Publicity.get_by_id(publicity.id)
        phase = phase_of(publicity, now.date())
        if phase != "running" and not (source == "hand" and phase == "ended"):
            raise NotWritable("公示期间才能提出异议；公示期外请按信访渠道反映。")
        shown = Shown.get_by_id(asked.shown)
        made: Objection = Objection.create(
            publicity=publicity,
            application=shown.application_id,
            source=source,
            name=asked.name,
            contact=asked.contact,
            text=asked.text,
            made_at=now,
        )
        events.record(
            f"publicity:{publicity.id}",
            "objection-made",
            actor=actor,
            now=now,
            details={"objection": made.id, "application": shown.application_id, "source": source},
        )
        room = "unit" if publicity.kind == "unit" else "committee"
        notices.notify(
            publicity.unit,
            f"“{publicity.title}”收到一条异议，请核实处理。",
            link=f"/{room}/publicity/{publicity.id}",
            key=f"objection:{made.id}",
            now=now,
        )
    return made


def _problems(publicity: Publicity, asked: ObjectionAnswers) -> dict[str, str]:
    problems = {}
    known = Shown.get_or_none(Shown.id == asked.shown, Shown.publicity == publicity)
    if known is None:
        problems["shown"] = "请选择对谁有异议"
    if len(asked.name) < 2 or len(asked.name) > MAX_NAME:
        problems["name"] = "请填写您的真实姓名"
    if len(asked.contact) < 6 or len(asked.contact) > MAX_CONTACT:
        problems["contact"] = "请填写能联系到您的电话或邮箱，只供核实使用"
    if len(asked.text) < SHORTEST_TEXT:
        problems["text"] = f"请写明具体事实，不少于 {SHORTEST_TEXT} 字"
    elif len(asked.text) > MAX_TEXT:
        problems["text"] = f"异议内容不能超过 {MAX_TEXT} 字，现在有 {len(asked.text)} 字"
    return problems


def objections_to(publicity: Publicity) -> list[Objection]:
    """The objections of a publicity, those that wait first."""
    found = Objection.select().where(Objection.publicity == publicity).order_by(Objection.made_at)
    return sorted(found, key=lambda one: one.state != "open")


def decide(desk: ReviewDesk, id: str, *, sustained: bool, finding: str) -> Objection:
    """Say what was found out about an objection. At a committee, one that is sustained refuses the
    application with that reason.

    :raises NotFound, NotYours: it is not of a publicity of this unit
    :raises BadChoice: no finding
    :raises OwnApplication: it is against the operator
    :raises Decided: it was decided before
    """
    finding = read_opinion(finding, 2000, "核实情况")
    if not finding:
        raise BadChoice({"finding": "请填写核实情况和处理意见"})
    found: Objection | None = Objection.get_or_none(Objection.id == id)
    if found is None:
        raise NotFound("异议")
    publicity_of(desk.unit, found.publicity_id)
    owner = found.application.person_id
    names = (
        f"application:{found.application_id}", f"person:{owner}", f"publicity:{found.publicity_id}",
    )  # fmt: skip
    with write(*names):
        publicity = publicity_of(desk.unit, found.publicity_id)
        check_not_own(desk.operator, found.application.person)
        state = "sustained" if sustained else "rejected"
        changed = Objection.update(
            state=state, finding=finding, decided_at=desk.now, decided_by=desk.operator.id
        ).where(Objection.id == id, Objection.state == "open")
        if not changed.execute():
            stored = Objection.get_by_id(id)
            raise Decided(what="异议", state=STATES[stored.state], by="", at=stored.decided_at)
        events.record(
            f"publicity:{publicity.id}",
            f"objection-{state}",
            actor=desk.operator,
            now=desk.now,
            details={"objection": id, "application": found.application_id, "finding": finding},
        )
        if sustained:
            _sustain(desk, publicity, found, finding)
    found.state, found.finding = state, finding
    return found


def _sustain(desk: ReviewDesk, publicity: Publicity, objection: Objection, finding: str) -> None:
    Shown.update(state="dropped").where(
        Shown.publicity == publicity,
        Shown.application == objection.application_id,
        Shown.state == "open",
    ).execute()
    if publicity.kind == "unit":
        return  # the unit decides on its review page what becomes of it
    draft = open_review(desk, objection.application_id)
    application, workflow = draft.application, draft.standard.workflow
    can = actions_for(workflow, cast(State, application.state), application.node, "committee")
    action = next((one for one in ("refuse", "terminate", "return") if one in can), None)
    if action is None:
        raise NotWritable("本省的流程在公示节点没有“不通过”，请联系系统管理员。")
    move(
        draft,
        cast(Action, action),
        actor=desk.operator,
        unit=desk.unit,
        now=desk.now,
        opinion=f"公示期间的异议经核实成立：{finding}",
        details={"objection": objection.id},
    )
