"""How templates show times, sizes and numbers."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from engine.messages import number_text


def moment(value: datetime | None) -> str:
    """A moment to the minute: 2022-07-01 09:30."""
    return "" if value is None else value.strftime("%Y-%m-%d %H:%M")


def day(value: datetime | None) -> str:
    """The day of a moment: 2022-07-01."""
    return "" if value is None else value.strftime("%Y-%m-%d")


def megabytes(size: int) -> str:
    """A size in bytes as MB of 1,048,576 bytes, two digits after the point: 0.04MB."""
    return f"{max(size / 1_048_576, 0.01):.2f}MB".replace(".00MB", "MB")


FILTERS = {"moment": moment, "day": day, "megabytes": megabytes, "number": number_text}


def install_filters(app: Flask) -> None:
    """Make the filters known to templates."""
    app.jinja_env.filters.update(FILTERS)
