"""Schemas of the way of an application: before choosing, choosing, walking through, review."""

from __future__ import annotations

from engine.packs.schemas.committee import COMMITTEE_DEFS, COMMITTEE_KEYS
from engine.packs.schemas.layers import declared
from engine.packs.schemas.words import (
    Schema,
    choice,
    inner_id,
    many,
    record,
    ref,
    text,
    whole,
    yes_no,
)

PUBLICITY: Schema = record(
    "公示",
    "在单位的节点：单位内公示结束、没有未处理的异议，才能通过或上报；在评委会的节点：评审结果向社会公示。",
    {
        "days": whole("工作日", "公示多少个工作日，默认 5。", minimum=1, maximum=60),
        "where": text("公示地点", "默认的公示地点或方式，如 单位公示栏。"),
        "shows": many(
            "公示内容",
            "公示哪些项目，省略时是姓名、单位、申报职称、专业、申报方式；结果公示另有评审结果。"
            "证件号和手机号不能公示。",
            choice(
                "项目",
                "name 姓名，unit 单位，title 申报职称，level 级别，branch 专业，mode 申报方式，"
                "result 评审结果。",
                "name",
                "unit",
                "title",
                "level",
                "branch",
                "mode",
                "result",
            ),
            minItems=1,
            uniqueItems=True,
        ),
    },
)

NODE = declared(
    "审核节点",
    "审核流程的一个环节。",
    {
        "by": choice(
            "由谁审核",
            "unit 用人单位（推荐单位），department 业务部门，committee 评委会，issuer 发证机构。",
            "unit",
            "department",
            "committee",
            "issuer",
        ),
        "actions": many(
            "动作",
            "这里可以做什么；省略时单位和部门是通过、退回、终止，评委会是通过、退回、不通过，"
            "发证是通过。back（退回上一级）交还前一个审核的单位或部门重新办理：必须写意见，"
            "材料不变，不计退回次数，期限重新计算，那里原先的意见作废；各省手册没有逐级退回，"
            "随带的流程都没有写。",
            choice(
                "动作",
                "pass 通过，进入下一节点；report 上报，进入下一节点；return 退回申报人修改；"
                "back 退回上一级；refuse 不通过；terminate 终止审核。",
                "pass",
                "report",
                "return",
                "back",
                "refuse",
                "terminate",
            ),
            minItems=1,
        ),
        "status": text("在此等候时的状态", "省略时用 statuses.submitted 的名称。"),
        "publicity": PUBLICITY,
        **COMMITTEE_KEYS,
        "holder": text(
            "承办机构",
            "评委会或发证机构的名称；省略时评委会是计划的 committee，发证机构是本省唯一的一个。",
        ),
        "days": whole(
            "办理期限",
            "送到后几个工作日内办理（按 calendar 规则包，送到当天不算）；0（默认）表示没有期限。",
            maximum=366,
        ),
        "remind_before": whole("提前几个工作日提醒", "默认 1。", maximum=60),
    },
)

WORKFLOW: Schema = record(
    "审核流程",
    "申报材料提交以后的各个环节，和各状态的名称。",
    {
        "statuses": record(
            "状态的名称",
            "五个状态是固定的，名称由各省定。",
            {
                "editing": text("编辑中", "还没有提交。"),
                "submitted": text("已提交", "在审核中。"),
                "returned": text("被退回", "等申报人修改后再次提交。"),
                "terminated": text("审核终止", "不再审核。"),
                "passed": text("审核通过", "全部节点已通过。"),
            },
        ),
        "actions": record(
            "动作的名称",
            "按钮和审核记录上的字。",
            {
                "hand_in": text("提交", "申报人提交。"),
                "pass": text("通过", "进入下一节点。"),
                "report": text("上报", "送往下一节点。"),
                "return": text("退回", "退回申报人修改。"),
                "back": text("退回上一级", "交还前一个审核的单位或部门重新办理。"),
                "refuse": text("不通过", "不符合条件，审核结束。"),
                "terminate": text("终止审核", "审核中止，不再进行。"),
            },
        ),
        "nodes": many("审核节点", "按先后顺序。", ref("node")),
        "return": choice(
            "退回时打开什么",
            "parts 只打开标出的部分和受它影响的部分，whole 全部打开（默认）。",
            "parts",
            "whole",
        ),
        "destination": inner_id("上报到", "提交后送到哪个节点；省略时是第一个。"),
        "correct_within": whole(
            "修改期限",
            "退回后这么多天内（退回当天不算），申报时间已过也可以修改并再次提交；"
            "0（默认）表示只在申报时间内。",
            maximum=366,
        ),
        "returns": whole(
            "退回次数",
            "一份申报最多退回几次，各节点合计；达到以后不能再退回，只能通过、不通过或终止。"
            "0（默认）表示不限。",
            maximum=99,
        ),
        "withdraw": yes_no("撤回", "第一个节点审核之前，申报人能不能自己撤回。"),
    },
)

START: Schema = record(
    "开始申报",
    "选择申报什么之前的事。",
    {
        "self_check": choice(
            "条件自检",
            "required 必须先做，offered 可以做（默认），none 不提供。",
            "required",
            "offered",
            "none",
        ),
        "notes": many("注意事项", "自检页上逐条列出。", {"type": "string"}),
        "pledge": record(
            "申报承诺书",
            "第一次申报时显示，同意后才能继续。",
            {
                "name": text("名称", "承诺书的名称。"),
                "text": text("正文", "承诺书的正文。"),
                "agree": text("同意", "按钮上的字，默认“我同意”。"),
            },
            "name",
            "text",
        ),
    },
)

WORKFLOW_KEYS: Schema = {
    "workflow": WORKFLOW,
    "navigation": choice("导航", "steps 上方的步骤条，side 左侧的导航（默认）。", "steps", "side"),
    "choice": many(
        "选择页的次序",
        "申报选择页依次问什么，前面的答案限定后面的；没有写到的形式、专业、职称接在后面，级别写了才问。",
        choice(
            "选择项",
            "mode 申报形式，level 级别，title 职称，branch 专业。",
            "mode",
            "level",
            "title",
            "branch",
        ),
        minItems=1,
        uniqueItems=True,
    ),
    "start": START,
}
WORKFLOW_DEFS: Schema = {**COMMITTEE_DEFS, "node": NODE}
