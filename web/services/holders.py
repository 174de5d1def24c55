"""Who is responsible at a node: the unit, a department above it, a committee, an issuer."""

from __future__ import annotations

from engine.workflow.model import Actor, ReviewNode
from web.models import Unit
from web.services.draft import Draft
from web.services.errors import NoHolder, NoPath, NotBound
from web.services.paths import upper_of


def holder_of(draft: Draft, node: ReviewNode, unit: Unit | None) -> Unit:
    """The unit that has to decide at a node; `unit` is who had the application before, or the unit
    of the applicant.

    :raises NotBound: the applicant has no unit
    :raises NoPath: nobody has opened a way upward from there
    :raises NoHolder: there is no such committee or issuer yet
    """
    if node.by == "unit" or (unit is not None and _stays(node, unit)):
        if unit is None:
            raise NotBound(draft.plan.word("unit"))
        return unit
    if node.by == "department":
        return _above(draft, unit)
    return _named(draft, node)


def acts_at(unit: Unit, by: Actor) -> bool:
    """Whether a unit may act where nodes say `by`: departments stand in for freelancers' units
    (安徽手册 L132)."""
    return unit.kind == by or (by == "unit" and unit.kind == "department")


def _stays(node: ReviewNode, unit: Unit) -> bool:
    """Whether whoever let pass sends it up by itself (山东手册 L133), or has it from the start."""
    return node.actions == ("report",) and node.by == unit.kind


def _above(draft: Draft, unit: Unit | None) -> Unit:
    """The department that a unit reports to in this series and level (山东手册 L148)."""
    if unit is None:
        raise NotBound(draft.plan.word("unit"))
    plan = draft.plan
    level = draft.standard.level_of(draft.application.choice.get("title", ""))
    upper = upper_of(unit, plan.series.id, level)
    if upper is None:
        what = plan.series.name + (plan.word(level) if level else "")
        raise NoPath(unit=unit.name, what=what)
    return upper


def _named(draft: Draft, node: ReviewNode) -> Unit:
    """The committee or issuer of the province that the node or the plan names; the only issuer."""
    name = node.holder or (draft.plan.committee if node.by == "committee" else "")
    return named(draft.application.province, node, name)


def named(province: str, node: ReviewNode, name: str) -> Unit:
    """The active unit of a province that acts at a node and has this name; without a name the only
    one.

    :raises NoHolder: there is none, or more than one
    """
    found = Unit.select().where(
        Unit.province == province, Unit.kind == node.by, Unit.state == "active"
    )
    if name:
        found = found.where(Unit.name == name)
    units = list(found.order_by(Unit.created_at, Unit.id).limit(2))
    if not units or (not name and len(units) > 1):
        raise NoHolder(node=node.name, name=name)
    holder: Unit = units[0]
    return holder
