"""Reads posted forms through the inputs of the engine."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from engine.forms import build_form, read_values
from engine.packs.model import Section


def asked_of(section: Section, sent: MultiDict[str, str], prefix: str = "") -> dict[str, Any]:
    """The answers that a form of this section, or of one of its rows, asked for, as stored
    values; None clears an answer. What the form did not ask is not among them."""
    return read_values(build_form(section)(sent, prefix=prefix))
