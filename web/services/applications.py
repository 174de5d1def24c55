"""Beginning an application, changing what is applied for, pledging, deleting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.packs.model import Plan, Standard, Title
from web.models import Application, Person, StoredBundle, write
from web.services.errors import (
    AlreadyApplied,
    BadChoice,
    Conflict,
    NotFound,
    NotWritable,
    NotYours,
)
from web.services.plans import check_open

EDITING, SUBMITTED = "editing", "submitted"
STATES = {EDITING: "编辑中", SUBMITTED: "已提交"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is applied for: ids of mode and standard, names of branch and title."""

    mode: str
    standard: str
    branch: str
    title: str

    def plain(self) -> dict[str, str]:
        """The dossier's `application` map."""
        return {
            "mode": self.mode,
            "standard": self.standard,
            "branch": self.branch,
            "title": self.title,
        }


def title_offers(plan: Plan) -> tuple[tuple[str, Standard, Title], ...]:
    """What can be applied for, as (value, standard, title); the value names both."""
    return tuple(
        (f"{standard.id}#{title.name}", standard, title)
        for standard in plan.standards
        for title in standard.titles
    )


def check_choice(plan: Plan, *, mode: str, branch: str, offer: str) -> Choice:
    """The choice that these values make, if the plan offers it.

    :raises BadChoice: one or more of them are not offered
    """
    problems = {}
    if mode not in [m.id for m in plan.modes]:
        problems["mode"] = "请选择申报形式"
    if branch not in plan.branches:
        problems["branch"] = "请从列表中选择申报专业"
    offers = {value: (standard, title) for value, standard, title in title_offers(plan)}
    if offer not in offers:
        problems["offer"] = "请选择申报职称"
    if problems:
        raise BadChoice(problems)
    standard, title = offers[offer]
    return Choice(mode=mode, standard=standard.id, branch=branch, title=title.name)


def applications_of(person: Person) -> list[Application]:
    """All applications of a person that were not deleted, the newest first."""
    query = Application.select().where(
        Application.person == person, Application.deleted_at.is_null()
    )
    return list(query.order_by(Application.begun_at.desc(), Application.id.desc()))


def application_in_year(person: Person, year: int) -> Application | None:
    """The application of a person in this plan year, if there is one."""
    return next((a for a in applications_of(person) if a.year == year), None)


def get_application(person: Person, id: str) -> Application:
    """An application of this person.

    :raises NotFound: there is none, or it was deleted
    :raises NotYours: it is another person's
    """
    application = Application.get_or_none(Application.id == id, Application.deleted_at.is_null())
    if application is None:
        raise NotFound("申报记录")
    if application.person_id != person.id:
        raise NotYours
    found: Application = application
    return found


def start(
    person: Person, plan: Plan, bundle: StoredBundle, choice: Choice, *, now: datetime
) -> Application:
    """Begin an application, pinned to the plan's present bundle.

    :raises PlanNotOpen: the plan's window does not include `now`
    :raises AlreadyApplied: the person has an application in this plan year (安徽手册 L784)
    """
    check_open(plan, now.date())
    with write():
        existing = application_in_year(person, plan.year)
        if existing is not None:
            raise AlreadyApplied(plan.year, existing.id)
        application: Application = Application.create(
            person=person,
            plan=plan.id,
            province=plan.province,
            year=plan.year,
            bundle=bundle,
            choice=choice.plain(),
            begun_at=now,
        )
    return application


def change_choice(
    application: Application, plan: Plan, choice: Choice, version: int, *, now: datetime
) -> None:
    """Apply for another branch, title or mode of the same plan; answers stay as they are.

    Only within one plan (安徽手册 L788): the choice was checked against it.

    :raises Conflict: it was changed since `version`
    """
    check_editing(application)
    check_open(plan, now.date())
    with write():
        changed = (
            Application.update(choice=choice.plain(), choice_version=version + 1)
            .where(Application.id == application.id, Application.choice_version == version)
            .execute()
        )
        if not changed:
            stored = Application.get_by_id(application.id)
            raise Conflict("choice", choice.plain(), stored.choice, stored.choice_version)


def delete(application: Application, *, now: datetime) -> None:
    """Delete an application that was not handed in; it is kept out of sight, not destroyed.

    :raises NotWritable: it was handed in
    """
    with write():
        deleted = (
            Application.update(deleted_at=now)
            .where(Application.id == application.id, Application.state == EDITING)
            .execute()
        )
    if not deleted:
        raise NotWritable("已提交的申报不能删除。")


def check_editing(application: Application) -> None:
    """Refuse changes of what was handed in.

    :raises NotWritable: the application is not being edited
    """
    if application.state != EDITING:
        raise NotWritable(f"申报{STATES[application.state]}，不能再修改。")
