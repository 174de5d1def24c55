"""What a count found: the number, the records that it comes from, and why others are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ExclusionCode = Literal[
    "condition",
    "outside-window",
    "without-date",
    "unknown-window",
    "lower-award",
    "duplicate",
    "without-value",
    "weighs-nothing",
    "beyond-best",
]


@dataclass(frozen=True, slots=True)
class Contribution:
    """A record that counts, by the id of its row, and how much it adds.

    `item` is where the row stands, since ids are only unique there; "" for rows of a section.
    """

    row: str
    amount: float
    item: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A record within the scope of a count that does not count, and why, in Chinese.

    `item` as of a contribution.
    """

    row: str
    code: ExclusionCode
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class YearTally:
    """The number of one calendar year; `whole` if the window holds all of it."""

    year: int
    value: float
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteTally:
    """What a substitute adds: `found` of it stand for `adds` of the count."""

    name: str
    found: float
    adds: float
    counted: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The result of a count.

    `value` is what a minimum is compared with and `most` what a maximum is: they differ only with
    `per: year`, where they are the numbers of the worst whole year and of the fullest year.
    """

    value: float
    most: float
    counted: tuple[Contribution, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    years: tuple[YearTally, ...] = ()
    substitutes: tuple[SubstituteTally, ...] = ()
