"""An application opened for one request: its pinned plan, what is stored, what may be written.

Every write begins here, so that the order holds: pinned bundle, visibility on what is stored,
writable mask; only then are values applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from engine.checks import CheckReport, check
from engine.checks.kept import report_from
from engine.dossier import Facts, dossier_from
from engine.forms.visibility import holds
from engine.packs.model import Category, Field, Item, Page, Plan, Section, Slot, Standard
from engine.rules.expression import Expression
from web.models import Account, Application, Person
from web.services.applications import EDITING, applications_of, check_editing, get_application
from web.services.archive import digest_of_record, records_of
from web.services.dossier import (
    Json,
    Material,
    build_dossier,
    handed_in,
    read_material,
    stale_records,
)
from web.services.errors import NotFound, NotPledged, NotWritable
from web.services.packs import Packs
from web.services.plans import check_open, is_open
from web.services.units import bound_unit

Conditional = Section | Field | Slot | Page | Category | Item


@dataclass(kw_only=True)
class Draft:
    """One application with everything that a request about it needs."""

    application: Application
    person: Person
    plan: Plan
    standard: Standard
    now: datetime
    actor: Account | None = None
    """Who is asking, for the record of what was done."""
    material: Material
    data: Json
    """The dossier as JSON: what is stored now, or what was handed in."""
    facts: Facts
    kept: Mapping[str, Any] | None = None
    """The report that it was handed in with, as JSON data."""

    @cached_property
    def report(self) -> CheckReport:
        """What the check says of the stored state, or said when it was handed in."""
        checked = check(self.plan, dossier_from(self.data), self.facts)
        return checked if self.kept is None else report_from(self.kept, checked.values)

    @property
    def values(self) -> Mapping[str, Any]:
        """The visible and well-formed answers, which conditions are evaluated on."""
        return self.report.values

    def shows(self, thing: Conditional, row: Mapping[str, Any] | None = None) -> bool:
        """Whether a thing applies to this application as it is stored."""
        return holds(thing.when, self.values, row)

    def holds(self, condition: Expression, row: Mapping[str, Any] | None = None) -> bool:
        """Whether a condition holds on the stored state; unknown counts as no."""
        return holds(condition, self.values, row)

    def asks(self, thing: Field | Slot, row: Mapping[str, Any] | None = None) -> bool:
        """Whether a field or a slot must be answered."""
        if isinstance(thing.required, bool):
            return thing.required
        return self.holds(thing.required, row)

    @property
    def is_writable(self) -> bool:
        """Whether anything of this application can be changed now."""
        return self.application.state == EDITING and is_open(self.plan, self.now.date())

    @property
    def open_pledge(self) -> Section | None:
        """The first pledge that was not agreed to; nothing else can be filled in before it."""
        for section in self.standard.sections:
            if section.type == "pledge" and self.shows(section):
                answers = self.data["sections"].get(section.id, {})
                if answers.get("agreed") is not True:
                    return section
        return None

    def section(self, id: str) -> Section:
        """A section that applies to this application.

        :raises NotFound: there is none with this id, or it does not apply
        """
        section = self.standard.section_of.get(id)
        if section is None or not self.shows(section):
            raise NotFound("申报模块")
        return section

    def writable_section(self, id: str) -> Section:
        """A section that may be written now; a pledge may, before it was agreed to.

        :raises NotWritable: the application or the section cannot be changed
        :raises PlanNotOpen: the plan's window is over
        :raises NotPledged: the pledge was not agreed to
        """
        section = self.section(id)
        if section is not self.open_pledge:
            self.check_writable()
        self.check_open()
        if section.fixed:
            raise NotWritable(f"“{section.name}”来自个人信息，不能在申报中修改。")
        return section

    def check_open(self) -> None:
        """Refuse a change when state or window forbid all of them.

        :raises NotWritable: it was handed in
        :raises PlanNotOpen: the plan's window does not include now
        """
        check_editing(self.application)
        check_open(self.plan, self.now.date())

    def check_writable(self) -> None:
        """Refuse a change when the state or the window does not allow any.

        :raises NotWritable: it was handed in
        :raises PlanNotOpen: the plan's window does not include now
        :raises NotPledged: the pledge comes first
        """
        self.check_open()
        if self.open_pledge is not None:
            raise NotPledged(self.application.id)

    def item(self, id: str) -> Item:
        """An item that applies to this application.

        :raises NotFound: there is none with this id, or it does not apply
        """
        for category in self.standard.categories:
            for item in category.items:
                if item.id == id and self.shows(category) and self.shows(item):
                    return item
        raise NotFound("申报项目")


def open_draft(
    packs: Packs, person: Person, id: str, *, now: datetime, actor: Account | None = None
) -> Draft:
    """Open an application of this person with the bundle that it is pinned to.

    :raises NotFound: there is none
    :raises NotYours: it is another person's
    """
    application = get_application(person, id)
    plan = packs.pinned(application.bundle_id)
    standard = plan.standard(application.choice["standard"])
    if standard is None:
        raise NotFound("评审标准")
    material = read_material(application)
    snapshot = handed_in(application) if application.state != EDITING else None
    data = (
        snapshot.dossier
        if snapshot is not None
        else build_dossier(application, material, standard, person)
    )
    return Draft(
        application=application,
        person=person,
        plan=plan,
        standard=standard,
        now=now,
        actor=actor,
        material=material,
        data=data,
        facts=known_facts(application, person, material, now),
        kept=None if snapshot is None else snapshot.report,
    )


def known_facts(
    application: Application, person: Person, material: Material, now: datetime
) -> Facts:
    """What the database knows and the dossier does not say."""
    others = [a.year for a in applications_of(person) if a.id != application.id]
    digests = {record.id: digest_of_record(record) for record in records_of(person)}
    picks = [row for rows in material.rows.values() for row in rows]
    return Facts(
        today=now.date().isoformat(),
        other_applications=tuple(others),
        bound=bound_unit(person) is not None,
        stale=tuple(stale_records(picks, digests)),
    )
