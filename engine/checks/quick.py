"""One Python function per sort of row that says whether all its answers are faultless.

A faultless row is by far the usual one, so it must cost little: the `Quick` tests of its fields are
written out as one boolean expression and compiled once per standard. Nothing of a pack gets into
the source but field ids, which match `[a-z][a-z0-9_]*`, and whole numbers; all else is passed by
name. A no only means that the answers are judged one by one, so this can never change a report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.dossier import File, Row
from engine.fields.date_check import LAST_DAY, is_day, is_month
from engine.fields.field_type import Check, Quick
from engine.packs.model import Slot

Faultless = Callable[[Mapping[str, object]], bool]
Fits = Callable[[Sequence[File]], bool]
Question = tuple[str, Check, bool]
"""A field's id, its check, and whether it may be required."""

MB = 1_048_576

KEPT = 50_000
"""Days and months that are remembered; they come again and again."""


class Moments(dict[object, bool]):
    """Which days, or months, exist: `moments[value]`. Only those that do are remembered."""

    def __init__(self, exists: Callable[[object], bool]) -> None:
        super().__init__()
        self._exists = exists

    def __missing__(self, value: object) -> bool:
        exists = self._exists(value)
        if exists and len(self) < KEPT:
            self[value] = True
        return exists


real_days, real_months = Moments(is_day), Moments(is_month)


def compile_quick(questions: Sequence[Question]) -> Faultless:
    """The function that takes the answers of a row and says whether none needs a closer look."""
    names = _names()
    faultless: Faultless = _compile("held", "", _tests(questions, names), names)
    return faultless


def compile_record_quick(
    questions: Sequence[Question], slots: Sequence[tuple[Slot, Fits]]
) -> Callable[[Row], bool]:
    """The same for a picked record with its proofs; a single file is looked at right here."""
    names = _names()
    tests = _tests(questions, names)
    for number, (slot, fits) in enumerate(slots):
        names |= {
            f"slot{number}": slot.id,
            f"fits{number}": fits,
            f"most{number}": min(slot.max_mb, slot.max_total_mb or slot.max_mb) * MB,
            f"types{number}": frozenset(slot.types),
        }
        one = f"len(f) == 1 and (one := f[0]).bytes <= most{number} and one.type in types{number}"
        proofs = f"(f := files.get(slot{number}, ()))"
        is_usual = slot.min_files <= 1 and slot.types
        tests.append(
            f"({proofs} and {one} or fits{number}(f))" if is_usual else f"fits{number}({proofs})"
        )
    first = "        held, files = row.values, row.files\n"
    faultless: Callable[[Row], bool] = _compile("row", first, tests, names)
    return faultless


def _compile(argument: str, first: str, tests: Sequence[str], names: dict[str, Any]) -> Any:
    source = f"def faultless({argument}):\n    try:\n{first}        return (\n            True\n"
    source += "".join([f"            and {test}\n" for test in tests]) + "        )\n"
    # an answer is not there; one of another type has no such method, no order, is no key: no
    source += "    except (AttributeError, KeyError, TypeError):\n        return False\n"
    exec(compile(source, "<quick>", "exec"), names)
    return names["faultless"]


def _names() -> dict[str, Any]:
    return {"real_days": real_days, "real_months": real_months}


def _tests(questions: Sequence[Question], names: dict[str, Any]) -> list[str]:
    return [
        _test(number, id, check, required, names)
        for number, (id, check, required) in enumerate(questions)
    ]


def _test(number: int, id: str, check: Check, required: bool, names: dict[str, Any]) -> str:
    """The expression for one field; an answer that may be left out may be None."""
    if not id.isidentifier():
        raise ValueError(f"{id!r} is no field id")
    value = f"(v := held[{id!r}])" if required else f"(v := held.get({id!r}))"
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
    any_day = (quick.low, quick.high) == ("", LAST_DAY)
    span = "" if any_day else f" and low{number} <= v <= high{number}"
    return f"(real_{quick.shape}s[{value}]{span})"
