"""Where and when an account is written to: its own choice."""

from __future__ import annotations

import re
from datetime import datetime

from engine.fields.text_check import half_width
from web.models import Account, Mail, write
from web.services import events
from web.services.errors import BadChoice
from web.services.mailing import CHOICES

_ADDRESS = re.compile(r"[^@\s<>,;:\"\\()\[\]]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
LONGEST = 254
"""Characters of an address (RFC 5321)."""


def choose_mail(account: Account, address: str, choice: str, *, now: datetime) -> None:
    """Keep where an account is written to, and when: now, daily or never. Letters that wait go as
    was chosen before, but to nobody who wants none any more.

    :raises BadChoice: the address is none, or missing where letters are wanted
    """
    address = half_width(address).strip()
    problems = {}
    if choice not in CHOICES:
        problems["mail"] = "请选择什么时候发邮件。"
    if address and (len(address) > LONGEST or not _ADDRESS.fullmatch(address)):
        problems["email"] = "电子邮箱的写法不对，应如 name@example.cn。"
    if not address and choice != "never":
        problems["email"] = "请填写电子邮箱；不想收邮件，请选“不发”。"
    if problems:
        raise BadChoice(problems)
    with write(f"account:{account.id}"):
        Account.update(email=address, mail=choice).where(Account.id == account.id).execute()
        if choice == "never" or not address:
            waits = Mail.state.in_(("waiting", "gathered"))
            Mail.delete().where(Mail.account == account.id, waits).execute()
        events.record(
            f"account:{account.id}",
            "mail-chosen",
            actor=account,
            now=now,
            details={"mail": choice, "has_address": bool(address)},
        )
