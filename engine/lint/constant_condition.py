"""constant-condition: a condition that is always true or always false.

An always-true `when` is noise; an always-false one hides a question for ever. Both are usually a
wrong value, or `and` where `or` was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem, rules
from engine.packs.model import Declared, Standard, Threshold
from engine.problems import Problem
from engine.rules.constant import always
from engine.rules.expression import Expression

CODE = "constant-condition"


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Judge every condition of every standard."""
    for standard in subject.plan.standards:
        for declared, key, condition in conditions(standard):
            verdict = always(condition)
            if verdict is not None:
                yield problem(
                    CODE,
                    declared,
                    key,
                    f"条件“{condition.text}”恒为{'真' if verdict else '假'}",
                    hint="条件恒为真时请删去，恒为假时请核对取值以及 and / or",
                )


def conditions(standard: Standard) -> Iterator[tuple[Declared, str, Expression]]:
    """Every condition as (what it stands at, key, expression)."""
    for declared in _conditional(standard):
        for key in ("when", "required", "where", "must"):
            condition = getattr(declared, key, None)
            if isinstance(condition, Expression):
                yield declared, key, condition
        for key in ("min", "max"):
            threshold = getattr(declared, key, None)
            if isinstance(threshold, Threshold):
                for condition, _ in threshold.cases:
                    yield declared, key, condition


def _conditional(standard: Standard) -> Iterator[Declared]:
    for section in standard.sections:
        yield section
        yield from section.fields
        yield from section.slots
    yield from standard.pages
    for category in standard.categories:
        yield category
        yield from category.items
    yield from rules(standard)
    yield from standard.eligibility
