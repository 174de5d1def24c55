"""The lists that may be exported, each with who may and what stands in it.

A room that has a list adds a function here: from who asks, and what the page's address looked for,
to a `Listing`. It is called again by the job of a long list, so rights are checked when rows are
read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.models import Account, Binding, Person
from web.services.bindings import STATES
from web.services.certificates.exporting import certificates_of
from web.services.duties import check_duty, check_reader
from web.services.errors import NotAdmitted, NotFound
from web.services.exported_applications import identity_of, reviews_of, roster_listing
from web.services.exporting import Column, Listing
from web.services.packs import Packs
from web.services.reviewing import ReviewDesk
from web.services.units import check_active


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks for a list, and what they looked for on its page."""

    account: Account
    packs: Packs
    query: Mapping[str, str]
    now: datetime

    @property
    def unit(self) -> Any:
        """The unit that the account acts for.

        :raises NotAdmitted: it acts for none
        """
        if self.account.role != "operator" or self.account.unit is None:
            raise NotAdmitted
        check_active(self.account.unit)
        return self.account.unit

    @property
    def desk(self) -> ReviewDesk:
        """The desk of the operator who asks.

        :raises NotAdmitted: it is none
        :raises DutyNeeded: this operator has nothing to do with applications
        """
        check_reader(self.account)
        return ReviewDesk(unit=self.unit, operator=self.account, packs=self.packs, now=self.now)


def open_list(id: str, asking: Asking) -> Listing:
    """A list that is exported under this name.

    :raises NotFound: there is no such list
    :raises NotAdmitted, DutyNeeded: it is not for this account
    """
    if id not in LISTS:
        raise NotFound("可以导出的列表")
    return LISTS[id](asking)


def in_pieces(query: Any, size: int = 500) -> Iterator[Any]:
    """The rows of an ordered query, some at a time, so that memory does not grow with them."""
    start = 0
    while True:
        piece = list(query.limit(size).offset(start))
        yield from piece
        if len(piece) < size:
            return
        start += size


def _bindings(asking: Asking) -> Listing:
    check_duty(asking.account, "manage")  # as its page does
    state = asking.query.get("state", "requested")
    query = (
        Binding.select(Binding, Person)
        .join(Person)
        .where(Binding.unit == asking.unit, Binding.state == state)
        .order_by(Binding.requested_at, Binding.id)
    )
    rows = (
        (
            one.person.name,
            *identity_of(one.person),
            "是" if one.freelancer else "否",
            one.requested_at,
            one.decided_at,
            STATES[one.state],
            one.note,
        )
        for one in in_pieces(query)
    )
    return Listing(
        name=f"人员绑定（{STATES.get(state, state)}）",
        duty="manage",
        columns=(
            Column(name="姓名", width=12),
            Column(name="证件号码", sensitive="id", width=22),
            Column(name="手机号码", sensitive="mobile"),
            Column(name="自由职业者", width=12),
            Column(name="申请时间", width=18),
            Column(name="处理时间", width=18),
            Column(name="状态"),
            Column(name="申请说明", width=40),
        ),
        rows=rows,
        total=query.count(),
    )


def certificates_list(asking: Asking) -> Listing:
    """The certificates that an issuer issued, or that a committee stands on."""
    unit = asking.unit
    if unit.kind not in ("issuer", "committee"):
        raise NotAdmitted
    check_duty(asking.account, "review")
    return certificates_of(unit, asking.query, in_pieces)


LISTS: dict[str, Callable[[Asking], Listing]] = {
    "bindings": _bindings,
    "reviews": lambda asking: reviews_of(asking.desk, asking.query),
    "batch": lambda asking: roster_listing(asking.desk, asking.query),
    "certificates": certificates_list,
}
