"""What is swept: letters, digests, reminders, results that are out of date."""

from __future__ import annotations

import logging
import shutil
import time
from datetime import datetime, timedelta

from web.jobs.sweep import Sweep
from web.post import NotSent, open_post
from web.services import mailing
from web.services.job_queue import forget_results
from web.services.reminders import remind_all
from web.site import Site

log = logging.getLogger(__name__)
KEPT = timedelta(days=7)
"""How long results are kept."""


def _desk(parts: Site) -> mailing.Desk | None:
    """What letters are sent with; None where no mail server is set."""
    server = open_post(parts.settings.smtp_url)
    if server is None:
        return None
    sender = parts.settings.mail_from or server.user
    return mailing.Desk(server=server, sender=sender, site_url=parts.settings.site_url)


def _send_letters(parts: Site, now: datetime) -> None:
    desk = _desk(parts)
    if desk is None:
        return
    while mailing.write_letters(desk, now=now) == mailing.AT_ONCE:
        pass
    try:
        mailing.send_letters(desk)
    except NotSent as error:
        log.error("no letters are sent: %s", error)


def _write_digests(parts: Site, now: datetime) -> None:
    desk = _desk(parts)
    if desk is not None:
        mailing.write_digests(desk, now=now)


def _remind(parts: Site, now: datetime) -> None:
    remind_all(parts.packs, now=now)


def _drop_results(parts: Site, now: datetime) -> None:
    """Delete results that were kept long enough, by the machine's clock."""
    folder = parts.settings.results
    if not folder.is_dir():
        return
    for one in folder.iterdir():
        if time.time() - one.stat().st_mtime > KEPT.total_seconds():
            forget_results(one.name)
            shutil.rmtree(one, ignore_errors=True)


LETTERS = Sweep(name="letters", every=timedelta(seconds=5), do=_send_letters)
DIGESTS = Sweep(name="digests", every=timedelta(minutes=10), do=_write_digests)
REMINDERS = Sweep(name="reminders", every=timedelta(minutes=30), do=_remind)
RESULTS = Sweep(name="results", every=timedelta(hours=6), do=_drop_results)
