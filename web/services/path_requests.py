"""路径申请: a unit asks to report to another one, which answers within some working days; staff
open paths where a province knows no such requests (山东手册 L151-169)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import IntegrityError

from web.models import Account, Path, Unit, write
from web.services import events
from web.services.duties import check_duty
from web.services.errors import BadChoice, Decided, NotWritable, NotYours
from web.services.notices import notify, put_aside
from web.services.opinions import read_opinion
from web.services.path_desk import PathDesk
from web.services.paths import STATES, leads_back, path_of
from web.services.units import check_active

UPPER_KINDS = ("department",)
"""Who can be reported to: 主管部门 and 呈报部门 (山东手册 L154)."""
LOOP = "“{upper}”的数据最终会报回“{unit}”，形成循环，不能这样设置。请选择真正的上级单位。"
BY_STAFF = "本省的上报路径由管理人员设置。如需开通、变更或停用，请联系管理人员。"
LONGEST = 500
"""Characters of a notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathAnswers:
    """What is asked for: the upper unit's id, a series' id and a level; "" of these is all."""

    upper: str = ""
    series: str = ""
    level: str = ""


def request_path(desk: PathDesk, unit: Unit, asked: PathAnswers) -> Path:
    """Ask an upper unit to take what the unit reports of a series and level; it is told. Where a
    path of these is active already, it goes on until the new one is accepted.

    :raises DutyNeeded: the operator does not manage the unit
    :raises NotWritable: the unit is not accepted, or staff open paths in this province
    :raises BadChoice: with everything that is wrong, by field
    """
    check_duty(desk.actor, "manage")
    check_active(unit)
    if not desk.province.paths.request:
        raise NotWritable(BY_STAFF)
    try:
        with write(_all(desk)):
            upper = _check(desk, unit, asked, asks=True)
            path = _create(desk, unit, asked, state="pending", due_on=desk.last_day())
            _record(desk, path, "path-requested")
            until = f"请在 {path.due_on} 前审核。" if path.due_on else "请及时审核。"
            notify(
                upper,
                f"“{unit.name}”申请向本单位上报：{desk.words(path)}，{until}",
                link=f"/unit/paths/requests/{path.id}",
                key=f"path:{path.id}:requested",
                now=desk.now,
            )
    except IntegrityError:
        raise BadChoice({"series": "该系列、等级已有等待审核的申请。"}) from None
    return path


def set_path(desk: PathDesk, unit: Unit, asked: PathAnswers) -> Path:
    """Open a path without a request, in the place of those of the same series and level.

    :raises NotYours: the unit is in another province
    :raises BadChoice: with everything that is wrong, by field
    """
    if unit.province != desk.province.id:
        raise NotYours
    with write(_all(desk)):
        upper = _check(desk, unit, asked)
        _end_same(desk, unit, asked, "pending", "管理人员已另行设置该系列、等级的路径。")
        _end_same(desk, unit, asked, "active", "由新的路径代替。")
        path = _create(
            desk, unit, asked, state="active", decided_at=desk.now, decided_by=desk.actor.id
        )
        _record(desk, path, "path-set")
        _tell(desk, unit, path, f"上报路径已设置：{desk.words(path)}，报到“{upper.name}”。", "set")
    return path


def decide(desk: PathDesk, upper: Unit, id: str, *, approve: bool, opinion: str) -> Path:
    """Accept or refuse what a lower unit asks for; it is told. What was active for the same series
    and level ends then.

    :raises DutyNeeded: the operator does not manage the upper unit
    :raises NotFound, NotYours: there is no such request to this unit
    :raises BadChoice: a refusal without a reason
    :raises NotWritable: it would lead in a circle by now
    :raises Decided: somebody was faster, or it was taken back
    """
    check_duty(desk.actor, "manage")
    check_active(upper)
    opinion = read_opinion(opinion)
    if not approve and not opinion:
        raise BadChoice({"opinion": "不同意时，请填写原因，申请单位可以看到。"})
    with write(_all(desk)):
        path = request_to(upper, id)
        if path.state != "pending":
            raise _decided(path)
        if approve:
            if leads_back(path.unit, upper, path.series, path.level):
                raise NotWritable(LOOP.format(upper=upper.name, unit=path.unit.name))
            asked = PathAnswers(upper=upper.id, series=path.series, level=path.level)
            _end_same(desk, path.unit, asked, "active", "由新的路径代替。")
        _move(desk, path, "active" if approve else "refused", opinion)
        _record(desk, path, "path-approved" if approve else "path-refused")
        put_aside(link=f"/unit/paths/requests/{path.id}", now=desk.now)
        said = "已同意，现在可以上报。" if approve else f"未同意：{opinion}"
        text = f"“{upper.name}”对上报路径（{desk.words(path)}）{said}"
        _tell(desk, path.unit, path, text, "decided")
    return path


def end_path(desk: PathDesk, id: str, reason: str) -> Path:
    """Take back a request, or end a path that is active: by its unit or its upper unit, or by staff
    of the province. The others are told.

    :raises DutyNeeded: the operator does not manage the unit
    :raises NotFound, NotYours: there is no such path of theirs
    :raises NotWritable: the province's staff look after paths, or it waits for an answer
    :raises BadChoice: an active path ends without a reason
    :raises Decided: it has ended before
    """
    check_duty(desk.actor, "manage")
    reason = read_opinion(reason, name="原因")
    with write(_all(desk)):
        path = path_of(id)
        _check_may_end(desk, path)
        if path.state not in ("pending", "active"):
            raise _decided(path)
        if path.state == "active" and not reason:
            raise BadChoice({"reason": "停用已生效的路径时，请填写原因。"})
        was_active = path.state == "active"
        _move(desk, path, "ended", reason)
        _record(desk, path, "path-ended")
        put_aside(link=f"/unit/paths/requests/{path.id}", now=desk.now)
        text = (
            f"“{path.unit.name}”报到“{path.upper.name}”的路径（{desk.words(path)}）已停用：{reason}"
        )
        for one in (path.unit, path.upper):
            if was_active and one.id != desk.unit_id:
                _tell(desk, one, path, text, f"ended:{one.id}")
    return path


def request_to(upper: Unit, id: str) -> Path:
    """A path that leads to this unit.

    :raises NotFound: there is none
    :raises NotYours: it leads to another one
    """
    path = path_of(id)
    if path.upper_id != upper.id:
        raise NotYours
    return path


def _all(desk: PathDesk) -> str:
    """Paths are changed one at a time in a province: a circle may come of any two of them."""
    return f"paths:{desk.province.id}"


def _check(desk: PathDesk, unit: Unit, asked: PathAnswers, *, asks: bool = False) -> Unit:
    """The upper unit that is asked for, inside the transaction."""
    found: dict[str, str] = {}
    if asked.series and asked.series not in desk.series:
        found["series"] = "请从列表中选择职称系列"
    if asked.level and asked.level not in desk.levels:
        found["level"] = "请从列表中选择职称等级"
    upper: Unit | None = Unit.get_or_none(Unit.id == asked.upper) if asked.upper else None
    if upper is None or not is_upper(upper, desk.province.id):
        raise BadChoice({**found, "upper": "请按单位名称查找并选择上报单位（主管部门或呈报部门）"})
    if leads_back(unit, upper, asked.series, asked.level):
        found["upper"] = LOOP.format(upper=upper.name, unit=unit.name)
    elif not found and asks:
        found |= _known(unit, upper, asked)
    if found:
        raise BadChoice(found)
    return upper


def is_upper(upper: Unit, province: str) -> bool:
    """Whether a unit can be reported to."""
    return upper.province == province and upper.state == "active" and upper.kind in UPPER_KINDS


def _known(unit: Unit, upper: Unit, asked: PathAnswers) -> dict[str, str]:
    """One path for a series and level: no second request, and not what is active already."""
    for path in Path.select().where(*_same(unit, asked), Path.state << ["pending", "active"]):
        if path.state == "pending":
            return {"series": "该系列、等级已有等待审核的申请，可以在列表中撤回后重新申请。"}
        if path.upper_id == upper.id:
            return {"series": "该系列、等级到这个上报单位的路径已经生效，不必再次申请。"}
    return {}


def _same(unit: Unit, asked: PathAnswers) -> tuple[Any, ...]:
    return (Path.unit == unit, Path.series == asked.series, Path.level == asked.level)


def _create(desk: PathDesk, unit: Unit, asked: PathAnswers, **known: Any) -> Path:
    path: Path = Path.create(
        unit=unit,
        upper=asked.upper,
        series=asked.series,
        level=asked.level,
        requested_at=desk.now,
        requested_by=desk.actor.id,
        **known,
    )
    return path


def _end_same(desk: PathDesk, unit: Unit, asked: PathAnswers, state: str, why: str) -> None:
    for one in list(Path.select().where(*_same(unit, asked), Path.state == state)):
        _move(desk, one, "ended", why)
        _record(desk, one, "path-ended")
        put_aside(link=f"/unit/paths/requests/{one.id}", now=desk.now)


def _check_may_end(desk: PathDesk, path: Path) -> None:
    if path.unit.province != desk.province.id:
        raise NotYours
    if not desk.unit_id:
        return
    if desk.unit_id not in (path.unit_id, path.upper_id):
        raise NotYours
    if not desk.province.paths.request:
        raise NotWritable(BY_STAFF)
    if path.state == "pending" and desk.unit_id != path.unit_id:
        raise NotWritable("这是等待本单位审核的申请，请选择同意或不同意。")


def _move(desk: PathDesk, path: Path, state: str, opinion: str) -> None:
    path.state, path.opinion = state, opinion
    path.decided_at, path.decided_by = desk.now, desk.actor.id
    path.save(only=[Path.state, Path.opinion, Path.decided_at, Path.decided_by])


def _record(desk: PathDesk, path: Path, action: str) -> None:
    details = {
        "unit": path.unit_id,
        "upper": path.upper_id,
        "series": path.series,
        "level": path.level,
        "opinion": path.opinion,
    }
    events.record(f"path:{path.id}", action, actor=desk.actor, now=desk.now, details=details)


def _tell(desk: PathDesk, unit: Unit, path: Path, text: str, occasion: str) -> None:
    link = "/unit/paths" if unit.id == path.unit_id else "/unit/paths/requests"
    notify(unit, text[:LONGEST], link=link, key=f"path:{path.id}:{occasion}", now=desk.now)


def _decided(path: Path) -> Decided:
    by = Account.get_or_none(Account.id == path.decided_by)
    return Decided(
        what="上报路径", state=STATES[path.state], by=by.name if by else "", at=path.decided_at
    )
