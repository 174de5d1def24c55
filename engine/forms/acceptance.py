"""Which of the answers that were sent may be stored: those whose questions apply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.forms.reading import merge
from engine.packs.model import Field

Applies = Callable[[Field], bool]


def accept(
    fields: Iterable[Field],
    asked: Mapping[str, Any],
    before: Mapping[str, Any],
    applying: Callable[[dict[str, Any]], Applies],
) -> tuple[dict[str, Any], Applies]:
    """The answers `before` with those of `asked` that may be written, and what applies then.

    `applying` says which questions apply when the answers are these. An answer may make another
    question apply that was answered on the same page, so it is asked again until nothing more is
    accepted. Cleared answers (None) are dropped.
    """
    values = merge(before, {})
    waiting = [field for field in fields if field.id in asked]
    while True:
        applies = applying(values)
        new = [field for field in waiting if applies(field)]
        if not new:
            return values, applies
        values = merge(values, {field.id: asked[field.id] for field in new})
        waiting = [field for field in waiting if field not in new]
