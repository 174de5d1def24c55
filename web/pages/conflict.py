"""Two versions of one part side by side: nothing is overwritten before somebody chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.packs.model import Field
from web.pages.records import display
from web.services.errors import Conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question with what is stored and what was just typed."""

    name: str
    stored: str
    mine: str

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.stored != self.mine


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictPart:
    """The part that two windows changed; `version` is the one to overwrite, if so chosen."""

    name: str
    differences: tuple[Difference, ...]
    version: int


def build_conflict(name: str, fields: Sequence[Field], conflict: Conflict) -> ConflictPart:
    """A conflict question by question; only what was asked can differ."""
    return ConflictPart(
        name=name,
        differences=tuple(
            Difference(
                name=field.name,
                stored=display(field, conflict.stored.get(field.id)),
                mine=display(field, conflict.mine.get(field.id)),
            )
            for field in fields
            if field.id in conflict.mine
        ),
        version=conflict.version,
    )
