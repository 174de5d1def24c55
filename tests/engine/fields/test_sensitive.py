"""Which answers are hidden from others, and how they look then."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from engine.fields.sensitive import mask, sensitivity


@dataclass
class Asked:
    """What is looked at of a field."""

    type: str
    sensitive: str = ""


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (Asked("resident_id"), "id"),
        (Asked("mobile"), "mobile"),
        (Asked("email"), "text"),
        (Asked("text"), ""),
        (Asked("text", "id"), "id"),
        (Asked("mobile", "none"), ""),
    ],
)
def test_field_says_how_it_is_hidden(field: Asked, kind: str) -> None:
    assert sensitivity(field) == kind


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("340104199006079976", "id", "340***********9976"),
        ("13800006614", "mobile", "138****6614"),
        ("1234567", "id", "1***"),
        ("lixiao@example.com", "text", "l***"),
        ("", "text", ""),
    ],
)
def test_what_is_shown_tells_apart_and_gives_nobody_away(value: str, kind: str, shown: str) -> None:
    assert mask(value, kind) == shown
