"""Columns that peewee does not have: JSON values as text, instants as ISO text, sortable ids."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import time
from datetime import datetime
from typing import Any

from peewee import CharField, TextField

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 26

_making = threading.Lock()
_latest = 0


def new_id() -> str:
    """A new id of 26 characters that sorts by the time of its making (a ULID in lower case).

    Those that one process makes in the same millisecond sort in the order of their making, too.
    """
    number = (int(time.time() * 1000) << 80) | secrets.randbits(80)
    with _making:
        global _latest
        if number <= _latest:
            number = _latest + 1 + secrets.randbits(64)  # not the next one, which could be guessed
        _latest = number
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(125, -5, -5))


def is_id(text: str) -> bool:
    """Whether a text could be one of `new_id`."""
    return len(text) == ID_LENGTH and set(text) <= set(_ALPHABET)


def canonical(value: Any) -> str:
    """A JSON value as text that is the same for equal values, for storing and for hashing."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(value: Any) -> str:
    """The sha256 of a JSON value in its canonical text."""
    return digest_of_text(canonical(value))


def digest_of_text(text: str) -> str:
    """The sha256 of a text, such as that of a JSON value that is canonical already."""
    return hashlib.sha256(text.encode()).hexdigest()


class JSONColumn(TextField):
    """A JSON value."""

    def db_value(self, value: Any) -> str | None:
        """The value as canonical JSON text."""
        return None if value is None else canonical(value)

    def python_value(self, value: str | None) -> Any:
        """The stored text as a value."""
        return None if value is None else json.loads(value)


class InstantColumn(CharField):
    """A moment with its UTC offset, stored as ISO text to the second."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=32, **options)

    def db_value(self, value: datetime | None) -> str | None:
        """The moment as ISO text."""
        return None if value is None else value.isoformat(timespec="seconds")

    def python_value(self, value: str | None) -> datetime | None:
        """The stored text as a moment."""
        return None if value is None else datetime.fromisoformat(value)
