"""Computed values: evaluated in order, and shown with the numbers that they come from."""

from __future__ import annotations

import re

from engine.checks.conditions import Context, Values
from engine.checks.places import Places
from engine.checks.report import ComputedValue
from engine.checks.run import NOTHING, Findings, Run, Step
from engine.packs.model import Computed
from engine.rules.template import display

_NAME = re.compile(r"'[^']*'|[A-Za-z_][A-Za-z0-9_.]*")
_WORDS = {
    "whole_years": "满整年数",
    "whole_months": "满整月数",
    "year": "年份",
    "count": "条数",
    "sum": "合计",
    "min": "最早或最小",
    "max": "最晚或最大",
    "first": "第一个",
    "round": "四舍五入",
    "where": "其中",
    "and": "且",
    "or": "或",
    "not": "非",
    "in": "属于",
}


def compile_computed(computed: Computed) -> Step:
    """The step that makes `computed.<id>` known."""
    key, value = computed.id, computed.value.run

    def step(run: Run) -> Findings:
        run.values["computed"][key] = value(run.values, None)
        return NOTHING

    return step


def show_computed(context: Context, values: Values) -> tuple[ComputedValue, ...]:
    """Every computed value as an applicant can follow it."""
    return tuple([_shown(computed, context, values) for computed in context.standard.computed])


def _shown(computed: Computed, context: Context, values: Values) -> ComputedValue:
    value = values["computed"].get(computed.id)
    text = display(value, computed.value.value_type)
    return ComputedValue(
        id=computed.id,
        name=computed.name,
        value=value if isinstance(value, str | int | float | bool) else None,
        text=f"{text} {computed.unit}".strip() if text else context.wording("empty"),
        working=working(computed, context.places, values),
    )


def working(computed: Computed, places: Places, values: Values) -> str:
    """The expression in the applicant's words, each single value with what it is:
    `满整年数(受聘起始日期 2016-09-01, 截止日期 2022-12-31)`."""

    def worded(match: re.Match[str]) -> str:
        name = match[0]
        if name.startswith("'"):
            return name.strip("'")
        if name in _WORDS:
            return _WORDS[name]
        section, _, field = name.partition(".")
        known = places.name(name)
        if known == name:
            return name
        held = values.get(section)
        found = held.get(field) if isinstance(held, dict) and field else None
        return known if found is None or isinstance(found, dict | list) else f"{known} {found}"

    return _NAME.sub(worded, computed.value.text)
