"""Sensitive numbers are hidden from whoever looks at other people's material (个人信息保护法：
去标识化；domain.md §6.3): 340***********9976, 138****6614.

What is hidden is the material itself, before a page, a table or an export is made of it, so that
no template can forget it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.checks.kept import report_from
from engine.fields.sensitive import mask, sensitivity
from engine.packs.model import Field, Kind, Section, Standard
from web.services.dossier import Json
from web.services.draft import Draft
from web.services.handed_in import material_of

_ALONE = r"(?<![0-9A-Za-z])(?:{})(?![0-9A-Za-z])"
_DATE = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(_ALONE.format(r"[1-9]\d{5}" + _DATE + r"\d{3}[0-9Xx]"))
_MOBILE = re.compile(_ALONE.format(r"1[3-9]\d{9}"))
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def mask_identity(text: str) -> str:
    """A text without the identity numbers in it; other numbers may be those of certificates."""
    return _IDENTITY.sub(lambda found: mask(found[0], "id"), text)


def mask_text(text: str) -> str:
    """A text of whatever kind without the identity numbers, mobiles and addresses in it."""
    hidden = _MOBILE.sub(lambda found: mask(found[0], "mobile"), mask_identity(text))
    return _MAIL.sub(lambda found: mask(found[0], "text"), hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A sensitive answer: what it is called, and all of it."""

    name: str
    value: str


def masked_draft(draft: Draft) -> Draft:
    """The same application with every sensitive answer hidden: for pages, tables and exports that
    are made for somebody else than the applicant. Never decide or store by it."""
    data = masked_dossier(draft.data, draft.standard)
    hidden = replace(draft, data=data)
    if draft.snapshot is not None:
        shown = _Shown(dossier=data, taken_at=draft.snapshot.taken_at)
        hidden.material = material_of(shown, draft.standard)  # type: ignore[arg-type]  # what it reads of a snapshot
    values = _masked_values(draft)
    if draft.kept is not None:
        hidden.kept = mask_json(draft.kept)
        hidden.report = report_from(hidden.kept or {}, values)
    else:
        hidden.report = replace(draft.report, values=values)
    return hidden


def _masked_values(draft: Draft) -> dict[str, Any]:
    """The answers that conditions see, sensitive ones hidden: no text made of them says more."""
    found: dict[str, Any] = {}
    for name, value in draft.values.items():
        section, _, id = name.partition(".")
        owner = draft.standard.section_of.get(section)
        field = next((one for one in owner.fields if one.id == id), None) if owner else None
        found[name] = _hidden(field, value) if isinstance(value, str) else mask_json(value)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What `material_of` reads of a snapshot."""

    dossier: Json
    taken_at: Any


def masked_dossier(data: Json, standard: Standard) -> Json:
    """A dossier with every sensitive answer hidden."""
    sections = standard.section_of
    found: Json = dict(data)
    found["sections"] = {
        id: masked_answers(values, sections[id].fields) if id in sections else mask_json(values)
        for id, values in data.get("sections", {}).items()
    }
    found["rows"] = {
        id: [masked_answers(row, _fields_of(standard, id, row)) for row in rows]
        for id, rows in data.get("rows", {}).items()
    }
    return found


def sensitive_numbers(draft: Draft) -> list[Number]:
    """Every sensitive answer of an application in full, for whoever says why they need it."""
    found: list[Number] = []
    for id, values in draft.data.get("sections", {}).items():
        section = draft.standard.section_of.get(id)
        if section is not None:
            found += _numbers(values, section.fields, section.name)
    for id, rows in draft.data.get("rows", {}).items():
        for row in rows:
            fields = _fields_of(draft.standard, id, row)
            found += _numbers(row, fields, "")
    seen: dict[tuple[str, str], Number] = {(one.name, one.value): one for one in found}
    return list(seen.values())


def sensitive_answers(values: Mapping[str, Any], section: Section) -> list[Number]:
    """The same of one section of a profile."""
    return list(_numbers(values, section.fields, section.name))


def _fields_of(standard: Standard, list_id: str, row: Mapping[str, Any]) -> tuple[Field, ...]:
    section = standard.section_of.get(list_id)
    kind: Kind | None = standard.kinds.get(row.get("kind", "")) if "kind" in row else None
    return (*(section.fields if section else ()), *(kind.fields if kind else ()))


def masked_answers(values: Mapping[str, Any], fields: tuple[Field, ...]) -> Json:
    """Answers of some fields, those that are sensitive hidden."""
    by_id = {field.id: field for field in fields}
    return {id: _hidden(by_id.get(id), value) for id, value in values.items()}


def _hidden(field: Field | None, value: Any) -> Any:
    if field is None:
        return mask_json(value)
    if field.type == "rows" and isinstance(value, list):
        return [
            masked_answers(row, _columns(field)) if isinstance(row, dict) else row for row in value
        ]
    kind = sensitivity(field)
    return mask(value, kind) if kind and isinstance(value, str) else mask_json(value)


def _columns(field: Field) -> tuple[Field, ...]:
    """The fields of the rows inside an answer."""
    return tuple(getattr(field.options, "fields", ()))


def _numbers(values: Mapping[str, Any], fields: tuple[Field, ...], where: str) -> Iterator[Number]:
    for field in fields:
        value = values.get(field.id)
        if field.type == "rows" and isinstance(value, list):
            for row in value:
                if isinstance(row, dict):
                    yield from _numbers(row, _columns(field), field.name)
        elif sensitivity(field) and isinstance(value, str) and value:
            name = f"{where}：{field.name}" if where else field.name
            yield Number(name=name, value=value)


def mask_json(value: Any) -> Any:
    """A JSON value with the numbers in its texts hidden."""
    if isinstance(value, str):
        return mask_identity(value)
    if isinstance(value, dict):
        return {key: mask_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [mask_json(one) for one in value]
    return value
