"""Breaks one thing of a draft: a rule, a table, a category, an item, a slot, a field, a section.

A field or slot of a section of rows is broken in its last row, beside another one where there
may be two: what rules need of the rows is then still there.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from engine.checks import Finding
from engine.fields import FIELD_TYPES
from engine.fill.draft import Draft
from engine.fill.repair import Repair
from engine.packs.model import Category, Eligibility, Field, Item, Rule, Section, Slot, Standard
from engine.rules.expression import Expression

Breakable = Rule | Eligibility | Category | Item | Slot | Field | Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be broken, by the id that findings give it: `section.field` for a field.

    `section` is the section that a field or a row's slot stands in, or that a rule speaks of.
    """

    id: str
    thing: Breakable
    section: str = ""

    def is_meant(self, finding: Finding) -> bool:
        """Whether a finding says that the target is broken."""
        section, _, rest = finding.path.partition(".")
        in_row = f"{section}.{rest.partition('.')[2]}"
        return finding.code != "undecided" and self.id in (finding.rule, finding.path, in_row)


def find_target(standard: Standard, id: str) -> Target | None:
    """The part of a standard with that id; a field as `section.field`."""
    things: dict[str, Breakable] = {}
    homes: dict[str, str] = {}
    for section in standard.sections:
        things |= {slot.id: slot for slot in section.slots}
        homes |= {slot.id: section.id for slot in section.slots}
        things |= {f"{section.id}.{field.id}": field for field in section.fields}
        if section.type in ("rows", "picks", "pledge"):
            things[section.id] = section
    for category in standard.categories:
        things[category.id] = category
        things |= {item.id: item for item in category.items}
    things |= {table.id: table for table in standard.eligibility}
    things |= {rule.id: rule for rule in standard.rules}
    homes |= {rule.id: rule.section for rule in standard.rules if rule.section}
    thing = things.get(id)
    if thing is None:
        return None
    return Target(id=id, thing=thing, section=homes.get(id) or id.partition(".")[0])


def can_fail(target: Target) -> bool:
    """Whether anything is asked of the target at all."""
    match target.thing:
        case Field(required=False) as field:
            return FIELD_TYPES[field.type].broken(field, Random(0)) is not None
        case Slot(required=required):
            return required is not False
        case Section(type="pledge"):
            return True
        case Section() | Category() | Item() as counted:
            return counted.min is not None or counted.max is not None
        case Rule() as rule:
            return rule.must is not None or rule.count is not None or bool(rule.choose)
    return True


def break_target(target: Target, draft: Draft, repair: Repair) -> None:
    """Change the draft so that the target is asked for and fails, as far as one step can."""
    thing = target.thing
    _show(target, draft, repair)
    match thing:
        case Field():
            _break_field(thing, _answers(target.section, draft), draft)
        case Slot():
            _files(target.section, draft).pop(thing.id, None)
        case Section(type="pledge"):
            draft.sections.setdefault(thing.id, {})["agreed"] = False
        case Section():
            _break_section(thing, draft)
        case Item():
            _break_item(thing, draft, repair)
        case Category():
            _break_category(thing, draft, repair)
        case Eligibility():
            repair.qualify(thing, reach=False)
        case Rule():
            _break_rule(thing, repair)


def _show(target: Target, draft: Draft, repair: Repair) -> None:
    """Make the conditions true under which the target is asked for."""
    section = draft.standard.section_of.get(target.section)
    conditions: list[Expression | bool | None] = [getattr(target.thing, "when", None)]
    if section is not None:
        conditions.append(section.when)
    for category in draft.standard.categories:
        if any(item.id == target.id for item in category.items):
            conditions.append(category.when)
    conditions.append(getattr(target.thing, "required", None))
    for condition in conditions:
        if isinstance(condition, Expression):
            repair.aim.hold(condition.tree)
    threshold = getattr(target.thing, "min", None)
    if threshold is not None and threshold.value is None and threshold.cases:
        repair.aim.hold(draft.random.choice(threshold.cases)[0].tree)


def _answers(section: str, draft: Draft) -> dict[str, Any]:
    """Where the answers of a section are held: its last row, or its form."""
    found = draft.standard.section_of[section]
    if found.type not in ("rows", "picks"):
        return draft.sections.setdefault(section, {})
    most = found.max.value if found.max is not None else None
    while len(draft.rows.get(section, [])) < min(2, 2 if most is None else most):
        draft.add_row(found)
    return draft.rows[section][-1]


def _files(section: str, draft: Draft) -> dict[str, Any]:
    """Where the files of a section are held: with its last row, or with the application."""
    if draft.standard.section_of[section].type == "slots":
        return draft.files
    held: dict[str, Any] = _answers(section, draft).setdefault("files", {})
    return held


def _break_field(field: Field, held: dict[str, Any], draft: Draft) -> None:
    if field.required is not False:
        held.pop(field.id, None)
        return
    broken = FIELD_TYPES[field.type].broken(field, draft.random)
    if broken is not None:
        held[field.id] = broken


def _break_section(section: Section, draft: Draft) -> None:
    if section.min is not None:
        draft.rows[section.id] = []
    elif section.max is not None and section.max.value is not None:
        while len(draft.rows.get(section.id, [])) <= section.max.value:
            draft.add_row(section)


def _break_item(item: Item, draft: Draft, repair: Repair) -> None:
    if item.min is not None:
        draft.rows[item.id] = []
    elif item.max is not None and item.max.value is not None:
        while len(draft.rows.get(item.id, [])) <= item.max.value:
            if repair.records.add_accepted(item) is None:
                return


def _break_category(category: Category, draft: Draft, repair: Repair) -> None:
    if category.min is not None:
        free = [item for item in category.items if item.min is None]
        for item in free or category.items:
            draft.rows[item.id] = []
    elif category.max is not None and category.max.value is not None:
        for _ in range(int(category.max.value) + 1):
            repair.records.add_accepted(draft.random.choice(category.items))


def _break_rule(rule: Rule, repair: Repair) -> None:
    if rule.must is not None:
        repair.aim.fail(rule.must.tree)
    elif rule.count is not None:
        if rule.min is not None:
            repair.records.drop_counted(rule.count)
        else:
            repair.records.add_counted(rule.count, 1_000_000)
    for one in rule.choose:
        _break_rule(one, repair)
