"""How a stored value is printed: dates in figures with 年月日, choices as ticked boxes.

What has no format of its own here is printed as its field type displays it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from engine.fields import FIELD_TYPES
from engine.fields.field_type import is_empty
from engine.packs.model import Field
from engine.rules.scope import ValueType
from engine.rules.template import display
from engine.tables.model import Format

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?\Z")
_TICKED, _EMPTY = "■", "□"
OPEN_END = "至今"


def print_value(value: object, field: Field | None, format: Format) -> str:
    """The printed text of a stored value, "" for none. Without a field, numbers and text.

    A value that the format cannot read is printed as it stands: a draft prints too.
    """
    if format == "boxes" and field is not None:
        return _boxes(value, field)
    if is_empty(value):
        return ""
    date = _DATES.get(format)
    if date is not None:
        return _dated(value, date)
    if field is not None:
        return FIELD_TYPES[field.type].display(value, field)
    return _bare(value)


def print_found(value: object, type: ValueType, format: Format) -> str:
    """The printed value of an expression, a code by its name."""
    date = _DATES.get(format)
    if date is None or is_empty(value):
        return display(value, type)
    return _dated(value, date)


def _dated(value: object, date: Callable[[str], str]) -> str:
    if isinstance(value, Mapping):
        start, end = value.get("from"), value.get("to")
        ends = [date(str(start)) if start else "", date(str(end)) if end else OPEN_END]
        return "—".join(ends)
    return date(str(value))


def _day(text: str) -> str:
    match = _DAY.match(text)
    if match is None:
        return text
    year, month, day = match.groups()
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "")


def _month(text: str) -> str:
    match = _DAY.match(text)
    return f"{match[1]}年{int(match[2])}月" if match else text


def _dotted_day(text: str) -> str:
    return text.replace("-", ".") if _DAY.match(text) else text


def _dotted_month(text: str) -> str:
    match = _DAY.match(text)
    return f"{match[1]}.{match[2]}" if match else text


_DATES: Mapping[str, Callable[[str], str]] = {
    "day": _day,
    "month": _month,
    "dotted_day": _dotted_day,
    "dotted_month": _dotted_month,
}


def _boxes(value: object, field: Field) -> str:
    """All that can be chosen, each behind its box: ■常规 □破格."""
    known = FIELD_TYPES[field.type].value_type(field.options)
    chosen = value if isinstance(value, list) else [value]
    if known.type == "boolean":
        options: list[tuple[object, str]] = [(True, "是"), (False, "否")]
    else:
        options = [(choice, known.names.get(choice, choice)) for choice in known.choices or ()]
    return "　".join(
        f"{_TICKED if any(own is c or own == c for c in chosen) else _EMPTY}{name}"
        for own, name in options
    )


def _bare(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)
