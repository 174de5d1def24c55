"""What a return says, and how long it may be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from engine.workflow.model import Workflow
from web.models import Application, Mark, Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The last return of an application: the decision, and what it marked."""

    review: Review
    marks: tuple[Mark, ...]


def last_return(application: Application) -> Returned | None:
    """The return that an application is being corrected after; None if it is not."""
    if application.state != "returned":
        return None
    query = Review.select().where(Review.application == application, Review.action == "return")
    review = query.order_by(Review.round.desc(), Review.at.desc(), Review.id.desc()).first()
    if review is None:
        return None
    return Returned(review=review, marks=tuple(review.marks.order_by(Mark.id)))


def times_returned(application: Application) -> int:
    """How often an application has come back."""
    query = Review.select().where(Review.application == application, Review.action == "return")
    return int(query.count())


def may_return(workflow: Workflow, application: Application) -> bool:
    """Whether an application may come back once more, as its plan limits it (`returns`)."""
    return not workflow.returns or times_returned(application) < workflow.returns


def correction_ends(workflow: Workflow, returned: Returned | None) -> str:
    """The last day on which a return may be corrected whatever the plan's window says, "" if the
    pack gives no days of its own."""
    if returned is None or not workflow.correct_within:
        return ""
    day: date = returned.review.at.date() + timedelta(days=workflow.correct_within)
    return day.isoformat()
