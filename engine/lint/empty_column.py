"""empty-column: a column of a repeat that shows what no row of its source has.

Files have a name and a number only; rows of a section have no item, and unless they are picked from
the archive no kind, title, date or rank either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from engine.lint.subject import LintedPlan
from engine.packs.model import Standard
from engine.problems import Problem
from engine.tables.model import Column, Repeat, Show

CODE = "empty-column"

SHOWN = get_args(Show)
_OF_FILES = ("number", "title", "files")
_OF_ROWS = ("number", "files")


def check_plan(subject: LintedPlan) -> Iterator[Problem]:
    """Hold the columns of every repeat against what its rows can say."""
    for standard in subject.plan.standards:
        for name in standard.tables:
            for block in subject.plan.tables[name].blocks:
                if isinstance(block, Repeat) and block.source != "list":
                    said = _said(block, standard)
                    yield from (_empty(one, said) for one in block.columns if _is_mute(one, said))


def _said(repeat: Repeat, standard: Standard) -> tuple[str, ...]:
    """What `show` may be for the rows of a repeat."""
    if repeat.source == "slots":
        return _OF_FILES
    section = standard.section_of.get(repeat.of) if repeat.source == "section" else None
    if section is None:
        return SHOWN
    return tuple(one for one in SHOWN if one != "item") if section.kinds else _OF_ROWS


def _is_mute(column: Column, said: tuple[str, ...]) -> bool:
    own = column.path or column.until
    return column.show not in said if column.show else bool(own) and said is _OF_FILES


def _empty(column: Column, said: tuple[str, ...]) -> Problem:
    shown = f"show: {column.show}" if column.show else f"field: {column.path or column.until}"
    return Problem(
        position=column.position,
        code=CODE,
        path=column.name,
        message=f"这一列的 {shown} 在这里没有内容，会一直空着",
        hint=f"这里可以用 show: {'、'.join(said)}",
    )
