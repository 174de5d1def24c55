"""What accounts of staff are for, and whose accounts each looks after: one thing each."""

from __future__ import annotations

from collections.abc import Mapping

from web.models import Account
from web.services.errors import NotAdmitted

DUTIES: Mapping[str, str] = {
    "system": "系统管理员",
    "security": "安全管理员",
    "audit": "审计管理员",
}
BUSINESS, NOTHING = "business", "none"
POSTS: Mapping[str, str] = {BUSINESS: "业务管理员", **DUTIES, NOTHING: "未授权"}
"""What an account of staff can be for; each is for one of these."""


def duty_of(account: Account) -> str:
    """The administrator's duty of an account of staff, "" for business and for all others."""
    if account.role != "staff":
        return ""
    return next((duty for duty in DUTIES if duty in account.duties), "")


def post_of(account: Account) -> str:
    """What an account of staff is for, a key of `POSTS`."""
    return duty_of(account) or (NOTHING if account.state == "pending" else BUSINESS)


def check_duty(account: Account, duty: str) -> None:
    """Refuse what belongs to another duty.

    :raises NotAdmitted: the account does not have this duty, or is not in use
    """
    if duty_of(account) != duty or account.state != "active":
        raise NotAdmitted


def looks_after(by: Account, account: Account) -> bool:
    """Whether somebody of the staff blocks an account and hands out codes for it: business staff
    for applicants; the system administrator for units, experts and business staff. Nobody does so
    for administrators or for themselves."""
    if by.role != "staff" or by.id == account.id or by.province != account.province:
        return False
    if duty_of(by) == "system":
        return account.role in ("operator", "expert") or (
            account.role == "staff" and not duty_of(account)
        )
    return not duty_of(by) and account.role == "applicant"


def check_looks_after(by: Account, account: Account) -> None:
    """Refuse what belongs to others.

    :raises NotAdmitted: somebody else looks after this account
    """
    if not looks_after(by, account):
        raise NotAdmitted
