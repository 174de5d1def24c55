"""Chains of review for tests: units of every kind, ways upward, applications brought to a node.

Demonstration data has departments, committees, issuers and paths for its own units; `set_up` makes
others, `bring_to` lets one operator after the other decide, through the service that all use.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from engine.workflow.chain import ONWARD
from engine.workflow.model import Action, ReviewNode
from web.models import (
    Account,
    Application,
    Batch,
    Meeting,
    Path,
    Publicity,
    Result,
    Shown,
    Task,
    Unit,
    write,
)
from web.models.columns import new_id
from web.services.certificates.facts import Approval
from web.services.certificates.issuing import IssuingDesk, issue
from web.services.moving import move
from web.services.packs import Packs
from web.services.publicity import kind_at, last_shown
from web.services.reviewing import Decision, ReviewDesk, actions_of, decide, open_review

AT = datetime.fromisoformat("2026-11-02T09:00:00+08:00")


def make_unit(
    province: str,
    name: str,
    *,
    kind: str = "department",
    operators: Sequence[str] = (),
    freelancers: bool = False,
    now: datetime = AT,
) -> Unit:
    """A unit of any kind with operators by their logins."""
    with write():
        unit: Unit = Unit.create(
            province=province,
            kind=kind,
            name=name,
            takes_freelancers=freelancers,
            created_at=now,
        )
        for login in operators:
            Account.create(
                province=province,
                role="operator",
                login=login,
                name=f"{name}经办",
                unit=unit,
                created_at=now,
            )
    return unit


def make_path(
    unit: Unit, upper: Unit, *, series: str = "", level: str = "", now: datetime = AT
) -> Path:
    """An open way upward."""
    path: Path = Path.create(
        unit=unit,
        upper=upper,
        series=series,
        level=level,
        state="active",
        requested_at=now,
        decided_at=now,
    )
    return path


def set_up(
    province: str, lowest: Unit, nodes: Sequence[ReviewNode], committee: str, *, now: datetime = AT
) -> dict[str, Unit]:
    """Units for all nodes of a chain above `lowest`, with ways upward; by node."""
    found: dict[str, Unit] = {}
    at = lowest
    for node in nodes:
        if node.by == "unit" or node.actions == ("report",):
            found[node.id] = at
        elif node.by == "department":
            upper = make_unit(province, f"测试{node.name}", operators=[f"op-{new_id()[-8:]}"])
            make_path(at, upper)
            found[node.id] = at = upper
        else:
            name = node.holder or (committee if node.by == "committee" else f"测试{node.name}")
            known = Unit.get_or_none(Unit.province == province, Unit.name == name)
            login = f"op-{new_id()[-8:]}"
            found[node.id] = known or make_unit(province, name, kind=node.by, operators=[login])
    return found


def desk_of(packs: Packs, unit: Unit, *, now: datetime = AT) -> ReviewDesk:
    """The desk of the first operator of a unit; one is made where there is none."""
    operator = unit.operators.order_by(Account.login).first()
    if operator is None:
        operator = Account.create(
            province=unit.province,
            role="operator",
            login=f"op-{new_id()[-8:]}",
            name="测试经办",
            unit=unit,
            created_at=now,
        )
    return ReviewDesk(unit=unit, operator=operator, packs=packs, now=now)


def holder(id: str) -> Unit:
    """Who has an application now."""
    task = Task.get(Task.application == id, Task.done_at.is_null())
    found: Unit = task.unit
    return found


def act(
    packs: Packs,
    id: str,
    action: str = "",
    *,
    opinion: str = "同意。",
    marks: dict[str, str] | None = None,
    now: datetime = AT,
) -> Application:
    """Let whoever has an application decide; by default it goes on."""
    desk = desk_of(packs, holder(id), now=now)
    draft = open_review(desk, id)
    node = draft.standard.workflow.node(draft.application.node)
    if node is not None and node.vote is not None and action in ("", "pass", "refuse"):
        return vote(desk, id, "refused" if action == "refuse" else "passed")
    if node is not None and node.by == "issuer" and action in ("", *ONWARD):
        return certify(desk, id)
    offered = actions_of(desk, draft)
    action = action or next(one for one in offered if one in ONWARD)
    if action in ONWARD:
        publicise(packs, id, now=now)
    return decide(
        desk,
        Decision(
            application=id,
            action=action,
            opinion=opinion,
            round=draft.application.round,
            node=draft.application.node,
            marks=marks or {},
        ),
    )


def certify(desk: ReviewDesk, id: str) -> Application:
    """What an issuer does: the certificate, and with it the end of the chain."""
    day = desk.now.date().isoformat()
    at = IssuingDesk(
        unit=desk.unit,
        operator=desk.operator,
        packs=desk.packs,
        now=desk.now,
        site_url="https://zhiping.test",
    )
    issue(at, [id], Approval(number="测试〔2026〕1号", approved_on=day, issued_on=day))
    application: Application = Application.get_by_id(id)
    return application


def vote(desk: ReviewDesk, id: str, outcome: str = "passed") -> Application:
    """What a meeting decided about an application, as if it had been held this morning."""
    application: Application = Application.get_by_id(id)
    with write(f"application:{id}"):
        batch = application.batch or Batch.create(
            unit=desk.unit,
            plan=application.plan,
            name=f"测试批次 {id}",
            state="voted",
            created_at=desk.now,
        )
        meeting = Meeting.create(
            batch=batch,
            day=desk.now.date().isoformat(),
            place="会议室",
            state="confirmed",
            created_at=desk.now,
        )
        Result.create(
            application=application,
            meeting=meeting,
            round=application.round,
            node=application.node,
            outcome=outcome,
            members=25,
            present=21,
            agree=20 if outcome == "passed" else 1,
            against=1 if outcome == "passed" else 20,
            abstain=0,
            made_at=desk.now,
        )
        draft = open_review(desk, id)
        action: Action = "pass" if outcome == "passed" else "refuse"
        said = "评审通过。" if outcome == "passed" else "评审未通过。"
        return move(draft, action, actor=desk.operator, unit=desk.unit, now=desk.now, opinion=said)


def publicise(packs: Packs, id: str, *, now: datetime = AT) -> Publicity | None:
    """A publicity of an application that has ended without an objection, where its node declares
    one and there was none; as if it had been shown two weeks before."""
    unit = holder(id)
    draft = open_review(desk_of(packs, unit, now=now), id)
    application = draft.application
    node = draft.standard.workflow.node(application.node)
    if node is None or node.publicity is None or last_shown(application, kind_at(node)):
        return None
    before = min(now, AT)  # whoever decides later may do so on that day
    with write():
        publicity: Publicity = Publicity.create(
            kind=kind_at(node),
            unit=unit,
            title="公示",
            place="公示栏",
            starts_on=(before - timedelta(days=14)).date().isoformat(),
            ends_on=(before - timedelta(days=1)).date().isoformat(),
            days=node.publicity.days,
            state="finished",
            created_at=now,
        )
        Shown.create(
            publicity=publicity,
            application=application,
            round=application.round,
            node=node.id,
            words={"name": draft.person.name},
            state="passed",
        )
    return publicity


def bring_to(packs: Packs, id: str, node: str, *, now: datetime = AT) -> Application:
    """Let an application go on until it waits at a node, "" for the end of its chain."""
    application: Application = Application.get_by_id(id)
    while application.node != node and application.state == "submitted":
        application = act(packs, id, now=now)
    return application
