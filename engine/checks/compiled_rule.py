"""One rule ready to run: when it applies, what decides it, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.checks.conditions import Condition, Context, Limit, condition, limit
from engine.checks.order import expand_reads
from engine.checks.run import Run
from engine.packs.model import Count, Rule
from engine.rules.generate import generate

Totals = Sequence[tuple[float, float]]
"""For every count of the standard what its minimum and its maximum are compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether a rule holds; a count has its number and the bound that was missed."""

    holds: bool
    number: float = 0
    bound: float = 0
    over: bool = False


HOLDS = Outcome(holds=True)
FAILS = Outcome(holds=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CompiledRule:
    """One rule; `counter` is its place among the counts of the standard, -1 for none."""

    rule: Rule
    home: str
    when: Condition | None
    must: Condition | None
    min: Limit | None
    max: Limit | None
    counter: int
    choose: tuple[CompiledRule, ...]
    reads: frozenset[str]

    def applies(self, run: Run) -> bool:
        """Whether the rule is asked of this applicant."""
        return self.when is None or bool(self.when(run.values, None))

    def outcome(self, run: Run, totals: Totals) -> Outcome:
        """Whether the rule holds for this applicant, to whom it applies."""
        if self.must is not None:
            return HOLDS if self.must(run.values, None) else FAILS
        if self.counter >= 0:
            return self._bounded(run, *totals[self.counter])
        if self.choose:
            met = [one for one in self.choose if one.applies(run) and one.holds(run, totals)]
            return self._bounded(run, len(met), len(met))
        return FAILS

    def holds(self, run: Run, totals: Totals) -> bool:
        """Whether the rule holds for this applicant."""
        return self.outcome(run, totals).holds

    def _bounded(self, run: Run, low: float, high: float) -> Outcome:
        least = self.min(run.values) if self.min else None
        if least is not None and low < least:
            return Outcome(holds=False, number=low, bound=least)
        most = self.max(run.values) if self.max else None
        if most is not None and high > most:
            return Outcome(holds=False, number=high, bound=most, over=True)
        return HOLDS


def compile_rule(rule: Rule, counts: list[Count], context: Context, home: str = "") -> CompiledRule:
    """A rule ready to run; the counts that it needs are added to `counts`.

    `home` is the place of its findings where the rule names none: that of the rule it is part of.
    """
    home = rule.section or context.places.home(rule.at) or home or rule.id
    counter = -1
    if rule.count is not None:
        counter = len(counts)
        counts.append(rule.count)
    return CompiledRule(
        rule=rule,
        home=home,
        when=condition(rule.when),
        must=None if rule.must is None else generate(rule.must.tree),
        min=limit(rule.min),
        max=limit(rule.max),
        counter=counter,
        choose=tuple([compile_rule(one, counts, context, home) for one in rule.choose]),
        reads=expand_reads(_reads(rule, context), context.standard.computed),
    )


def _reads(rule: Rule, context: Context) -> Iterator[str]:
    """Everything that decides a rule: its expressions, its lists, its windows."""
    if rule.must is not None:
        yield from rule.must.reads
    if rule.count is not None:
        yield from _count_reads(rule.count, context)
    for one in rule.choose:
        yield from _reads(one, context)
    for threshold in (rule.min, rule.max):
        for case, _ in threshold.cases if threshold else ():
            yield from case.reads


def _count_reads(count: Count, context: Context) -> Iterator[str]:
    if count.section:
        yield count.section
        named = [count.sum, count.distinct, count.weights.by if count.weights else ""]
        yield from [f"{count.section}.{name}" for name in named if name]
    if count.where is not None:
        yield from count.where.reads
        yield from [f"{count.section or 'records'}.{name}" for name in count.where.row_reads]
    window = context.standard.windows.get(count.within.window) if count.within else None
    if window is not None:
        yield from window.start.reads
        yield from window.end.reads
