"""Accounts as staff look after them: approving registrations (云南手册 L11), blocking, finding; and
making accounts of staff and operators."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from engine.packs.province import Province
from web.models import Account, Person, Unit, write
from web.services import events, notices, passwords, sessions
from web.services.errors import Decided, NotFound
from web.services.staff_duties import check_looks_after

STATES = {
    "incomplete": "待完善",
    "pending": "待审核",
    "active": "正常",
    "refused": "未通过",
    "blocked": "已停用",
}
STANDING = "/account/standing"
"""Where an account that is not in use is told how its registration stands."""

ROLE_NAMES = {"applicant": "个人", "operator": "单位", "expert": "专家", "staff": "管理人员"}
OTHERS = ("operator", "expert", "staff")
"""Whose accounts a system administrator sees; business staff see those of applicants."""
PER_PAGE = 50
MOST_PAGES = 100_000


def accounts_of(
    province: str,
    *,
    state: str = "",
    words: str = "",
    page: int = 1,
    roles: Sequence[str] = ("applicant",),
) -> list[Account]:
    """Accounts of a province, the oldest first, `PER_PAGE` at a time; `words` is part of a name,
    or a login name, identity number or mobile."""
    query = _query(province, state, words, roles).order_by(Account.created_at)
    return list(query.paginate(page, PER_PAGE))


def count_accounts(
    province: str, *, state: str = "", words: str = "", roles: Sequence[str] = ("applicant",)
) -> int:
    """How many accounts there are of that kind."""
    return int(_query(province, state, words, roles).count())


def search_accounts(province: str, words: str) -> Any:
    """Accounts of whatever role as a query, by part of a name or a whole number."""
    roles = tuple(ROLE_NAMES)
    return _query(province, "", words, roles).order_by(Account.created_at, Account.id)


def _query(province: str, state: str, words: str, roles: Sequence[str]) -> Any:
    query = Account.select().where(Account.province == province, Account.role << list(roles))
    if state:
        query = query.where(Account.state == state)
    if words:
        exact = (Account.login == words.lower()) | (Account.mobile == words)
        exact |= Account.id_number == words.upper()
        query = query.where(exact | Account.name.contains(words))
    return query


def account_of(province: str, id: str) -> Account:
    """An account of this province.

    :raises NotFound: there is none, or it is another province's
    """
    found: Account | None = Account.get_or_none((Account.id == id) & (Account.province == province))
    if found is None:
        raise NotFound("账号")
    return found


def decide(account: Account, *, approved: bool, opinion: str, by: Account, now: datetime) -> None:
    """Approve or refuse a registration, and tell its applicant.

    :raises Decided: it is not waiting any more
    """
    with write():
        account = Account.get_by_id(account.id)
        if account.state != "pending":
            raise Decided("注册申请", STATES[account.state], "", None)
        account.state, account.opinion = ("active", "") if approved else ("refused", opinion)
        account.save(only=[Account.state, Account.opinion])
        action = "approved" if approved else "refused"
        event = events.record(
            f"account:{account.id}", action, actor=by, now=now, details={"opinion": opinion}
        )
        text = "您的注册审核已经通过。" if approved else f"您的注册没有通过审核：{opinion}"
        notices.notify(
            account,
            text[:500],
            link="" if approved else STANDING,
            key=f"account:{account.id}:{event.number}",
            now=now,
        )


def decide_all(
    accounts: Iterable[Account], *, approved: bool, opinion: str, by: Account, now: datetime
) -> int:
    """Decide about several registrations; how many. Those decided before are passed over."""
    done = 0
    for account in accounts:
        try:
            decide(account, approved=approved, opinion=opinion, by=by, now=now)
        except Decided:
            continue
        done += 1
    return done


def block(account: Account, *, blocked: bool, by: Account, now: datetime) -> None:
    """Close an account and end its sessions, or open it again.

    :raises NotAdmitted: somebody else looks after it
    """
    check_looks_after(by, account)
    before, after = ("active", "blocked") if blocked else ("blocked", "active")
    with write():
        changed = (
            Account.update(state=after)
            .where(Account.id == account.id, Account.state == before)
            .execute()
        )
        if changed:
            sessions.end_others(account, "", now=now)
            events.record(f"account:{account.id}", after, actor=by, now=now)


def create_account(
    province: Province,
    role: str,
    login: str,
    *,
    name: str,
    password: str,
    now: datetime,
    unit: Unit | None = None,
    person: Person | None = None,
    duties: Sequence[str] = (),
    email: str = "",
) -> Account:
    """An account that somebody answers for: staff (with an administrator's duty, at most one), an
    operator of `unit`, an expert. It is made at the command line; others are made by their rooms.

    :raises IntegrityError: the login name is taken
    """
    hashed = passwords.hash_password(password)
    with write():
        account: Account = Account.create(
            province=province.id,
            role=role,
            login=login.lower(),
            name=name,
            password=hashed,
            password_changed_at=now,
            unit=unit,
            person=person,
            duties=list(duties),
            email=email,
            created_at=now,
        )
        details = {"role": role, "duties": list(duties)}
        events.record(f"account:{account.id}", "created", actor=None, now=now, details=details)
    return account
