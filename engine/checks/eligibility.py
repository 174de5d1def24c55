"""Checks 学历 × 年限: whether any row of an eligibility table is reached, and what is short."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.checks.conditions import Context
from engine.checks.order import expand_reads
from engine.checks.report import Finding, Severity
from engine.checks.run import Run
from engine.checks.wording import text_of
from engine.packs.model import Eligibility
from engine.rules.eligibility import EligibilityResult, RowResult, evaluate_eligibility
from engine.rules.template import display

KEPT = 1_000
"""Combinations of inputs that are remembered as eligible; beyond it they are judged each time."""


class EligibilityCheck:
    """One table of a standard, compiled. With a section of its own its passing is silent there,
    as in the manual's figures; else it has a row that says which line was reached."""

    __slots__ = ("_context", "_inputs", "_met", "_reads", "_table", "_units", "home")

    def __init__(self, table: Eligibility, context: Context) -> None:
        self._table, self._context = table, context
        self.home = table.section or table.id
        reads = set(table.by.reads).union(*[measure.value.reads for measure in table.measures])
        self._reads = expand_reads(reads, context.standard.computed)
        units = {f"computed.{one.id}": one.unit for one in context.standard.computed}
        conditions = [row.when.run for row in table.rows if row.when is not None]
        measures = [measure.value.run for measure in table.measures]
        self._inputs = (table.by.run, *measures, *conditions)
        # what is said for inputs that are eligible: None where passing is silent
        self._met: dict[tuple[object, ...], Finding | None] = {}
        self._units: Mapping[str, str] = {
            measure.id: units.get(measure.value.text, "") for measure in table.measures
        }

    def check(self, run: Run, failed: frozenset[str], add: Callable[[str, Finding], None]) -> None:
        """Say what the table found: `add(home, finding)`.

        `failed` is what failed rules read: an input that is unknown because of them is theirs to
        report, as a missing answer is.
        """
        table, values = self._table, run.values
        if table.when is not None and not table.when.run(values, None):
            return
        inputs = tuple([decide(values, None) for decide in self._inputs])
        if inputs in self._met:
            if (told := self._met[inputs]) is not None:
                add(self.home, told)
            return
        result = evaluate_eligibility(table, values)
        if result is None:
            return
        if result.met is not None:
            told = None if table.section else self._passed(result, result.met)
            if len(self._met) < KEPT:
                self._met[inputs] = told
            if told is not None:
                add(self.home, told)
            return
        missing = sorted(run.missing & self._reads)
        if not missing and failed & self._reads and _is_unknown(result):
            missing = [self._table.by.text]
        add(self.home, self._undecided(missing) if missing else self._failure(result))

    def _passed(self, result: EligibilityResult, row: RowResult) -> Finding:
        needs = self._needs(row)
        reason = self._context.wording("row-met", by=self._by(result), needs=needs)
        message = self._context.wording("eligible", name=self._table.name, reason=reason)
        return self._finding("eligible", "ok", message, expected=needs, actual=self._has(row))

    def _undecided(self, missing: list[str]) -> Finding:
        wording, places = self._context.wording, self._context.places
        names = wording("and").join([places.name(path) for path in missing])
        message = wording("undecided", name=self._table.name, missing=names)
        return self._finding(
            "undecided", "note", message, path=missing[0] if "." in missing[0] else ""
        )

    def _failure(self, result: EligibilityResult) -> Finding:
        wording, by, nearest = self._context.wording, self._by(result), result.nearest
        if nearest is None:
            name = self._context.places.name(self._table.by.text)
            reason = wording("not-listed", by=by) if by else wording("not-known", by=name)
            return self._not_eligible(reason, actual=by)
        needs, has = self._needs(nearest), self._has(nearest)
        short = [
            wording(
                "fix-years",
                name=measure.measure.name,
                n=self._amount(measure.measure.id, measure.short),
                need=self._amount(measure.measure.id, measure.need),
            )
            for measure in nearest.measures
            if not measure.is_met
        ]
        reason = wording("row-needs", by=by, needs=needs, has=has)
        return self._not_eligible(reason, expected=needs, actual=has, fix="；".join(short))

    def _not_eligible(self, reason: str, **more: str) -> Finding:
        message = self._context.wording("not-eligible", name=self._table.name, reason=reason)
        return self._finding("not-eligible", self._table.severity, message, **more)

    def _finding(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        path: str = "",
        expected: str = "",
        actual: str = "",
        fix: str = "",
    ) -> Finding:
        return Finding(
            code=code,
            severity=severity,
            message=message,
            section=self.home,
            path=path or self.home,
            rule=self._table.id,
            expected=expected,
            actual=actual,
            fix=fix,
            source=self._table.source,
        )

    def _by(self, result: EligibilityResult) -> str:
        return display(result.by, self._table.by.value_type)

    def _needs(self, row: RowResult) -> str:
        listed = [
            f"{measure.measure.name} ≥ {self._amount(measure.measure.id, measure.need)}"
            for measure in row.measures
        ]
        return self._context.wording("and").join(listed)

    def _has(self, row: RowResult) -> str:
        empty = self._context.wording("empty")
        listed = [
            f"{one.measure.name} "
            f"{empty if one.actual is None else self._amount(one.measure.id, one.actual)}"
            for one in row.measures
        ]
        return self._context.wording("and").join(listed)

    def _amount(self, measure: str, number: float) -> str:
        return f"{text_of(number)} {self._units.get(measure) or '年'}"


def _is_unknown(result: EligibilityResult) -> bool:
    """Whether the row to compare with, or a number to compare, is not known."""
    if result.by is None or result.nearest is None:
        return result.by is None
    return any(one.actual is None for one in result.nearest.measures)
