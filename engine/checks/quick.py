"""One Python function per sort of row that says whether all its answers are faultless.

A faultless row is by far the usual one, so it must cost little: the `Quick` tests of its fields are
written out as one boolean expression and compiled once per standard. Nothing of a pack gets into
the source but field ids, which match `[a-z][a-z0-9_]*`, and whole numbers; all else is passed by
name. A no only means that the answers are judged one by one, so this can never change a report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from engine.fields.date_check import is_day, is_month
from engine.fields.field_type import Check, Quick

Get = Callable[[str], object]
Faultless = Callable[[Get], bool]

# The same days come again and again; what is remembered is bounded.
real_day = lru_cache(maxsize=50_000)(is_day)
real_month = lru_cache(maxsize=5_000)(is_month)


def compile_quick(questions: Sequence[tuple[str, Check, bool]]) -> Faultless:
    """The function that takes a row's `get` and says whether no answer needs a closer look.

    `questions` are the field's id, its check, and whether it may be required.
    """
    names: dict[str, Any] = {"real_day": real_day, "real_month": real_month}
    tests = [
        _test(number, id, check, required, names)
        for number, (id, check, required) in enumerate(questions)
    ]
    source = "def faultless(get):\n    try:\n        return (\n            True\n"
    source += "".join([f"            and {test}\n" for test in tests]) + "        )\n"
    # an answer of another type has no such method, no order, or cannot be looked up: no
    source += "    except (AttributeError, TypeError):\n        return False\n"
    exec(compile(source, "<quick>", "exec"), names)
    faultless: Faultless = names["faultless"]
    return faultless


def _test(number: int, id: str, check: Check, required: bool, names: dict[str, Any]) -> str:
    """The expression for one field; an answer that may be left out may be None."""
    if not id.isidentifier():
        raise ValueError(f"{id!r} is no field id")
    value = f"(v := get({id!r}))"
    if check.quick is None:
        names[f"ok{number}"] = check.ok
        test = f"ok{number}({value})" if required else f"ok{number}(v)"
    else:
        test = _shape(check.quick, value if required else "v", number, names)
    return test if required else f"({value} is None or {test})"


def _shape(quick: Quick, value: str, number: int, names: dict[str, Any]) -> str:
    """The expression for a shape; `value` is what comes first and may be asked for only once."""
    match quick.shape:
        case "text":
            span = f"{quick.low:d} <= len(v) <= {quick.high:d}"
            return f'({value}.isprintable() and {span} and v[0] != " ")'
        case "whole":
            return f"({value}.__class__ is int and {quick.low:d} <= v <= {quick.high:d})"
        case "yes_no":
            return f"({value} is True or v is False)"
        case "one_of":
            names[f"members{number}"] = quick.members
            return f"({value} in members{number})"
    names[f"low{number}"], names[f"high{number}"] = quick.low, quick.high
    any_day = (quick.low, quick.high) == ("", "9999")
    span = "" if any_day else f" and low{number} <= v <= high{number}"
    return f"(real_{quick.shape}({value}){span})"
