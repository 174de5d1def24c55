"""What happens to demonstration applications after they were handed in, as people would do it.

`then:` of an application in `web/demo/*.yaml` is a list of steps: `{do: return, opinion: …, marks:
{path: comment}}` by an operator of the unit, `{answers: {section: {field: value}}}` and `{do:
hand_in}` by the applicant. Rows are marked by their number: `education.1`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from web.models import Application, Person, Unit
from web.services import sections, submitting
from web.services.draft import Draft, open_draft
from web.services.packs import Packs
from web.services.reviewing import Decision, ReviewDesk, decide, open_review

Json = dict[str, Any]
PAUSE = timedelta(hours=5)
"""Between two steps."""


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
        for number, step in enumerate(steps, 1):
            replace(self, now=min(self.now + number * PAUSE, self.latest))._step(step)

    def _step(self, step: Json) -> None:
        if "answers" in step:
            self._correct(step["answers"])
        elif step["do"] == "hand_in":
            submitting.submit(self._draft(), self.packs)
        else:
            self._decide(step)

    def _draft(self) -> Draft:
        actor = self.person.accounts.first()
        return open_draft(self.packs, self.person, self.id, now=self.now, actor=actor)

    def _correct(self, answers: Mapping[str, Json]) -> None:
        for id, values in answers.items():
            draft = self._draft()
            stored = draft.material.answers.get(id)
            sections.save_section(draft, id, values, stored.version if stored else 0)

    def _decide(self, step: Json) -> None:
        application: Application = Application.get_by_id(self.id)
        unit = Unit.get_by_id(application.unit_id)
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
