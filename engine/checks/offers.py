"""Checks that the plan offers what is applied for: the form, branch and title (AH-76, AH-78)."""

from __future__ import annotations

from typing import Any

from engine.checks.conditions import Context
from engine.checks.report import Finding
from engine.checks.run import NOTHING, Findings, Run, Step
from engine.checks.wording import Wording

APPLICATION = "application"


def compile_offers(context: Context) -> Step:
    """The check of what is applied for; good choices become visible as `application.…`."""
    plan, standard, wording = context.plan, context.standard, context.wording
    fixed = {"standard": standard.id, "series": plan.series.id}
    levels = {title.name: title.level for title in standard.titles}
    offered = {
        "mode": frozenset([mode.id for mode in plan.modes]),
        "branch": frozenset(standard.branches or plan.branches),
        "title": frozenset(levels),
    }
    asked = tuple([(name, choices) for name, choices in offered.items() if choices])

    def step(run: Run) -> Findings:
        chosen: dict[str, Any] = dict(fixed)
        run.values[APPLICATION] = chosen
        found: list[Finding] = []
        for name, choices in asked:
            value = getattr(run.dossier.application, name)
            if value in choices:
                chosen[name] = value
            elif not value and len(choices) == 1:
                chosen[name] = next(iter(choices))
            else:
                run.missing.add(f"{APPLICATION}.{name}")
                found.append(not_offered(wording, name, value))
        title = chosen.get("title")
        if title is not None:
            chosen["level"] = levels[title]
        return found or NOTHING

    return step


def not_offered(wording: Wording, name: str, value: str) -> Finding:
    """The finding for a mode, branch, title or standard that was not or cannot be chosen."""
    code = f"{name}-not-offered" if value else f"{name}-missing"
    return Finding(
        code=code,
        severity="error",
        message=wording(code, value=value[:40]),
        section=APPLICATION,
        path=f"{APPLICATION}.{name}",
        actual=value[:40],
    )
