"""The scores of experts put together: weighted, averaged, spread and ranked; exact fractions.

An expert's score is the weighted points out of a hundred. The average leaves out one highest and
one lowest score where the rule says so and at least three remain to be averaged from; otherwise
all count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from engine.committee.model import ScoringRule

LEAST_TO_DROP = 3
"""Fewer scores than these are all averaged: without the extremes none would be left."""

Points = Mapping[str, int]
"""Points by criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What experts gave one application: how many scores there are, their average out of a
    hundred, the highest and lowest, and how far these lie apart. No scores: all are 0."""

    count: int = 0
    average: Fraction = Fraction(0)
    highest: Fraction = Fraction(0)
    lowest: Fraction = Fraction(0)

    @property
    def spread(self) -> Fraction:
        """How far the highest lies above the lowest."""
        return self.highest - self.lowest


def missing_points(rule: ScoringRule, points: Points) -> dict[str, str]:
    """What is wrong with the points of one expert, by criterion; whole and none missing: empty."""
    found = {}
    for one in rule.criteria:
        given = points.get(one.id)
        if given is None:
            found[one.id] = f"请给“{one.name}”打分。"
        elif not 0 <= given <= one.max:
            found[one.id] = f"“{one.name}”应是 0 至 {one.max} 分。"
    return found


def score_of(rule: ScoringRule, points: Points) -> Fraction:
    """The weighted points of one expert out of a hundred; a criterion without points counts 0."""
    most = sum(one.max * one.weight for one in rule.criteria)
    given = sum(points.get(one.id, 0) * one.weight for one in rule.criteria)
    return Fraction(given * 100, most) if most else Fraction(0)


def put_together(rule: ScoringRule, given: Iterable[Points]) -> Scored:
    """All scores of one application."""
    scores = sorted(score_of(rule, points) for points in given)
    if not scores:
        return Scored()
    drops = rule.drop_extremes and len(scores) >= LEAST_TO_DROP
    counted = scores[1:-1] if drops else scores
    return Scored(
        count=len(scores),
        average=sum(counted, Fraction(0)) / len(counted),
        highest=scores[-1],
        lowest=scores[0],
    )


def ranking(scored: Mapping[str, Scored]) -> dict[str, int]:
    """The place of each by its average, the best first; equal averages share a place, and the next
    one is as far behind as there are before it. Without scores there is no place."""
    averages: Sequence[Fraction] = sorted(
        (one.average for one in scored.values() if one.count), reverse=True
    )
    return {id: averages.index(one.average) + 1 for id, one in scored.items() if one.count}


def two_places(number: Fraction) -> str:
    """A score as pages show it: rounded half up to two places."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
