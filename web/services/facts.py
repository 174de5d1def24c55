"""What only the database knows of an applicant: gathered here, for the check and for every gate.

Whoever needs bans, other applications, the bound unit or what became stale asks here, so that the
check page and the gates cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.dossier import Facts
from engine.dossier.facts import Ban as BanSpan
from web.models import Application, Ban, Person, Row, Unit
from web.models.prepared import Prepared
from web.services.applications import applications_of
from web.services.archive import stale_picks
from web.services.units import bound_unit

_BANS = Prepared(
    Ban,
    lambda province, number: (
        Ban.select().where(Ban.province == province, Ban.id_number == number).order_by(Ban.start)
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person's applications, without deleted ones, which free their year; and the unit that they
    are bound to."""

    applications: Sequence[Application]
    unit: Unit | None

    @classmethod
    def of(cls, person: Person) -> Known:
        """What is stored now."""
        return cls(applications=applications_of(person), unit=bound_unit(person))


def facts_of(
    person: Person,
    today: date,
    *,
    application: Application | None = None,
    rows: Iterable[Row] = (),
    open_until: str = "",
    known: Known | None = None,
) -> Facts:
    """The facts of a person on a day; `application` is not counted among the others, `rows` are
    the picks whose records may have changed since, `open_until` is a later last day. `known` is
    what was read before in the same request."""
    known = known or Known.of(person)
    return Facts(
        today=today.isoformat(),
        other_applications=tuple(
            one.year
            for one in known.applications
            if application is None or one.id != application.id
        ),
        bans=bans_of(person),
        bound=known.unit is not None,
        stale=stale_picks(person, rows),
        open_until=open_until,
    )


def bans_of(person: Person) -> tuple[BanSpan, ...]:
    """The times in which a person may not apply (诚信档案, 安徽手册 L785), by identity number."""
    known = person.account.get("person", {})
    numbers = [number for key in ("id_number", "other_id_number") if (number := known.get(key))]
    if not numbers:
        return ()
    found = [ban for number in numbers for ban in _BANS(person.province, number)]
    return tuple(BanSpan(start=ban.start, end=ban.end) for ban in found)


def ban_on(person: Person, today: date) -> BanSpan | None:
    """The ban that holds on a day, None if there is none; both ends are included."""
    day = today.isoformat()
    return next((b for b in bans_of(person) if b.start <= day <= (b.end or "9")), None)
