"""A standard of a plan, compiled for checking: the steps in order, then rules, then the table."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

from engine.checks.categories import CategoryCheck
from engine.checks.computed import compile_computed, show_computed
from engine.checks.conditions import Condition, Context, condition
from engine.checks.eligibility import EligibilityCheck
from engine.checks.filing import FilingCheck
from engine.checks.forms import compile_form, compile_pledge
from engine.checks.offers import APPLICATION, compile_offers
from engine.checks.order import RECORDS, judging_order
from engine.checks.places import Places
from engine.checks.prohibitions import compile_prohibitions
from engine.checks.records import Sort, compile_picks
from engine.checks.report import CheckReport, Finding
from engine.checks.rows import compile_rows
from engine.checks.rules import RuleChecks
from engine.checks.run import Findings, Run, Step
from engine.checks.slots import compile_slots
from engine.checks.strays import compile_strays
from engine.checks.table import compile_table
from engine.checks.wording import Wording
from engine.dossier import Dossier, Facts
from engine.packs.model import Plan, Section, Standard, Window
from engine.rules.windows import evaluate_windows

COMPILERS = {
    "form": compile_form,
    "rows": compile_rows,
    "picks": compile_picks,
    "slots": compile_slots,
    "pledge": compile_pledge,
}
"""The check of each type of section."""


class Checker:
    """One standard of a plan, ready to check any dossier. Safe to share between threads."""

    __slots__ = (
        "_categories",
        "_context",
        "_eligibility",
        "_filing",
        "_plan",
        "_rules",
        "_sections",
        "_slots",
        "_spans",
        "_steps",
        "_table",
        "_upfront",
        "_windows",
    )

    def __init__(self, plan: Plan, standard: Standard) -> None:
        context = Context(
            plan=plan,
            standard=standard,
            wording=Wording(standard.messages),
            places=Places(plan, standard),
        )
        self._context = context
        sorts = {id: Sort(kind, (), (), context) for id, kind in standard.kinds.items()}
        self._categories = tuple(
            [CategoryCheck(category, sorts, context) for category in standard.categories]
        )
        self._upfront = (
            compile_offers(context),
            compile_prohibitions(context),
            compile_strays(context),
        )
        self._steps = self._ordered_steps(context)
        self._filing = FilingCheck(self._categories, context)
        self._eligibility = tuple(
            [EligibilityCheck(table, context) for table in standard.eligibility]
        )
        self._rules = RuleChecks(context)
        homes = {table.section or table.id: table.name for table in standard.eligibility}
        homes |= {rule.home: rule.rule.name for rule in self._rules.rules}
        self._table = compile_table(context, homes)
        self._sections = [(s.id, s.type in ("rows", "picks")) for s in standard.sections]
        self._slots = {slot.id: 0 for section in standard.sections for slot in section.slots}
        self._plan: dict[str, Any] = {
            "year": plan.year,
            "cutoff": plan.cutoff or None,
            "opens": plan.opens or None,
            "closes": plan.closes or None,
        }
        # a window that only the plan decides is the same for every applicant
        windows = standard.windows
        own = {id: one for id, one in windows.items() if _reads_answers(one)}
        given = {id: one for id, one in windows.items() if id not in own}
        self._windows, self._spans = own, evaluate_windows(given, {"plan": self._plan})

    def check(self, dossier: Dossier, facts: Facts) -> CheckReport:
        """The report on a dossier; total for every dossier that can be read."""
        run = Run(dossier, facts, self._blank())
        problems: dict[str, Findings] = {}
        first = [finding for step in self._upfront for finding in step(run)]
        for finding in first:
            _append(problems, finding.section, finding)
        for place, when, step in self._steps:
            if when is not None and not when(run.values, None):
                continue
            found = step(run)
            if found:
                before = problems.get(place)
                problems[place] = [*before, *found] if before else found
        for category in self._categories:
            found = category.report_quickly(run)
            if run.assigned:
                found = [*found, *self._filing.findings(run, category)]
            if found:
                before = problems.get(category.id)
                problems[category.id] = [*before, *found] if before else found

        def add(home: str, finding: Finding) -> None:
            _append(problems, home, finding)

        failed = self._rules.check(run, add)
        for table in self._eligibility:
            table.check(run, failed, add)
        rows = tuple(
            [row for row in [row.build(run, problems) for row in self._table] if row is not None]
        )
        return CheckReport(
            rows=rows,
            passed=all([row.passed for row in rows]),  # noqa: C419  # twice as fast
            show_computed=partial(show_computed, self._context, run.values),
            assignment=run.assigned,
            values=run.values,
        )

    def _blank(self) -> dict[str, Any]:
        """What expressions see before anything was judged."""
        values: dict[str, Any] = {id: [] if is_list else {} for id, is_list in self._sections}
        values["plan"] = self._plan
        values["computed"] = {}
        values["files"] = dict(self._slots)
        values[RECORDS] = []
        return values

    def _ordered_steps(self, context: Context) -> tuple[tuple[str, Condition | None, Step], ...]:
        standard = context.standard
        steps: dict[str, tuple[str, Condition | None, Step]] = {
            section.id: (section.id, condition(section.when), _section_step(section, context))
            for section in standard.sections
        }
        for computed in standard.computed:
            id = f"computed.{computed.id}"
            steps[id] = (id, None, compile_computed(computed))
        steps[RECORDS] = (RECORDS, None, self._judge_records)
        return tuple([steps[unit] for unit in judging_order(standard)])

    def _judge_records(self, run: Run) -> Findings:
        """Judge what is filed under all items."""
        run.spans = {**self._spans, **evaluate_windows(self._windows, run.values)}
        for category in self._categories:
            category.judge(run)
        self._filing.file(run)
        return ()


@lru_cache(maxsize=512)
def checker(plan: Plan, standard: Standard) -> Checker:
    """The compiled checks of a standard; plans and standards are told apart by identity."""
    return Checker(plan, standard)


def _reads_answers(window: Window) -> bool:
    return any(not path.startswith("plan.") for path in window.start.reads | window.end.reads)


def _section_step(section: Section, context: Context) -> Step:
    return COMPILERS[section.type](section, context)


def _append(problems: dict[str, Findings], place: str, finding: Finding) -> None:
    found = problems.get(place)
    if isinstance(found, list):
        found.append(finding)
    else:
        problems[place] = [*(found or ()), finding]


__all__ = ["APPLICATION", "Checker", "checker"]
