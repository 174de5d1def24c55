"""missing-source: a rule without the manual or regulation that it comes from.

Applicants and reviewers must be able to see why something is asked, so packs that state rules of
others, and every rule and eligibility table in them, cite where the rule stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.subject import LintedPlan, problem, rules
from engine.packs.source import Source
from engine.problems import Problem

CODE = "missing-source"
KINDS = frozenset({"codes", "series", "calendar", "province", "standard", "plan"})
HINT = "请写明 source：手册行号、文件文号或标准号"


def check_source(source: Source) -> Iterator[Problem]:
    """Packs as a whole."""
    root = source.root
    cited = root.get("source")
    if source.kind in KINDS and (cited is None or not str(cited.value or "").strip()):
        yield Problem(
            position=root.at("id"),
            code=CODE,
            path=source.id,
            message="没有写明依据",
            hint=HINT,
            severity="warning",
        )


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Rules and eligibility tables; parts that others choose from inherit their rule's source."""
    for standard in subject.plan.standards:
        nested = {part.id for rule in rules(standard) for part in rule.choose}
        stated = [rule for rule in rules(standard) if rule.id not in nested]
        for declared in [*stated, *standard.eligibility]:
            if not declared.source.strip():
                yield problem(
                    CODE,
                    declared,
                    "",
                    f"规则“{declared.name}”没有写明依据",
                    hint=HINT,
                    severity="warning",
                )
