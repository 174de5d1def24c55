"""What an uploaded file is, and what says that it cannot be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.fields.field_type import Argument


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that was opened: its type by content, and what it measures.

    Pixels are those of the image as it is shown, `background` is the colour around it as
    `#rrggbb`; 0 and "" where there is nothing to measure or no single colour.
    """

    type: str
    width: int = 0
    height: int = 0
    pages: int = 0
    background: str = ""


class Refused(Exception):
    """A file that cannot be kept: a key of `engine.messages`, `details` are what fills it."""

    def __init__(self, code: str, **details: Argument) -> None:
        super().__init__(code)
        self.code = code
        self.details: Mapping[str, Argument] = details
