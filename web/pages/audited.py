"""Events as auditors read them: in words, with the numbers of people hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.context import site
from web.models import Event
from web.models.columns import canonical, is_id
from web.services.accounts import ROLE_NAMES
from web.services.certificates.reissue_chain import ACTIONS
from web.services.errors import NotFound
from web.services.event_list import actors_of, names_of_subjects
from web.services.event_words import subject_word, word_of
from web.services.masking import mask_text
from web.services.staff_duties import POSTS, post_of

DETAILS: Mapping[str, str] = {
    "absent": "缺考",
    "account": "账号编号",
    "action": "操作",
    "address": "网络地址",
    "after": "更改后",
    "agree": "同意",
    "agreed": "已承诺",
    "application": "申报编号",
    "approval": "批准文号",
    "batch": "批次编号",
    "before": "更改前",
    "binding": "绑定编号",
    "by": "由",
    "category": "申报业绩类别",
    "certificate": "证书编号",
    "chair": "组长",
    "changed": "更正",
    "checked": "人工核对",
    "choice": "选择",
    "count": "数量",
    "counts": "票数",
    "day": "日期",
    "digest": "材料摘要",
    "drawn": "抽中",
    "duties": "权限",
    "exemption": "免试申请编号",
    "expert": "专家编号",
    "fields": "字段",
    "file": "文件",
    "finding": "核实结论",
    "format": "格式",
    "fraud": "弄虚作假",
    "freelancer": "自由职业",
    "from": "从",
    "full": "含完整号码",
    "has_address": "已填邮箱",
    "issuer": "门户",
    "item": "项目",
    "job": "任务编号",
    "kind": "类型",
    "late": "超期",
    "list": "清单",
    "mail": "消息邮件",
    "marks": "标出",
    "matched": "相符的姓名和业绩",
    "member": "委员编号",
    "members": "成员",
    "minutes": "分钟",
    "mode": "申报形式",
    "name": "名称",
    "node": "环节",
    "note": "备注",
    "number": "数量",
    "numbers": "查看的号码",
    "objection": "异议编号",
    "opinion": "意见",
    "own_number": "本人证件号码",
    "paper": "考试",
    "person": "人员编号",
    "place": "位置",
    "plan": "申报计划",
    "pool": "抽取范围",
    "publicity": "公示编号",
    "purpose": "用途",
    "query": "查询条件",
    "reason": "原因",
    "record": "业绩编号",
    "records": "业绩",
    "role": "身份",
    "round": "第几次提交",
    "row": "行编号",
    "rows": "行数",
    "score": "成绩",
    "seated": "已排座位",
    "section": "模块",
    "seed": "抽取种子",
    "sha256": "文件校验码",
    "signed": "已签名",
    "source": "来源",
    "state": "状态",
    "status": "状态",
    "subjects": "链条数",
    "table": "表格",
    "title": "职称",
    "to": "到",
    "unit": "单位编号",
    "version": "版本",
    "waiting": "等待",
    "what": "内容",
}
"""What details are called."""
SHORT = 120
"""Characters of details that the list says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPart:
    """One event: when, who (with what they were), what, to what, and its details as lines."""

    id: int
    at: datetime
    who: str
    role: str
    action: str
    kind: str
    subject: str
    name: str
    number: int
    details: tuple[tuple[str, str], ...]
    previous: str
    hash: str

    @property
    def short(self) -> str:
        """The details in one line."""
        said = "；".join(f"{name} {text}" for name, text in self.details if not is_technical(text))
        return said if len(said) <= SHORT else f"{said[:SHORT]}…"


def is_technical(text: str) -> bool:
    """Whether a detail is an id or a digest, which a list need not say."""
    return is_id(text) or (len(text) == 64 and set(text) <= set("0123456789abcdef"))


def build_events(events: Sequence[Event]) -> list[EventPart]:
    """Events in words, in the order in which they are given."""
    actors, names = actors_of(events), names_of_subjects([event.subject for event in events])
    return [_part(event, actors, names) for event in events]


def _part(event: Event, actors: Mapping[str, Any], names: Mapping[str, str]) -> EventPart:
    actor = actors.get(event.actor)
    role = ""
    if actor is not None:
        staff = actor.role == "staff"
        role = POSTS[post_of(actor)] if staff else ROLE_NAMES.get(actor.role, actor.role)
    return EventPart(
        id=event.id,
        at=event.at,
        who=(actor.name or actor.login) if actor else ("账号已删除" if event.actor else "系统"),
        role=role,
        action=word_of(event.action),
        kind=subject_word(event.subject),
        subject=event.subject,
        name=names.get(event.subject, ""),
        number=event.number,
        details=tuple(
            (DETAILS.get(name, name), _said(_named(event.province, name, value)))
            for name, value in event.details.items()
            if value
        ),
        previous=event.previous,
        hash=event.hash,
    )


def _named(province: str, detail: str, value: Any) -> Any:
    """A node or an action in the words of its province, anything else as it is."""
    if detail not in ("node", "action") or not isinstance(value, str):
        return value
    try:
        known = site().packs.province(province)
    except NotFound:  # an event of no province, or of one that was taken away
        return value
    workflow, certificate = known.workflow, known.certificate
    if detail == "action":
        named: Mapping[str, str] = {str(action): name for action, name in workflow.actions.items()}
        return named.get(value) or ACTIONS.get(value, value)
    reissue = certificate.reissue if certificate is not None else None
    nodes = (*workflow.nodes, *(reissue.nodes if reissue is not None else ()))
    return next((node.name for node in nodes if node.id == value), value)


def _said(value: Any) -> str:
    if value is True:
        return "是"
    return mask_text(value if isinstance(value, str) else canonical(value))
