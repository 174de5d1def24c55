"""What of a person others see in part only: identity numbers, mobiles, addresses.

Field types say it by themselves; a field may say it with `sensitive`, such as a passport number
that is asked for as text.
"""

from __future__ import annotations

from typing import Protocol

BY_TYPE = {"resident_id": "id", "mobile": "mobile", "email": "text"}
"""What fields of these types are, unless they say otherwise."""


class _Field(Protocol):
    @property
    def type(self) -> str: ...

    @property
    def sensitive(self) -> str: ...


def sensitivity(field: _Field) -> str:
    """How a field is hidden: id, mobile or text; "" when it is not. `none` in a pack shows it."""
    said = field.sensitive or BY_TYPE.get(field.type, "")
    return "" if said == "none" else said


def mask(value: str, kind: str) -> str:
    """A value that tells people apart and gives nobody away: 340***********9976, 138****6614,
    王*** of texts."""
    if kind in ("id", "mobile") and len(value) > 7:
        return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}"
    return f"{value[:1]}***" if value else ""
