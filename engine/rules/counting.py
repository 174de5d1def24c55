"""Declared counts, compiled: fast numbers for all counts of a standard, an explained tally for one.

CountSet.numbers(values, spans)  all counts in one pass over each list
Counter.tally(values, spans)     what counted, what did not and why
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.packs.model import Count, Standard
from engine.rules.contributions import Row
from engine.rules.counter import Counter, Labels, Substitution
from engine.rules.evaluate import Values
from engine.rules.labels import field_labels
from engine.rules.windows import Spans

__all__ = ["CountSet", "Counter", "compile_counter", "compile_counts"]

RECORDS = "records"
"""The list of all picks of all items."""


@dataclass(frozen=True, slots=True, eq=False)
class CountSet:
    """All counts of a standard together, dispatched by the kind of each record."""

    counters: tuple[Counter, ...]
    _by_kind: Mapping[str, Mapping[str | None, tuple[tuple[int, Counter], ...]]] = field(repr=False)

    def numbers(self, values: Values, spans: Spans) -> list[tuple[float, float]]:
        """For every counter what its minimum and its maximum are compared with.

        One pass over each list; equal to `(tally.value, tally.most)` of every counter.
        """
        fitting: list[list[Row]] = [[] for _ in self.counters]
        for rows_of, by_kind in self._by_kind.items():
            for row in values.get(rows_of) or ():
                for index, counter in by_kind.get(row.get("kind")) or by_kind[None]:
                    if counter.in_scope(row) and counter.fits(row, values, spans):
                        fitting[index].append(row)
        return [
            counter.number(rows, values, spans)
            for counter, rows in zip(self.counters, fitting, strict=True)
        ]


def compile_counter(count: Count, standard: Standard) -> Counter:
    """Compile a declared count with the kinds and the names of its standard."""
    return _compile(count, standard, field_labels(standard))


def compile_counts(counts: Sequence[Count], standard: Standard) -> CountSet:
    """Compile several counts of one standard, to be counted together."""
    labels = field_labels(standard)
    counters = tuple(_compile(count, standard, labels) for count in counts)
    lists = {counter.rows_of for counter in counters}
    # None stands for rows without a kind, which only counts of every kind look at
    kinds = (None, *standard.kinds)
    by_kind = {
        rows_of: {kind: _interested(counters, rows_of, kind) for kind in kinds} for rows_of in lists
    }
    return CountSet(counters, by_kind)


def _compile(count: Count, standard: Standard, labels: Labels) -> Counter:
    return Counter(
        count=count,
        rows_of=count.section or RECORDS,
        dates={kind.id: kind.date for kind in standard.kinds.values()},
        labels=labels,
        where=count.where.run if count.where else None,
        substitutions=tuple(
            Substitution(
                counter=_compile(substitute.count, standard, labels),
                each=substitute.each,
                stands_for=substitute.stands_for,
                up_to=substitute.up_to,
                name=substitute.name,
            )
            for substitute in count.substitutes
        ),
    )


def _interested(
    counters: tuple[Counter, ...], rows_of: str, kind: str | None
) -> tuple[tuple[int, Counter], ...]:
    """The counters that may count rows of a kind in a list."""
    return tuple(
        (index, counter)
        for index, counter in enumerate(counters)
        if counter.rows_of == rows_of and (not counter.count.kinds or kind in counter.count.kinds)
    )
