"""`zhiping cases [PATH…]`: the organisers' own examples, and the rules that none of them tries."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from engine.cli.command import FINDINGS, GOOD, Command, Surroundings, say


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH",
        help="只运行这些文件或文件夹里的用例；不写则全部运行",
    )  # fmt: skip
    parser.add_argument("--uncovered", action="store_true", help="还列出没有任何用例检验过的规则")


def _run(arguments: Namespace, surroundings: Surroundings) -> int:
    from engine.cases import run_cases, uncovered_rules
    from engine.cli.selection import open_selection, selected_ids

    library = open_selection(surroundings, arguments.paths)
    results = run_cases(library, selected_ids(library, arguments.paths, "case"))
    failed = [result for result in results if not result.passed]
    uncovered = uncovered_rules(library, results) if arguments.uncovered else ()
    lines = [f"{'通过' if r.passed else '不符'}  {r.id}  {r.name}" for r in results]
    lines += [f"\n{r.id}\n{r.explanation}" for r in failed]
    lines += [f"没有用例检验：{rule.place}: {rule.id}  {rule.name}" for rule in uncovered]
    surroundings.print(
        "\n".join(lines),
        {
            "cases": [
                {"id": r.id, "name": r.name, "passed": r.passed, "explanation": r.explanation}
                for r in results
            ],
            "uncovered": [
                {"id": rule.id, "name": rule.name, "place": str(rule.place)} for rule in uncovered
            ],
        },
    )
    say(f"{len(results)} 个用例，{len(failed)} 个不符")
    return FINDINGS if failed else GOOD


CASES = Command(
    name="cases",
    help="运行规则包旁边的用例（一位申请人和应有的检测结果），并可列出没有用例的规则",
    examples="""\
  zhiping cases                                全部用例
  zhiping cases config/provinces               一个省的用例
  zhiping cases --uncovered                    还列出没有用例检验的规则""",
    add_arguments=_add_arguments,
    run=_run,
)
