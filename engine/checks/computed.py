"""Computed values: evaluated in order, and shown with the numbers that they come from."""

from __future__ import annotations

from engine.checks.conditions import Context, Values
from engine.checks.report import ComputedValue
from engine.checks.run import NOTHING, Findings, Run, Step
from engine.packs.model import Computed
from engine.rules.template import display
from engine.rules.working import working


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
        working=working(computed.value, values, context.places.name),
    )
