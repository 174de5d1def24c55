"""专家评议 of a batch: groups, who reads what, recusals, and what the experts said."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from web.audience import COMMITTEE, admit_to
from web.models import Application, Batch, Expert
from web.pages.typed import Typed, whole_number
from web.routes.review_desk import open_desk
from web.services import assigning, expert_groups, experts, recusals
from web.services.batches import STATES, TONES, batch_of
from web.services.collected import collect
from web.services.committee_node import (
    OPEN_FOR_READING,
    applications_in,
    committee_node,
    expert_rule,
    is_blind,
)
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.expert_reading import ADVICE
from web.services.recusals import GROUNDS, NAMES, Ground
from web.services.reviewing import ReviewDesk

pages = admit_to(
    Blueprint("committee_reading", __name__, url_prefix="/committee/batches/<id>"), COMMITTEE
)


@pages.get("/reading")
def show(id: str) -> ResponseReturnValue:
    """Groups, who reads what, recusals."""
    return _page(open_desk(), id, {})


def _page(desk: ReviewDesk, id: str, problems: dict[str, str]) -> str:
    batch = batch_of(desk.unit, id)
    people = experts.available(desk.unit, desk.now.date().isoformat())
    applications = applications_in(batch)
    groups = expert_groups.groups_of(batch)
    nodes = [committee_node(desk.packs, one) for one in applications[:1]]
    held = {one: (expert_groups.members_of(one)) for one in groups}
    taken = {member.id for members in held.values() for member in members}
    return render_template(
        "experts/reading.html",
        batch=batch,
        states=STATES,
        tones=TONES,
        is_open=batch.state in OPEN_FOR_READING,
        people=people,
        free=[one for one in people if one.id not in taken],
        groups=held,
        least=expert_groups.least_members(desk, batch),
        readers=expert_rule(nodes[0] if nodes else None).readers,
        applications=applications,
        collected=collect(desk.packs, batch),
        found=_found(people, applications),
        declared=recusals.recusals_in(id),
        grounds=GROUNDS,
        ground_names=NAMES,
        ticked={*request.form.getlist("application"), *request.form.getlist("expert")},
        problems=Typed(problems),
        typed=Typed(request.form),
    )


def _found(
    people: Sequence[Expert], applications: Sequence[Application]
) -> list[tuple[Expert, Application, Ground]]:
    """Who is recused by what the site found."""
    pairs = recusals.recused_pairs(people, applications)
    return [
        (person, one, ground)
        for person in people
        for one in applications
        if (ground := pairs.get((person.id, one.id))) is not None and ground.was_found
    ]


@pages.post("/reading")
def change(id: str) -> ResponseReturnValue:
    """Make or draw a group, assign, revoke, declare or lift a recusal."""
    desk, action = open_desk(), request.form.get("action", "")
    batch = batch_of(desk.unit, id)
    try:
        said, tone = _do(desk, batch, action)
    except BadChoice as mistakes:
        return _page(desk, id, {f"{action}.{k}": v for k, v in mistakes.problems.items()}), 422
    except NotWritable as refusal:
        return _page(desk, id, {f"{action}.action": refusal.reason}), 409
    except Decided as before:
        told = f"已经是“{before.state}”，没有重复办理。"
        return _page(desk, id, {f"{action}.action": told}), 409
    flash(said, tone)
    return redirect(url_for("committee_reading.show", id=id), 303)


def _do(desk: ReviewDesk, batch: Batch, action: str) -> tuple[str, str]:
    sent = request.form
    if action == "draw":
        group = expert_groups.draw_group(
            desk, batch.id, sent.get("name", ""), whole_number(sent.get("number", "")) or 0
        )
        names = "、".join(one.name for one in expert_groups.members_of(group))
        return f"已抽取“{group.name}”：{names}。", "good"
    if action == "name":
        group = expert_groups.name_group(
            desk, batch.id, sent.get("name", ""), sent.getlist("member"), sent.get("chair", "")
        )
        return f"已建立“{group.name}”。", "good"
    if action == "chair":
        group = expert_groups.name_chair(desk, sent.get("group", ""), sent.get("chair", ""))
        return f"“{group.name}”的组长已改。", "good"
    if action == "drop":
        expert_groups.drop_group(desk, sent.get("group", ""))
        return "已撤销评议组。", "good"
    if action == "evenly":
        given = assigning.assign_evenly(
            desk, batch.id, whole_number(sent.get("readers", "")) or 0, group=sent.get("group", "")
        )
        return _given(given)
    if action == "assign":
        given = assigning.assign(
            desk,
            batch.id,
            sent.getlist("application"),
            sent.getlist("expert"),
            group=sent.get("group", ""),
        )
        return _given(given)
    if action == "revoke":
        assigning.revoke(desk, sent.get("assignment", ""), sent.get("reason", ""))
        return "已收回，已通知专家。", "good"
    if action == "send_back":
        assigning.send_back(desk, sent.get("assignment", ""), sent.get("reason", ""))
        return "已退回，已通知专家修改后重新提交。", "good"
    return _recusal(desk, action)


def _recusal(desk: ReviewDesk, action: str) -> tuple[str, str]:
    sent = request.form
    if action == "recuse":
        if not sent.get("expert"):
            raise BadChoice({"expert": "请选择专家。"})
        recusals.declare(
            experts.expert_of(desk.unit, sent.get("expert", "")),
            sent.get("application", ""),
            ground=sent.get("ground", ""),
            reason=sent.get("reason", ""),
            by="office",
            actor=desk.operator,
            now=desk.now,
        )
        return "已记录回避，相应的材料已收回。", "good"
    if action == "lift":
        recusals.lift(desk, sent.get("recusal", ""), sent.get("reason", ""))
        return "已解除回避。需要时请重新分配材料。", "good"
    if action == "lift-name":
        recusals.lift_name(
            desk,
            experts.expert_of(desk.unit, sent.get("expert", "")),
            sent.get("application", ""),
            sent.get("reason", ""),
        )
        return "已解除同名引起的回避。需要时请分配材料。", "good"
    raise BadChoice({"action": "请选择要做什么。"})


def _given(given: assigning.Given) -> tuple[str, str]:
    if given.short:
        short = "、".join(given.short[:20])
        said = f"已分配 {given.number} 份。因回避或专业不符，这些申报的阅读人数不足：{short}。"
        return said, "warn"
    return f"已分配 {given.number} 份。", "good" if given.number else "warn"


@pages.get("/opinions")
def opinions(id: str) -> ResponseReturnValue:
    """What the experts said, once all readers of an application have submitted."""
    desk = open_desk()
    batch = batch_of(desk.unit, id)
    found = collect(desk.packs, batch)
    nodes = [committee_node(desk.packs, one.application) for one in found]
    return render_template(
        "experts/opinions.html",
        batch=batch,
        found=found,
        rules={
            one.application.id: node.scoring
            for one, node in zip(found, nodes, strict=True)
            if node is not None and node.scoring is not None
        },
        blind=any(is_blind(node) for node in nodes),
        advice=ADVICE,
    )
