"""Checks what only the database knows, given as facts: who may not apply at all now.

A standard names the prohibitions that hold for it under `prohibitions:`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.checks.conditions import Context
from engine.checks.offers import APPLICATION
from engine.checks.report import Finding
from engine.checks.run import NOTHING, Findings, Run, Step
from engine.dossier import Facts

Prohibition = Callable[[Context, Facts], Finding | None]


def one_application_per_plan_year(context: Context, facts: Facts) -> Finding | None:
    """一个申报年度只允许申报一次职称, whatever the series; the year is the plan's (AH-74)."""
    year = context.plan.year
    return (
        _finding(context, "already-applied", year=year)
        if year in facts.other_applications
        else None
    )


def integrity_ban(context: Context, facts: Facts) -> Finding | None:
    """诚信档案中存在记录且处于禁止申报期间: both ends of the ban included (AH-75)."""
    for ban in facts.bans:
        if facts.today and ban.start <= facts.today <= (ban.end or "9"):
            return _finding(context, "integrity-ban", **{"from": ban.start, "to": ban.end})
    return None


def unit_binding(context: Context, facts: Facts) -> Finding | None:
    """An applicant whose unit is not confirmed has nobody to verify the application (AH-08)."""
    return _finding(context, "not-bound") if not facts.bound else None


def plan_open(context: Context, facts: Facts) -> Finding | None:
    """Only between `window.from` and `window.to`, both days included, by server time (YN-25); what
    was returned may have days of its own beyond."""
    plan = context.plan
    closes = max(plan.closes or "9", facts.open_until)
    if not facts.today or (plan.opens or "0") <= facts.today <= closes:
        return None
    return _finding(context, "plan-not-open", name=plan.name, opens=plan.opens, closes=closes)


PROHIBITIONS: Mapping[str, Prohibition] = {
    "plan_open": plan_open,
    "one_application_per_plan_year": one_application_per_plan_year,
    "integrity_ban": integrity_ban,
    "unit_binding": unit_binding,
}
"""Every prohibition that a pack may name."""


def compile_prohibitions(context: Context) -> Step:
    """The prohibitions that this standard names, in its order."""
    named = [PROHIBITIONS[name] for name in context.standard.prohibitions if name in PROHIBITIONS]
    checks = tuple(named)

    def step(run: Run) -> Findings:
        found = [check(context, run.facts) for check in checks]
        return [finding for finding in found if finding is not None] or NOTHING

    return step


def _finding(context: Context, code: str, /, **values: object) -> Finding:
    return Finding(
        code=code,
        severity="error",
        message=context.wording(code, **values),
        section=APPLICATION,
        path=APPLICATION,
        rule=code,
    )
