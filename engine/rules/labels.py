"""What people call the fields that counts and conditions speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.packs.model import Standard

_BUILT_IN = {"kind": "类别", "item": "项目", "category": "业绩类别", "status": "核验状态"}


def field_labels(standard: Standard) -> Mapping[str, Mapping[str, str]]:
    """Names of fields by id, per kind of record and per section."""
    labels: dict[str, Mapping[str, str]] = {
        section.id: {field.id: field.name for field in section.fields}
        for section in standard.sections
    }
    for kind in standard.kinds.values():
        labels[kind.id] = {field.id: field.name for field in kind.fields}
    return labels


def label_of(
    labels: Mapping[str, Mapping[str, str]], row: Mapping[str, Any], section: str, field: str
) -> str:
    """The name of a row's field: of its kind, of its section, else the id itself."""
    for owner in (row.get("kind"), section):
        if isinstance(owner, str) and (name := labels.get(owner, {}).get(field)):
            return name
    return _BUILT_IN.get(field, field)
