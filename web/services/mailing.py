"""Letters about notices: written when a notice is there, sent by workers, each once at most.

A notice is its own outbox: it stands in the transaction of what it tells of, and `mailed_at` says
whether letters were written about it. A letter is claimed (`sending`) before it is given to the
mail server, in a transaction of its own. Sending is outside of every transaction, so a worker that
is killed in between cannot know whether the server took the letter; it is then left as `unsure` and
not sent again. At most once, because the notice itself waits in the site: a letter that is missing
costs a visit, a letter that comes again and again costs trust.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from web.clock import machine_now
from web.models import Account, Mail, Notice, write
from web.post import Carrier, MailServer, NotSent, Unsure, write_letter

log = logging.getLogger(__name__)
CHOICES = {"now": "立即", "daily": "每日摘要", "never": "不发"}
"""When an account is written to, in words."""

DIGEST_HOUR = 8
FRESH = timedelta(days=1)
"""Notices older than this get no letter: they were made while no mail server was set."""

AT_ONCE = 100
MOST_TRIES = 6
FIRST_PAUSE = timedelta(minutes=2)
STUCK = timedelta(minutes=10)
SUBJECT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What letters are written and sent with; `site_url` begins the addresses in them."""

    server: MailServer
    sender: str
    site_url: str


def write_letters(desk: Desk, *, now: datetime) -> int:
    """Write letters about the notices that have none yet; how many notices were looked at."""
    query: Any = Notice.select().where(Notice.mailed_at.is_null()).order_by(Notice.id)
    if not query.exists():
        return 0
    with write("letters"):
        notices = list(query.limit(AT_ONCE))
        for notice in notices:
            if notice.read_at is None and notice.made_at > now - FRESH:
                for account in _readers(notice):
                    _write(desk, notice, account, now)
        Notice.update(mailed_at=now).where(Notice.id.in_([one.id for one in notices])).execute()
    return len(notices)


def _readers(notice: Notice) -> list[Account]:
    """The accounts that a notice is for and that want letters."""
    of = Account.id == notice.account_id
    if notice.person_id is not None:
        of = Account.person == notice.person_id
    elif notice.unit_id is not None:
        of = Account.unit == notice.unit_id
    wants = (Account.email != "") & (Account.mail != "never") & (Account.state == "active")
    return list(Account.select().where(of, wants))


def _write(desk: Desk, notice: Notice, account: Account, now: datetime) -> None:
    text = f"{account.name or account.login}：\n\n{notice.text}\n"
    if notice.link and desk.site_url:
        text += f"\n查看：{desk.site_url}{notice.link}\n"
    Mail.insert(
        account=account.id,
        key=f"notice:{notice.id}:{account.id}",
        subject=f"【职评】{_short(notice.text)}",
        text=notice.text if account.mail == "daily" else text + _foot(desk),
        link=notice.link,
        state="gathered" if account.mail == "daily" else "waiting",
        made_at=now,
        next_at=machine_now(),
    ).on_conflict_ignore().execute()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT else f"{line[: SUBJECT - 1]}…"


def _foot(desk: Desk) -> str:
    where = f"{desk.site_url}/account/mail" if desk.site_url else "网站的“账号安全—消息邮件”"
    return f"\n--\n本邮件由系统发出，请勿回复。改为每日摘要或不再接收：{where}\n"


def write_digests(desk: Desk, *, now: datetime) -> int:
    """Write the letters of those who want one a day, with all that was gathered; how many. From
    eight o'clock on, once a day for each account."""
    if now.hour < DIGEST_HOUR:
        return 0
    query: Any = Mail.select(Mail.account).where(Mail.state == "gathered").distinct()
    written = 0
    for (account_id,) in list(query.tuples()):
        with write(f"letters:{account_id}"):
            written += _write_digest(desk, account_id, now)
    return written


def _write_digest(desk: Desk, account_id: str, now: datetime) -> int:
    gathered = list(
        Mail.select()
        .where(Mail.account == account_id, Mail.state == "gathered")
        .order_by(Mail.key)  # begins with the notice: in the order in which things happened
    )
    key = f"digest:{account_id}:{now.date()}"
    if not gathered or Mail.select().where(Mail.key == key).exists():
        return 0
    account = Account.get_by_id(account_id)
    Mail.create(
        account=account_id,
        key=key,
        subject=f"【职评】消息摘要（{len(gathered)} 条）",
        text=_digest(desk, account, gathered),
        made_at=now,
        next_at=machine_now(),
    )
    ids = [one.id for one in gathered]
    Mail.update(state="sent", sent_at=now).where(Mail.id.in_(ids)).execute()
    return 1


def _digest(desk: Desk, account: Account, gathered: Sequence[Mail]) -> str:
    lines = [f"{account.name or account.login}：", "", f"有 {len(gathered)} 条新消息。", ""]
    for number, one in enumerate(gathered, start=1):
        lines.append(f"{number}. {one.text}")
        if one.link and desk.site_url:
            lines.append(f"   {desk.site_url}{one.link}")
    return "\n".join(lines) + "\n" + _foot(desk)


def send_letters(desk: Desk) -> int:
    """Send what waits; how many were taken by the mail server.

    :raises NotSent: the server does not answer; nothing was claimed
    """
    _give_up_stuck()
    if not _waiting(1):
        return 0
    sent = 0
    with desk.server.connected() as carrier:
        for mail in _waiting(AT_ONCE):
            sent += _send(desk, carrier, mail)
    return sent


def _waiting(limit: int) -> list[Mail]:
    query: Any = Mail.select().where(Mail.state == "waiting", Mail.next_at <= machine_now())
    return list(query.order_by(Mail.next_at, Mail.id).limit(limit))


def _give_up_stuck() -> None:
    """What a worker that has ended was sending was sent, or was not: it is not sent again."""
    stuck = (Mail.state == "sending") & (Mail.claimed_at < machine_now() - STUCK)
    if Mail.select().where(stuck).exists():
        with write("letters"):
            Mail.update(state="unsure", error="发送时中断").where(stuck).execute()


def _send(desk: Desk, carrier: Carrier, mail: Mail) -> int:
    if not _claim(mail):
        return 0
    try:
        letter = write_letter(
            sender=desk.sender,
            to=mail.account.email,
            subject=mail.subject,
            text=mail.text,
            id=mail.id,
            at=machine_now(),
        )
        carrier.send(letter)
    except NotSent as error:
        _again(mail, str(error), for_good=error.for_good)
    except ValueError as error:
        _again(mail, str(error), for_good=True)
    except Unsure as error:
        log.error("nobody knows whether letter %s was sent: %s", mail.id, error)
        _settle(mail, state="unsure", error=str(error)[:500])
        raise NotSent(str(error)) from error  # the connection is of no more use
    else:
        _settle(mail, state="sent", sent_at=machine_now(), error="")
        return 1
    return 0


def _claim(mail: Mail) -> bool:
    with write(f"mail:{mail.id}"):
        claimed = Mail.update(
            state="sending", claimed_at=machine_now(), tries=Mail.tries + 1
        ).where(Mail.id == mail.id, Mail.state == "waiting")
        return bool(claimed.execute())


def _again(mail: Mail, error: str, *, for_good: bool) -> None:
    """Try again later, each time twice as late; not for ever."""
    tries = mail.tries + 1
    if for_good or tries >= MOST_TRIES:
        log.error("letter %s was not sent: %s", mail.id, error)
        _settle(mail, state="failed", error=error[:500])
        return
    later = machine_now() + FIRST_PAUSE * 2 ** (tries - 1)
    _settle(mail, state="waiting", next_at=later, error=error[:500])


def _settle(mail: Mail, **values: object) -> None:
    with write(f"mail:{mail.id}"):
        Mail.update(**values).where(Mail.id == mail.id, Mail.state == "sending").execute()
