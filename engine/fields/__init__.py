"""Field types, one file each, and the registry that names them.

A new type is a file here, its line below, `templates/partials/fields/<type>.html` and its test.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.fields import integer, text
from engine.fields.field_type import Check, Fault, FieldType, OptionsContext, is_empty

__all__ = ["FIELD_TYPES", "Check", "Fault", "FieldType", "OptionsContext", "is_empty"]

FIELD_TYPES: Mapping[str, FieldType] = {
    "text": text,
    "integer": integer,
}
