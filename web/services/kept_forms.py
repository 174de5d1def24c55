"""Forms that came when their session had ended by idleness: kept for their account until it signs
in again, so that nothing typed is lost, scripts or not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from web.models import Account, KeptForm, write
from web.services.errors import NotFound

LARGEST = 300_000
"""Characters of one form; a larger one is not kept."""

MOST = 5
DAYS = 7


def keep(
    account: Account,
    path: str,
    fields: Iterable[tuple[str, str]],
    *,
    page: str,
    had_files: bool,
    now: datetime,
) -> bool:
    """Keep a form; False if it is empty or too large. An account keeps the newest `MOST`."""
    texts = [[name, text] for name, text in fields]
    size = sum(len(name) + len(text) for name, text in texts)
    if not texts or size > LARGEST or len(path) > 500:
        return False
    with write():
        KeptForm.delete().where(KeptForm.kept_at < now - timedelta(days=DAYS)).execute()
        KeptForm.create(
            account=account,
            path=path,
            page=page[:500],
            fields=texts,
            had_files=had_files,
            kept_at=now,
        )
        for old in kept_by(account)[MOST:]:
            old.delete_instance()
    return True


def kept_by(account: Account) -> list[KeptForm]:
    """What is kept for an account, the newest first."""
    mine = KeptForm.select().where(KeptForm.account == account)
    return list(mine.order_by(KeptForm.kept_at.desc(), KeptForm.id.desc()))


def take(account: Account, id: str) -> KeptForm:
    """Take a kept form out: it is sent again or put aside.

    :raises NotFound: it is not this account's, or was taken before
    """
    with write():
        found: KeptForm | None = KeptForm.get_or_none(
            (KeptForm.id == id) & (KeptForm.account == account)
        )
        if found is None:
            raise NotFound("保留的内容")
        found.delete_instance()
    return found
