"""Cases beside the packs: a fictitious applicant and the findings that the check must give."""

from __future__ import annotations

from engine.cases.case import Case, ExpectedFinding, read_case
from engine.cases.coverage import Uncovered, uncovered_rules
from engine.cases.run import CaseResult, run_case, run_cases

__all__ = [
    "Case",
    "CaseResult",
    "ExpectedFinding",
    "Uncovered",
    "read_case",
    "run_case",
    "run_cases",
    "uncovered_rules",
]
