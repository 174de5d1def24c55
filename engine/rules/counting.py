"""Declared counts, compiled: fast numbers for all counts of a standard, an explained tally for one.

CountSet.numbers(values, spans)  all counts in one pass over each list
Counter.tally(values, spans)     what counted, what did not and why
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.packs.model import Count, Standard
from engine.rules.contributions import Row
from engine.rules.counter import Counter, Substitution
from engine.rules.evaluate import Run, Values
from engine.rules.generate import generate
from engine.rules.labels import RowLabels
from engine.rules.windows import NEVER, Spans, day_of

__all__ = ["CountSet", "Counter", "compile_counter", "compile_counts"]

RECORDS = "records"
"""The list of all picks of all items."""


ItemsAndCategories = tuple[frozenset[str], frozenset[str]]


class Step(NamedTuple):
    """What one counter asks of the rows of one kind: the tests of `Counter.fits`, unrolled.

    `scope` is None for all items; `by` is the date field for `window`, "" for none.
    """

    counter: int
    scope: ItemsAndCategories | None
    by: str
    window: str
    where: Run | None


@dataclass(frozen=True, slots=True, eq=False)
class CountSet:
    """All counts of a standard together, dispatched by the kind of each record."""

    counters: tuple[Counter, ...]
    _steps: Mapping[str, Mapping[str | None, tuple[Step, ...]]] = field(repr=False)

    def numbers(self, values: Values, spans: Spans) -> list[tuple[float, float]]:
        """For every counter what its minimum and its maximum are compared with.

        One pass over each list; equal to `(tally.value, tally.most)` of every counter.
        """
        edges = {id: span.edges for id, span in spans.items()}
        fitting: list[list[Row]] = [[] for _ in self.counters]
        for rows_of, steps in self._steps.items():
            of_any_kind = steps[None]
            for row in values.get(rows_of) or ():
                # written out rather than called: most of the time of a check is spent here
                for index, scope, by, window, where in steps.get(row.get("kind"), of_any_kind):
                    if scope is not None and not _in_scope(scope, row):
                        continue
                    if window:
                        day = row.get(by)
                        if type(day) is not str:
                            day = day_of(day)
                        start, end = edges.get(window, NEVER)
                        if day is None or not start <= day <= end:
                            continue
                    if where is None or where(values, row):
                        fitting[index].append(row)
        return [
            counter.number(rows, values, spans)
            for counter, rows in zip(self.counters, fitting, strict=True)
        ]


def _in_scope(scope: ItemsAndCategories, row: Row) -> bool:
    items, categories = scope
    return row.get("item") in items or row.get("category") in categories


def compile_counter(count: Count, standard: Standard) -> Counter:
    """Compile a declared count with the kinds and the names of its standard."""
    return _compile(count, standard)


def compile_counts(counts: Sequence[Count], standard: Standard) -> CountSet:
    """Compile several counts of one standard, to be counted together."""
    counters = tuple(_compile(count, standard) for count in counts)
    # None stands for rows without a kind, which only counts of every kind look at
    kinds = (None, *standard.kinds)
    steps = {
        rows_of: {kind: tuple(_steps(counters, rows_of, kind)) for kind in kinds}
        for rows_of in {counter.rows_of for counter in counters}
    }
    return CountSet(counters, steps)


def _compile(count: Count, standard: Standard) -> Counter:
    return Counter(
        count=count,
        rows_of=count.section or RECORDS,
        dates={kind.id: kind.date for kind in standard.kinds.values()},
        labels=RowLabels(standard, count.section),
        where=generate(count.where.tree) if count.where else None,
        substitutions=tuple(
            Substitution(
                counter=_compile(substitute.count, standard),
                each=substitute.each,
                stands_for=substitute.stands_for,
                up_to=substitute.up_to,
                name=substitute.name,
            )
            for substitute in count.substitutes
        ),
    )


def _steps(counters: tuple[Counter, ...], rows_of: str, kind: str | None) -> Iterator[Step]:
    """What is asked of the rows of a kind in a list."""
    for index, counter in enumerate(counters):
        count = counter.count
        if counter.rows_of != rows_of or (count.kinds and kind not in count.kinds):
            continue
        scope = (frozenset(count.items), frozenset(count.categories))
        yield Step(
            index,
            scope if any(scope) else None,
            counter.date_field(kind),
            count.within.window if count.within else "",
            counter.where,
        )
