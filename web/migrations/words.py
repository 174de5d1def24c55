"""Columns as steps declare them: apart from the site's models, which go on changing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import CharField


class Text(CharField):
    """Text as long as it comes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "max_length": None})


class Key(Text):
    """The text that a row is known by."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "primary_key": True})


def now() -> str:
    """The present moment as it is stored."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).isoformat(timespec="seconds")


def plain(value: Any) -> str:
    """A JSON value as it is stored."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
