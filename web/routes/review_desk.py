"""The desk that pages of review are opened at."""

from __future__ import annotations

from web.context import site
from web.identity import current_account, current_unit
from web.services.reviewing import ReviewDesk
from web.services.units import check_active


def review_desk() -> ReviewDesk:
    """The desk of whoever is signed in.

    :raises NotWritable: the unit was not accepted yet
    """
    unit = current_unit()
    check_active(unit)
    return ReviewDesk(
        unit=unit, operator=current_account(), packs=site().packs, now=site().clock.now()
    )


def pass_name(desk: ReviewDesk) -> str:
    """What the province calls letting pass."""
    return desk.packs.province(desk.unit.province).workflow.actions["pass"]
