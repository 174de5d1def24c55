"""`zhiping fill PLAN -o FILE`: a fictitious applicant whose dossier passes, or breaks one rule."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.command import FINDINGS, GOOD, Command, Surroundings, WrongUse, say
from engine.packs.suggest import did_you_mean

if TYPE_CHECKING:
    from engine.packs.model import Plan


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="评审计划的 id 或文件路径")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE",
        help="写到哪个文件；后缀 .json 写 JSON，其余写 YAML",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="换一位申请人（默认 0）")
    parser.add_argument("--standard", default="", metavar="ID", help="计划有多个标准时，按哪一个")
    parser.add_argument(
        "--break", dest="broken", metavar="RULE", help="让这一条（规则、项目、字段、附件项）不通过"
    )


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.cli.dossier_file import write_dossier
    from engine.cli.inputs import find_plan, open_library
    from engine.fill import CannotFill, fill

    plan = find_plan(open_library(surroundings), arguments.plan)
    try:
        dossier = fill(
            plan, seed=arguments.seed, standard=arguments.standard, break_rule=arguments.broken
        )
    except CannotFill as error:
        if not error.findings:  # it did not even try: there is no such standard or rule
            raise WrongUse(f"{error}。{_suggest(plan, arguments)}") from None
        say(f"zhiping: {error}")
        return FINDINGS
    write_dossier(dossier, arguments.output)
    surroundings.print("", {"plan": plan.id, "file": str(arguments.output)})
    say(f"已写入 {arguments.output}")
    return GOOD


def _suggest(plan: Plan, arguments: Namespace) -> str:
    from engine.cases.coverage import breakable

    if plan.standard(arguments.standard) is None and arguments.standard:
        return did_you_mean(arguments.standard, [standard.id for standard in plan.standards])
    return did_you_mean(arguments.broken, [id for id, _ in breakable(plan)])


FILL = Command(
    name="fill",
    help="为计划生成一份虚构的、能通过检测的申报材料，或故意违反一条规则的材料",
    examples="""\
  zhiping fill PLAN -o 材料.yaml
  zhiping fill PLAN --break major_within_work -o 不通过.yaml""",
    add_arguments=_add_arguments,
    run=_run,
)
