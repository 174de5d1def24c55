"""The vote of a meeting begins: never without the quorum, nor chaired by anybody but the chair or a
vice chair of the committee who is there (人社部令第40号)."""

from __future__ import annotations

from datetime import datetime

from web.models import Meeting, Poll, write
from web.services import notices
from web.services.attendance import Plenum, seats_of
from web.services.committee_node import one_rule, waiting_in
from web.services.errors import BadChoice, Decided, NotWritable
from web.services.meetings import STATES, meeting_of, record
from web.services.reviewing import ReviewDesk


def open_vote(desk: ReviewDesk, id: str, host: str) -> Meeting:
    """Open the vote on everything of the batch that waits for the committee.

    :raises BadChoice: the host is not the chair or a vice chair who is there
    :raises NotWritable: there is no quorum, no roster, or nothing to vote on
    :raises Decided: it was opened before
    """
    meeting = meeting_of(desk.unit, id)
    with write(f"batch:{meeting.batch_id}"):
        meeting = meeting_of(desk.unit, id)
        if meeting.state != "planned":
            raise Decided(what="会议", state=STATES[meeting.state], by="", at=meeting.opened_at)
        if meeting.batch.state != "closed":
            raise NotWritable("批次没有封存，不能开始投票。请先在批次中封存名单。")
        waiting = waiting_in(desk.packs, meeting.batch)
        if not waiting:
            raise NotWritable("这个批次没有等待评审的申报，不能开始投票。")
        plenum = Plenum(members=tuple(seats_of(meeting)), rule=one_rule(desk.packs, waiting))
        if plenum.lacking:
            raise NotWritable(
                f"评委会应有 {plenum.rule.members} 名委员，名单中还少 {plenum.lacking} 名。"
                "出席人数按全体委员计算，请先把未出席的委员也列入名单。"
            )
        if not plenum.has_quorum:
            raise NotWritable(
                f"应到 {len(plenum.members)} 人，实到 {len(plenum.present)} 人，"
                f"至少 {plenum.least} 人出席才能开会。请核对出席情况。"
            )
        chairing = next((one for one in plenum.present if one.id == host), None)
        if chairing is None or chairing.office not in ("chair", "vice"):
            raise BadChoice({"host": "会议由出席的主任委员或副主任委员主持，请选择主持人。"})
        for number, application in enumerate(waiting, 1):
            Poll.create(
                meeting=meeting,
                application=application,
                round=application.round,
                node=application.node,
                number=number,
            )
        meeting.state, meeting.opened_at, meeting.host = "open", desk.now, chairing.expert
        meeting.save(only=[Meeting.state, Meeting.opened_at, Meeting.host])
        said = {
            "members": len(plenum.members),
            "present": len(plenum.present),
            "host": chairing.expert_id,
            "applications": [one.id for one in waiting],
        }
        record(meeting, "vote-opened", desk.operator, desk.now, **said)
        if meeting.way == "online":
            _call(meeting, plenum, desk.now)
    return meeting


def _call(meeting: Meeting, plenum: Plenum, now: datetime) -> None:
    for one in plenum.present:
        notices.notify(
            one.expert.account,
            f"“{meeting.batch.name}”评审会议开始投票，请投票。",
            link=f"/expert/meetings/{meeting.id}",
            key=f"meeting:{meeting.id}:{one.id}",
            now=now,
        )
