"""What is counted: scope, selection, weights, substitutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from engine.packs.compile.conditions import read_condition
from engine.packs.compile.reader import Reader
from engine.packs.model import Count, Highest, Substitute, Weights, Within
from engine.packs.suggest import did_you_mean
from engine.rules.expression import Scope, ValueType


@dataclass(frozen=True, slots=True, kw_only=True)
class CountNames:
    """What a count may refer to.

    `kinds` gives the row names of each kind, `items` the kinds that each item accepts,
    `categories` the items of each category, `sections` the row names of rows and picks sections.
    """

    scope: Scope
    kinds: Mapping[str, Mapping[str, ValueType]]
    items: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, Mapping[str, ValueType]]
    windows: tuple[str, ...]
    everything: Mapping[str, ValueType]


def compile_count(reader: Reader, names: CountNames) -> Count:
    """A count with its substitutes."""
    section = reader.known("section", names.sections, "可数的模块")
    items = reader.all_known("items", names.items, "项目")
    categories = reader.all_known("categories", names.categories, "类别")
    kinds = reader.all_known("kinds", names.kinds, "业绩类型")
    row = _row(names, section, items, categories, kinds)
    if reader.has("section") and (reader.has("items") or reader.has("categories")):
        reader.problem("conflicting-keys", "section 不能与 items、categories 同写", key="section")
    return Count(
        section=section,
        items=items,
        categories=categories,
        kinds=kinds,
        of=cast(Literal["records", "items", "categories"], _of(reader)),
        where=read_condition(reader, "where", names.scope.of_rows(row)),
        within=read_within(reader, names.windows, row),
        sum=_number_field(reader, "sum", row),
        distinct=reader.known("distinct", row, "字段"),
        weights=_weights(reader, row),
        best=reader.whole("best") if reader.has("best") else None,
        per="year" if reader.text("per") == "year" else None,
        highest=_highest(reader, row),
        substitutes=_substitutes(reader, names),
        unit=reader.text("unit", "项"),
    )


def read_within(
    reader: Reader, windows: tuple[str, ...], row: Mapping[str, ValueType]
) -> Within | None:
    """A window by name, or with the date field to look at."""
    node = reader.get("within")
    if node is None:
        return None
    if not isinstance(node.value, dict):
        window = reader.known("within", windows, "时间段")
        return Within(window=window) if window else None
    below = reader.child("within", "within")
    assert below is not None
    by = below.known("by", row, "字段")
    if by and not row[by].is_dated:
        below.problem("wrong-type", f"字段 “{by}” 不是日期", key="by")
    window = below.known("window", windows, "时间段")
    return Within(window=window, by=by) if window else None


def _of(reader: Reader) -> str:
    word = reader.text("of", "records")
    return word if word in ("records", "items", "categories") else "records"


def _row(
    names: CountNames,
    section: str,
    items: tuple[str, ...],
    categories: tuple[str, ...],
    kinds: tuple[str, ...],
) -> Mapping[str, ValueType]:
    """The names of the rows that are counted: fewer kinds know fewer names, and say so."""
    if section:
        return names.sections[section]
    reached = {
        kind
        for item in (*items, *(item for name in categories for item in names.categories[name]))
        for kind in names.items[item]
    }
    counted = [kind for kind in kinds or reached if kind in names.kinds]
    if not counted:
        return names.everything
    row: dict[str, ValueType] = {}
    for kind in counted:
        row.update({name: names.everything.get(name, t) for name, t in names.kinds[kind].items()})
    return row


def _number_field(reader: Reader, key: str, row: Mapping[str, ValueType]) -> str:
    name = reader.known(key, row, "字段")
    if name and row[name].type != "number":
        reader.problem("wrong-type", f"字段 “{name}” 不是数字", key=key)
    return name


def _weights(reader: Reader, row: Mapping[str, ValueType]) -> Weights | None:
    below = reader.child("weights", "weights")
    if below is None:
        return None
    by = below.known("by", row, "字段")
    values = {
        key: float(node.value)
        for key, node in below.entries("values").items()
        if isinstance(node.value, int | float)
    }
    _check_values(below, "values", by, tuple(below.entries("values")), row)
    return Weights(by=by, values=values, otherwise=below.number("otherwise", 0))


def _highest(reader: Reader, row: Mapping[str, ValueType]) -> Highest | None:
    below = reader.child("highest", "highest")
    if below is None:
        return None
    by = below.known("by", row, "字段")
    order = below.texts("order")
    _check_values(below, "order", by, order, row)
    return Highest(of=below.known("of", row, "字段"), by=by, order=order)


def _check_values(
    reader: Reader, key: str, by: str, values: tuple[str, ...], row: Mapping[str, ValueType]
) -> None:
    """Values that the field can never have are misspelt."""
    choices = row[by].choices if by else None
    for value in values:
        if choices is not None and value not in choices:
            hint = did_you_mean(value, choices)
            reader.problem(
                "unknown-choice", f"字段 “{by}” 没有 “{value}” 这个值", key=key, hint=hint
            )


def _substitutes(reader: Reader, names: CountNames) -> tuple[Substitute, ...]:
    found = []
    for below in reader.members("substitutes", "substitute"):
        count = below.child("count", "count")
        if count is None:
            below.problem("missing-key", "缺少 count（替代的成果）")
            continue
        found.append(
            Substitute(
                count=compile_count(count, names),
                each=below.number("each", 1),
                stands_for=below.number("stands_for", 1),
                up_to=below.limit("up_to"),
                name=below.text("name"),
            )
        )
    return tuple(found)
