"""Author mistakes: where they are, what is wrong and how to cure it.

Every reader and checker of packs collects `Problem` values; whoever cannot go on raises one
`PackError` that carries all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""`note`: told, though it is nobody's mistake and cannot be cured by the author yet."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a pack file; line and column count from 1, columns in code points."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake of an author: place first, then a stable code, what is wrong, how to cure it.

    `pack` is the id of the pack that is missing, where that is the mistake.
    """

    position: Position
    code: str
    message: str
    path: str = ""
    hint: str = ""
    severity: Severity = "error"
    pack: str = ""

    def __str__(self) -> str:
        path = f"{self.path}: " if self.path else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{self.position}: {self.code}: {path}{self.message}{hint}"


class PackError(Exception):
    """Packs that cannot be used, with every problem that was found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.position, p.code)))
        super().__init__("\n".join(map(str, self.problems)))
