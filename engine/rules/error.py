"""What an author of packs is told when an expression cannot be understood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from engine.packs.suggest import nearest
from engine.problems import Position, Problem

Place = int | Position
"""Where a part of an expression stands: its column in the text, or its place in a pack."""

ErrorCode = Literal[
    "expression-syntax", "expression-type", "expression-limit", "unknown-name", "unknown-choice"
]


class ExpressionError(Exception):
    """One mistake in an expression or a condition map.

    `column` counts code points from 1 and is 0 for maps; `position` is where the mistake stands in
    the pack, as far as the place of the whole text is known. `name` is the dotted name that is not
    known, if that is the mistake.
    """

    def __init__(
        self,
        message: str,
        at: Place,
        hint: str = "",
        code: ErrorCode = "expression-type",
        *,
        name: str = "",
    ) -> None:
        self.message = message
        self.hint = hint
        self.code: ErrorCode = code
        self.name = name
        self.column = at if isinstance(at, int) else 0
        self.position = at if isinstance(at, Position) else None
        super().__init__(message)

    def locate(self, start: Position | None) -> None:
        """Set `position`, given the place of the first character of the text."""
        if self.position is None and start is not None:
            shift = max(self.column - 1, 0)
            self.position = Position(start.file, start.line, start.column + shift)

    def problem(self, path: str = "") -> Problem:
        """The mistake as a problem of a pack; `path` names the key that holds the expression."""
        return Problem(
            position=self.position or Position("", 1, max(self.column, 1)),
            code=self.code,
            message=self.said,
            path=path,
            hint=self.hint,
        )

    @property
    def said(self) -> str:
        """The message with its column, which a folded YAML text hides."""
        return f"第 {self.column} 列：{self.message}" if self.column else self.message

    def __str__(self) -> str:
        return f"{self.said}（{self.hint}）" if self.hint else self.said


def suggest(word: str, names: Iterable[str]) -> str:
    """`是不是想写 “x”？` for the name nearest to `word`, or nothing."""
    close = nearest(word, names)
    return f"是不是想写 “{close}”？" if close else ""
