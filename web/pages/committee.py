"""What the pages of a committee's office choose from and show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.services.acceptance import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be looked for: plans as (id, name), titles, modes and units that occur."""

    plans: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    modes: tuple[str, ...]
    units: tuple[str, ...]


def choices_of(found: Sequence[Candidate]) -> Choices:
    """What can be looked for among these."""
    return Choices(
        plans=tuple(sorted({(one.plan.id, one.plan.name) for one in found})),
        titles=tuple(sorted({one.title for one in found})),
        modes=tuple(sorted({one.mode for one in found})),
        units=tuple(sorted({one.unit for one in found if one.unit})),
    )
