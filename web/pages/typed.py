"""What a form sent, and what is wrong with it as templates ask for it: nothing where nothing is."""

from __future__ import annotations

from collections.abc import Mapping


class Typed(dict[str, str]):
    """Texts by the names of fields; "" for a field that was not sent."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        super().__init__(values or {})

    def __missing__(self, key: str) -> str:
        return ""

    def only(self, action: str) -> Typed:
        """The same where it was sent by the form of this action, nothing otherwise."""
        return self if self["action"] == action else Typed()


def whole_number(text: str, digits: int = 4) -> int | None:
    """The whole number that was typed, None where it is none or has more digits."""
    plain = text.strip()
    is_number = plain.isascii() and plain.isdigit() and len(plain) <= digits
    return int(plain) if is_number else None
