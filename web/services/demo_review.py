"""What happens to demonstration applications after they were handed in, as people would do it.

`then:` of an application in `web/demo/*.yaml` is a list of steps: `{do: return, opinion: …, marks:
{path: comment}}` by an operator of whoever has the application, `{answers: {section: {field:
value}}}` and `{do: hand_in}` by the applicant; `{do: through}` lets everybody decide, and what a
committee has in hand is in `demo_board`. Rows are marked by their number: `education.1`. What
has to be shown before it goes on (公示) was shown for its days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from engine.calendar import YearMissing
from engine.workflow.chain import ONWARD
from engine.workflow.model import ReviewNode
from web.models import Application, Batch, Person, Publicity, Record, Shown, Unit, write
from web.services import demo_board, demo_chain, sections, submitting
from web.services.arrivals import open_task_of
from web.services.draft import Draft, open_draft
from web.services.packs import Packs
from web.services.publicity import kind_at
from web.services.publicity_words import PublicityAnswers, write_text
from web.services.reviewing import Decision, ReviewDesk, decide, open_review

Json = dict[str, Any]
PAUSE = timedelta(hours=5)
"""Between two steps."""
SHOWN_FOR = timedelta(days=14)
"""How long an application waits while it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """Takes the steps of one application, beginning at `now` and none of them after `latest`."""

    packs: Packs
    person: Person
    id: str
    now: datetime
    latest: datetime

    def take(self, steps: list[Json]) -> None:
        """Take all steps, one after the other."""
        at = self.now
        for step in steps:
            at += PAUSE
            if step.get("do") in ONWARD and self._publicity() is not None:
                at += SHOWN_FOR
            replace(self, now=min(at, self.latest))._step(step)

    def _step(self, step: Json) -> None:
        if "answers" in step:
            self._correct(step["answers"])
        elif step["do"] == "hand_in":
            submitting.submit(self._draft(), self.packs)
        elif step["do"] == "through":
            self._through(step)
        elif step["do"] in demo_board.STEPS:
            desk = demo_chain.holder_desk(self.packs, self.id, self.now)
            demo_board.furnish(desk, self.id, step)
        else:
            self._decide(step)

    def _through(self, step: Json) -> None:
        """Everybody lets it go on, until it waits at the node `to` or has its certificate; the unit
        verifies before what it was not asked to yet."""
        mine = (Record.person == self.person) & (Record.status == "pending")
        Record.update(status="passed").where(mine).execute()
        while (stored := Application.get_by_id(self.id)).state == "submitted":
            if stored.node == step.get("to"):
                break
            action = demo_chain.onward(self.packs, self.id, self.now)
            if action == "vote":
                demo_chain.vote(self.packs, self.id, self.now, step.get("batch", ""))
            elif action == "issue":
                demo_chain.certify(self.packs, self.id, step, self.now)
            else:
                self._decide({"do": action, "opinion": "同意。"})

    def _draft(self) -> Draft:
        actor = self.person.accounts.first()
        return open_draft(self.packs, self.person, self.id, now=self.now, actor=actor)

    def _correct(self, answers: Mapping[str, Json]) -> None:
        for id, values in answers.items():
            draft = self._draft()
            stored = draft.material.answers.get(id)
            sections.save_section(draft, id, values, stored.version if stored else 0)

    def _publicity(self) -> ReviewNode | None:
        """The node where it is now, if that has to show it before it goes on."""
        draft = self._draft()
        node = draft.standard.workflow.node(draft.application.node)
        return node if node is not None and node.publicity is not None else None

    def _publicise(self, unit: Unit) -> None:
        """What was shown until the last working day without an objection."""
        node = self._publicity()
        if node is None or node.publicity is None:
            return
        draft, days = self._draft(), node.publicity.days
        try:
            end = self.packs.calendar.add_working_days(self.now.date(), -1)
            start = self.packs.calendar.add_working_days(end, -days)
        except YearMissing:  # a demonstration goes on without a calendar
            end = self.now.date() - timedelta(days=1)
            start = end - timedelta(days=9)
        kind, where, employer = kind_at(node), node.publicity.where, draft.application.unit
        desk = ReviewDesk(
            unit=unit,
            operator=unit.operators.order_by("login").first(),
            packs=self.packs,
            now=self.now,
        )
        asked = PublicityAnswers(starts_on=start.isoformat(), days=days, place=where)
        title = f"{unit.name} {draft.plan.year} 年度职称申报推荐人选公示"
        with write(f"application:{self.id}"):
            publicity = Publicity.create(
                kind=kind,
                unit=unit,
                title=title if kind == "unit" else self._result_title(unit, draft),
                place=where,
                text=write_text(desk, kind, start, end, asked),
                starts_on=start.isoformat(),
                ends_on=end.isoformat(),
                days=days,
                state="finished",
                created_at=self.now - timedelta(days=14),
                ended_at=self.now,
                batch=draft.application.batch if kind == "result" else None,
            )
            if kind == "result":
                Batch.update(state="finished").where(
                    Batch.id == draft.application.batch_id
                ).execute()
            Shown.create(
                publicity=publicity,
                application=draft.application,
                round=draft.application.round,
                node=node.id,
                words={"name": self.person.name, "unit": employer.name if employer else ""},
                state="passed",
            )

    def _result_title(self, unit: Unit, draft: Draft) -> str:
        batch = draft.application.batch
        return f"{unit.name}评审结果公示" + (f"（{batch.name}）" if batch is not None else "")

    def _decide(self, step: Json) -> None:
        application: Application = Application.get_by_id(self.id)
        task = open_task_of(self.id)
        unit = Unit.get_by_id(task.unit_id if task is not None else application.unit_id)
        if step["do"] in ONWARD:
            self._publicise(unit)
        operator = unit.operators.order_by("login").first()
        desk = ReviewDesk(unit=unit, operator=operator, packs=self.packs, now=self.now)
        where = _numbered(open_review(desk, self.id))
        marks = {where(path): comment for path, comment in step.get("marks", {}).items()}
        decide(
            desk,
            Decision(
                application=self.id,
                action=step["do"],
                opinion=step.get("opinion", ""),
                round=application.round,
                node=application.node,
                marks=marks,
            ),
        )


def _numbered(draft: Draft) -> Callable[[str], str]:
    """Turns `education.1` into the path of the first row of that list."""

    def path_of(path: str) -> str:
        list_id, _, number = path.partition(".")
        return (
            f"{list_id}.{draft.material.rows[list_id][int(number) - 1].id}"
            if (number.isdecimal())
            else path
        )

    return path_of
