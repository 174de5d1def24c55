"""Judging a trial dossier: only conditions whose inputs are known are met or missing.

Known are the profile, the archive, what is chosen, and answers that were given for the check.
What reads anything else is left for later, unless the database forbids applying at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.checks import CheckReport, Finding, check
from engine.checks.compiled_rule import compile_rule
from engine.checks.conditions import Context
from engine.checks.order import expand_reads
from engine.checks.places import Places
from engine.checks.wording import Wording
from engine.dossier import Facts, dossier_from
from engine.forms.visibility import holds
from engine.packs.model import Category, Eligibility, Plan, Rule, Section, Standard
from engine.self_check.point import Point, SelfCheck, Verdict
from engine.self_check.trial import Json, Record, build_trial

PROHIBITED: Mapping[str, str] = {
    "plan_open": "plan-not-open",
    "one_application_per_plan_year": "already-applied",
    "integrity_ban": "integrity-ban",
    "unit_binding": "not-bound",
}
"""The finding of each prohibition; its name is the message `self-check-<finding>`."""


def self_check(
    plan: Plan,
    standard: Standard,
    *,
    mode: str,
    title: str = "",
    branch: str = "",
    sections: Mapping[str, Json],
    records: Sequence[Record],
    facts: Facts,
) -> SelfCheck:
    """What of a standard a person meets, lacks, or has to wait for.

    :param sections: answers by section: the profile, the unit, what else was answered
    :param records: the archive, `{id, kind, status, values, files}` each; only those whose status
        may be picked count
    """
    application = {
        "mode": mode,
        "standard": standard.id,
        "branch": branch or next(iter(plan.branches), ""),
        "title": title or next((one.name for one in standard.titles), ""),
    }

    def judge(data: Json) -> CheckReport:
        return check(plan, dossier_from({**data, "plan": plan.id}), facts)

    trial = build_trial(standard, application, sections, records, judge)
    return _Judgement(plan, standard, trial, judge(trial), branch).result()


class _Judgement:
    """One trial with its report, sorted into points."""

    def __init__(
        self, plan: Plan, standard: Standard, trial: Json, report: CheckReport, branch: str
    ) -> None:
        self._standard, self._report, self._trial = standard, report, trial
        self._wording = Wording(standard.messages)
        self._context = Context(
            plan=plan, standard=standard, wording=self._wording, places=Places(plan, standard)
        )
        self._branch = branch
        self._sections = standard.section_of
        self._findings: dict[str, list[Finding]] = {}
        for finding in report.findings:
            for key in {finding.rule, finding.section, finding.code}:
                self._findings.setdefault(key, []).append(finding)
        self._unknown: set[str] = set()

    def result(self) -> SelfCheck:
        """The points in order, and the questions that would decide the open ones."""
        points = (
            *self._prohibitions(),
            *[one for table in self._standard.eligibility for one in self._eligibility(table)],
            *[one for section in self._standard.sections for one in self._picks(section)],
            *[one for category in self._standard.categories for one in self._category(category)],
            *[one for rule in self._standard.rules for one in self._rule(rule)],
        )
        return SelfCheck(points=points, asks=tuple(self._asks()))

    def _prohibitions(self) -> Iterator[Point]:
        for name in self._standard.prohibitions:
            code = PROHIBITED.get(name, "")
            if not code:
                continue
            found = self._findings.get(code, ())
            yield Point(
                name=self._wording(f"self-check-{code}"),
                verdict="missing" if found else "met",
                text=found[0].message if found else "",
            )

    def _eligibility(self, table: Eligibility) -> Iterator[Point]:
        if not holds(table.when, self._report.values):
            return
        parts = [measure.value.reads for measure in table.measures]
        parts += [row.when.reads for row in table.rows if row.when is not None]
        reads = expand_reads(set(table.by.reads).union(*parts), self._standard.computed)
        found = [f for f in self._findings.get(table.id, ()) if f.severity != "ok"]
        # the best education is assumed to be the one applied with: who fails with it, fails
        known = frozenset(path for path in reads if not self._assumed({path}))
        yield self._point(table.name, known, found, table.source, table.severity == "error")

    def _picks(self, section: Section) -> Iterator[Point]:
        if section.type != "picks" or not holds(section.when, self._report.values):
            return
        if section.min is None:
            return
        found = [f for f in self._findings.get(section.id, ()) if f.code == "too-few-rows"]
        n = len(self._trial["rows"].get(section.id, ()))
        if found or n:
            yield Point(
                name=section.name,
                verdict="missing" if found else "met",
                text=found[0].message if found else self._wording("self-check-records", n=n),
                short=found[0].fix if found else "",
                source=section.source,
            )

    def _category(self, category: Category) -> Iterator[Point]:
        if not holds(category.when, self._report.values):
            return
        bounded = category.min is not None or any(item.min is not None for item in category.items)
        if not bounded:
            return
        reads = expand_reads(self._category_reads(category), self._standard.computed)
        found = [
            f
            for f in self._findings.get(category.id, ())
            if f.code in ("too-few-records", "too-few-items", "undecided")
        ]
        point = self._point(category.name, reads, found, category.source, True)
        n = sum(len(self._trial["rows"].get(item.id, ())) for item in category.items)
        yield point if point.text else replace(point, text=self._wording("self-check-records", n=n))

    def _category_reads(self, category: Category) -> Iterator[str]:
        for item in category.items:
            if item.when is not None:
                yield from item.when.reads
            for accept in item.accepts:
                if accept.where is not None:
                    yield from accept.where.reads
                within = accept.within
                window = self._standard.windows.get(within.window) if within else None
                if window is not None:
                    yield from window.start.reads | window.end.reads

    def _rule(self, rule: Rule) -> Iterator[Point]:
        if rule.severity not in ("error", "manual"):
            return
        compiled = compile_rule(rule, [], self._context)
        reads = set(compiled.reads)
        if rule.when is not None:
            when = expand_reads(rule.when.reads, self._standard.computed)
            if not self._unknown_of(when) and not holds(rule.when, self._report.values):
                return
            reads |= when
        lists = {path.partition(".")[0] for path in reads if self._is_condition(path)}
        if not lists:
            return  # a consistency of answers that the application asks
        if rule.must is not None and not any(self._report.values.get(one) for one in lists):
            return  # holds of nothing
        found = [f for f in self._findings.get(rule.id, ()) if f.severity != "ok"]
        yield self._point(rule.name, frozenset(reads), found, rule.source, rule.severity == "error")

    def _is_condition(self, path: str) -> bool:
        """Whether a path is about the archive, which is what a self check looks at."""
        root = path.partition(".")[0]
        section = self._sections.get(root)
        return root == "records" or (section is not None and section.type == "picks")

    def _point(
        self,
        name: str,
        reads: frozenset[str],
        found: Sequence[Finding],
        source: str,
        judged: bool,
    ) -> Point:
        """A condition: met without findings; missing only if nothing that it reads is unknown."""
        unknown = self._unknown_of(reads)
        undecided = not judged or any(f.code in ("undecided", "manual-review") for f in found)
        verdict: Verdict = "met"
        if unknown or undecided:
            verdict = "later"
            self._unknown |= unknown
        elif found:
            verdict = "later" if self._assumed(reads) else "missing"
        if verdict == "later":
            names = self._names(unknown)
            text = self._wording("self-check-later", names=names) if names else ""
            return Point(name=name, verdict=verdict, text=text, source=source)
        first = found[0] if found else None
        return Point(
            name=name,
            verdict=verdict,
            text=first.message if first else "",
            short=first.fix if first else "",
            source=source,
        )

    def _names(self, paths: Iterable[str]) -> str:
        names = dict.fromkeys(self._context.places.name(path) for path in sorted(paths))
        return self._wording("and").join(names)

    def _unknown_of(self, reads: Iterable[str]) -> set[str]:
        return {path for path in reads if not self._is_known(path)}

    def _is_known(self, path: str) -> bool:
        root, _, rest = path.partition(".")
        if root == "application":
            return rest != "branch" or bool(self._branch) or len(self._context.plan.branches) < 2
        section = self._sections.get(root)
        if root in ("plan", "records", "computed", "unit") or section is None:
            return root != "files"
        if section.fixed or section.type == "picks":
            return True
        if section.type != "form" or not holds(section.when, self._report.values):
            return False
        values: Mapping[str, Any] = self._trial["sections"].get(root, {})
        return values.get(rest.partition(".")[0]) is not None

    def _assumed(self, reads: Iterable[str]) -> bool:
        """Whether something is read that is answered beside a record, and was assumed to be yes."""
        for path in reads:
            root, _, rest = path.partition(".")
            section = self._sections.get(root)
            beside = section.fields if section is not None and section.type == "picks" else ()
            if rest in {field.id for field in beside}:
                return True
        return False

    def _asks(self) -> Iterator[tuple[Section, Any]]:
        """The questions of forms that would decide what is left for later."""
        for section in self._standard.sections:
            if section.type != "form" or section.fixed:
                continue
            if not holds(section.when, self._report.values):
                continue
            for field in section.fields:
                if f"{section.id}.{field.id}" in self._unknown:
                    yield section, field
