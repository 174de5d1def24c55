"""level-mismatch: a level that the titles do not have.

The level of a title is looked up in the series catalogue and never guessed from its name: 一级 is
the highest level in some series and a middle one in others (# AMB-10).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem
from engine.problems import Problem

CODE = "level-mismatch"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Compare the levels that a plan announces with those of the titles it offers."""
    plan = subject.plan
    offered = {title.level for standard in plan.standards for title in standard.titles}
    announced = plan.origin.get("levels")
    if announced is None:
        return
    wrong = [(i, node) for i, node in enumerate(announced.items()) if node.value not in offered]
    for index, node in wrong:
        titles = "、".join(title.name for s in plan.standards for title in s.titles)
        yield Problem(
            position=plan.origin.at("levels", index),
            code=CODE,
            path=f"levels[{index}]",
            message=f"级别“{node.value}”与可申报职称（{titles}）的级别不符",
            hint=f"按系列目录，应为：{'、'.join(sorted(offered))}",
        )
    unsaid = sorted(offered - {str(node.value) for node in announced.items()})
    if unsaid and not wrong:
        yield problem(
            CODE,
            plan,
            "levels",
            f"可申报职称中有级别“{'、'.join(unsaid)}”，但计划没有公布",
            hint="请补上该级别，或去掉相应的职称",
        )
