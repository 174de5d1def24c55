"""Makes up a fictitious applicant for any plan, with the check itself as the judge.

    guess the required answers -> check -> repair what was found -> check … until nothing is wrong

With `break_rule` the same search goes on until that thing, and nothing else, is wrong. The same
plan and seed give the same dossier. Persons are recognisably made up; identity numbers have a
sequence of 996 to 999, which is hardly ever given out.
"""

from __future__ import annotations

from random import Random

from engine.checks import CheckReport, Finding, check
from engine.dossier import Dossier, Facts
from engine.fill.breaking import Target, break_target, can_fail, find_target
from engine.fill.draft import Draft
from engine.fill.repair import Repair
from engine.packs.model import Plan, Standard

TRIES = 40
STEPS = 60


class CannotFill(Exception):
    """No applicant was found; `findings` are what stood in the way of the best one."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        self.findings = findings
        details = "".join([f"\n    {one.code} {one.path}: {one.message}" for one in findings])
        super().__init__(message + details)


def fill(plan: Plan, seed: int = 0, standard: str = "", break_rule: str | None = None) -> Dossier:
    """A dossier that passes `check` on the first day of the plan, or that breaks just one thing.

    `standard` may be left out when the plan has one or any will do. `break_rule` is the id of a
    rule, eligibility table, category, item, slot or section, or `section.field`; a field or slot of
    rows is broken in one row. Without `standard`, the first one that has it is used.

    :raises CannotFill: no such standard or rule, or none of a bounded number of tries succeeds
    """
    used = plan.standard(standard) or (_any_standard(plan, break_rule) if not standard else None)
    if used is None:
        raise CannotFill(f"评审计划 {plan.id} 没有评审标准 {standard}")
    target = find_target(used, break_rule) if break_rule else None
    if break_rule and target is None:
        raise CannotFill(f"评审标准 {used.id} 没有 {break_rule}")
    if target is not None and not can_fail(target):
        raise CannotFill(f"“{target.thing.name}”没有任何要求，不会不通过")
    best: tuple[Finding, ...] | None = None
    for attempt in range(TRIES):
        random = Random(f"{plan.id}/{used.id}/{break_rule}/{seed}/{attempt}")
        draft = Draft(plan, used, random)
        left = _search(draft, target)
        if left is None:
            return draft.dossier()
        if best is None or len(left) < len(best):
            best = left
    goal = f"只违反 {break_rule}" if break_rule else "通过检测"
    raise CannotFill(f"试了 {TRIES} 次，没有找到{goal}的申请人", best or ())


def _any_standard(plan: Plan, break_rule: str | None) -> Standard:
    """The plan's first standard, or the first that has what is to be broken."""
    able = (one for one in plan.standards if break_rule and find_target(one, break_rule))
    return next(able, plan.standards[0])


def fill_facts(plan: Plan) -> Facts:
    """The facts by which a made-up applicant passes: the plan opens today, nothing is known."""
    return Facts(today=plan.opens)


def _search(draft: Draft, target: Target | None) -> tuple[Finding, ...] | None:
    """Repair a draft until only what is meant is wrong: None, or what is left wrong in the end."""
    facts = fill_facts(draft.plan)
    _begin(draft)
    for step in range(STEPS):
        report = check(draft.plan, draft.dossier(), facts)
        unmeant, broken = _judge(report, target)
        if not unmeant and broken:
            return None
        repair = Repair(draft, report.values, facts)
        if unmeant:
            for finding in unmeant if step % 2 else unmeant[:1]:
                repair.repair(finding)
        elif target is not None:
            break_target(target, draft, repair)
    return unmeant


def _judge(report: CheckReport, target: Target | None) -> tuple[tuple[Finding, ...], bool]:
    """What is wrong and not meant to be, and whether what is meant to be wrong is."""
    wrong = [one for one in report.findings if one.severity in ("error", "warning")]
    if target is None:
        return tuple([one for one in wrong if one.severity == "error"]), True
    unmeant = [one for one in wrong if one.severity == "error" and not target.is_meant(one)]
    broken = any(target.is_meant(one) for one in report.problems)
    return tuple(unmeant), broken


def _begin(draft: Draft) -> None:
    """The first guess: the usual mode, any branch and title, every required answer."""
    plan, random = draft.plan, draft.random
    if plan.modes:
        draft.application["mode"] = plan.modes[0].id
    if plan.branches:
        draft.application["branch"] = random.choice(plan.branches)
    titles = draft.standard.titles
    if titles:
        draft.application["title"] = random.choice(titles).name


__all__ = ["CannotFill", "Standard", "fill", "fill_facts"]
