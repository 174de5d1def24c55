"""The applications of a person: finding them, changing what is applied for, deleting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast

from peewee import JOIN

from engine.packs.model import Plan
from engine.workflow.model import State
from engine.workflow.words import STATUSES
from web.models import Account, Application, Person, Task, Unit, write
from web.models.prepared import Prepared, by_key
from web.services import events
from web.services.choosing import Choice
from web.services.errors import AlreadyApplied, Conflict, NotFound, NotWritable, NotYours
from web.services.plans import check_open

EDITING, RETURNED = "editing", "returned"
WRITABLE = frozenset({EDITING, RETURNED})
"""The states in which something may be changed: of a returned one what its return opened."""
YEARLY = "one_application_per_plan_year"
"""The prohibition that a pack names when a plan year takes one application only."""

_APPLICATION = by_key(Application)
_OF_PERSON = Prepared(
    Application,
    lambda person: (
        Application.select()
        .where(Application.person == person, Application.deleted_at.is_null())
        .order_by(Application.begun_at.desc(), Application.id.desc())
    ),
)


def applications_of(person: Person) -> list[Application]:
    """All applications of a person that were not deleted, the newest first."""
    return _OF_PERSON(person.id)


def deleted_of(person: Person) -> list[Application]:
    """The deleted applications of a person, the newest deletion first."""
    query = Application.select().where(
        Application.person == person, Application.deleted_at.is_null(False)
    )
    return list(query.order_by(Application.deleted_at.desc(), Application.id.desc()))


def standing_in_the_way(person: Person, plan: Plan, *, beside: str = "") -> Application | None:
    """The application that forbids another one to this plan: to the same plan, or of the same plan
    year where the pack allows one a year (安徽手册 L784)."""
    yearly = any(YEARLY in standard.prohibitions for standard in plan.standards)
    for one in applications_of(person):
        if one.id != beside and (one.plan == plan.id or (yearly and one.year == plan.year)):
            return one
    return None


def get_application(person: Person, id: str, *, deleted: bool = False) -> Application:
    """An application of this person.

    :raises NotFound: there is none, or it was deleted (or was not, where that is asked for)
    :raises NotYours: it is another person's
    """
    application = _APPLICATION.one(id)
    if application is None or (application.deleted_at is not None) != deleted:
        raise NotFound("申报记录")
    if application.person_id != person.id:
        raise NotYours
    return application


def change_choice(
    application: Application,
    plan: Plan,
    choice: Choice,
    version: int,
    *,
    now: datetime,
    until: str = "",
    actor: Account | None = None,
) -> None:
    """Apply for another branch, title or mode of the same plan; answers stay as they are.

    Only within one plan (安徽手册 L788): the choice was checked against it, and that a return has
    not closed it (`Draft.check_choice`). `until` is a later last day than the plan's.

    :raises Conflict: it was changed since `version`
    """
    check_editing(application)
    check_open(plan, now.date(), until)
    with write(f"application:{application.id}"):
        changed = (
            Application.update(choice=choice.plain(), choice_version=version + 1)
            .where(
                Application.id == application.id,
                Application.choice_version == version,
                Application.state == application.state,
                Application.round == application.round,
                Application.deleted_at.is_null(),
            )
            .execute()
        )
        stored = Application.get_by_id(application.id)
        if not changed:
            check_editing(stored)
            raise Conflict("choice", choice.plain(), stored.choice, stored.choice_version)
        _note(application, "change-choice", actor, now, {"from": application.choice})


def check_deletable(application: Application) -> None:
    """Refuse to delete what was handed in, though it may have come back.

    :raises NotWritable: it is not being edited for the first time
    """
    check_editing(application)
    if application.state != EDITING:
        raise NotWritable("退回修改的申报不能删除。")


def delete(application: Application, *, now: datetime, actor: Account | None = None) -> None:
    """Delete an application that was not handed in; it is kept out of sight, not destroyed, and
    its plan year is free again. A second time changes nothing.

    :raises NotWritable: it was handed in
    """
    with write(f"application:{application.id}", f"person:{application.person_id}"):
        deleted = (
            Application.update(deleted_at=now)
            .where(
                Application.id == application.id,
                Application.state == EDITING,
                Application.deleted_at.is_null(),
            )
            .execute()
        )
        if deleted:
            _note(application, "delete", actor, now, {})
    if not deleted and Application.get_by_id(application.id).state != EDITING:
        raise NotWritable("已提交的申报不能删除。")


def check_restorable(person: Person, application: Application, plan: Plan, today: date) -> None:
    """Refuse to restore what could not be begun now.

    :raises PlanNotOpen: the plan's window does not include today
    :raises AlreadyApplied: another application has taken its place
    """
    check_open(plan, today)
    other = standing_in_the_way(person, plan, beside=application.id)
    if other is not None:
        raise AlreadyApplied(other.year, other.id)


def restore(
    person: Person,
    application: Application,
    plan: Plan,
    *,
    now: datetime,
    actor: Account | None = None,
) -> None:
    """Bring a deleted application back with everything that was filled in.

    :raises PlanNotOpen, AlreadyApplied: as `check_restorable`
    """
    with write(f"application:{application.id}", f"person:{person.id}"):
        check_restorable(person, application, plan, now.date())
        restored = (
            Application.update(deleted_at=None)
            .where(Application.id == application.id, Application.deleted_at.is_null(False))
            .execute()
        )
        if restored:
            _note(application, "restore", actor, now, {})


def check_editing(application: Application) -> None:
    """Refuse changes of what was handed in or deleted.

    :raises NotWritable: the application is not being edited
    """
    if application.deleted_at is not None:
        raise NotWritable("申报记录已删除，不能再修改。")
    if application.state not in WRITABLE:
        state = cast(State, application.state)
        raise NotWritable(f"申报{STATUSES[state]}，不能再修改。")


def _note(
    application: Application,
    action: str,
    actor: Account | None,
    now: datetime,
    details: Mapping[str, object],
) -> None:
    events.record(f"application:{application.id}", action, actor=actor, now=now, details=details)


def waiting_tasks(applications: Sequence[Application]) -> dict[str, Task]:
    """Where applications wait now, by their ids: the open task of each, with its unit."""
    if not applications:
        return {}
    query = Task.select(Task, Unit).join(Unit, JOIN.LEFT_OUTER)
    ours = [application.id for application in applications]
    found = query.where(Task.application << ours, Task.done_at.is_null())
    return {task.application_id: task for task in found}
