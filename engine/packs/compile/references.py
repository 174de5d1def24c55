"""References that can be looked up only when the whole standard is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.packs.compile.reader import Notes
from engine.packs.model import Declared, Field, Rule, Section, Standard
from engine.packs.suggest import did_you_mean
from engine.problems import Problem

Profile = Mapping[str, tuple[str, str]]
"""Type and code table of the answers of a profile, by path."""
WORDS = frozenset({"text", "long_text"})
"""Types that can take over each other's answers."""


def check_references(standard: Standard, profile: Profile, notes: Notes) -> None:
    """`at` of rules, `at_most` and `prefill` of fields."""
    places = set(_places(standard))
    for rule in _rules(standard.rules):
        if rule.at and rule.at not in places:
            notes.problems.append(_unknown(rule, "at", rule.at, "字段、模块或项目", places))
    for section in standard.sections:
        inside = f"{section.id}."
        for field in section.fields:
            if field.prefill:
                notes.problems += _prefill_problems(section, field, profile)
            if field.at_most and field.at_most not in places:
                if f"{inside}{field.at_most}" in places and section.type != "form":
                    continue
                notes.problems.append(_unknown(field, "at_most", field.at_most, "字段", places))
    for kind in standard.kinds.values():
        known = {field.id for field in kind.fields}
        notes.problems += _misplaced_prefills(kind.fields)
        for field in kind.fields:
            if field.at_most and field.at_most not in known:
                notes.problems.append(_unknown(field, "at_most", field.at_most, "字段", known))


def check_profile(profile: Iterable[Section], notes: Notes) -> None:
    """`at_most` and `prefill` of the questions of a profile."""
    sections = tuple(profile)
    places = {f"{section.id}.{field.id}" for section in sections for field in section.fields}
    for section in sections:
        notes.problems += _misplaced_prefills(section.fields)
        for field in section.fields:
            if field.at_most and field.at_most not in places:
                notes.problems.append(_unknown(field, "at_most", field.at_most, "字段", places))


def _prefill_problems(section: Section, field: Field, profile: Profile) -> Iterator[Problem]:
    """An application takes over answers of the profile where it asks the same question."""
    if section.type != "form" or section.fixed:
        yield from _misplaced_prefills([field])
    elif field.prefill not in profile:
        yield _unknown(field, "prefill", field.prefill, "个人信息", set(profile))
    elif not _fits(field, *profile[field.prefill]):
        yield Problem(
            position=field.origin.at("prefill"),
            code="wrong-type",
            path=f"{section.id}.{field.id}.prefill",
            message=f"“{field.prefill}” 与这个字段的类型或代码表不同，不能预填",
            hint="两处请用同一种字段类型和同一张代码表。",
        )


def _fits(field: Field, type: str, table: str) -> bool:
    if field.type in WORDS:
        return type in WORDS
    own = field.origin.get("table")
    return field.type == type and table == (str(own.value) if own else "")


def _misplaced_prefills(fields: Iterable[Field]) -> Iterator[Problem]:
    for field in fields:
        if field.prefill:
            yield Problem(
                position=field.origin.at("prefill"),
                code="misplaced-key",
                path=f"{field.id}.prefill",
                message="只有申报人填写的表单字段可以预填",
                hint="请删去 prefill。",
            )


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
