"""What the home page puts together: tabs of plans, and what waits for the applicant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from engine.packs.model import Plan
from engine.packs.province import Province
from web.models import Unit
from web.pages.entries import Entry
from web.pages.words import word_of
from web.services.archive import Statistics
from web.services.plans import by_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab of 最新计划信息 (安徽手册 L182): plans of one business type, or of all."""

    number: int
    name: str
    plans: tuple[Plan, ...]


def plan_tabs(plans: Sequence[Plan], first: Iterable[str] = ()) -> tuple[Tab, ...]:
    """A tab for every business type that the province lists `first`, though it may have no plan
    now, and for every other type of its plans; one tab where there is only one."""
    named: dict[str, list[Plan]] = {name: [] for name in first}
    named.update(by_type(plans, first))
    return tuple(
        Tab(number=number, name=name or "评审计划", plans=tuple(members))
        for number, (name, members) in enumerate((named or {"": []}).items())
    )


NEXT: Mapping[str, str] = {
    "editing": "填写完整后提交",
    "returned": "按审核意见修改后重新提交",
    "submitted": "等待审核，不需要办理",
    "passed": "已经通过",
    "terminated": "这次申报已经结束",
}
"""What its applicant does next, by the state of an application."""


def next_step(entry: Entry) -> str:
    """What the applicant does next about an application."""
    if entry.application.state == "editing" and not entry.is_open:
        return "申报时间已过，没有提交"
    return NEXT.get(entry.application.state, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for the applicant, and where it is done."""

    text: str
    url: str
    hint: str = ""


def waiting_for(
    entries: Sequence[Entry], counted: Statistics, unit: Unit | None, province: Province
) -> list[Waiting]:
    """待处理事项: returned and unfinished applications, returned records, the unit."""
    found = [
        Waiting(
            text=f"按审核意见修改：{entry.plan.name}",
            url=url_for("applications.show", id=entry.application.id),
            hint=entry.state,
        )
        for entry in entries
        if entry.application.state == "returned"
    ]
    found += [
        Waiting(
            text=f"继续填报：{entry.plan.name}",
            url=url_for("applications.show", id=entry.application.id),
            hint=f"截止 {entry.plan.closes}",
        )
        for entry in entries
        if entry.application.state == "editing" and entry.is_open
    ]
    archive = word_of(province.terms, "archive")
    returned = next((n for state, _, n in counted.states if state == "returned"), 0)
    if returned:
        text = f"{archive}中有 {returned} 条被{province.record_statuses['returned']}，需要修改"
        found.append(Waiting(text=text, url=url_for("archive.index")))
    if unit is None:
        found.append(
            Waiting(
                text=f"绑定{word_of(province.terms, 'unit')}",
                url=url_for("person_unit.index"),
                hint="审核通过后才能申报",
            )
        )
    return found
