"""The secret vote of a meeting: given once, counted when it is closed, shown to nobody before.

A ballot says on what and how, and not whose it is; that somebody has voted is a mark beside it.
Both are written in one transaction, the ballots in a random order under random ids, and at the
closing all are written anew together, so that not even the database remembers which came with
which (docs/decisions/0011-secret-vote.md).
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.committee.vote import Tally, check_tally
from web.models import Account, Attendance, Ballot, Expert, Meeting, Poll, Voted, write
from web.services import notices
from web.services.attendance import THERE, seats_of
from web.services.committee_node import committee_node, vote_rule
from web.services.errors import BadChoice, Decided, NotFound, NotWritable, NotYours
from web.services.expert_reading import ExpertDesk
from web.services.meetings import STATES, meeting_of, polls_of, record
from web.services.operators import is_own
from web.services.packs import Packs
from web.services.recusals import Ground, Pairs, recused_pairs
from web.services.reviewing import ReviewDesk

CHOICES = {"agree": "同意", "against": "反对", "abstain": "弃权"}
COUNTS = tuple(CHOICES)
"""What is counted of them, in this order."""
BALLOT = "ballot-"
"""What the fields of a ballot begin with: `web.way_in` keeps nothing that begins with it."""


def meetings_with(expert: Expert) -> list[Attendance]:
    """The meetings that an expert is a member of and that are not over, the next first."""
    query: Any = Attendance.select(Attendance, Meeting).join(Meeting)
    query = query.where(
        Attendance.expert == expert, Meeting.state.in_(("planned", "open", "closed"))
    )
    return list(query.order_by(Meeting.day, Meeting.id))


def seat_of(desk: ExpertDesk, meeting: str) -> Attendance:
    """The seat of an expert in a meeting.

    :raises NotFound: there is no such meeting
    :raises NotYours: the expert is no member of it
    """
    found: Meeting | None = Meeting.get_or_none(Meeting.id == meeting)
    if found is None:
        raise NotFound("评审会议")
    seat: Attendance | None = Attendance.get_or_none(
        Attendance.meeting == found, Attendance.expert == desk.expert
    )
    if seat is None:
        raise NotYours
    return seat


def to_vote_on(desk: ExpertDesk, meeting: Meeting) -> tuple[list[Poll], list[tuple[Poll, Ground]]]:
    """What an expert may vote on in a meeting, and what not because of a recusal, and why."""
    polls = polls_of(meeting)
    pairs = recused_pairs([desk.expert], [one.application for one in polls])
    grounds = [(one, pairs.get((desk.expert.id, one.application_id))) for one in polls]
    free = [one for one, ground in grounds if ground is None]
    return free, [(one, ground) for one, ground in grounds if ground is not None]


def voted_on(seat: Attendance) -> set[str]:
    """The polls that a member has voted on."""
    return {one.poll_id for one in Voted.select().where(Voted.seat == seat)}


def vote(desk: ExpertDesk, meeting: str, choices: Mapping[str, str]) -> int:
    """Give a member's votes on everything, once: agree, against or abstain by poll; how many.

    :raises NotFound, NotYours: as `seat_of`
    :raises NotWritable: the vote is not open, is on paper, or the member is absent
    :raises BadChoice: a choice is missing, by poll
    :raises Decided: the member has voted, or the vote was closed meanwhile
    """
    batch = seat_of(desk, meeting).meeting.batch_id
    with write(f"batch:{batch}"):
        seat = seat_of(desk, meeting)
        held = seat.meeting
        _check_may_vote(seat, held)
        free, _ = to_vote_on(desk, held)
        known = voted_on(seat)
        if known & set(choices) or (free and known >= {one.id for one in free}):
            raise Decided(what="投票", state="您已投票", by="", at=None)
        waiting = [one for one in free if one.id not in known]
        wrong = {
            one.id: f"第 {one.number} 项还没有选择。"
            for one in waiting
            if choices.get(one.id) not in CHOICES
        }
        if wrong:
            raise BadChoice(wrong)
        _put_in(waiting, choices)
        Voted.insert_many(
            [{"id": _mark_id(one, seat), "poll": one, "seat": seat} for one in waiting]
        ).execute() if waiting else None
        record(held, "voted", desk.account, desk.now, number=len(waiting))
    return len(waiting)


def _check_may_vote(seat: Attendance, meeting: Meeting) -> None:
    if meeting.way == "paper":
        raise NotWritable("本次会议用纸质票投票，请填写纸质选票。")
    if meeting.state == "planned":
        raise NotWritable("投票还没有开始，请等评委会办公室开始投票后刷新本页。")
    if meeting.state != "open":
        raise Decided(what="投票", state=STATES[meeting.state], by="", at=meeting.closed_at)
    if seat.state not in THERE:
        raise NotWritable("您被记为缺席，不能投票，也不能委托他人投票。如已到会，请告知工作人员。")


def _put_in(polls: Sequence[Poll], choices: Mapping[str, str]) -> None:
    """Put ballots into the urn, in an order that says nothing."""
    shuffled = list(polls)
    secrets.SystemRandom().shuffle(shuffled)
    if shuffled:
        Ballot.insert_many(
            [
                {"id": secrets.token_hex(16), "poll": one, "choice": choices[one.id]}
                for one in shuffled
            ]
        ).execute()


def _mark_id(poll: Poll, seat: Attendance) -> str:
    """The id of the mark that a member has voted on it: there can only be one."""
    return hashlib.sha256(f"{poll.id}:{seat.id}".encode()).hexdigest()


def waiting_voters(meeting: Meeting) -> int:
    """How many members who are there have voted on nothing yet."""
    there = [one.id for one in seats_of(meeting) if one.state in THERE]
    voted = Voted.select(Voted.seat).join(Attendance).where(Attendance.meeting == meeting)
    return len(set(there) - {one.seat_id for one in voted.distinct()})


def type_counts(desk: ReviewDesk, id: str, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Type what was counted of a paper vote, by poll; everything fits together or nothing is kept.

    :raises BadChoice: counts that do not fit together, by poll
    :raises NotWritable: it is no paper vote
    :raises Decided: the vote was closed
    """
    meeting = meeting_of(desk.unit, id)
    with write(f"batch:{meeting.batch_id}"):
        meeting = meeting_of(desk.unit, id)
        if meeting.way != "paper":
            raise NotWritable("本次会议用在线投票，票数由系统计算。")
        if meeting.state != "open":
            raise Decided(what="投票", state=STATES[meeting.state], by="", at=meeting.closed_at)
        seats = seats_of(meeting)
        polls = [one for one in polls_of(meeting) if one.id in counts]
        pairs = _pairs(seats, polls)
        wrong = {}
        for poll in polls:
            tally = _tally(poll, seats, pairs, counts[poll.id])
            rule = vote_rule(committee_node(desk.packs, poll.application))
            found = check_tally(tally, rule)
            if is_own(desk.operator, poll.application.person):
                found = ("这是您本人的申报，票数须由其他工作人员录入。",)
            if found:
                wrong[poll.id] = f"第 {poll.number} 项：{''.join(found)}"
            _store(poll, tally)
        if wrong:
            raise BadChoice(wrong)
        said = {one.id: {key: counts[one.id].get(key, 0) for key in COUNTS} for one in polls}
        record(meeting, "counts-typed", desk.operator, desk.now, counts=said)


def close_vote(desk: ReviewDesk, id: str) -> Meeting:
    """Close the vote and count it; who is there and gave no vote counts like an abstention.

    :raises NotWritable: counts of a paper vote are missing, or it is not open yet
    :raises Decided: somebody else has closed it
    """
    meeting = meeting_of(desk.unit, id)
    with write(f"batch:{meeting.batch_id}"):
        meeting = meeting_of(desk.unit, id)
        if meeting.state == "planned":
            raise NotWritable("投票还没有开始。")
        if meeting.state != "open":
            raise Decided(what="投票", state=STATES[meeting.state], by="", at=meeting.closed_at)
        polls = polls_of(meeting)
        if meeting.way == "paper":
            missing = [one.number for one in polls if not one.counted]
            if missing:
                numbers = "、".join(map(str, missing[:20]))
                raise NotWritable(f"第 {numbers} 项还没有录入票数，录入后才能结束投票。")
        else:
            _count(meeting, polls)
            _shake(polls)
        meeting.state, meeting.closed_at = "closed", desk.now
        meeting.save(only=[Meeting.state, Meeting.closed_at])
        tallies = {one.id: tally_of(one) for one in polls}
        said = {id: [t.agree, t.against, t.abstain, t.unvoted] for id, t in tallies.items()}
        record(meeting, "vote-closed", desk.operator, desk.now, counts=said)
        notices.put_aside(link=f"/expert/meetings/{meeting.id}", now=desk.now)
        _tell_host(meeting, desk.now)
    return meeting


def tally_of(poll: Poll) -> Tally:
    """What was counted of a poll."""
    return Tally(
        members=poll.members,
        present=poll.present,
        recused=poll.recused,
        agree=poll.agree,
        against=poll.against,
        abstain=poll.abstain,
        unvoted=poll.unvoted,
    )


def _count(meeting: Meeting, polls: Sequence[Poll]) -> None:
    seats = seats_of(meeting)
    pairs = _but_voted(_pairs(seats, polls), seats, polls)
    given: dict[str, Counter[str]] = {one.id: Counter() for one in polls}
    for ballot in Ballot.select().where(Ballot.poll << list(given)):
        given[ballot.poll_id][ballot.choice] += 1
    for poll in polls:
        counts = given[poll.id]
        tally = _tally(poll, seats, pairs, counts)
        unvoted = tally.voters - sum(counts.values())
        _store(poll, _tally(poll, seats, pairs, {**counts, "unvoted": unvoted}))


def _but_voted(pairs: Pairs, seats: Sequence[Attendance], polls: Sequence[Poll]) -> Pairs:
    """The recusals that kept somebody from voting. What the library says of an expert may change
    while votes are given; a vote that was given counts, and so does whoever gave it."""
    of = {one.id: one.application_id for one in polls}
    by = {one.id: one.expert_id for one in seats}
    marks = Voted.select().where(Voted.poll << list(of), Voted.seat << list(by))
    given = {(by[one.seat_id], of[one.poll_id]) for one in marks}
    return {pair: ground for pair, ground in pairs.items() if pair not in given}


def _pairs(seats: Sequence[Attendance], polls: Sequence[Poll]) -> Pairs:
    return recused_pairs([one.expert for one in seats], [one.application for one in polls])


def _tally(
    poll: Poll, seats: Sequence[Attendance], pairs: Pairs, counts: Mapping[str, int]
) -> Tally:
    there = [one for one in seats if one.state in THERE]
    return Tally(
        members=len(seats),
        present=len(there),
        recused=sum((one.expert_id, poll.application_id) in pairs for one in there),
        agree=counts.get("agree", 0),
        against=counts.get("against", 0),
        abstain=counts.get("abstain", 0),
        unvoted=counts.get("unvoted", 0),
    )


def _store(poll: Poll, tally: Tally) -> None:
    poll.counted = True
    for name in ("members", "present", "recused", "agree", "against", "abstain", "unvoted"):
        setattr(poll, name, getattr(tally, name))
    poll.save()


def _shake(polls: Sequence[Poll]) -> None:
    """Write all ballots and all marks anew, together: what a database keeps beside a row, such as
    the number of the transaction that wrote it, is the same for all of them now."""
    ids = [one.id for one in polls]
    for table in (Ballot, Voted):
        rows = sorted(table.select().where(table.poll << ids).dicts(), key=lambda row: row["id"])
        table.delete().where(table.poll << ids).execute()
        for start in range(0, len(rows), 200):
            table.insert_many(rows[start : start + 200]).execute()


def _tell_host(meeting: Meeting, now: datetime) -> None:
    if meeting.host is not None:
        account: Account = meeting.host.account
        notices.notify(
            account,
            f"“{meeting.batch.name}”评审会议已计票，请核对并确认结果。",
            link=f"/expert/meetings/{meeting.id}",
            key=f"meeting:{meeting.id}:closed",
            now=now,
        )


def packs_rule(packs: Packs, poll: Poll) -> Any:
    """The rule that a poll is judged by."""
    return vote_rule(committee_node(packs, poll.application))
