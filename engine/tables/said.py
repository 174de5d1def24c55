"""What every block asks of whoever says the words: an application's answers, or given names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.dossier import File, Row
from engine.packs.model import Category, Item, Slot
from engine.tables.layout import PHOTO_HEIGHT, PHOTO_WIDTH, PhotoLayout
from engine.tables.model import Column, Format, Repeat, Table, Text

NO_ROW = Row(id="")
Values = Mapping[str, object]
"""Values by name: final words, numbers, ISO dates, or a picture as the map of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """One row to print: the id it stands under and its item where it has one, the slot whose
    files it lists, or the values it was given with."""

    number: int
    of: str
    row: Row = NO_ROW
    files: tuple[File, ...] = ()
    item: Item | None = None
    slot: Slot | None = None
    given: Values | None = None


class Said(Protocol):
    """The words of one print; a blank form has none."""

    @property
    def table(self) -> Table:
        """The table."""

    @property
    def is_filled(self) -> bool:
        """Is this a filled form, in which what is missing may have to be said?"""

    @property
    def digest(self) -> str:
        """The digest of the answers; "" for a blank form."""

    def text(self, text: Text) -> str:
        """A text with its expressions filled in; empty ones leave no trace."""

    def show(self, expression: str, format: Format) -> str:
        """The printed value of a path or an expression."""

    def is_portrait(self, path: str) -> bool:
        """Whether the picture under `path` is of a person, and no signature or seal."""

    def photo(self, path: str, width: float = 0) -> PhotoLayout | None:
        """The picture under `path`, if there is one; `width` in millimetres, 0 for the usual."""

    def rows(self, repeat: Repeat, category: Category | None = None) -> tuple[PrintedRow, ...]:
        """The rows that a repeat prints; of `category` for a grid per category."""

    def categories(self) -> Iterator[Category]:
        """The categories that apply."""

    def column(self, column: Column, row: PrintedRow) -> str:
        """What a column of a repeat says about a row."""


MOST_PIXELS = 1_000_000
"""Wider or higher is no picture: what a dossier says of itself may be nonsense."""


def picture(found: object, width: float = 0) -> PhotoLayout | None:
    """The picture that a file map names, as large as its place allows, in its own proportions
    where they are known; None if it is no picture."""
    if not isinstance(found, Mapping) or not isinstance(found.get("sha256"), str):
        return None
    room = width or PHOTO_WIDTH
    tall = room * PHOTO_HEIGHT / PHOTO_WIDTH
    wide, high = found.get("width"), found.get("height")
    if not (isinstance(wide, int) and isinstance(high, int)):
        return PhotoLayout(sha256=found["sha256"], width=room, height=tall)
    if not (0 < wide < MOST_PIXELS and 0 < high < MOST_PIXELS):
        return PhotoLayout(sha256=found["sha256"], width=room, height=tall)
    scale = min(room / wide, tall / high)
    return PhotoLayout(sha256=found["sha256"], width=wide * scale, height=high * scale)
