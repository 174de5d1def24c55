"""Which rules no case tries: what never fails in any case may be wrong without anybody noticing.

What several plans share is tried once: a demand is known by the places where packs make it. A plan
or a standard that changes the demand (another `min`, other `rows`) has to be tried by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.cases.run import CaseResult
from engine.checks import Finding
from engine.packs.library import Library
from engine.packs.model import Declared, Plan, Standard
from engine.problems import Position

DEMANDING = ("required", "min", "max", "must", "count", "choose", "rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """A rule, table, category, item, slot or required field that no case makes fail.

    `id` is what `fill --break` takes; `place` is where it is declared.
    """

    plan: str
    id: str
    name: str
    place: Position


def uncovered_rules(library: Library, results: Iterable[CaseResult]) -> tuple[Uncovered, ...]:
    """What no case makes fail, of every plan that has cases."""
    failed: dict[str, set[str]] = {}
    for result in results:
        if result.report is not None:
            names = failed.setdefault(result.plan, set())
            names |= {name for finding in result.report.problems for name in _names(finding)}
    things = {id: tuple(breakable(library.plan(id))) for id in failed}
    tried = {
        (id, _demand(thing))
        for plan, own in things.items()
        for id, thing in own
        if id in failed[plan]
    }
    return tuple(
        Uncovered(plan=library.plan(plan).id, id=id, name=thing.name, place=thing.origin.position)
        for plan, own in things.items()
        for id, thing in own
        if (id, _demand(thing)) not in tried
    )


def _demand(thing: Declared) -> tuple[Position, ...]:
    """Where a thing is declared, and where each key stands that makes it fail."""
    keys = (thing.origin.get(key) for key in DEMANDING)
    return (thing.origin.position, *(node.position for node in keys if node is not None))


def breakable(plan: Plan) -> Iterator[tuple[str, Declared]]:
    """Everything of a plan that a dossier can fail, by the id that findings give it, once."""
    seen: set[str] = set()
    for standard in plan.standards:
        for id, thing in _of_standard(standard):
            if id not in seen:
                seen.add(id)
                yield id, thing


def _of_standard(standard: Standard) -> Iterator[tuple[str, Declared]]:
    for section in standard.sections:
        if section.min is not None or section.type == "pledge":
            yield section.id, section
        for field in section.fields:
            if field.required is not False:
                yield f"{section.id}.{field.id}", field
        for slot in section.slots:
            if slot.required is not False:
                yield slot.id, slot
    for category in standard.categories:
        if category.min is not None or category.max is not None:
            yield category.id, category
        for item in category.items:
            if item.min is not None or item.max is not None:
                yield item.id, item
    for table in standard.eligibility:
        yield table.id, table
    for rule in standard.rules:
        if rule.must is not None or rule.count is not None or rule.choose:
            yield rule.id, rule


def _names(finding: Finding) -> Iterator[str]:
    """The ids that a finding speaks of: its rule, its place, and its place without the row."""
    if finding.code == "undecided":
        return
    yield finding.rule
    yield finding.path
    parts = finding.path.split(".")
    if len(parts) == 3:
        yield f"{parts[0]}.{parts[2]}"
