"""票决汇总: what was counted in a meeting as a printed sheet, by the table of the plan."""

from __future__ import annotations

from engine.committee.scoring import two_places
from engine.committee.vote import outcome_of
from engine.packs.model import Plan
from engine.tables.lay_out import lay_out_list
from engine.tables.layout import TableLayout
from engine.tables.rows import plan_names
from web.models import Meeting, Poll, Result
from web.services.attendance import OFFICES, PRESENCE, THERE, seats_of
from web.services.collected import collect
from web.services.committee_node import one_rule, standard_of
from web.services.errors import NotFound, NotWritable
from web.services.meetings import polls_of
from web.services.packs import Packs
from web.services.verdicts import OUTCOMES, results_in
from web.services.voting import packs_rule, tally_of


def sheet_of(packs: Packs, meeting: Meeting) -> TableLayout:
    """The sheet of a meeting that was counted; corrections are among its remarks.

    :raises NotWritable: it was not counted
    :raises NotFound: the plan declares no such table
    """
    if meeting.state not in ("closed", "confirmed"):
        raise NotWritable("投票结束并计票以后，才能打印票决汇总。")
    polls, seats = polls_of(meeting), seats_of(meeting)
    plan = standard_of(packs, polls[0].application)[0]
    table = next((one for one in plan.tables.values() if one.subject == "vote"), None)
    if table is None:
        raise NotFound("票决汇总表")
    scores = {one.application.id: one for one in collect(packs, meeting.batch)}
    results = results_in(meeting)
    rows = []
    for poll in polls:
        result = results.get(poll.application_id)
        score = scores.get(poll.application_id)
        told = score is not None and score.scored.count > 0
        rows.append(
            {
                "number": poll.number,
                "score": two_places(score.scored.average) if told and score else "",
                **_said(packs, plan, poll, result),
            }
        )
    passed = sum(row["result"] == OUTCOMES["passed"] for row in rows)
    return lay_out_list(
        table,
        rows,
        {
            **_meeting(packs, plan, meeting, polls),
            "meeting.expected": len(seats),
            "meeting.present": sum(one.state in THERE for one in seats),
            "count": len(rows),
            "passed": passed,
            "failed": len(rows) - passed,
            "experts": [
                {
                    "number": number,
                    "name": one.expert.name,
                    "unit": one.expert.work_unit,
                    "title": one.expert.title,
                    "role": OFFICES[one.office],
                    "attended": PRESENCE[one.state],
                }
                for number, one in enumerate(seats, 1)
            ],
        },
    )


def _meeting(packs: Packs, plan: Plan, meeting: Meeting, polls: list[Poll]) -> dict[str, object]:
    rule = one_rule(packs, [one.application for one in polls])
    return {
        **plan_names(plan),
        "batch.name": meeting.batch.name,
        "meeting.name": f"{meeting.batch.name}评审会议",
        "meeting.held_on": meeting.day,
        "meeting.place": meeting.place,
        "meeting.committee": meeting.batch.unit.name,
        "meeting.chair": meeting.host.name if meeting.host else "",
        "meeting.quorum": f"出席不少于 {rule.quorum}",
        "meeting.pass": f"同意票不少于出席人数的 {rule.passing}",
    }


def _said(packs: Packs, plan: Plan, poll: Poll, result: Result | None) -> dict[str, object]:
    """What the sheet says of one: the result in force, else what was counted."""
    application, counted = poll.application, tally_of(poll)
    known = result or poll
    outcome = result.outcome if result else outcome_of(counted, packs_rule(packs, poll))
    remarks = [f"回避 {known.recused} 人"] if known.recused else []
    remarks += [f"未投 {known.unvoted} 票，计入弃权"] if known.unvoted else []
    remarks += [f"更正：{result.reason}"] if result is not None and result.reason else []
    return {
        "name": application.person.name,
        "unit": application.unit.name if application.unit else "",
        "branch": application.choice.get("branch", ""),
        "title": application.choice.get("title", ""),
        "mode": plan.mode_name(application.choice.get("mode", "")),
        "expected": known.members,
        "present": known.present,
        "approve": known.agree,
        "oppose": known.against,
        "abstain": known.abstain + known.unvoted,
        "result": OUTCOMES[outcome],
        "remark": "；".join(remarks),
    }
