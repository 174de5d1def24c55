"""What a plan check looks at: a compiled plan beside the nodes it was compiled from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.packs.model import Declared, Field, Item, Plan, Rule, Section, Slot, Standard
from engine.packs.node import Node
from engine.packs.resolve import ResolvedPlan
from engine.problems import Problem, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedPlan:
    """A plan under the linter's eyes; every check gets one and yields problems."""

    plan: Plan
    resolved: ResolvedPlan


def problem(
    code: str,
    declared: Declared,
    key: str,
    message: str,
    *,
    hint: str = "",
    severity: Severity = "error",
) -> Problem:
    """A problem at `key` of something declared (at the thing itself when it lacks the key)."""
    return Problem(
        position=declared.origin.at(key) if key else declared.origin.position,
        code=code,
        path=f"{declared.id}.{key}" if key else declared.id,
        message=message,
        hint=hint,
        severity=severity,
    )


def fields_with_places(standard: Standard) -> Iterator[tuple[str, Section, Field]]:
    """Every question of the sections as (path, section, field)."""
    for section in standard.sections:
        for field in section.fields:
            yield f"{section.id}.{field.id}", section, field


def slots_with_places(standard: Standard) -> Iterator[tuple[Section, Slot]]:
    """Every file slot of the sections."""
    for section in standard.sections:
        for slot in section.slots:
            yield section, slot


def items(standard: Standard) -> Iterator[Item]:
    """Every item of every category."""
    for category in standard.categories:
        yield from category.items


def rules(standard: Standard) -> Iterator[Rule]:
    """Every rule, those that others choose from included."""

    def unfold(rule: Rule) -> Iterator[Rule]:
        yield rule
        for part in rule.choose:
            yield from unfold(part)

    for rule in standard.rules:
        yield from unfold(rule)


def maps_of(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """Every mapping of a file with its path, outermost first."""
    if isinstance(node.value, dict):
        yield path, node
        for key, child in node.value.items():
            yield from maps_of(child, below(path, key))
    for index, child in enumerate(node.items()):
        yield from maps_of(child, f"{path}[{index}]")


def below(path: str, key: str) -> str:
    """The path of a key of the mapping at `path`."""
    return f"{path}.{key}" if path else key
