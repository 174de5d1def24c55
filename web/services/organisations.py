"""Departments, committees and issuers: set up by staff with a first operator; who is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.packs.model import Plan
from engine.packs.province import Province
from web.models import Account, Task, Unit, write
from web.services import events
from web.services.errors import BadChoice, Decided, NotFound, NotWritable
from web.services.operators import OperatorAnswers, create_operator, operator_problems
from web.services.opinions import read_opinion
from web.services.packs import Packs
from web.services.passwords import hash_password
from web.services.unit_registration import STATES, unit_of
from web.services.unit_search import plain_name

KINDS: Mapping[str, str] = {
    "department": "部门",
    "committee": "评委会",
    "issuer": "发证机构",
}
"""What staff set up; employers register themselves."""
EXPLAINED: Mapping[str, str] = {
    "department": "主管部门、人社部门、呈报部门、评委会组建单位等",
    "committee": "名称须与评审计划中的评委会完全一致",
    "issuer": "制发职称证书的机构",
}
LONGEST = {"name": 60, "contact": 40, "phone": 20}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAnswers:
    """What staff say of an organisation."""

    name: str = ""
    kind: str = "department"
    region: str = ""
    contact: str = ""
    phone: str = ""
    takes_freelancers: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of `Unit` that hold it; only departments take freelancers."""
        return {
            "name": self.name,
            "kind": self.kind,
            "region": self.region,
            "contact": self.contact,
            "phone": self.phone,
            "takes_freelancers": self.takes_freelancers and self.kind == "department",
        }


def answers_of(unit: Unit) -> OrganisationAnswers:
    """What is known of an organisation."""
    return OrganisationAnswers(
        name=unit.name,
        kind=unit.kind,
        region=unit.region,
        contact=unit.contact,
        phone=unit.phone,
        takes_freelancers=unit.takes_freelancers,
    )


def organisations_in(province: str, kind: str) -> Any:
    """Those of a kind, as a query: active ones first, by their names."""
    query = Unit.select().where(Unit.province == province, Unit.kind == kind)
    return query.where(Unit.state << ["active", "closed"]).order_by(Unit.state, Unit.name, Unit.id)


def organisation_of(province: str, id: str) -> Unit:
    """One of them.

    :raises NotFound: there is none, or it is an employer
    :raises NotYours: it is in another province
    """
    unit = unit_of(province, id)
    if unit.kind not in KINDS or unit.state not in ("active", "closed"):
        raise NotFound("机构")
    return unit


def missing_committees(packs: Packs, province: str) -> dict[str, list[Plan]]:
    """The committees that plans of a province name and nobody has set up, with those plans: what is
    handed in to them cannot go on there."""
    query: Any = Unit.select(Unit.name).where(
        Unit.province == province, Unit.kind == "committee", Unit.state == "active"
    )
    there = {name for (name,) in query.tuples()}
    found: dict[str, list[Plan]] = {}
    for plan in packs.plans():
        needs = any(
            node.by == "committee" and not node.holder
            for standard in plan.standards
            for node in standard.workflow.nodes
        )
        if plan.province == province and needs and plan.committee not in there:
            found.setdefault(plan.committee, []).append(plan)
    return found


def lacks_issuer(province: str) -> bool:
    """Whether a province has nobody who issues certificates."""
    issuers = Unit.select().where(
        Unit.province == province, Unit.kind == "issuer", Unit.state == "active"
    )
    return not issuers.exists()


def create(
    province: Province,
    asked: OrganisationAnswers,
    operator: OperatorAnswers,
    *,
    actor: Account,
    now: datetime,
) -> Unit:
    """Set up an organisation with its first operator.

    :raises BadChoice: with everything that is wrong, by field
    """
    problems = _problems(province, asked) | operator_problems(province, operator)
    if problems:
        raise BadChoice(problems)
    hashed = hash_password(operator.password)
    with write(f"organisations:{province.id}"):
        problems = _problems(province, asked) | operator_problems(province, operator)
        if problems:  # somebody was faster with the same name or login
            raise BadChoice(problems)
        unit: Unit = Unit.create(**asked.columns, province=province.id, created_at=now)
        account = create_operator(unit, operator, hashed, now)
        account.password_changed_at = None  # set by somebody else: its holder changes it at once
        account.save(only=[Account.password_changed_at])
        _record(unit, "organisation-created", actor, now, asked.columns)
    return unit


def change(
    province: Province,
    id: str,
    asked: OrganisationAnswers,
    *,
    actor: Account,
    now: datetime,
) -> Unit:
    """Say something else of an organisation; what it is in chains stays.

    :raises NotFound, NotYours: as `organisation_of`
    :raises BadChoice: with everything that is wrong, by field
    """
    with write(f"organisations:{province.id}", f"unit:{id}"):
        unit = organisation_of(province.id, id)
        asked = replace(asked, kind=unit.kind)
        problems = _problems(province, asked, unit.id)
        if problems:
            raise BadChoice(problems)
        Unit.update(**asked.columns).where(Unit.id == unit.id).execute()
        _record(unit, "organisation-changed", actor, now, asked.columns)
    return organisation_of(province.id, id)


def close(
    province: Province, id: str, *, closed: bool, reason: str, actor: Account, now: datetime
) -> Unit:
    """停用 or 启用: a closed organisation does nothing and is responsible for nothing; what waits
    there is listed for staff to hand on.

    :raises NotFound, NotYours: as `organisation_of`
    :raises BadChoice: it is closed without a reason
    :raises Decided: it is so already
    """
    reason = read_opinion(reason, 500, "原因")
    if closed and not reason:
        raise BadChoice({"reason": "停用时，请填写原因。"})
    before, after = ("active", "closed") if closed else ("closed", "active")
    with write(f"unit:{id}"):
        unit = organisation_of(province.id, id)
        if unit.state != before:
            raise Decided(what="机构", state=STATES[unit.state], by="", at=None)
        if not closed:
            problems = _problems(province, answers_of(unit), unit.id)
            if problems:
                raise NotWritable("；".join(problems.values()))
        unit.state, unit.opinion = after, reason
        unit.save(only=[Unit.state, Unit.opinion])
        action = "organisation-closed" if closed else "organisation-opened"
        _record(unit, action, actor, now, {"reason": reason})
    return unit


def open_tasks(unit: Unit) -> int:
    """How many applications wait there."""
    return int(Task.select().where(Task.unit == unit, Task.done_at.is_null()).count())


def _problems(province: Province, asked: OrganisationAnswers, own: str = "") -> dict[str, str]:
    found = {
        key: f"不能超过 {most} 字"
        for key, most in LONGEST.items()
        if len(getattr(asked, key)) > most
    }
    if not asked.name:
        found["name"] = "请填写机构全称"
    if asked.kind not in KINDS:
        found["kind"] = "请选择机构类别"
    regions = province.codes.get("region")
    if regions is not None and asked.region not in regions.entries:
        found["region"] = "请从列表中选择所在地区"
    if "name" not in found:
        others = Unit.select().where(
            Unit.province == province.id, Unit.id != own, Unit.state != "draft"
        )
        for other in others.where(Unit.name.contains(asked.name[:1])):
            if plain_name(other.name) == plain_name(asked.name):
                found["name"] = f"已有同名的单位或机构（{STATES[other.state]}），请核对"
    return found


def _record(
    unit: Unit, action: str, actor: Account, now: datetime, details: Mapping[str, Any]
) -> None:
    events.record(f"unit:{unit.id}", action, actor=actor, now=now, details=details)
