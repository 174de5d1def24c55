"""What experts said of a batch, collected for the committee's office: opinions, scores, ranking.

Of an application whose readers have not all submitted, the office sees who has, and nothing of
what they said.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.committee.scoring import Scored, put_together, ranking
from web.models import Application, Assignment, Batch, GroupOpinion
from web.services.assigning import assignments_in
from web.services.committee_node import applications_in, committee_node
from web.services.packs import Packs


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """One application: its readers, and once all have submitted their scores, place and opinions.
    `place` is 0 without one."""

    application: Application
    readers: tuple[Assignment, ...]
    scored: Scored
    place: int
    groups: tuple[GroupOpinion, ...]

    @property
    def submitted(self) -> int:
        """How many readers have submitted."""
        return sum(one.state == "submitted" for one in self.readers)

    @property
    def is_complete(self) -> bool:
        """Whether all readers have submitted, and there is one."""
        return bool(self.readers) and self.submitted == len(self.readers)

    @property
    def advised(self) -> tuple[int, int]:
        """How many advise to let it pass, and how many not to."""
        given = [one.advice for one in self.readers if one.state == "submitted"]
        return given.count("agree"), given.count("against")


def collect(packs: Packs, batch: Batch) -> list[Collected]:
    """Everything of a batch, by application in the order of handing in."""
    by_application: dict[str, list[Assignment]] = {}
    for one in assignments_in(batch):
        by_application.setdefault(one.application_id, []).append(one)
    applications = applications_in(batch)
    groups: dict[str, list[GroupOpinion]] = {}
    for said in GroupOpinion.select().where(
        GroupOpinion.application << [one.id for one in applications]
    ):
        groups.setdefault(said.application_id, []).append(said)
    scored = {one.id: _scored(packs, one, by_application.get(one.id, [])) for one in applications}
    places = ranking(scored)
    return [
        Collected(
            application=one,
            readers=tuple(by_application.get(one.id, ())),
            scored=scored[one.id],
            place=places.get(one.id, 0),
            groups=tuple(o for o in groups.get(one.id, ()) if o.round == one.round),
        )
        for one in applications
    ]


def _scored(packs: Packs, application: Application, readers: list[Assignment]) -> Scored:
    """The scores once nobody can be swayed by them: all readers have submitted."""
    node = committee_node(packs, application)
    done = bool(readers) and all(one.state == "submitted" for one in readers)
    if node is None or node.scoring is None or not done:
        return Scored()
    return put_together(node.scoring, [one.points for one in readers])
