"""`zhiping lint [PATH…]`: what is wrong with packs, and where."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from itertools import compress
from pathlib import Path
from typing import Any

from engine.cli.command import FINDINGS, GOOD, Command, Surroundings, say
from engine.problems import Problem


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH",
        help="只报告这些文件或文件夹里的问题；不写则检查全部规则包",
    )  # fmt: skip
    parser.add_argument("--strict", action="store_true", help="有警告也以退出码 1 结束；提示不算")


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.cli.selection import is_below, open_selection
    from engine.lint import lint

    library = open_selection(surroundings, arguments.paths)
    found = lint(library)
    files = (library.path(problem.position.file) for problem in found)
    chosen = [is_below(file, arguments.paths or surroundings.own) for file in files]
    problems = tuple(compress(found, chosen))
    numbers = Counter(problem.severity for problem in problems)
    surroundings.print(
        "\n".join(map(str, problems)), {"problems": [problem_data(p) for p in problems]}
    )
    notes = f"，{numbers['note']} 个提示" if numbers["note"] else ""
    told = f"{numbers['warning']} 个警告，{numbers['error']} 个错误{notes}"
    say(told if problems else "没有问题")
    failed = numbers["error"] or (arguments.strict and numbers["warning"])
    return FINDINGS if failed else GOOD


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as JSON; line and column count from 1."""
    return {
        "file": problem.position.file,
        "line": problem.position.line,
        "column": problem.position.column,
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        "message": problem.message,
        "hint": problem.hint,
    }


LINT = Command(
    name="lint",
    help="检查规则包：拼写、类型、引用、数量、条件、打印等，逐条给出文件、行号和改法",
    examples="""\
  zhiping lint                                     全部规则包
  zhiping lint config/plans                        只报告一个文件夹里的问题
  zhiping lint 我的省份/ --format json             供编辑器和程序使用""",
    add_arguments=_add_arguments,
    run=_run,
)
