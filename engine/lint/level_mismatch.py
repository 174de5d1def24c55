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
    for index, node in enumerate(announced.items()):
        if node.value not in offered:
            found = "、".join(sorted(offered))
            titles = "、".join(t.name for s in plan.standards for t in s.titles)
            yield Problem(
                position=plan.origin.at("levels", index),
                code=CODE,
                path=f"levels[{index}]",
                message=f"级别“{node.value}”与可申报职称（{titles}）的级别不符",
                hint=f"按系列目录，应为：{found}",
            )
    for level in sorted(offered - {node.value for node in announced.items()}):
        yield problem(
            CODE,
            plan,
            "levels",
            f"可申报职称中有级别“{level}”，但计划没有公布它",
            hint="请补上该级别，或去掉相应的职称",
        )
