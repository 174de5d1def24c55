"""unknown-choice: a condition about a mode, branch or title that no plan offers.

What one plan does not offer another plan of the same standard may, so that compiling a plan cannot
tell; over all plans together such a value is a typo, and its condition never holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.lint.constant_condition import conditions
from engine.lint.subject import LintedPlan, problem
from engine.packs.compile.catalog import titles_of
from engine.packs.suggest import did_you_mean
from engine.problems import Problem
from engine.rules.tree import Answer, Compare, Constant, OneOf, Tree, children

CODE = "unknown-choice"
NAMES = {
    "mode": "申报形式",
    "branch": "专业",
    "title": "职称",
    "level": "级别",
    "series": "系列",
    "standard": "评审标准",
}


def check_all(subjects: Sequence[LintedPlan]) -> Iterator[Problem]:
    """Compare what conditions ask of an application with what all plans offer together."""
    offered = {name: _offered(subjects, name) for name in NAMES}
    for subject in subjects:
        for standard in subject.plan.standards:
            for declared, key, condition in conditions(standard):
                for name, value in _asked(condition.tree):
                    if offered[name] and value not in offered[name]:
                        yield problem(
                            CODE,
                            declared,
                            key,
                            f"没有一个评审计划有 “{value}” 这个{NAMES[name]}，条件不会成立",
                            hint=did_you_mean(value, sorted(offered[name])),
                        )


def _offered(subjects: Sequence[LintedPlan], name: str) -> set[str]:
    plans = [subject.plan for subject in subjects]
    titles = [title for plan in plans for title in titles_of(plan.series)]
    found: Mapping[str, set[str]] = {
        "mode": {mode.id for plan in plans for mode in plan.modes},
        "branch": {branch for plan in plans for branch in plan.branches},
        "title": {title.name for title in titles},
        "level": {title.level for title in titles},
        "series": {plan.series.id for plan in plans},
        "standard": {standard.id for plan in plans for standard in plan.standards},
    }
    return found[name]


def _asked(tree: Tree) -> Iterator[tuple[str, str]]:
    """What of the application is compared with which texts."""
    match tree:
        case OneOf(of=Answer(path=("application", name)), values=values):
            yield from ((name, value) for value in values if isinstance(value, str))
        case (
            Compare(left=Answer(path=("application", name)), right=Constant(value=str(value)))
            | Compare(left=Constant(value=str(value)), right=Answer(path=("application", name)))
        ):
            yield name, value
    for part in children(tree):
        yield from _asked(part)
