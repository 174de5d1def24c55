"""Looking is recorded, too: who saw, printed, downloaded or took away what of other people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.certificates.wording import VALUES
from engine.packs.province import Province
from web.models import Account, Person, Reissue, write
from web.services import events
from web.services.draft import Draft
from web.services.duties import check_duty
from web.services.errors import BadChoice, NotAdmitted
from web.services.masking import Number, sensitive_answers, sensitive_numbers

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
    :raises DutyNeeded: the operator does not review
    :raises BadChoice: no purpose was given
    """
    if by.role == "expert":
        raise NotAdmitted
    check_duty(by, "review")
    found = sensitive_numbers(draft)
    _note_full(f"application:{draft.application.id}", found, purpose, by, now)
    return found


def show_profile_numbers(
    subject: str,
    person: Person | None,
    province: Province,
    purpose: str,
    *,
    by: Account,
    now: datetime,
) -> list[Number]:
    """The same of 个人信息, for staff and units who compare them with somebody's papers; `subject`
    is whose event it becomes.

    :raises BadChoice: no purpose was given
    """
    held = person.account if person else {}
    found = [
        number
        for section in province.profile
        for number in sensitive_answers(held.get(section.id, {}), section)
    ]
    _note_full(subject, found, purpose, by, now)
    return found


def show_reissue_numbers(
    reissue: Reissue, purpose: str, *, by: Account, now: datetime
) -> list[Number]:
    """The same of a request for a new certificate, for the desk that compares it with proofs.

    :raises DutyNeeded: the operator does not review
    :raises BadChoice: no purpose was given
    """
    check_duty(by, "review")
    values = {**reissue.values, **reissue.changes}
    found = [
        Number(name=VALUES[name], value=str(values[name]))
        for name in ("id_number", "phone")
        if values.get(name)
    ]
    _note_full(f"reissue:{reissue.id}", found, purpose, by, now)
    return found


def _note_full(
    subject: str, found: Sequence[Number], purpose: str, by: Account, now: datetime
) -> None:
    """Record a full look, every time, even the same again."""
    said = purpose.strip()
    if not 2 <= len(said) <= MAX_PURPOSE:
        raise BadChoice({"purpose": f"请说明查看完整号码的用途，2 至 {MAX_PURPOSE} 字。"})
    details = {"purpose": said, "numbers": [one.name for one in found]}
    with write(subject):
        events.record(subject, "look", actor=by, now=now, details=details)
