"""What happened to a record, in words (操作记录)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.packs.province import Province
from web.models import Event, Record
from web.pages.happenings import names_of
from web.services.events import events_of

ACTIONS = {
    "add": "新增",
    "edit": "修改",
    "import": "从表格导入",
    "submit": "提交单位审核",
    "pass": "审核通过",
    "return": "退回",
    "fail": "审核不通过",
    "withdraw": "撤销审核通过",
    "remind": "提醒单位审核",
    "delete": "删除",
    "restore": "从回收站恢复",
    "add-proof": "上传证明材料",
    "remove-proof": "移除证明材料",
    "rename-proof": "证明材料改名",
}
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event: when, who, what, and the state that the record had afterwards."""

    at: datetime
    who: str
    what: str
    state: str
    remark: str


def build_history(record: Record, province: Province) -> tuple[Happening, ...]:
    """The last `MOST` events of a record, the latest first."""
    found = list(events_of(f"record:{record.id}").order_by(Event.number.desc()).limit(MOST))
    names = names_of(event.actor for event in found)
    return tuple(
        Happening(
            at=event.at,
            who=names.get(event.actor, "系统"),
            what=ACTIONS.get(event.action, event.action),
            state=province.record_statuses.get(event.details.get("status", ""), ""),
            remark=event.details.get("opinion") or event.details.get("name") or "",
        )
        for event in found
    )
