"""`zhiping print PLAN DOSSIER -o FILE`: a table of a dossier as PDF or HTML, or the blank form."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.command import FINDINGS, GOOD, Command, Surroundings, WrongUse, say
from engine.packs.suggest import did_you_mean

if TYPE_CHECKING:
    from engine.dossier import Dossier
    from engine.packs.model import Plan
    from engine.tables.layout import TableLayout
    from engine.tables.model import Table


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("plan", metavar="PLAN", help="评审计划的 id 或文件路径")
    parser.add_argument(
        "dossier", type=Path, nargs="?", metavar="DOSSIER", help="申报材料文件；用 --blank 时不写"
    )
    parser.add_argument(
        "--table", default="", metavar="ID", help="哪一张表；不写则是材料所用标准的第一张"
    )
    parser.add_argument(
        "--images", type=Path, metavar="DIR",
        help="照片和签名所在的文件夹，按内容摘要（sha256）与材料对应；PDF 才印出来",
    )  # fmt: skip
    parser.add_argument("--blank", action="store_true", help="打印空白表")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="结果文件：.pdf 或 .html"
    )


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.cli.inputs import find_plan, open_library, read_dossier
    from engine.printing import FontsMissing, RenderError
    from engine.tables.lay_out import lay_out

    if arguments.output.suffix.lower() not in (".pdf", ".html"):
        raise WrongUse("-o 的文件名应以 .pdf 或 .html 结尾")
    if arguments.blank == bool(arguments.dossier):
        raise WrongUse("DOSSIER 和 --blank 要写一个，也只写一个")
    images = _read_images(arguments.images)
    plan = find_plan(open_library(surroundings), arguments.plan)
    dossier = None if arguments.blank else read_dossier(arguments.dossier)
    layout = lay_out(choose_table(plan, arguments.table, dossier), plan, dossier)
    try:
        arguments.output.write_bytes(_render(layout, arguments.output.suffix.lower(), images))
    except (FontsMissing, RenderError) as error:
        say(f"zhiping: {error}")
        return FINDINGS
    if missing := _missing(dossier):
        say(f"打印字体中没有这些字的字形，印作“〓”：{'、'.join(missing)}")
    data = {"plan": plan.id, "file": str(arguments.output), "missing": missing}
    surroundings.print("", data)
    say(f"已写入 {arguments.output}")
    return GOOD


def _missing(dossier: Dossier | None) -> list[str]:
    """The characters of the answers that no font draws; HTML is printed without fonts, too."""
    from engine.dossier import dossier_data
    from engine.printing import FontsMissing, missing_glyphs

    if dossier is None:
        return []
    typed = json.dumps(dossier_data(dossier), ensure_ascii=False)
    try:
        return [one for one in missing_glyphs(typed) if one.isprintable()]
    except FontsMissing:
        return []


def _render(layout: TableLayout, suffix: str, images: dict[str, bytes]) -> bytes:
    from engine.printing import render_html, render_pdf

    return render_pdf(layout, images) if suffix == ".pdf" else render_html(layout).encode()


def _read_images(folder: Path | None) -> dict[str, bytes]:
    """The contents of a folder's files by their sha256, as the dossier names its photos."""
    if folder is None:
        return {}
    contents = [path.read_bytes() for path in folder.iterdir() if path.is_file()]
    return {sha256(content).hexdigest(): content for content in contents}


def choose_table(plan: Plan, id: str, dossier: Dossier | None) -> Table:
    """The table named, else the first of the dossier's standard, of the plan for a blank form."""
    if not plan.tables:
        raise WrongUse(f"计划 {plan.id} 没有可以打印的表")
    chosen = plan.standard(dossier.application.standard) if dossier is not None else None
    own = chosen.tables if chosen is not None else ()
    table = plan.tables.get(id) if id else plan.tables[next(iter((*own, *plan.tables)))]
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
