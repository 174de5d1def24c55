"""名单: who is in a batch, in the order that is asked for, and how many of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from web.models import Batch
from web.services.acceptance import Candidate, candidate
from web.services.committee_node import applications_in
from web.services.reviewing import ReviewDesk

ORDERS: dict[str, tuple[str, Callable[[Candidate], tuple[str, ...]]]] = {
    "unit": ("单位", lambda one: (one.unit, one.title, one.person.name)),
    "title": ("申报职称", lambda one: (one.title, one.branch, one.person.name)),
    "branch": ("专业", lambda one: (one.branch, one.title, one.person.name)),
    "mode": ("申报方式", lambda one: (one.mode, one.title, one.person.name)),
    "name": ("姓名", lambda one: (one.person.name,)),
}
"""What a roster can be sorted by."""


def roster_of(desk: ReviewDesk, batch: Batch, order: str = "unit") -> list[Candidate]:
    """Everybody in a batch; the order is the same every time, whatever was added when."""
    _, key = ORDERS.get(order, ORDERS["unit"])
    return sorted((candidate(desk, one) for one in applications_in(batch)), key=key)


def ids_by_name(batch: Batch) -> list[str]:
    """The applications of a batch in the order of names, as they are printed and put together."""
    return [one.id for one in sorted(applications_in(batch), key=lambda one: one.person.name)]


def counts_of(roster: Sequence[Candidate]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """How many there are by level, title, branch and mode."""
    kinds: tuple[tuple[str, Callable[[Candidate], str]], ...] = (
        ("级别", lambda one: one.level),
        ("申报职称", lambda one: one.title),
        ("专业", lambda one: one.branch),
        ("申报方式", lambda one: one.mode),
    )
    return tuple(
        (name, tuple(Counter(of(one) or "—" for one in roster).most_common())) for name, of in kinds
    )
