"""What the chain says in the boxes of printed tables: opinions, publicity, exams, vote, approval.

A box says what was decided in the round that is printed; what is not decided yet stays blank, with
room for stamp and pen. Seals and signatures are put on paper: names here are who decided on line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from engine.tables.boxes import Entry
from engine.tables.formats import print_value
from engine.tables.model import Fills, Opinion, Table, Vote
from engine.workflow.chain import standing
from engine.workflow.model import Action
from web.models import (
    Account,
    Application,
    Certificate,
    GroupOpinion,
    Objection,
    Publicity,
    Result,
    Review,
    Shown,
    Task,
    Unit,
)
from web.services.draft import Draft
from web.services.exams import standings

OUTCOMES: Mapping[str, str] = {"passed": "评审通过", "refused": "评审未通过"}
NOTHING: Entry = {}


def entries_of(draft: Draft, table: Table) -> dict[str, Entry]:
    """The entries of a table's opinion and vote boxes by their ids, for `lay_out`."""
    round = draft.snapshot.round if draft.snapshot is not None else 0
    if round == 0:
        return {}  # nothing was handed in yet, so nobody has said anything
    found: dict[str, Entry] = {}
    for block in table.blocks:
        if isinstance(block, Opinion):
            found[block.id] = _FILLED[block.fills](draft, block.node, round)
        elif isinstance(block, Vote):
            found[block.id] = _vote(draft, block.node, round)
    return {id: entry for id, entry in found.items() if entry}


def _opinion(draft: Draft, node: str, round: int) -> Entry:
    """The last decision at a node that was no return: its words, unit, who and when."""
    review = _decision(draft, node, round)
    if review is None:
        return NOTHING
    action = draft.standard.workflow.actions[cast(Action, review.action)]
    said = review.opinion.strip() or f"{action}。"
    return {
        "text": said,
        "unit": _unit_name(draft.application, node, round),
        "signed_by": _name(review.actor),
        "date": review.at.date().isoformat(),
    }


def unit_opinion(draft: Draft) -> str:
    """What the applicant's unit said in the round that is shown, for rosters; "" before it has."""
    round = draft.snapshot.round if draft.snapshot is not None else 0
    first = next((node for node in draft.standard.workflow.nodes if node.by == "unit"), None)
    return _opinion(draft, first.id, round).get("text", "") if first is not None else ""


def _publicity(draft: Draft, node: str, round: int) -> Entry:
    return _shown(draft, "unit", round)


def _result_publicity(draft: Draft, node: str, round: int) -> Entry:
    return _shown(draft, "result", round)


def _shown(draft: Draft, kind: str, round: int) -> Entry:
    """A publicity that has ended: when, how long, where, what was objected, with what outcome."""
    shown = (
        Shown.select(Shown, Publicity, Unit)
        .join(Publicity)
        .join(Unit)
        .where(
            Shown.application == draft.application,
            Shown.round == round,
            Shown.state != "open",
            Publicity.kind == kind,
            Publicity.state == "finished",
        )
        .order_by(Publicity.ends_on.desc())
        .first()
    )
    if shown is None:
        return NOTHING
    publicity = shown.publicity
    first, last = _day(publicity.starts_on), _day(publicity.ends_on)
    lines = [f"公示时间：{first}至{last}（{publicity.days} 个工作日）。"]
    if publicity.place:
        lines.append(f"公示形式和范围：{publicity.place}。")
    lines.append(_objected(draft.application, publicity, passed=shown.state == "passed"))
    return {
        "text": "\n".join(lines),
        "unit": publicity.unit.name,
        "date": publicity.ended_at.date().isoformat() if publicity.ended_at else publicity.ends_on,
    }


def _objected(application: Application, publicity: Publicity, *, passed: bool) -> str:
    objections = Objection.select().where(
        Objection.publicity == publicity, Objection.application == application
    )
    number = objections.count()
    result = "公示无异议" if passed and not number else "异议经核查不成立" if passed else "异议成立"
    return f"公示期间收到异议 {number} 件，{result}。" if number else f"{result}。"


def _exam(draft: Draft, node: str, round: int) -> Entry:
    """Every exam whose result was released, and every exemption that was granted."""
    lines, organisers = [], set()
    for one in standings(draft):
        if one.exemption is not None and one.exemption.state == "granted":
            lines.append(f"{one.paper.name}：免试。")
        elif one.exam is not None and one.result:
            sitting = one.exam.sitting
            lines.append(f"{one.paper.name}：{_day(sitting.day)}，{sitting.place}，{one.result}。")
            organisers.add(sitting.unit.name)
    if not lines:
        return NOTHING
    return {"text": "\n".join(lines), "unit": "、".join(sorted(organisers))}


def _experts(draft: Draft, node: str, round: int) -> Entry:
    """What the groups of experts said, once the committee has decided; who they are is left to
    the pen."""
    if _result(draft, node, round) is None:
        return NOTHING
    said = GroupOpinion.select().where(
        GroupOpinion.application == draft.application, GroupOpinion.round == round
    )
    texts = [one.opinion.strip() for one in said.order_by(GroupOpinion.id) if one.opinion.strip()]
    return {"text": "\n".join(texts)} if texts else NOTHING


def _vote(draft: Draft, node: str, round: int) -> Entry:
    """The counts of the result in force, once it has moved the application on."""
    result = _result(draft, node, round)
    if result is None:
        return NOTHING
    return {
        "expected": str(result.members),
        "present": str(result.present),
        "approve": str(result.agree),
        "oppose": str(result.against),
        "abstain": str(result.abstain),
        "remark": f"回避 {result.recused} 人" if result.recused else "",
        "text": f"评审结论：{OUTCOMES.get(result.outcome, '')}。",
        "unit": _unit_name(draft.application, node, round),
        "date": result.made_at.date().isoformat(),
    }


def _approval(draft: Draft, node: str, round: int) -> Entry:
    """The approval document of the certificate that was issued for this application."""
    certificate = (
        Certificate.select()
        .where(Certificate.application == draft.application, Certificate.state != "revoked")
        .order_by(Certificate.issued_at.desc())
        .first()
    )
    number = certificate.values.get("approval_number") if certificate is not None else None
    if certificate is None or not number:
        return NOTHING
    issuer = certificate.issuer.name if certificate.issuer_id else ""
    day = str(certificate.values.get("issued_on") or certificate.issued_at.date().isoformat())
    return {"text": f"批准文号：{number}", "unit": issuer, "date": day}


def _nothing(draft: Draft, node: str, round: int) -> Entry:
    return NOTHING


_FILLED: Mapping[Fills, Callable[[Draft, str, int], Entry]] = {
    "opinion": _opinion,
    "publicity": _publicity,
    "exam": _exam,
    "experts": _experts,
    "vote": _vote,
    "result_publicity": _result_publicity,
    "approval": _approval,
    "nothing": _nothing,
}


def _decision(draft: Draft, node: str, round: int) -> Review | None:
    """What stands of a node: not that it was sent back, nor what was given back since."""
    query = Review.select().where(
        Review.application == draft.application,
        Review.round == round,
        Review.action != "return",
    )
    reviews = list(query.order_by(Review.at, Review.id))
    stands = standing(draft.standard.workflow, [(one.node, one.action) for one in reviews])
    return reviews[stands[node]] if node in stands else None


def _result(draft: Draft, node: str, round: int) -> Result | None:
    if _decision(draft, node, round) is None:
        return None  # voted, and not yet said
    found: Result | None = (
        Result.select()
        .where(
            Result.application == draft.application,
            Result.round == round,
            Result.replaced_at.is_null(),
        )
        .first()
    )
    return found


def _unit_name(application: Application, node: str, round: int) -> str:
    """Whose task it was; the bound unit of applications from before there were tasks."""
    task = (
        Task.select(Task, Unit)
        .join(Unit)
        .where(Task.application == application, Task.node == node, Task.round == round)
        .order_by(Task.arrived_at.desc())
        .first()
    )
    return str(task.unit.name) if task is not None else ""


def _name(account_id: str) -> str:
    account = Account.get_or_none(Account.id == account_id) if account_id else None
    return str(account.name) if account is not None else ""


def _day(text: str) -> str:
    return print_value(date.fromisoformat(text).isoformat(), None, "day")
