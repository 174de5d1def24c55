"""Beginning an application: what stands before it, the gates, and the first answers.

`start:` of the pack may ask for a pledge (山东手册 L34) and for 条件自检 (吉林手册 L156) first;
that they were passed is told by the events of the account.
"""

from __future__ import annotations

from datetime import date, datetime

from engine.packs.model import Plan, Section, StartPledge
from web.models import Account, Application, Person, StoredBundle, write
from web.models.columns import digest_of
from web.services import events
from web.services.applications import standing_in_the_way
from web.services.choosing import Choice
from web.services.errors import (
    AlreadyApplied,
    Banned,
    NotBound,
    PlanNotOpen,
    SelfCheckNeeded,
    ServiceError,
    StartPledgeNeeded,
)
from web.services.facts import ban_on
from web.services.plans import check_open
from web.services.prefill import prefill
from web.services.units import bound_unit

SELF_CHECKED, PLEDGED = "self-check", "start-pledge"


def refusals(person: Person, plan: Plan, today: date) -> list[ServiceError]:
    """Why this person cannot begin an application to a plan now: everything at once.

    Which gates there are, the pack's `prohibitions` say.
    """
    found: list[ServiceError] = []
    try:
        check_open(plan, today)
    except PlanNotOpen as error:
        found.append(error)
    existing = standing_in_the_way(person, plan)
    if existing is not None:
        found.append(AlreadyApplied(existing.year, existing.id))
    named = {one for standard in plan.standards for one in standard.prohibitions}
    ban = ban_on(person, today) if "integrity_ban" in named else None
    if ban is not None:
        found.append(Banned(ban.start, ban.end))
    if "unit_binding" in named and bound_unit(person) is None:
        found.append(NotBound(plan.word("unit")))
    return found


def check_startable(person: Person, plan: Plan, today: date) -> None:
    """Refuse to begin what is not possible now.

    :raises PlanNotOpen, AlreadyApplied, Banned, NotBound: the first of `refusals`
    """
    for error in refusals(person, plan, today):
        raise error


def check_prepared(account: Account, plan: Plan) -> None:
    """Refuse to choose before what the pack puts before it.

    :raises StartPledgeNeeded: the pledge at the start was not agreed to
    :raises SelfCheckNeeded: 条件自检 of this plan was not gone through
    """
    if not has_agreed(account, plan.start.pledge):
        raise StartPledgeNeeded(plan.id)
    if plan.start.self_check == "required" and not has_self_checked(account, plan):
        raise SelfCheckNeeded(plan.id)


def has_agreed(account: Account, pledge: StartPledge | None) -> bool:
    """Whether an account has agreed to this very text; true where none is asked for."""
    return pledge is None or _happened(account, PLEDGED, "text", digest_of(pledge.text))


def agree(account: Account, pledge: StartPledge, *, now: datetime) -> None:
    """Note that the pledge at the start was read and agreed to."""
    _note(account, PLEDGED, {"name": pledge.name, "text": digest_of(pledge.text)}, now)


def has_self_checked(account: Account, plan: Plan) -> bool:
    """Whether an account has gone through 条件自检 for this plan."""
    return _happened(account, SELF_CHECKED, "plan", plan.id)


def note_self_check(account: Account, plan: Plan, *, now: datetime) -> None:
    """Note that 条件自检 was gone through: 确认并开始申报 (吉林手册 L161)."""
    _note(account, SELF_CHECKED, {"plan": plan.id}, now)


def _happened(account: Account, action: str, key: str, value: str) -> bool:
    query = events.events_of(f"account:{account.id}")
    return any(event.details.get(key) == value for event in query if event.action == action)


def _note(account: Account, action: str, details: dict[str, str], now: datetime) -> None:
    subject = f"account:{account.id}"
    with write(subject):
        events.record(subject, action, actor=account, now=now, details=details)


def start(
    person: Person,
    plan: Plan,
    bundle: StoredBundle,
    choice: Choice,
    *,
    now: datetime,
    actor: Account | None = None,
) -> Application:
    """Begin an application, pinned to the plan's present bundle, its first answers taken from the
    profile. Two requests at once make one application.

    :raises PlanNotOpen, AlreadyApplied, Banned, NotBound: as `check_startable`
    """
    with write(f"person:{person.id}"):
        check_startable(person, plan, now.date())
        application: Application = Application.create(
            person=person,
            plan=plan.id,
            province=plan.province,
            year=plan.year,
            bundle=bundle,
            choice=choice.plain(),
            begun_at=now,
        )
        standard = plan.standard(choice.standard)
        sections: tuple[Section, ...] = standard.sections if standard else ()
        prefill(application, sections, person, now=now)
        events.record(
            f"application:{application.id}",
            "begin",
            actor=actor,
            now=now,
            details={"plan": plan.id, "choice": choice.plain()},
        )
    return application
