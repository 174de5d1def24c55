"""How values stand to each other: what a step towards a bound is, and whether it is reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.rules import dates

DENIED: Mapping[str, str] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED: Mapping[str, str] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def beyond(operator: str, bound: Any) -> Any:
    """A value that stands to `bound` as asked; often the bound itself, sometimes more."""
    sign = {">": 1, ">=": 0, "==": 0, "<=": 0, "<": -1}[operator]
    if isinstance(bound, str):
        if sign == 0:
            return bound
        if len(bound) == 7:
            return (dates.shift(f"{bound}-01", sign, 0) or bound)[:7]
        return dates.shift(bound, 0, sign) or bound
    return bound + sign if isinstance(bound, int | float) else bound


def some(changes: list[bool]) -> bool:
    """Whether any of several changes was made; all of them are tried."""
    return True in changes


def stands(value: Any, operator: str, bound: Any) -> bool:
    """Whether a value stands to a bound as asked."""
    match operator:
        case "==":
            return bool(value == bound)
        case "!=":
            return bool(value != bound)
        case ">=":
            return bool(value >= bound)
        case ">":
            return bool(value > bound)
        case "<=":
            return bool(value <= bound)
    return bool(value < bound)
