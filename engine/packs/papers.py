"""Exams as a plan declares them: written tests, interviews and defences (笔试、面试、答辩)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.packs.declared import Declared
from engine.rules.expression import Expression

PaperKind = Literal["written", "interview", "defence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempt:
    """Who may ask to be exempt from an exam (免面试): one of the `grounds`, with a proof."""

    grounds: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Declared):
    """One of a standard's `exams`; who sits it, `when`. Marks go from 0 to `full`.

    `pass_mark` is what is needed, None where the committee decides without one. `notes` are printed
    on the admission ticket (考生须知).
    """

    kind: PaperKind
    when: Expression | None = None
    subject: str = ""
    full: float = 100
    pass_mark: float | None = None
    notes: tuple[str, ...] = ()
    exempt: Exempt | None = None
