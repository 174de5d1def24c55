"""`python -m engine.reference.workflows [--check] FILE`: the chains of the shipped provinces as one
page: a diagram, the nodes, and who may do what in which state."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from engine.packs.library import Library
from engine.packs.province import Province
from engine.share import pack_folders
from engine.workflow.chain import ONWARD, actions_for, after, next_node, reached
from engine.workflow.model import Action, ReviewNode, Role, State, Workflow

ROLES: dict[Role, str] = {
    "applicant": "申报人",
    "unit": "用人单位",
    "department": "业务部门",
    "committee": "评委会",
    "issuer": "发证机构",
}
STATES: tuple[State, ...] = get_args(State)
INTRODUCTION = """\
<!-- 由 `python -m engine.reference.workflows docs/workflows.md` 生成，请勿手改。 -->
# 审核流程

每个省的审核流程写在 `config/provinces/<省>/province.yaml` 的 `workflow` 里，标准和计划可以改写；
程序里没有任何一个省的流程。
状态是五个，名称由各省定；环节（节点）按先后走，退回都回到申报人，再次提交从头走起；
写了 back（退回上一级）的环节可以交还前一个审核的单位或部门，材料不变；各省手册都没有逐级退回，
所以随带的流程都没有写。
“期限”以工作日计，按 [工作日历](../config/calendars/china.yaml) 计算，送到当天不算；
日历缺年份时不推算，管理员会看到提示。
只有一个动作“上报”的环节由前一环节的单位自己办理；业务部门由上报路径决定，
评委会由计划决定（或写 `holder`）。
"""


def build_workflows(library: Library) -> str:
    """The text of `docs/workflows.md`."""
    lines = [INTRODUCTION]
    for id in library.province_ids():
        province = library.province(id)
        lines += _province(province)
        lines += _others(library, province)
    return "\n".join(lines).rstrip("\n") + "\n"


def _province(province: Province) -> Iterator[str]:
    workflow = province.workflow
    yield f"## {province.name}\n"
    yield from _diagram(workflow)
    yield from _nodes(workflow)
    yield "谁在什么状态可以做什么：\n"
    yield from _table(workflow)


def _diagram(workflow: Workflow) -> Iterator[str]:
    yield "```mermaid\nflowchart TD"
    yield f'  editing(["{workflow.status("editing")}"])'
    for node in reached(workflow):
        yield f'  {node.id}["{node.name}<br>{ROLES[node.by]}"]'
    for state in ("returned", "terminated", "passed"):
        yield f'  {state}_(["{workflow.status(state)}"])'
    hand_in = workflow.actions["hand_in"]
    yield f"  editing -->|{hand_in}| {workflow.destination}"
    yield f"  returned_ -->|修改后{hand_in}| {workflow.destination}"
    for node in reached(workflow):
        for action in node.actions:
            state, to = after(workflow, "submitted", node.id, action)
            target = to if state == "submitted" else f"{state}_"
            arrow = "-->" if action in ONWARD else "-.->"
            yield f"  {node.id} {arrow}|{workflow.actions[action]}| {target}"
    yield "```\n"


def _nodes(workflow: Workflow) -> Iterator[str]:
    yield "| 环节 | 由谁 | 等候时的状态 | 期限 | 可以做 | 此后 | 依据 |"
    yield "|---|---|---|---|---|---|---|"
    for node in reached(workflow):
        days = f"{node.days} 个工作日" if node.days else ""
        shown = f"公示 {node.publicity.days} 个工作日" if node.publicity else ""
        limits = "，".join(part for part in (days, shown) if part) or "—"
        actions = "、".join(workflow.actions[one] for one in node.actions)
        beyond = next_node(workflow, node.id)
        following = beyond.name if beyond else workflow.status("passed")
        status = workflow.status("submitted", node.id)
        yield (
            f"| {node.name} | {ROLES[node.by]} | {status} | {limits} | {actions} | {following} "
            f"| {node.source} |"
        )
    yield ""


def _table(workflow: Workflow) -> Iterator[str]:
    yield "| | " + " | ".join(workflow.status(state) for state in STATES) + " |"
    yield "|---" * (len(STATES) + 1) + "|"
    for role, name in ROLES.items():
        cells = (_cell(workflow, role, state) for state in STATES)
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield ""


def _cell(workflow: Workflow, role: Role, state: State) -> str:
    if state != "submitted":
        return _said(workflow, actions_for(workflow, state, "", role)) or "—"
    found = []
    for node in reached(workflow):
        actions = actions_for(workflow, state, node.id, role)
        if actions:
            found.append(f"{node.name}：{_said(workflow, actions)}")
    if role == "applicant" and workflow.withdraw:
        found.append("撤回（第一个环节审核之前）")
    return "<br>".join(found) or "—"


def _said(workflow: Workflow, actions: tuple[Action, ...]) -> str:
    return "、".join(workflow.actions[one] for one in actions)


def _others(library: Library, province: Province) -> Iterator[str]:
    """The chains of standards that differ from their province's."""
    usual = _shape(province.workflow.nodes)
    found: dict[tuple[str, ...], list[str]] = {}
    for id in library.plan_ids():
        plan = library.plan(id)
        if plan.province == province.id:
            for standard in plan.standards:
                if _shape(standard.workflow.nodes) != usual:
                    names = tuple(node.name for node in reached(standard.workflow))
                    found.setdefault(names, []).append(f"{plan.name}（{standard.name}）")
    if found:
        yield "与本省流程不同的：\n"
        for names, plans in sorted(found.items()):
            yield f"- {' → '.join(names)}：{'、'.join(dict.fromkeys(plans))}"
        yield ""


def _shape(nodes: tuple[ReviewNode, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((node.id, node.by, node.actions) for node in nodes)


def main(arguments: list[str]) -> int:
    """Write, or with `--check` compare; 1 means that the page is not current, 2 wrong use."""
    names = [argument for argument in arguments if argument != "--check"]
    if len(names) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    path, text = Path(names[0]), build_workflows(Library(pack_folders()))
    current = path.is_file() and path.read_text(encoding="utf-8") == text
    if "--check" in arguments:
        if not current:
            print(f"{path} is not current: run `make docs`", file=sys.stderr)
        return 0 if current else 1
    if not current:
        path.write_text(text, encoding="utf-8")
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
