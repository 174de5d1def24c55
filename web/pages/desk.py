"""The first page of whoever works here: what waits, what is due, what was done this week."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from web.pages.words import Word
from web.services.staff_desk import Waiting as StaffWaiting
from web.services.unit_desk import Waiting

APPLICATIONS = {
    "committee": ("待受理的申报", "committee.index"),
    "issuer": ("待发证的申报", "issuing.index"),
}
"""What applications wait for at units that do something else than review them, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of thing that waits: its name, how many, and the list of them; `tone` is that of
    its number where it presses."""

    name: str
    number: int
    measure: str
    url: str
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What waits, and what was done since Monday, as (name, number)."""

    lines: tuple[Line, ...]
    done: tuple[tuple[str, int], ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits."""
        return not any(line.number for line in self.lines)


def unit_desk(
    kind: str, waiting: Waiting, actions: Mapping[Any, str], word: Word, may: Callable[[str], bool]
) -> Desk:
    """The desk of a unit's operators; `actions` are the province's names of what they do, `may`
    tells which of the duties that its province knows this operator has."""
    lines = [line for line in _unit_lines(kind, waiting, word, may) if line is not None]
    kept = (line for line in lines if line.number or not line.tone)
    done = tuple((actions.get(action, action), n) for action, n in sorted(waiting.done.items()))
    return Desk(lines=tuple(kept), done=done)


def _unit_lines(
    kind: str, waiting: Waiting, word: Word, may: Callable[[str], bool]
) -> Iterator[Line | None]:
    has_people = kind == "unit" or bool(waiting.people or waiting.bindings)
    if has_people and may("manage"):
        yield _line("待审核的绑定申请", waiting.bindings, "人", "unit_bindings.index")
    if has_people and may("review"):
        yield _line(f"待审核的{word('archive')}", waiting.records, "条", "verification.queue")
    if not may("review"):
        yield from _upward(kind, waiting, may)
        return
    name, list_of_all = APPLICATIONS.get(kind, ("待审核的申报", "reviews.index"))
    number = waiting.arrived if kind == "committee" else waiting.applications
    yield _line(name, number, "份", list_of_all)
    for when, said, number, tone in (
        ("late", "其中已超过期限", waiting.overdue, "bad"),
        ("soon", "其中即将到期", waiting.soon, "warn"),
    ):
        yield _line(said, number, "份", "reviews.index", tone, due=when, state="", sort="due")
    if kind == "committee":
        yield _line("没有办结的批次", waiting.batches, "个", "committee_batches.index")
        yield _line("待审核的免试申请", waiting.exemptions, "件", "committee_exemptions.index")
        yield _line("安排好的会议", waiting.meetings, "场", "committee_meetings.index")
        yield _line("待处理的公示异议", waiting.objections, "件", "committee_publicity.index")
    elif kind == "unit":
        yield _line("待处理的公示异议", waiting.objections, "件", "unit_publicity.index")
    if kind != "committee" or waiting.reissues:
        yield _line("待审核的补换证申请", waiting.reissues, "件", "reissues.index")
    yield from _upward(kind, waiting, may)


def _upward(kind: str, waiting: Waiting, may: Callable[[str], bool]) -> Iterator[Line | None]:
    """What is to be reported, and the ways upward that lower units ask for."""
    if kind in ("unit", "department") and may("report"):
        yield _line("待上报的申报", waiting.reports, "份", "reports.index")
    if kind == "department" and may("manage"):
        yield _line("待审核的上报路径", waiting.paths, "项", "unit_paths.requests")


def staff_desk(duty: str, waiting: StaffWaiting, *, reviews_people: bool) -> Desk:
    """The desk of staff by their duty, "" for business."""
    lines: list[Line | None] = []
    if duty == "system":
        lines = [_line("已停用的账号", waiting.blocked, "个", "looking_after.index")]
    elif duty == "security":
        lines = [
            _line("等待授权的管理账号", waiting.unappointed, "个", "staff_rights.index"),
            _line("被锁定的账号", waiting.locked, "个", "staff_rights.accounts"),
            _line("现有的登录", waiting.sessions, "处", "staff_rights.accounts"),
        ]
    elif duty == "audit":
        lines = [
            _line("今天的操作记录", waiting.events_today, "条", "audit.index"),
            _line("今天的登录失败锁定", waiting.locked_today, "次", "audit.index", action="locked"),
            _line("今天查看完整号码", waiting.looked_today, "次", "audit.index", action="look"),
        ]
    else:
        lines = [_line("待审核的单位注册", waiting.units, "个", "staff_units.index")]
        if reviews_people or waiting.people:
            lines.append(_line("待审核的个人注册", waiting.people, "人", "approvals.index"))
        lines.append(_line("无人办理的申报", waiting.unheld, "份", "staff_tasks.index"))
    return Desk(lines=tuple(line for line in lines if line is not None))


def _line(
    name: str, number: int, measure: str, endpoint: str, tone: str = "", **query: str
) -> Line | None:
    """A line with its list, None where this site has no such list."""
    if endpoint not in current_app.view_functions:
        return None
    values: dict[str, Any] = {**query}
    url = url_for(endpoint, **values)
    return Line(name=name, number=number, measure=measure, url=url, tone=tone)
