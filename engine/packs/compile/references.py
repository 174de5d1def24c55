"""References that can be looked up only when the whole standard is compiled."""

from __future__ import annotations

from collections.abc import Iterator

from engine.packs.compile.reader import Notes
from engine.packs.model import Declared, Field, Rule, Standard
from engine.packs.suggest import did_you_mean
from engine.problems import Problem


def check_references(standard: Standard, notes: Notes) -> None:
    """`at` of rules and `at_most` of fields."""
    places = set(_places(standard))
    for rule in _rules(standard.rules):
        if rule.at and rule.at not in places:
            notes.problems.append(_unknown(rule, "at", rule.at, "字段、模块或项目", places))
    for section in standard.sections:
        inside = f"{section.id}."
        for field in section.fields:
            if field.at_most and field.at_most not in places:
                if f"{inside}{field.at_most}" in places and section.type != "form":
                    continue
                notes.problems.append(_unknown(field, "at_most", field.at_most, "字段", places))
    for kind in standard.kinds.values():
        known = {field.id for field in kind.fields}
        for field in kind.fields:
            if field.at_most and field.at_most not in known:
                notes.problems.append(_unknown(field, "at_most", field.at_most, "字段", known))


def _places(standard: Standard) -> Iterator[str]:
    """What a finding can point at."""
    for section in standard.sections:
        yield section.id
        yield from (f"{section.id}.{field.id}" for field in section.fields)
        yield from (slot.id for slot in section.slots)
        for kind in section.kinds:
            found = standard.kinds.get(kind)
            yield from (f"{section.id}.{field.id}" for field in (found.fields if found else ()))
    for category in standard.categories:
        yield category.id
        yield from (item.id for item in category.items)


def _rules(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    for rule in rules:
        yield rule
        yield from _rules(rule.choose)


def _unknown(thing: Declared | Field, key: str, name: str, what: str, known: set[str]) -> Problem:
    return Problem(
        position=thing.origin.at(key),
        code="unknown-reference",
        path=f"{thing.id}.{key}",
        message=f"没有{what} “{name}”",
        hint=did_you_mean(name, sorted(known)),
    )
