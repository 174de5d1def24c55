"""Recusal (回避): who must have nothing to do with whose application, and why.

The same person and the same unit are found by the site, as is whoever is named among the
collaborators of what was handed in; what cannot be seen from the data – a relative, a teacher – the
office declares, or the expert asks for. A name is not a person: the office may lift what was found
by a name alone, and nothing else that was found. A recusal holds everywhere from the moment that it
is declared: what was assigned is revoked, and in a meeting the expert is not there for this
application. A vote that was given already cannot be taken back, since
nobody knows which it is; then the meeting has to be voided and held again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.committee.collaborators import name_key
from web.models import (
    Account,
    Application,
    Assignment,
    Attendance,
    Collaborator,
    Expert,
    Meeting,
    Person,
    Poll,
    Recusal,
    Snapshot,
    Unit,
    Voted,
    write,
)
from web.services import events, notices
from web.services.errors import BadChoice, Decided, NotFound, NotWritable
from web.services.operators import check_not_own, numbers_of, read_number
from web.services.opinions import read_opinion
from web.services.reviewing import ReviewDesk
from web.services.unit_search import plain_name

GROUNDS = {
    "coauthor": "合作取得业绩成果",
    "family": "亲属关系",
    "supervisor": "师生或指导关系",
    "other": "其他利害关系",
}
"""What is declared."""
NAMED = "named"
FOUND = {"same_person": "本人", "same_unit": "同一工作单位", NAMED: "合作者"}
"""What the site finds itself."""
NAMES = {**FOUND, **GROUNDS}
MAX_REASON = 500


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody is recused; of a name that was found, who is named where."""

    id: str
    detail: str = ""

    @property
    def name(self) -> str:
        """What it is called; this alone may be said to experts who must not know whom they read."""
        return NAMES[self.id]

    @property
    def words(self) -> str:
        """All of it: `合作者：李四，论文《…》`."""
        return f"{self.name}：{self.detail}" if self.detail else self.name

    @property
    def was_found(self) -> bool:
        """Whether the site found it, and nobody declared it."""
        return self.id in FOUND


Pair = tuple[str, str]
"""An expert and an application."""
Pairs = Mapping[Pair, Ground]


def recused_pairs(experts: Iterable[Expert], applications: Iterable[Application]) -> Pairs:
    """Everybody among these experts who must not judge one of these applications, and the ground;
    three queries, however many there are."""
    people, asked = list(experts), list(applications)
    known, units = _known(asked), {one.id: plain_name(one.work_unit) for one in people}
    stored = list(
        Recusal.select().where(
            Recusal.expert << [one.id for one in people],
            Recusal.application << [one.id for one in asked],
            Recusal.lifted_at.is_null() | (Recusal.ground == NAMED),
        )
    )
    lifted = {(_pair(one), one.reason) for one in stored if one.ground == NAMED}
    named = {
        pair: Ground(NAMED, detail)
        for pair, detail in _named(people, asked).items()
        if (pair, detail) not in lifted
    }
    declared = {_pair(one): Ground(one.ground) for one in stored if one.ground != NAMED}
    found = {
        (expert.id, application.id): Ground(ground)
        for application in asked
        for expert in people
        if (ground := _found(expert, units[expert.id], *known[application.id]))
    }
    return {**named, **declared, **found}


def ground_of(expert: Expert, application: Application) -> Ground | None:
    """Why this expert must not judge this application, None if nothing says so."""
    return recused_pairs([expert], [application]).get((expert.id, application.id))


def _pair(recusal: Recusal) -> Pair:
    return recusal.expert_id, recusal.application_id


def _named(people: list[Expert], asked: list[Application]) -> dict[Pair, str]:
    """Who has the name of a collaborator in what was handed in last, and what it says there."""
    of_name: dict[str, list[str]] = defaultdict(list)
    for expert in people:
        of_name[name_key(expert.name)].append(expert.id)
    query: Any = (
        Collaborator.select(
            Collaborator.key, Collaborator.name, Collaborator.achievement, Snapshot.application
        )
        .join_from(Collaborator, Snapshot)
        .join_from(Snapshot, Application)
        .where(
            Snapshot.application << [one.id for one in asked],
            Snapshot.round == Application.round,
            Collaborator.key << list(of_name),
        )
    )
    said: dict[Pair, list[str]] = defaultdict(list)
    for key, name, achievement, application in query.order_by(Collaborator.id).tuples():
        for id in of_name[key]:
            words = said[id, application]
            words.append(f"{'、' if words else f'{name}，'}{achievement}")
    return {pair: "".join(words)[:MAX_REASON] for pair, words in said.items()}


def _known(applications: list[Application]) -> dict[str, tuple[Person, str]]:
    """Its person and the name of its unit, by application."""
    query: Any = (
        Application.select(Application.id, Person, Unit)
        .join_from(Application, Person)
        .join_from(Application, Unit, "LEFT OUTER JOIN")
        .where(Application.id << [one.id for one in applications])
    )
    return {one.id: (one.person, plain_name(one.unit.name if one.unit_id else "")) for one in query}


def _found(expert: Expert, own_unit: str, person: Person, unit: str) -> str:
    """What the site finds of an expert; the name decides where the library has no number."""
    if expert.id_number:
        is_same = read_number(expert.id_number) in numbers_of(person)
    else:
        is_same = name_key(expert.name) == name_key(person.name)
    if is_same:
        return "same_person"
    return "same_unit" if unit and own_unit == unit else ""


def declare(
    expert: Expert,
    application: str,
    *,
    ground: str,
    reason: str,
    by: str,
    actor: Account,
    now: datetime,
) -> Recusal:
    """Declare that an expert is recused from an application that is in a batch.

    `by` is office or expert. What the expert had to read of it is revoked, the office is told.

    :raises BadChoice: no ground or no reason
    :raises NotFound: the application is in no batch of the expert's committee
    :raises OwnApplication: somebody of the office would say who judges their own
    :raises Decided: it was declared before
    :raises NotWritable: the expert has voted on it already
    """
    reason = read_opinion(reason, MAX_REASON, "回避原因")
    wrong = {}
    if ground not in GROUNDS:
        wrong["ground"] = "请选择回避的情形。"
    if not reason:
        wrong["reason"] = "请填写回避原因。"
    if wrong:
        raise BadChoice(wrong)
    found = _in_batch(expert.committee_id, application)
    if by == "office":
        check_not_own(actor, found.person)
    with write(f"batch:{found.batch_id}"):
        known = Recusal.get_or_none(
            Recusal.expert == expert,
            Recusal.application == application,
            Recusal.lifted_at.is_null(),
        )
        if known is not None:
            raise Decided(what="回避", state=GROUNDS[known.ground], by="", at=known.made_at)
        _check_not_voted(expert, application)
        recusal: Recusal = Recusal.create(
            expert=expert,
            application=application,
            ground=ground,
            by=by,
            reason=reason,
            made_at=now,
            made_by=actor.id,
        )
        Assignment.update(state="revoked").where(
            Assignment.expert == expert,
            Assignment.application == application,
            Assignment.state != "revoked",
        ).execute()
        said = {"expert": expert.id, "ground": ground, "by": by, "reason": reason}
        events.record(f"application:{application}", "recused", actor=actor, now=now, details=said)
        _tell(expert, found, recusal, now)
    return recusal


def lift(desk: ReviewDesk, id: str, reason: str) -> Recusal:
    """Let a declared recusal end; what was revoked by it stays revoked.

    :raises NotFound: there is none in this committee
    :raises BadChoice: no reason
    :raises OwnApplication: it is about the operator's own
    :raises Decided: it does not hold any more
    """
    reason = read_opinion(reason, MAX_REASON, "解除原因")
    if not reason:
        raise BadChoice({"reason": "解除回避时，请填写原因。"})
    recusal: Recusal | None = Recusal.get_or_none(Recusal.id == id)
    if recusal is None or recusal.expert.committee_id != desk.unit.id:
        raise NotFound("回避")
    check_not_own(desk.operator, recusal.application.person)
    with write(f"batch:{recusal.application.batch_id}"):
        lifted = Recusal.update(
            lifted_at=desk.now, lifted_by=desk.operator.id, lifted_for=reason
        ).where(Recusal.id == id, Recusal.lifted_at.is_null())
        if not lifted.execute():
            raise Decided(what="回避", state="已解除", by="", at=None)
        events.record(
            f"application:{recusal.application_id}",
            "recusal-lifted",
            actor=desk.operator,
            now=desk.now,
            details={"expert": recusal.expert_id, "reason": reason},
        )
    return recusal


def lift_name(desk: ReviewDesk, expert: Expert, application: str, reason: str) -> Recusal:
    """Let what was found by a name alone end, since it is somebody else of that name.

    What was looked at is kept with the reason; it is found again when something else is handed in
    that names the expert.

    :raises NotFound: the application is in no batch of this committee
    :raises BadChoice: no reason
    :raises OwnApplication: it is about the operator's own
    :raises NotWritable: it is the same person, the same unit, or declared
    :raises Decided: it does not hold any more
    """
    reason = read_opinion(reason, MAX_REASON, "解除原因")
    if not reason:
        raise BadChoice({"reason": "解除回避时，请填写原因，如“同名，不是同一人”及核实的方式。"})
    found = _in_batch(desk.unit.id, application)
    check_not_own(desk.operator, found.person)
    with write(f"batch:{found.batch_id}"):
        ground = ground_of(expert, found)
        if ground is None:
            raise Decided(what="回避", state="已解除", by="", at=None)
        if ground.id != NAMED:
            raise NotWritable(
                f"{expert.name}须回避（{ground.name}），不是因为姓名相符，不能这样解除。"
            )
        recusal: Recusal = Recusal.create(
            expert=expert,
            application=found,
            ground=NAMED,
            by="site",
            reason=ground.detail,
            made_at=desk.now,
            lifted_at=desk.now,
            lifted_by=desk.operator.id,
            lifted_for=reason,
        )
        events.record(
            f"application:{application}",
            "recusal-lifted",
            actor=desk.operator,
            now=desk.now,
            details={"expert": expert.id, "reason": reason, "matched": ground.detail},
        )
    return recusal


def recusals_in(batch: str) -> list[Recusal]:
    """What was declared about the applications of a batch, and what was found and lifted; the
    newest first."""
    query = (
        Recusal.select(Recusal, Expert, Application, Person)
        .join_from(Recusal, Expert)
        .join_from(Recusal, Application)
        .join_from(Application, Person)
        .where(Application.batch == batch)
    )
    return list(query.order_by(Recusal.made_at.desc(), Recusal.id.desc()))


def _in_batch(committee: str, application: str) -> Application:
    found: Application | None = Application.get_or_none(Application.id == application)
    batch = found.batch if found is not None else None
    if found is None or batch is None or batch.unit_id != committee:
        raise NotFound("已受理的申报")
    return found


def _check_not_voted(expert: Expert, application: str) -> None:
    """Refuse when the expert's vote on it lies among the others already."""
    given = (
        Voted.select()
        .join_from(Voted, Poll)
        .join_from(Poll, Meeting)
        .join_from(Voted, Attendance)
        .where(
            Poll.application == application,
            Attendance.expert == expert,
            Meeting.state.in_(("open", "closed")),
        )
    )
    if given.exists():
        raise NotWritable(
            "该专家已对此项申报投票。投票是无记名的，投出的票无法取回；"
            "请作废本次会议，声明回避后重新开会表决。"
        )


def _tell(expert: Expert, application: Application, recusal: Recusal, now: datetime) -> None:
    if recusal.by == "expert":
        notices.notify(
            expert.committee,
            f"专家{expert.name}申请回避一项申报（{GROUNDS[recusal.ground]}），请另行分配。",
            link=f"/committee/batches/{application.batch_id}/reading",
            key=f"recusal:{recusal.id}",
            now=now,
        )
    else:
        notices.notify(
            expert.account,
            f"您对一项申报须回避（{GROUNDS[recusal.ground]}），不再阅读和表决。",
            link="/expert",
            key=f"recusal:{recusal.id}",
            now=now,
        )
