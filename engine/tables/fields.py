"""Finding the field that a path of a table means, in the standard that the applicant uses."""

from __future__ import annotations

from engine.dossier import Row
from engine.packs.model import Category, Field, Kind, Standard


def field_of(standard: Standard, path: str) -> Field | None:
    """The field of a form section that `section.field` names."""
    section, _, name = path.partition(".")
    found = standard.section_of.get(section)
    return _named(found.fields, name) if found is not None else None


def kind_of(standard: Standard, row: Row) -> Kind | None:
    """The kind of the archive record that a picked row was taken from."""
    return standard.kinds.get(row.kind)


def row_field(standard: Standard, of: str, row: Row, name: str) -> Field | None:
    """The field `name` of one row: asked in its section, or a field of its kind."""
    section = standard.section_of.get(of)
    found = _named(section.fields, name) if section is not None else None
    kind = kind_of(standard, row)
    return found or (_named(kind.fields, name) if kind is not None else None)


def category_of(standard: Standard, id: str) -> Category | None:
    """The category with that id."""
    return next((category for category in standard.categories if category.id == id), None)


def _named(fields: tuple[Field, ...], name: str) -> Field | None:
    return next((field for field in fields if field.id == name), None)
