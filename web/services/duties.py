"""What the operators of a unit may do: several for one unit, each with duties of their own."""

from __future__ import annotations

from collections.abc import Mapping

from web.models import Account
from web.services.errors import DutyNeeded

DUTIES: Mapping[str, str] = {"manage": "单位管理", "review": "审核", "report": "数据上报"}
"""What can be given to an operator; whoever has none of them named has all."""
EXPLAINED: Mapping[str, str] = {
    "manage": "经办人账号、单位信息、人员绑定和上报路径",
    "review": "审核业绩和申报",
    "report": "把审核通过的数据报到上级",
}


def duties_of(account: Account) -> tuple[str, ...]:
    """The duties of an operator, in the order of `DUTIES`; nobody else has any."""
    if account.role != "operator":
        return ()
    return tuple(one for one in DUTIES if not account.duties or one in account.duties)


def has_duty(account: Account, duty: str) -> bool:
    """Whether an operator may do this."""
    return duty in duties_of(account)


def may_read(account: Account) -> bool:
    """Whether an operator reads what people applied with: who reviews it, and in units and
    departments also who reports it upward; a committee and an issuer report nothing."""
    reports = account.unit is not None and account.unit.kind in ("unit", "department")
    return has_duty(account, "review") or (reports and has_duty(account, "report"))


def check_reader(account: Account) -> None:
    """Let only operators read applications who have to do with them.

    :raises DutyNeeded: this operator has not
    """
    if account.role == "operator" and not may_read(account):
        raise DutyNeeded(DUTIES["review"])


def check_duty(account: Account, duty: str) -> None:
    """Let only operators act who have the duty; the site and other roles have doors of their own.

    :raises DutyNeeded: this operator does not
    """
    if account.role == "operator" and not has_duty(account, duty):
        raise DutyNeeded(DUTIES[duty])
