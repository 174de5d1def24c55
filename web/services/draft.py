"""An application opened for one request: its pinned plan, what is stored, what may be written.

Every write begins here, so that the order holds: pinned bundle, visibility on what is stored,
writable mask; only then are values applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from engine.calendar import Calendar
from engine.checks import CheckReport, check
from engine.checks.kept import report_from
from engine.dossier import Facts, dossier_from
from engine.forms.visibility import holds
from engine.packs.model import Category, Field, Item, Page, Plan, Section, Slot, Standard
from engine.rules.expression import Expression
from engine.workflow.mask import Mask, build_mask
from web.models import Account, Application, Person, Snapshot
from web.services.applications import WRITABLE, check_editing, get_application
from web.services.dossier import Json, Material, build_dossier, read_material
from web.services.errors import NotFound, NotPledged, NotWritable
from web.services.facts import Known, facts_of
from web.services.handed_in import last_snapshot, material_of
from web.services.order import PageOrder
from web.services.packs import Packs
from web.services.plans import check_open, is_open
from web.services.returns import Returned, correction_ends, last_return

MISSING = frozenset({"required-missing", "pledge-missing", "slot-missing", "too-few-rows"})
"""Findings that say that something was not filled in yet."""

CLOSED = "退回时没有标出这一部分，不能修改；可以修改的部分在页面上以“×”标出。"

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
    record_statuses: Mapping[str, str]
    """What the province calls the states of records."""
    calendar: Calendar = field(default_factory=Calendar)
    """The working days that deadlines are counted in."""
    material: Material
    data: Json
    """The dossier as JSON: what is stored now, or what was handed in."""
    facts: Facts
    kept: Mapping[str, Any] | None = None
    """The report that it was handed in with, as JSON data."""
    returned: Returned | None = None
    """The return that it is being corrected after."""
    snapshot: Snapshot | None = None
    """What was handed in, where that is what `data` shows."""

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
        return thing.when is None or holds(thing.when, self.values, row)

    def with_answers(self, section: str, values: Json) -> Draft:
        """The same application with other answers stored of one section."""
        sections = {**self.data["sections"], section: values}
        return replace(self, data={**self.data, "sections": sections})

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
        return (
            self.snapshot is None
            and self.application.state in WRITABLE
            and is_open(self.plan, self.now.date(), self.open_until)
        )

    @property
    def open_until(self) -> str:
        """The last day of a correction where the pack gives it days of its own, "" otherwise."""
        return correction_ends(self.standard.workflow, self.returned)

    @property
    def closes(self) -> str:
        """The last day on which it can be changed and handed in."""
        return max(self.plan.closes, self.open_until)

    @cached_property
    def mask(self) -> Mask | None:
        """What a return opened for correction; None while nothing is closed by one."""
        if self.returned is None:
            return None
        return build_mask(
            self.standard.workflow.returning,
            [mark.path for mark in self.returned.marks],
            self.standard,
            {row.id: id for id, rows in self.material.rows.items() for row in rows},
            [
                finding.path or finding.section
                for finding in self.report.findings
                if finding.severity == "error" and (finding.path or finding.section)
            ],
        )

    def allows(self, path: str) -> bool:
        """Whether no return closes what stands at a path: all of it may be written."""
        return self.mask is None or self.mask.allows(path)

    def opens(self, part: str) -> bool:
        """Whether no return closes all of a section, list, item or slot."""
        return self.mask is None or self.mask.allows(part) or part in self.mask.sections

    def check_allowed(self, path: str) -> None:
        """Refuse a change of what a return has not opened (吉林手册 L215).

        :raises NotWritable: the path is closed
        """
        if not self.allows(path):
            raise NotWritable(CLOSED)

    def check_place(self, place: str) -> None:
        """The same for files at `slot`, `row/slot`, `section.field` or `row.field`.

        :raises NotWritable: the place is closed
        """
        if self.mask is not None:
            owner = place.partition("/")[0].partition(".")[0]
            list_id = self.mask.lists.get(owner)
            self.check_allowed(f"{list_id}.{owner}" if list_id else place)

    def check_choice(self) -> None:
        """Refuse to apply for something else when that is not possible now.

        :raises NotWritable, PlanNotOpen: as `check_open`, or a return has opened parts only
        """
        self.check_open()
        if not self.may_choose:
            raise NotWritable(CLOSED)

    @property
    def may_choose(self) -> bool:
        """Whether no return closes what is applied for."""
        return self.mask is None or self.mask.everything

    @cached_property
    def order(self) -> PageOrder:
        """The pages that apply, and what has to come before each of them."""
        return PageOrder(
            pages=tuple(page for page in self.standard.pages if self.shows(page)),
            standard=self.standard,
            unpledged=self._unpledged(),
            unanswered=frozenset(
                section.id for section in self.standard.sections if not self._is_answered(section)
            ),
        )

    def _unpledged(self) -> tuple[Section, ...]:
        return tuple(
            section
            for section in self.standard.sections
            if section.type == "pledge"
            and self.shows(section)
            and self.data["sections"].get(section.id, {}).get("agreed") is not True
        )

    def _is_answered(self, section: Section) -> bool:
        """Whether a section was saved and lacks nothing that it asks for; answers may be wrong."""
        if not self.shows(section):
            return True
        asks = section.type == "form" and not section.fixed and bool(section.fields)
        if asks and section.id not in self.material.answers:
            return False
        return not any(
            finding.code in MISSING and finding.section == section.id
            for finding in self.report.findings
        )

    @property
    def open_pledge(self) -> Section | None:
        """The first pledge that was not agreed to; what comes after it cannot be filled in."""
        return next(iter(self.order.unpledged), None)

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
        :raises PlanNotOpen, NotPledged: as `check_writable`
        """
        section = self.section(id)
        self.check_writable(section.id)
        if section.fixed:
            raise NotWritable(f"“{section.name}”来自个人信息，不能在申报中修改。")
        return section

    def check_open(self) -> None:
        """Refuse a change when state or window forbid all of them.

        :raises NotWritable: it was handed in
        :raises PlanNotOpen: the plan's window does not include now
        """
        check_editing(self.application)
        check_open(self.plan, self.now.date(), self.open_until)

    def check_writable(self, part: str = "") -> None:
        """Refuse a change of a part (a section, slot, category or item) that is not possible now;
        without a part, of what needs every pledge: handing in.

        :raises NotWritable: it was handed in, a return has not opened the part, or other sections
            have to be saved first
        :raises PlanNotOpen: the plan's window does not include now
        :raises NotPledged: the pledge comes first
        """
        self.check_open()
        if part and not self.opens(part):
            raise NotWritable(CLOSED)
        if self.order.pledge_before(part) is not None:
            raise NotPledged(self.application.id)
        needed = self.order.needed_before(part)
        if needed:
            names = "、".join(f"“{section.name}”" for section in needed)
            raise NotWritable(f"请先把{names}填写完整并保存，再填写这一部分。")

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
    known = Known.of(person)
    mine = (one for one in known.applications if one.id == id)
    application = next(mine, None) or get_application(person, id)
    if application.state not in WRITABLE:
        snapshot = last_snapshot(application)
        if snapshot is None:
            raise NotFound("提交的材料")
        return open_snapshot(packs, person, application, snapshot, now=now, actor=actor)
    plan = packs.pinned(application.bundle_id)
    standard = _standard(plan, application.choice)
    material = read_material(application)
    returned = last_return(application)
    return Draft(
        application=application,
        person=person,
        plan=plan,
        standard=standard,
        now=now,
        actor=actor,
        record_statuses=packs.record_statuses(application.province),
        calendar=packs.calendar,
        material=material,
        data=build_dossier(application, material, standard, person, known.unit),
        facts=facts_of(
            person,
            now.date(),
            application=application,
            rows=(row for rows in material.rows.values() for row in rows),
            open_until=correction_ends(standard.workflow, returned),
            known=known,
        ),
        returned=returned,
    )


def open_snapshot(
    packs: Packs,
    person: Person,
    application: Application,
    snapshot: Snapshot,
    *,
    now: datetime,
    actor: Account | None = None,
) -> Draft:
    """Open what was handed in in a round, as it was then; nothing of it can be written."""
    plan = packs.pinned(snapshot.bundle)
    standard = _standard(plan, snapshot.dossier["application"])
    material = material_of(snapshot, standard)
    return Draft(
        application=application,
        person=person,
        plan=plan,
        standard=standard,
        now=now,
        actor=actor,
        record_statuses=packs.record_statuses(application.province),
        calendar=packs.calendar,
        material=material,
        data=snapshot.dossier,
        facts=facts_of(
            person,
            now.date(),
            application=application,
            rows=(row for rows in material.rows.values() for row in rows),
        ),
        kept=snapshot.report,
        snapshot=snapshot,
    )


def _standard(plan: Plan, choice: Json) -> Standard:
    """The standard that an application is judged by.

    :raises NotFound: the plan has no such standard
    """
    standard = plan.standard(choice["standard"])
    if standard is None:
        raise NotFound("评审标准")
    return standard
