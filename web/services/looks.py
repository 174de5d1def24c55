"""Looking is recorded, too: who saw, printed, downloaded or took away what of other people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from web.models import Account, write
from web.services import events
from web.services.draft import Draft
from web.services.errors import BadChoice, NotAdmitted
from web.services.masking import Number, sensitive_numbers

MAX_PURPOSE = 200


def note_look(
    subject: str,
    action: str,
    *,
    actor: Account,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Record that something was looked at: `look`, `download`, `print` or `export`; once, where
    the same is done again and nothing else between."""
    said = dict(details or {})
    with write(subject):
        last = events.last_of(subject)
        if last is None or (last.actor, last.action, last.details) != (actor.id, action, said):
            events.record(subject, action, actor=actor, now=now, details=said)


def show_numbers(draft: Draft, purpose: str, *, by: Account, now: datetime) -> list[Number]:
    """The sensitive answers of an application in full, for somebody who says what for.

    :raises NotAdmitted: experts never see them
    :raises BadChoice: no purpose was given
    """
    if by.role == "expert":
        raise NotAdmitted
    said = purpose.strip()
    if not 2 <= len(said) <= MAX_PURPOSE:
        raise BadChoice({"purpose": f"请说明查看完整号码的用途，2 至 {MAX_PURPOSE} 字。"})
    found = sensitive_numbers(draft)
    subject = f"application:{draft.application.id}"
    details = {"purpose": said, "numbers": [one.name for one in found]}
    with write(subject):  # every time, even the same again
        events.record(subject, "look", actor=by, now=now, details=details)
    return found
