"""Sections and standards for tests of forms, put together without a pack around them."""

from __future__ import annotations

from types import MappingProxyType, SimpleNamespace
from typing import Any, cast

from engine.packs.model import Field, Section, Standard
from tests.engine.fields.declared import NOWHERE, declared


def section(id: str, *fields: Field, **given: Any) -> Section:
    """A form section with these fields."""
    given = {"type": "form", "name": id, "origin": NOWHERE} | given
    return Section(id=id, fields=fields, **given)


def standard(*sections: Section) -> Standard:
    """As much of a standard as forms look at."""
    of = {one.id: one for one in sections}
    known = {"sections": sections, "section_of": of, "messages": MappingProxyType({})}
    return cast(Standard, SimpleNamespace(**known))


YEARS = section(
    "personal",
    declared("{id: work_years, name: 工作年限, type: integer, min: 0, max: 60}"),
    declared("{id: born, name: 出生日期, type: date, future: false}"),
    declared("{id: data, name: 资料, type: text}"),
    declared("{id: validate, name: 验证, type: choices, choices: [甲, 乙]}"),
    declared("{id: course, name: 培训, type: date_range, precision: month}"),
    declared("{id: photo, name: 照片, type: photo}"),
)
