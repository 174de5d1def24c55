"""`zhiping print PLAN DOSSIER -o FILE`: a table of a dossier as PDF or HTML, or the blank form."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.command import GOOD, Command, Surroundings, WrongUse, say
from engine.packs.suggest import did_you_mean

if TYPE_CHECKING:
    from engine.packs.model import Plan
    from engine.tables.model import Table


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="评审计划的 id 或文件路径")
    parser.add_argument(
        "dossier", type=Path, nargs="?", metavar="DOSSIER", help="申报材料文件；用 --blank 时不写"
    )
    parser.add_argument("--table", default="", metavar="ID", help="哪一张表；不写则是第一张")
    parser.add_argument("--blank", action="store_true", help="打印空白表")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="结果文件：.pdf 或 .html"
    )


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.checks import check
    from engine.cli.inputs import find_plan, open_library, read_dossier, read_facts
    from engine.printing import render_html, render_pdf
    from engine.tables import lay_out

    suffix = arguments.output.suffix.lower()
    if suffix not in (".pdf", ".html"):
        raise WrongUse("-o 的文件名应以 .pdf 或 .html 结尾")
    if arguments.blank == bool(arguments.dossier):
        raise WrongUse("DOSSIER 和 --blank 要写一个，也只写一个")
    plan = find_plan(open_library(surroundings), arguments.plan)
    dossier = None if arguments.blank else read_dossier(arguments.dossier)
    report = None if dossier is None else check(plan, dossier, read_facts(None))
    layout = lay_out(_table(plan, arguments.table), plan, dossier, report)
    if suffix == ".pdf":
        arguments.output.write_bytes(render_pdf(layout))
    else:
        arguments.output.write_text(render_html(layout), encoding="utf-8")
    surroundings.print("", {"plan": plan.id, "file": str(arguments.output)})
    say(f"已写入 {arguments.output}")
    return GOOD


def _table(plan: Plan, id: str) -> Table:
    if not plan.tables:
        raise WrongUse(f"计划 {plan.id} 没有可以打印的表")
    table = plan.tables.get(id) if id else next(iter(plan.tables.values()))
    if table is None:
        raise WrongUse(f"计划 {plan.id} 没有 “{id}” 这张表。{did_you_mean(id, plan.tables)}")
    return table


PRINT = Command(
    name="print",
    help="把申报材料打印成评审表等表格（PDF 或 HTML），或打印空白表",
    examples="""\
  zhiping print PLAN 材料.yaml -o 评审表.pdf
  zhiping print PLAN --blank -o 空白表.html""",
    add_arguments=_add_arguments,
    run=_run,
)
