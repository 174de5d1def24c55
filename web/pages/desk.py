"""The first page of whoever works here: what waits, what is due, what was done this week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, url_for

from web.pages.words import Word
from web.services.staff_desk import Waiting as StaffWaiting
from web.services.unit_desk import Waiting


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


def unit_desk(kind: str, waiting: Waiting, actions: Mapping[str, str], word: Word) -> Desk:
    """The desk of a unit's operators; `actions` are the province's names of what they do."""
    found = [
        _line("待审核的申报", waiting.applications, "份", "reviews.index"),
        _line("其中已超过期限", waiting.overdue, "份", "reviews.index", tone="bad", due="overdue"),
        _line("其中即将到期", waiting.soon, "份", "reviews.index", tone="warn", due="soon"),
    ]
    if kind in ("unit", "department"):
        found[:0] = [
            _line("待审核的绑定申请", waiting.bindings, "人", "unit_bindings.index"),
            _line("待审核的业绩", waiting.records, "条", "verification.queue"),
        ]
    if kind == "department" or waiting.paths:
        found.append(_line(f"待审核的{word('path')}", waiting.paths, "项", "unit_paths.requests"))
    if kind in ("unit", "committee"):
        found.append(_line("待处理的公示异议", waiting.objections, "件", "objections.index"))
    kept = (line for line in found if line is not None and (line.number or not line.tone))
    done = tuple((actions.get(action, action), n) for action, n in sorted(waiting.done.items()))
    return Desk(lines=tuple(kept), done=done)


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
        lines.append(_line("没有办理单位的申报", waiting.unheld, "份", "staff_tasks.index"))
    return Desk(lines=tuple(line for line in lines if line is not None))


def _line(
    name: str, number: int, measure: str, endpoint: str, tone: str = "", **query: str
) -> Line | None:
    """A line with its list, None where this site has no such list."""
    if endpoint not in current_app.view_functions:
        return None
    url = url_for(endpoint, **query)
    return Line(name=name, number=number, measure=measure, url=url, tone=tone)
