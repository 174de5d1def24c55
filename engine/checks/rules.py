"""Checks the rules of a standard: what must hold, what is counted, what may be chosen from.

All counts of a standard run together in one pass over each list; only a rule that fails is counted
again, slowly, to say what counted, what was left out and why, and what would be enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from engine.checks.compiled_rule import CompiledRule, Outcome, Totals, compile_rule
from engine.checks.conditions import Context
from engine.checks.per_year import in_years, years_at_fault
from engine.checks.records import label_of
from engine.checks.report import Counted, Excluded, Finding, Severity
from engine.checks.run import Run
from engine.checks.wording import text_of
from engine.packs.model import Count
from engine.rules.addition import count_addition
from engine.rules.counting import Counter, CountSet, compile_counts
from engine.rules.tally import Tally


class RuleChecks:
    """All rules of a standard, compiled."""

    __slots__ = ("_context", "_counts", "_done", "rules")

    def __init__(self, context: Context) -> None:
        self._context = context
        counts: list[Count] = []
        self.rules = tuple([compile_rule(rule, counts, context) for rule in context.standard.rules])
        self._counts: CountSet = compile_counts(counts, context.standard)
        self._done: dict[tuple[str, str], Finding] = {}

    def check(self, run: Run, add: Callable[[str, Finding], None]) -> frozenset[str]:
        """Say what every rule found: `add(home, finding)`; what the failed ones read."""
        totals = self.totals(run)
        failed: frozenset[str] = frozenset()
        for rule in self.rules:
            if rule.when is not None and not rule.when(run.values, None):
                continue
            outcome = rule.outcome(run, totals)
            if outcome.holds:
                if rule.rule.done is not None:
                    add(rule.home, self._statement(rule, rule.rule.done.render(run.values)))
            else:
                finding = self._failure(rule, outcome, run, totals)
                add(rule.home, finding)
                if finding.severity == "error":
                    failed |= rule.reads
        return failed

    def totals(self, run: Run) -> Totals:
        """The numbers of all counts."""
        if not self._counts.counters:
            return ()
        return self._counts.numbers(run.values, run.spans)

    def _statement(self, rule: CompiledRule, text: str) -> Finding:
        key = (rule.rule.id, text)
        found = self._done.get(key)
        if found is None:
            found = Finding(
                code="rule-holds", severity="ok", message=text, section=rule.home,
                path=rule.rule.at, rule=rule.rule.id, source=rule.rule.source,
            )  # fmt: skip
            if len(self._done) < 1000:
                self._done[key] = found
        return found

    def _failure(self, rule: CompiledRule, outcome: Outcome, run: Run, totals: Totals) -> Finding:
        """The finding of a rule that does not hold."""
        missing = sorted(run.missing & rule.reads)
        if missing and not outcome.over:
            return self._undecided(rule, missing)
        if rule.must is None and rule.counter < 0 and not rule.choose:
            return self._finding(rule, run, "manual-review", "manual", "manual-review")
        if rule.counter >= 0:
            return self._counted(rule, outcome, run)
        if rule.choose:
            return self._chosen(rule, outcome, run, totals)
        return self._finding(rule, run, "rule-failed", rule.rule.severity, "rule-failed",
                             actual=self._inputs(rule, run))  # fmt: skip

    def _undecided(self, rule: CompiledRule, missing: Sequence[str]) -> Finding:
        """A rule whose inputs were not given is not judged: the missing answer is the error."""
        wording, places = self._context.wording, self._context.places
        names = wording("and").join([places.name(path) for path in missing])
        return Finding(
            code="undecided",
            severity="note",
            message=wording("undecided", name=rule.rule.name, missing=names),
            section=rule.home,
            path=missing[0],
            rule=rule.rule.id,
            source=rule.rule.source,
        )

    def _counted(self, rule: CompiledRule, outcome: Outcome, run: Run) -> Finding:
        counter = self._counts.counters[rule.counter]
        tally = counter.tally(run.values, run.spans)
        label = self._labels(counter, run)
        unit = counter.count.unit
        over, bound = outcome.over, outcome.bound
        values: dict[str, object] = {"n": outcome.number, "min": bound, "max": bound, "unit": unit}
        years = years_at_fault(tally, bound, over=over)
        scope = "years" if years else "count"
        key = f"{scope}-over" if over else f"{scope}-short"
        fix = self._count_fix(rule, counter, outcome)
        if years:
            values["years"] = in_years(years, unit)
            gaps = in_years({year: abs(bound - number) for year, number in years.items()}, unit)
            fix = self._context.wording("fix-years-over" if over else "fix-years-short", years=gaps)
        return self._finding(
            rule, run, "rule-failed", rule.rule.severity, key,
            expected=f"{'≤' if over else '≥'} {text_of(outcome.bound)} {unit}",
            actual=f"{text_of(outcome.number)} {unit}",
            counted=self._counted_rows(tally, label),
            excluded=tuple(
                [
                    Excluded(row=one.row, label=label(one.item, one.row), reason=one.text)
                    for one in tally.excluded
                ]
            ),
            fix=fix,
            **values,
        )  # fmt: skip

    def _counted_rows(self, tally: Tally, label: Callable[[str, str], str]) -> tuple[Counted, ...]:
        """What counted, and after it what every substitute stood for."""
        own = [
            Counted(row=c.row, label=label(c.item, c.row), amount=c.amount) for c in tally.counted
        ]
        stood = [
            Counted(
                row=one.counted[0].row,
                label=self._context.wording("substituted", name=one.name, found=one.found),
                amount=one.adds,
            )
            for one in tally.substitutes
            if one.adds and one.counted
        ]
        return (*own, *stood)

    def _count_fix(self, rule: CompiledRule, counter: Counter, outcome: Outcome) -> str:
        """The smallest change that is enough: of what counts most, where weights differ."""
        wording, count = self._context.wording, counter.count
        if outcome.over:
            return wording("fix-remove", n=outcome.number - outcome.bound, unit=count.unit)
        if count.of != "records":
            what = "项目" if count.of == "items" else "类别"
            return wording("fix-add-elsewhere", n=outcome.bound - outcome.number, what=what)
        name, more = rule.rule.name, count_addition(count, outcome.number, outcome.bound)
        if more is None:
            return wording("fix-amount", n=outcome.bound - outcome.number, unit=count.unit)
        unit = count.unit
        if count.weights and count.weights.values:
            heaviest = max(count.weights.values, key=lambda one: _weight(count, one))
            kind = self._context.standard.kinds.get(heaviest)
            called = kind.name if kind is not None and count.weights.by == "kind" else heaviest
            name, unit = f"{name}（{called}）", "项"
        return wording("fix-add", n=more, unit=unit, name=name)

    def _chosen(self, rule: CompiledRule, outcome: Outcome, run: Run, totals: Totals) -> Finding:
        wording = self._context.wording
        asked = [one for one in rule.choose if one.applies(run)]
        met = [one.rule for one in asked if one.holds(run, totals)]
        unmet = [one.rule for one in asked if not one.holds(run, totals)]
        names = wording("and").join([f"“{one.name}”" for one in unmet])
        short = outcome.bound - outcome.number
        return self._finding(
            rule, run, "rule-failed", rule.rule.severity, "choose-short",
            expected=f"≥ {text_of(outcome.bound)}",
            actual=text_of(outcome.number),
            counted=tuple([Counted(row=one.id, label=one.name) for one in met]),
            excluded=tuple(
                [
                    Excluded(row=one.rule.id, label=one.rule.name, reason=reason)
                    for one, reason in self._reasons(asked, run, totals)
                ]
            ),
            fix="" if outcome.over else wording("fix-choose", n=short, names=names),
            n=outcome.number, min=outcome.bound,
        )  # fmt: skip

    def _reasons(
        self, rules: Sequence[CompiledRule], run: Run, totals: Totals
    ) -> Iterator[tuple[CompiledRule, str]]:
        """Why each of several rules does not hold."""
        for rule in rules:
            outcome = rule.outcome(run, totals)
            if not outcome.holds:
                yield rule, self._failure(rule, outcome, run, totals).message

    def _finding(
        self, rule: CompiledRule, run: Run, code: str, severity: Severity, key: str, *,
        expected: str = "", actual: str = "", counted: tuple[Counted, ...] = (),
        excluded: tuple[Excluded, ...] = (), fix: str = "", **values: object,
    ) -> Finding:  # fmt: skip
        own = rule.rule.message
        message = (
            self._context.wording(key, name=rule.rule.name, **values)
            if own is None
            else own.render(run.values)
        )
        return Finding(
            code=code,
            severity=severity,
            message=message,
            section=rule.home,
            path=rule.rule.at or rule.home,
            rule=rule.rule.id,
            expected=expected,
            actual=actual,
            counted=counted,
            excluded=excluded,
            fix=fix,
            source=rule.rule.source,
        )

    def _inputs(self, rule: CompiledRule, run: Run) -> str:
        """The single values that a `must` looked at, by name."""
        if rule.rule.must is None:
            return ""
        shown = []
        for path in sorted(rule.rule.must.reads):
            section, _, field = path.partition(".")
            held = run.values.get(section)
            value = held.get(field) if isinstance(held, Mapping) and field else None
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                shown.append(f"{self._context.places.name(path)} {text_of(value)}")
        return self._context.wording("and").join(shown)

    def _labels(self, counter: Counter, run: Run) -> Callable[[str, str], str]:
        """How to call the rows of a count, by item and id."""
        kinds = self._context.standard.kinds
        rows = {
            (row.get("item", ""), str(row.get("id"))): row
            for row in run.values.get(counter.rows_of) or ()
        }

        def label(item: str, row_id: str) -> str:
            row = rows.get((item, row_id))
            return row_id if row is None else label_of(row, kinds.get(str(row.get("kind"))))

        return label


def _weight(count: Count, value: str) -> float:
    return count.weights.values[value] if count.weights else 1
