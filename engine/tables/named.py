"""The words of a table whose names and rows were handed in: lists, tickets, certificates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from engine.packs.model import Category
from engine.tables.formats import print_value
from engine.tables.layout import PhotoLayout
from engine.tables.model import Column, Format, Repeat, Table, Text
from engine.tables.said import PrintedRow, Values, picture
from engine.tables.subjects import SUBJECTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Names and lists that were handed in; `names` is empty for a blank form."""

    table: Table
    names: Values
    lists: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    digest: str = ""

    @property
    def is_filled(self) -> bool:
        """Was anything handed in but the plan, which a blank form names, too?"""
        own = (name for name in self.names if not name.startswith("plan."))
        return any(own) or any(self.lists.values())

    def text(self, text: Text) -> str:
        """A text with its names filled in."""
        return _words(text, self.show)

    def show(self, expression: str, format: Format) -> str:
        """The printed value of a name."""
        own = {
            "table.name": self.table.name,
            "table.version": self.table.version,
            "dossier.digest": self.digest,
        }
        return own.get(expression) or shown(self.names, expression, format)

    def is_portrait(self, path: str) -> bool:
        """Of a person is what is called photo; the rest are seals and backgrounds."""
        return path.endswith("photo")

    def photo(self, path: str, width: float = 0) -> PhotoLayout | None:
        """The picture that was handed in under that name."""
        return picture(self.names.get(path), width)

    def rows(self, repeat: Repeat, category: Category | None = None) -> tuple[PrintedRow, ...]:
        """The rows of the list that the repeat names."""
        found = self.lists.get(repeat.of, ())
        return tuple(
            PrintedRow(number=number, of=repeat.of, given=row)
            for number, row in enumerate(found, 1)
        )

    def categories(self) -> Iterator[Category]:
        """None: there is no standard."""
        return iter(())

    def column(self, column: Column, row: PrintedRow) -> str:
        """A column's value in a row; a row without a number of its own is counted."""
        values = row.given or {}
        if column.show == "number":
            return shown(values, "number", "plain") or str(row.number)
        if column.path:
            return shown(values, column.path, column.format)
        if column.text is None:
            return ""
        return _words(column.text, partial(shown, values))


def shown(values: Values, name: str, format: Format) -> str:
    """A value as it is printed; one that was made for exactly this format goes first."""
    made = values.get(key_of(name, format))
    if made is not None:
        return str(made)
    value = values.get(name)
    return "" if isinstance(value, Mapping) else print_value(value, None, format)


def key_of(expression: str, format: Format) -> str:
    """Where a row keeps the words of an expression that were made for one format."""
    return f"{expression}|{format}"


def lists_of(table: Table, rows: Sequence[Values], names: Values) -> dict[str, Sequence[Values]]:
    """The rows of every list of the table's subject: `rows`, the others as `names` hold them."""
    found: dict[str, Sequence[Values]] = {"rows": rows}
    for id in SUBJECTS[table.subject].lists:
        given = names.get(id)
        if id != "rows" and isinstance(given, (list, tuple)):
            found[id] = given
    return found


def _words(text: Text, show: Callable[[str, Format], str]) -> str:
    return "".join(
        show(part.expression, part.format) if part.expression else part.words for part in text.parts
    )
