"""Conditions and thresholds of a standard as plain functions; what compiling a check may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.checks.places import Places
from engine.checks.wording import Wording
from engine.packs.model import Plan, Standard, Threshold
from engine.rules.expression import Expression

Values = Mapping[str, Any]
Condition = Callable[[Values, Mapping[str, Any] | None], bool]
Limit = Callable[[Values], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every check is compiled from: the plan, its standard, its wording, names of places."""

    plan: Plan
    standard: Standard
    wording: Wording
    places: Places


def condition(expression: Expression | None) -> Condition | None:
    """A condition as a function of the values and a row."""
    return None if expression is None else expression.run


def limit(threshold: Threshold | None) -> Limit | None:
    """A threshold as a function of the values; None where there is none and never was."""
    if threshold is None:
        return None
    default = threshold.value
    cases = tuple([(case.run, value) for case, value in threshold.cases])
    if not cases:
        return None if default is None else lambda values: default

    def decided(values: Values) -> float | None:
        for holds, value in cases:
            if holds(values, None):
                return value
        return default

    return decided
