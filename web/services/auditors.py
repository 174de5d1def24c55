"""What audit administrators are told at once, beside the record that they search."""

from __future__ import annotations

from datetime import datetime

from web.models import Account
from web.services import notices


def tell_auditors(province: str, text: str, *, key: str, now: datetime) -> None:
    """Tell every audit administrator of a province, inside the caller's `write()`; `key` names the
    occasion."""
    staff = Account.select().where(
        Account.province == province, Account.role == "staff", Account.state == "active"
    )
    for account in staff:
        if "audit" in account.duties:
            notices.notify(account, text, key=f"{key}:{account.id}", now=now)
