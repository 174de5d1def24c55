"""What a table is about: one application, or many people, a sitting, a meeting, a request.

A table of applications speaks of the answers of its standard. Every other subject knows the names
below and nothing else; `lay_out_list` gets their values, `compile_table` refuses other names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.tables.model import Subject

Names = Mapping[str, str]
"""A name as it stands between braces, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectNames:
    """The names of one subject: its own, those of its lists by the list's id, and its pictures
    (which `photo` names). `of_applications`: a row of the list `rows` is
    an application, whose answers its columns may print, too."""

    title: str
    names: Names = field(default_factory=dict)
    lists: Mapping[str, Names] = field(default_factory=dict)
    pictures: Names = field(default_factory=dict)
    of_applications: bool = False


COMMON: Names = {
    "table.name": "表格名称",
    "table.version": "表格版本",
    "dossier.digest": "校验码",
    "printed_on": "打印日期",
    "plan.id": "评审计划的编号",
    "plan.name": "评审计划",
    "plan.year": "年度",
    "plan.committee": "评委会",
    "plan.province": "省份",
    "plan.series": "系列",
    "plan.type": "计划类型",
    "plan.digest": "规则包的校验码",
}
"""What every list may say."""

_PERSON: Names = {
    "person.name": "姓名",
    "person.gender": "性别",
    "person.birth_date": "出生日期",
    "person.id_type": "证件类型",
    "person.id_number": "证件编号",
}
_APPLIED: Names = {
    "application.series": "申报系列",
    "application.branch": "申报专业",
    "application.title": "申报职称",
    "application.level": "申报级别",
    "application.mode": "申报方式",
}
_CERTIFICATE: Names = {
    "certificate.number": "证书编号",
    "certificate.title": "资格名称",
    "certificate.series": "系列名称",
    "certificate.branch": "专业名称",
    "certificate.level": "职称级别",
    "certificate.nature": "资格性质",
    "certificate.acquire_way": "取得方式",
    "certificate.acquired_on": "取得资格时间",
    "certificate.approval_number": "批准文号",
    "certificate.issued_on": "发证日期",
    "certificate.issuer": "发证机构",
    "certificate.committee": "评委会",
    "certificate.unit": "取得资格时所在单位",
}
_ROW: Names = {
    "row.number": "序号",
    "row.unit": "单位",
    "row.mode": "申报方式",
    "row.opinion": "推荐意见",
    "row.result": "评审结果",
    "row.remark": "备注",
}

SUBJECTS: Mapping[Subject, SubjectNames] = {
    "application": SubjectNames(title="一份申报：用它的标准里的全部名称"),
    "roster": SubjectNames(
        title="一览表：每份申报一行，列中可用申报的全部名称",
        names={
            "batch.name": "批次",
            "batch.committee": "评委会",
            "unit.name": "填报单位",
            "filler.name": "填报人",
            "filler.phone": "联系电话",
            "count": "人数",
        },
        lists={"rows": _ROW},
        of_applications=True,
    ),
    "vote": SubjectNames(
        title="票决汇总：一次会议",
        names={
            "meeting.name": "会议名称",
            "meeting.held_on": "会议日期",
            "meeting.place": "会议地点",
            "meeting.committee": "评委会",
            "meeting.group": "评议组",
            "meeting.chair": "主持人",
            "meeting.expected": "应到人数",
            "meeting.present": "实到人数",
            "meeting.quorum": "到会要求，如“不少于三分之二”",
            "meeting.pass": "通过要求，如“同意票不少于三分之二”",
            "meeting.tellers": "计票人、监票人",
            "batch.name": "批次",
            "count": "人数",
            "passed": "通过人数",
            "failed": "未通过人数",
        },
        lists={
            "rows": {
                "number": "序号",
                "name": "姓名",
                "unit": "单位",
                "branch": "申报专业",
                "title": "申报职称",
                "mode": "申报方式",
                "score": "评议得分",
                "expected": "应到人数",
                "present": "实到人数",
                "approve": "同意票",
                "oppose": "反对票",
                "abstain": "弃权票",
                "result": "表决结果",
                "remark": "备注",
            },
            "experts": {
                "number": "序号",
                "name": "姓名",
                "unit": "单位",
                "title": "职称",
                "role": "会议职务",
                "attended": "是否到会",
            },
        },
    ),
    "ticket": SubjectNames(
        title="准考证：一个人的一场考试或答辩",
        names={
            **_PERSON,
            **_APPLIED,
            "unit.name": "工作单位",
            "ticket.number": "准考证号",
            "ticket.room": "考场",
            "ticket.seat": "座位号",
            "ticket.code": "二维码的内容",
            "exam.name": "考试名称",
            "exam.kind": "形式：笔试、面试、答辩",
            "exam.subject": "科目",
            "exam.time": "时间",
            "exam.place": "地点",
            "exam.address": "地址",
            "exam.organiser": "组织单位",
        },
        lists={"notes": {"number": "序号", "text": "考生须知的一条"}},
        pictures={"person.photo": "照片"},
    ),
    "reissue": SubjectNames(
        title="补换证申请",
        names={
            **_PERSON,
            **_CERTIFICATE,
            "unit.name": "现工作单位",
            "request.number": "申请编号",
            "request.kind": "补发或换发",
            "request.reason": "申请原因",
            "request.applied_on": "申请日期",
        },
        lists={
            "rows": {"number": "序号", "name": "变更项目", "before": "原内容", "after": "变更后"},
            "files": {"number": "序号", "name": "佐证材料"},
        },
        pictures={"person.photo": "照片"},
    ),
}
"""Every subject that a table may have."""
