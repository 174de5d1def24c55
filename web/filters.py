"""How templates show times, sizes and numbers."""

from __future__ import annotations

from datetime import datetime

from flask import Flask, url_for

from engine.committee.scoring import two_places
from engine.fields.number_check import plain
from engine.forms import TEMPLATE_GLOBALS
from engine.packs.model import Plan
from web.pages.question_markup import QuestionMarkup


def moment(value: datetime | None) -> str:
    """A moment to the minute: 2022-07-01 09:30."""
    return "" if value is None else value.strftime("%Y-%m-%d %H:%M")


def day(value: datetime | None) -> str:
    """The day of a moment: 2022-07-01."""
    return "" if value is None else value.strftime("%Y-%m-%d")


def megabytes(size: int) -> str:
    """A size in bytes as MB of 1,048,576 bytes, two digits after the point: 0.04MB."""
    return f"{max(size / 1_048_576, 0.01):.2f}MB".replace(".00MB", "MB")


def said_by(term: str, plan: Plan) -> str:
    """A term, such as a level, in the words of the plan's province."""
    return plan.word(term)


def masked(number: str | None) -> str:
    """An identity or mobile number that tells people apart and gives nobody away: 340***9976."""
    if not number:
        return ""
    return f"{number[:3]}{'*' * max(len(number) - 7, 3)}{number[-4:]}" if len(number) > 7 else "***"


FILTERS = {
    "masked": masked,
    "moment": moment,
    "day": day,
    "megabytes": megabytes,
    "score": two_places,
    "number": plain,
    "said_by": said_by,
}


def install_filters(app: Flask) -> None:
    """Make the filters known to templates, and what the partials of fields call."""
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        TEMPLATE_GLOBALS, file_url=file_url, question_markup=QuestionMarkup(app.jinja_env)
    )


def file_url(id: str) -> str:
    """The address of a file's content."""
    return url_for("files.content", id=id)
