"""What a unit does with the records of its people: one looked at, a decision, the same for several.

Records belong to the unit that their owner is bound to now, so what waits when somebody changes
units goes to the new one. A decision is about what was seen: the form carries the digest of the
record, and a record that changed or was decided meanwhile is shown again instead of decided.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.packs.province import Province
from web.models import Account, Binding, Notice, Record, Unit, write
from web.services import events, notices
from web.services.archive import digest_of_record, kind_of
from web.services.duties import check_duty
from web.services.errors import (
    Changed,
    Decided,
    NotFound,
    NotWritable,
    NotYours,
    OpinionNeeded,
    OwnRecord,
)
from web.services.operators import is_own
from web.services.opinions import read_opinion
from web.services.record_check import RecordFaults, check_record
from web.services.record_states import WITH_OPINION, after
from web.services.records import review_link, title_of

MAX_OPINION = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The desk of an operator, opened for one request: for which unit, by whose rules, when."""

    unit: Unit
    province: Province
    operator: Account
    now: datetime

    def state_name(self, state: str) -> str:
        """What the province calls a state of records."""
        return self.province.record_statuses.get(state, state)


def people_of(desk: Desk, ids: Collection[str]) -> frozenset[str]:
    """Those of these people who are bound to the unit, by id."""
    query: Any = Binding.select(Binding.person).where(
        Binding.unit == desk.unit, Binding.state == "bound", Binding.person << list(ids)
    )
    return frozenset(id for (id,) in query.tuples())


def open_record(desk: Desk, id: str) -> Record:
    """A record of somebody who is bound to the unit.

    :raises NotFound: there is none, it was deleted, or it was never given to a unit
    :raises NotYours: its owner is not bound to this unit
    """
    record = Record.get_or_none(Record.id == id)
    if record is None:
        raise NotFound("业绩记录")
    bound = Binding.select().where(
        Binding.person == record.person_id, Binding.unit == desk.unit, Binding.state == "bound"
    )
    if not bound.exists():
        raise NotYours
    if record.deleted_at is not None or record.status == "unreviewed":
        raise NotFound("业绩记录")
    found: Record = record
    return found


def faults_of(desk: Desk, record: Record) -> RecordFaults:
    """What is wrong with a record."""
    kind = kind_of(desk.province, record.kind)
    return check_record(kind, record.values, record.files, desk.now.date().isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """pass, return, fail or withdraw, with the opinion; `seen` is the digest of what was seen."""

    record: str
    action: str
    opinion: str
    seen: str


def decide(desk: Desk, decision: Decision) -> Record:
    """Decide about one record, and tell its owner.

    :raises NotFound, NotYours: as `open_record`
    :raises OwnRecord: it is the operator's own
    :raises OpinionNeeded: a return, a rejection or a withdrawal must say why
    :raises BadChoice: the opinion is too long
    :raises Decided: somebody decided before
    :raises Changed: its owner changed it since it was seen
    :raises NotWritable: it has faults and cannot pass
    :raises DutyNeeded: the operator does not review
    """
    check_duty(desk.operator, "review")
    opinion = read_opinion(decision.opinion, MAX_OPINION)
    owner = open_record(desk, decision.record).person_id
    with write(f"person:{owner}"):
        record = open_record(desk, decision.record)
        if is_own(desk.operator, record.person):
            raise OwnRecord
        state = after(record.status, decision.action)
        if state is None:
            raise _decided(desk, record)
        if digest_of_record(record) != decision.seen:
            raise Changed(title_of(record, kind_of(desk.province, record.kind)))
        if decision.action in WITH_OPINION and not opinion:
            raise OpinionNeeded
        if decision.action == "pass" and not faults_of(desk, record).are_none:
            raise NotWritable("这条业绩的内容或证明材料还不完整，不能审核通过，请退回由本人完善。")
        record.status, record.opinion = state, opinion
        record.verified_by, record.verified_at = desk.operator.id, desk.now
        record.save()
        ours = Notice.unit == desk.unit
        notices.put_aside(ours, link=review_link(record.id), now=desk.now)
        _note_and_tell(desk, record, decision.action)
    return record


def _decided(desk: Desk, record: Record) -> Decided:
    """That a decision is not possible (any more), since there was one before."""
    title = title_of(record, kind_of(desk.province, record.kind))
    by = Account.get_or_none(Account.id == record.verified_by)
    name = desk.state_name(record.status)
    return Decided(what=title, state=name, by=by.name if by else "", at=record.verified_at)


def _note_and_tell(desk: Desk, record: Record, action: str) -> None:
    """The event of a decision, and the notice to the owner that is named after it."""
    event = events.record(
        f"record:{record.id}",
        action,
        actor=desk.operator,
        now=desk.now,
        details={
            "status": record.status,
            "opinion": record.opinion,
            "unit": desk.unit.id,
            "digest": digest_of_record(record),
        },
    )
    kind = kind_of(desk.province, record.kind)
    now = desk.state_name(record.status)
    said = f"：{record.opinion[:200]}" if record.opinion else ""
    notices.notify(
        record.person,
        f"“{title_of(record, kind)}”（{kind.name}）的状态变为“{now}”{said}",
        link=f"/archive/{record.id}",
        key=f"record:{record.id}:{event.number}",
        now=desk.now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of several decisions: how many were made, and why the others were not, as
    (title, reason)."""

    done: int
    refused: tuple[tuple[str, str], ...]


def decide_all(desk: Desk, decisions: Sequence[Decision]) -> Outcome:
    """Decide about several records; each for itself, so that one that cannot be holds up none."""
    done, refused = 0, []
    for decision in decisions:
        try:
            decide(desk, decision)
            done += 1
        except (NotFound, NotYours):
            refused.append(("一条业绩", "不在本单位待审核的范围内"))
        except OwnRecord:
            refused.append((_title(desk, decision), "不能审核本人的业绩"))
        except (Changed, Decided):
            refused.append((_title(desk, decision), "内容已有变化，或已由其他经办人审核"))
        except NotWritable:
            refused.append((_title(desk, decision), "内容或证明材料不完整，不能通过"))
    return Outcome(done=done, refused=tuple(refused))


def _title(desk: Desk, decision: Decision) -> str:
    record = open_record(desk, decision.record)
    return title_of(record, kind_of(desk.province, record.kind))
