"""Checks a dossier against a plan: the report of figures 4-25 and 4-26, with reasons.

    check(plan, dossier, facts) -> CheckReport

One file per sort of check; a standard is compiled once (`compiled`), a dossier is a `run`.
"""

from __future__ import annotations

from engine.checks.compiled import checker
from engine.checks.offers import not_offered
from engine.checks.report import (
    Assigned,
    CheckReport,
    ComputedValue,
    Counted,
    Excluded,
    Finding,
    ReportRow,
)
from engine.checks.wording import Wording
from engine.dossier import Dossier, Facts
from engine.packs.model import Plan

__all__ = [
    "Assigned",
    "CheckReport",
    "ComputedValue",
    "Counted",
    "Excluded",
    "Finding",
    "ReportRow",
    "check",
]

NO_FACTS = Facts()


def check(plan: Plan, dossier: Dossier, facts: Facts = NO_FACTS) -> CheckReport:
    """Check a dossier against the standard of the plan that it applies by.

    Pure and total: every dossier gets a report, however broken it is. Hidden answers are left out,
    malformed ones are reported and invisible to rules. The first call for a standard compiles it.
    """
    standard = plan.standard(dossier.application.standard)
    if standard is not None:
        return checker(plan, standard).check(dossier, facts)
    wording = Wording(plan.standards[0].messages if plan.standards else {})
    finding = not_offered(wording, "standard", dossier.application.standard)
    row = ReportRow("application", wording("application"), (finding,), False)
    return CheckReport(rows=(row,), passed=False)
