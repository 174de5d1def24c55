"""The functions of single values that expressions may call; `expression.js` has the same ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from engine.rules import dates, identity
from engine.rules.scope import TypeName, ValueType
from engine.rules.tree import DATE, NUMBER, Function

_DAY: tuple[TypeName, ...] = ("date",)
_NUMBER: tuple[TypeName, ...] = ("number",)
_TEXT: tuple[TypeName, ...] = ("text",)


@dataclass(frozen=True, slots=True)
class Signature:
    """The types that each argument may have, what the function gives and how.

    `apply` sees no empty argument: with one the result is `of_empty`.
    """

    parameters: tuple[tuple[TypeName, ...], ...]
    result: ValueType
    apply: Callable[..., Any]
    of_empty: int | None = None


def _round(number: float) -> int:
    """To the nearest whole number, halves away from zero (四舍五入)."""
    size = floor(abs(number) + 0.5)
    return size if number >= 0 else -size


FUNCTIONS: Mapping[Function, Signature] = {
    "whole_years": Signature((_DAY, _DAY), NUMBER, dates.whole_years),
    "whole_months": Signature((_DAY, _DAY), NUMBER, dates.whole_months),
    "year": Signature((_DAY,), NUMBER, lambda day: int(day[:4])),
    "len": Signature((("text", "list"),), NUMBER, len, of_empty=0),
    "round": Signature((_NUMBER,), NUMBER, _round),
    "abs": Signature((_NUMBER,), NUMBER, abs),
    "id_birth_date": Signature((_TEXT,), DATE, identity.birth_date),
    "id_gender": Signature((_TEXT,), ValueType("text", ("1", "2")), identity.gender),
}
