"""`zhiping check PLAN DOSSIER`: the 检测 table of a dossier, and what would make it pass."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.command import FINDINGS, GOOD, Command, Surroundings, say

if TYPE_CHECKING:
    from engine.checks.report import CheckReport, Finding

LIMITS = (16, 64, 8)
"""Cells of a terminal for 申报项, 检测结果 and 是否通过."""
WORDS = {"error": "错误", "warning": "警告", "note": "提示", "manual": "人工核对"}


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="评审计划的 id 或文件路径")
    parser.add_argument("dossier", type=Path, metavar="DOSSIER", help="申报材料文件，YAML 或 JSON")
    parser.add_argument(
        "--facts", type=Path, metavar="FILE",
        help="数据库才知道的事实（today、other_applications、bans、bound），YAML 或 JSON",
    )  # fmt: skip


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.checks import check
    from engine.cli.inputs import find_plan, open_library, read_dossier, read_facts

    plan = find_plan(open_library(surroundings), arguments.plan)
    dossier = read_dossier(arguments.dossier)
    report = check(plan, dossier, read_facts(arguments.facts))
    surroundings.print(report_text(report), report.plain())
    say("检测通过" if report.passed else "检测未通过")
    return GOOD if report.passed else FINDINGS


def report_text(report: CheckReport) -> str:
    """The report for a terminal: the 检测 table, then every finding with its working."""
    from engine.cli.columns import columns

    rows = [("申报项", "检测结果", "是否通过")]
    rows += [(row.name, row.text, "通过" if row.passed else "不通过") for row in report.rows]
    details = [line for finding in report.problems for line in _explain(finding)]
    return "\n".join([columns(rows, LIMITS), *([""] if details else []), *details])


def _explain(finding: Finding) -> Iterator[str]:
    yield f"{WORDS[finding.severity]} {finding.code}: {finding.message}"
    if finding.path:
        yield f"    位置：{finding.path}"
    if finding.counted:
        yield "    计入：" + "、".join(one.label for one in finding.counted)
    for one in finding.excluded:
        yield f"    未计入：{one.label}（{one.reason}）"
    if finding.fix:
        yield f"    改法：{finding.fix}"
    if finding.source:
        yield f"    依据：{finding.source}"


CHECK = Command(
    name="check",
    help="按计划检测一份申报材料，列出检测表、每条不通过的原因和最省的改法",
    examples="""\
  zhiping check PLAN 材料.yaml
  zhiping check PLAN 材料.json --facts 事实.yaml --format json""",
    add_arguments=_add_arguments,
    run=_run,
)
