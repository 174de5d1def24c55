"""The questions of the self-check page: only those that would decide something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from engine.packs.model import Field, Section
from web.pages.parts import Question

SHORT = frozenset({"boolean", "choice", "code", "date", "month", "year", "integer", "decimal"})
"""Field types that one control answers."""


def asked_questions(
    asked: Iterable[tuple[Section, tuple[Field, ...]]], answers: Mapping[str, Mapping[str, Any]]
) -> tuple[Question, ...]:
    """The questions with the answers given so far; none of them must be answered."""
    return tuple(
        Question(
            field=field,
            anchor=f"{section.id}.{field.id}",
            name=f"{section.id}.{field.id}",
            value=answers.get(section.id, {}).get(field.id),
            required=False,
            shown=True,
        )
        for section, fields in asked
        for field in fields
        if field.type in SHORT
    )
