"""The rules of a committee, as a node of a chain declares them: vote, scoring, experts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

TWO_THIRDS = Fraction(2, 3)
"""What 人力资源社会保障部令第40号 asks at least: of the members to be present, of those present to
agree."""
LEAST_MEMBERS = 11
"""Members of a committee of the upper level that judges one branch (人社部令第40号: 按专业)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRule:
    """The secret vote of a meeting: the share of members who must be present, and of those present
    who must agree; `members` is how many the committee has, 0 where no pack says it."""

    quorum: Fraction = TWO_THIRDS
    passing: Fraction = TWO_THIRDS
    members: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that experts give points for: from 0 to `max`, counted `weight` times."""

    id: str
    name: str
    max: int
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringRule:
    """How experts score: by criteria, `blind` without knowing whom, the average with or without
    one highest and one lowest score."""

    criteria: tuple[Criterion, ...]
    blind: bool = False
    drop_extremes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertRule:
    """Who reads: groups of at least `group_min` persons, each application by `readers` of them."""

    group_min: int = 3
    readers: int = 3
