"""Field types, one file each, and the registry that names them.

A new type is a file here, its line below, `templates/partials/fields/<type>.html` and its test.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.fields import (
    boolean,
    choice,
    choices,
    code,
    date,
    date_range,
    decimal,
    email,
    file,
    integer,
    long_text,
    mobile,
    money,
    month,
    photo,
    rank,
    resident_id,
    rows,
    signature,
    text,
    uscc,
    year,
)
from engine.fields.field_type import Check, Fault, FieldType, OptionsContext, is_empty

__all__ = ["FIELD_TYPES", "Check", "Fault", "FieldType", "OptionsContext", "is_empty"]

FIELD_TYPES: Mapping[str, FieldType] = {
    "text": text,
    "long_text": long_text,
    "integer": integer,
    "decimal": decimal,
    "money": money,
    "year": year,
    "month": month,
    "date": date,
    "date_range": date_range,
    "boolean": boolean,
    "choice": choice,
    "choices": choices,
    "code": code,
    "resident_id": resident_id,
    "uscc": uscc,
    "mobile": mobile,
    "email": email,
    "rank": rank,
    "file": file,
    "photo": photo,
    "signature": signature,
    "rows": rows,
}
