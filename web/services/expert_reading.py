"""What an expert reads and says: only what was assigned, while the batch is not decided about.

Scores and opinion are saved as a draft with a version and submitted once. Nobody reads what others
said of an application before having submitted; the chair of a group then writes what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.committee.model import ScoringRule
from engine.committee.scoring import missing_points
from engine.workflow.model import ReviewNode
from web.models import (
    Account,
    Application,
    Assignment,
    Batch,
    Expert,
    ExpertGroup,
    GroupOpinion,
    Notice,
    Person,
    write,
)
from web.models.columns import digest_of
from web.services import events, notices
from web.services.blinding import blinded
from web.services.committee_node import (
    OPEN_FOR_READING,
    committee_node,
    is_blind,
    is_there,
    standard_of,
)
from web.services.draft import Draft, open_snapshot
from web.services.errors import BadChoice, Conflict, Decided, NotFound, NotWritable, NotYours
from web.services.experts import is_available
from web.services.handed_in import last_snapshot
from web.services.opinions import read_opinion
from web.services.packs import Packs
from web.services.recusals import ground_of

ADVICE = {"agree": "建议通过", "against": "建议不通过"}
MAX_OPINION = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertDesk:
    """The desk of an expert, opened for one request."""

    expert: Expert
    account: Account
    packs: Packs
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An application as its expert reads it; `draft` shows nobody where the plan is blind."""

    assignment: Assignment
    draft: Draft
    node: ReviewNode | None
    blind: bool

    @property
    def scoring(self) -> ScoringRule | None:
        """How it is scored, None where it is not."""
        return self.node.scoring if self.node else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an expert says: points by criterion, agree or against, an opinion."""

    points: Mapping[str, int]
    advice: str
    opinion: str


def queue_of(desk: ExpertDesk) -> list[Assignment]:
    """What an expert has to read or has read in batches that are not decided about."""
    query: Any = (
        Assignment.select(Assignment, Application, Person, Batch, ExpertGroup)
        .join_from(Assignment, Application)
        .join_from(Application, Person)
        .join_from(Application, Batch)
        .join_from(Assignment, ExpertGroup, "LEFT OUTER JOIN")
        .where(
            Assignment.expert == desk.expert,
            Assignment.state != "revoked",
            Assignment.round == Application.round,
            Batch.state << list(OPEN_FOR_READING),
        )
    )
    found = list(query.order_by(Assignment.state, Assignment.assigned_at, Assignment.id))
    return [one for one in found if is_there(desk.packs, one.application)]


def open_reading(desk: ExpertDesk, id: str) -> Reading:
    """Open what was assigned to this expert.

    :raises NotFound, NotYours: it was not assigned to this expert
    :raises NotWritable: the expert is recused, out of term, or the application is decided about
    """
    assignment = _mine(desk, id)
    application = assignment.application
    snapshot = last_snapshot(application)
    standard = standard_of(desk.packs, application)[1]
    if snapshot is None or standard is None:
        raise NotFound("申报材料")
    node = committee_node(desk.packs, application)
    blind = is_blind(node)
    shown = blinded(snapshot, standard, application) if blind else snapshot
    draft = open_snapshot(
        desk.packs, application.person, application, shown, now=desk.now, actor=desk.account
    )
    if blind:  # other words than in the archive, as it must be
        draft.facts = replace(draft.facts, stale=())
    return Reading(assignment=assignment, draft=draft, node=node, blind=blind)


def save(desk: ExpertDesk, id: str, said: Said, version: int) -> Assignment:
    """Keep a draft of what an expert says; nothing has to be complete.

    :raises NotFound, NotYours, NotWritable: as `open_reading`
    :raises BadChoice: points that are none, or too long an opinion
    :raises Conflict: another window has saved meanwhile
    :raises Decided: it was submitted
    """
    batch = _mine(desk, id).application.batch_id
    with write(f"batch:{batch}"):
        assignment, points = _checked(desk, id, said, version)
        wrong = {
            key: text for key, text in _wrong(desk, assignment, points).items() if key in points
        }
        if wrong:
            raise BadChoice(wrong)
        _keep(assignment, points, said, desk.now)
        _record(desk, assignment, "opinion-saved")
    return assignment


def submit(desk: ExpertDesk, id: str, said: Said, version: int) -> Assignment:
    """Submit what an expert says, once and for good.

    :raises NotFound, NotYours, NotWritable: as `open_reading`
    :raises BadChoice: points, advice or opinion are missing
    :raises Conflict: another window has saved meanwhile
    :raises Decided: it was submitted before
    """
    batch = _mine(desk, id).application.batch_id
    with write(f"batch:{batch}"):
        assignment, points = _checked(desk, id, said, version)
        wrong = _wrong(desk, assignment, points)
        if said.advice not in ADVICE:
            wrong["advice"] = "请选择建议通过或建议不通过。"
        if not said.opinion.strip():
            wrong["opinion"] = "请填写评审意见。"
        if wrong:
            raise BadChoice(wrong)
        _keep(assignment, points, said, desk.now)
        assignment.state, assignment.submitted_at = "submitted", desk.now
        assignment.save(only=[Assignment.state, Assignment.submitted_at])
        _record(desk, assignment, "opinion-submitted")
        _put_aside(desk, assignment, batch)
    return assignment


def _put_aside(desk: ExpertDesk, assignment: Assignment, batch: str | None) -> None:
    """Put aside what asked for this opinion, and for all of a batch once none of them is left."""
    asked = Notice.key.startswith(f"reading:{assignment.id}:")
    mine = Assignment.select().join(Application)
    left = mine.where(
        Assignment.expert == desk.expert,
        Assignment.state == "assigned",
        Assignment.round == Application.round,
        Application.batch == batch,
    )
    if not left.exists():
        asked |= Notice.key.startswith(f"reading:{batch}:{desk.expert.id}:")
    notices.put_aside(Notice.account == desk.account, asked, link="/expert", now=desk.now)


def note_file(desk: ExpertDesk, reading: Reading, file: Mapping[str, Any]) -> None:
    """Record that an expert looked at a file."""
    subject = f"application:{reading.draft.application.id}"
    with write(subject):
        events.record(
            subject,
            "file-read",
            actor=desk.account,
            now=desk.now,
            details={"file": file["id"], "expert": desk.expert.id},
        )


def opinions_beside(desk: ExpertDesk, assignment: Assignment) -> list[Assignment]:
    """What others submitted of the same application: for the chair of the group, after having
    submitted; nothing for anybody else."""
    group = assignment.group
    if group is None or group.chair_id != desk.expert.id or assignment.state != "submitted":
        return []
    query: Any = (
        Assignment.select(Assignment, Expert)
        .join(Expert)
        .where(
            Assignment.application == assignment.application_id,
            Assignment.group == group,
            Assignment.round == assignment.round,
            Assignment.state != "revoked",
        )
    )
    return list(query.order_by(Expert.name))


def group_opinion(assignment: Assignment) -> GroupOpinion | None:
    """What its group says of an application, None before the chair has written it."""
    found: GroupOpinion | None = GroupOpinion.get_or_none(
        GroupOpinion.group == assignment.group_id,
        GroupOpinion.application == assignment.application_id,
        GroupOpinion.round == assignment.round,
    )
    return found


def write_group_opinion(desk: ExpertDesk, id: str, advice: str, opinion: str) -> GroupOpinion:
    """What a group says, by its chair, once all of its members have submitted; it may be corrected
    until the committee meets.

    :raises NotYours: somebody else is the chair
    :raises NotWritable: somebody has not submitted yet
    :raises BadChoice: no advice, no opinion, or too long a one
    """
    opinion = read_opinion(opinion, MAX_OPINION, "评议组意见")
    wrong = {} if advice in ADVICE else {"advice": "请选择建议通过或建议不通过。"}
    if not opinion:
        wrong["opinion"] = "请填写评议组意见。"
    if wrong:
        raise BadChoice(wrong)
    batch = _mine(desk, id).application.batch_id
    with write(f"batch:{batch}"):
        assignment = _mine(desk, id)
        group: ExpertGroup | None = assignment.group
        if group is None or group.chair_id != desk.expert.id:
            raise NotYours
        beside = opinions_beside(desk, assignment)
        waiting = [one.expert.name for one in beside if one.state != "submitted"]
        if waiting or not beside:
            names = "、".join(waiting) or "您本人"
            raise NotWritable(f"还没有提交个人意见：{names}。全部提交后再写评议组意见。")
        known = group_opinion(assignment) or GroupOpinion(
            group=group, application=assignment.application_id, round=assignment.round
        )
        is_new = known.written_at is None
        known.advice, known.opinion = advice, opinion
        known.written_at, known.written_by = desk.now, desk.account.id
        known.save(force_insert=is_new)
        _record(desk, assignment, "group-opinion")
    return known


def _mine(desk: ExpertDesk, id: str) -> Assignment:
    found: Any = (
        Assignment.select(Assignment, Application, Person)
        .join_from(Assignment, Application)
        .join_from(Application, Person)
        .where(Assignment.id == id)
        .first()
    )
    if found is None:
        raise NotFound("分配的材料")
    if found.expert_id != desk.expert.id:
        raise NotYours
    assignment: Assignment = found
    application = assignment.application
    ground = ground_of(desk.expert, application)
    if ground is not None:
        raise NotWritable(f"您对这项申报须回避（{ground.name}），不能查看材料。")
    if assignment.state == "revoked":
        raise NotWritable("这份材料已由评委会办公室收回，不再需要您阅读。")
    if not is_available(desk.expert, desk.now.date().isoformat()):
        raise NotWritable("您的专家任期已经结束或尚未开始，请联系评委会办公室。")
    batch = application.batch
    if batch is None or batch.state not in OPEN_FOR_READING:
        raise NotWritable("这个批次的评审已经结束，材料不能再查看。")
    if assignment.round != application.round or not is_there(desk.packs, application):
        raise NotWritable("这份材料已退回申报人或已离开评审环节，现在不能查看。")
    return assignment


def _checked(
    desk: ExpertDesk, id: str, said: Said, version: int
) -> tuple[Assignment, dict[str, int]]:
    """The assignment as it may be written, and the points that were given."""
    assignment = _mine(desk, id)
    read_opinion(said.opinion, MAX_OPINION, "评审意见")
    if assignment.state == "submitted":
        raise Decided(
            what="评审意见", state="已提交", by=desk.expert.name, at=assignment.submitted_at
        )
    if assignment.version != version:
        raise Conflict(
            place="opinion",
            mine={"advice": said.advice, "opinion": said.opinion, "points": dict(said.points)},
            stored={
                "advice": assignment.advice,
                "opinion": assignment.opinion,
                "points": assignment.points,
            },
            version=assignment.version,
        )
    return assignment, dict(said.points)


def _wrong(desk: ExpertDesk, assignment: Assignment, points: Mapping[str, int]) -> dict[str, str]:
    node = committee_node(desk.packs, assignment.application)
    rule = node.scoring if node else None
    return missing_points(rule, points) if rule else {}


def _keep(assignment: Assignment, points: Mapping[str, int], said: Said, now: datetime) -> None:
    assignment.points = dict(points)
    assignment.advice = said.advice if said.advice in ADVICE else ""
    assignment.opinion = read_opinion(said.opinion, MAX_OPINION, "评审意见")
    assignment.version += 1
    assignment.saved_at = now
    assignment.save(
        only=[
            Assignment.points,
            Assignment.advice,
            Assignment.opinion,
            Assignment.version,
            Assignment.saved_at,
        ]
    )


def _record(desk: ExpertDesk, assignment: Assignment, action: str) -> None:
    """What was done, with a digest of what was said and not the words: nobody reads them here."""
    said = {"points": assignment.points, "advice": assignment.advice, "text": assignment.opinion}
    events.record(
        f"assignment:{assignment.id}",
        action,
        actor=desk.account,
        now=desk.now,
        details={"version": assignment.version, "digest": digest_of(said)},
    )
