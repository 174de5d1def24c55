"""The desk that pages of review are opened at."""

from __future__ import annotations

from web.context import site
from web.identity import current_account, current_unit
from web.models import Unit
from web.services.duties import check_duty, check_reader
from web.services.reviewing import ReviewDesk
from web.services.units import check_active


def active_unit() -> Unit:
    """The unit of whoever is signed in.

    :raises NotWritable: the unit was not accepted yet
    """
    unit = current_unit()
    check_active(unit)
    return unit


def review_desk() -> ReviewDesk:
    """The desk of whoever is signed in.

    :raises NotWritable: the unit was not accepted yet
    :raises DutyNeeded: this operator has nothing to do with applications
    """
    unit, account = active_unit(), current_account()
    check_reader(account)
    return ReviewDesk(unit=unit, operator=account, packs=site().packs, now=site().clock.now())


def open_desk() -> ReviewDesk:
    """The same of a committee's office, or of a unit that shows people: to read there, too, needs
    the duty to review, since what stands there is for nobody else (个人信息保护法 第6条).

    :raises DutyNeeded: it is another operator's duty
    """
    check_duty(current_account(), "review")
    return review_desk()


def pass_name(desk: ReviewDesk) -> str:
    """What the province calls letting pass."""
    return desk.packs.province(desk.unit.province).workflow.actions["pass"]
