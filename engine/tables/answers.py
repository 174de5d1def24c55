"""What a dossier answers to the paths, texts and rows of a table. No dossier: nothing, anywhere.

Answers to questions that do not apply are kept in a draft but not printed; the report says which
values count, and only those does an expression see.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from engine.checks.report import CheckReport
from engine.dossier import Dossier, dossier_data
from engine.packs.model import Category, Field, Item, Plan, Slot, Standard
from engine.rules.expression import Expression
from engine.tables.columns import column_text
from engine.tables.expressions import compiled_text
from engine.tables.fields import category_of, field_of
from engine.tables.formats import print_found, print_value
from engine.tables.given import given_value
from engine.tables.layout import PhotoLayout
from engine.tables.model import Column, Format, Repeat, Table, Text
from engine.tables.said import PrintedRow, picture
from engine.tables.text import is_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The plan's and the applicant's side of a table."""

    table: Table
    plan: Plan
    standard: Standard
    dossier: Dossier | None
    report: CheckReport | None

    @property
    def is_filled(self) -> bool:
        """Is this a filled form, in which what is missing may have to be said?"""
        return self.dossier is not None

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with any answer; "" for a blank form."""
        if self.dossier is None:
            return ""
        told = dossier_data(self.dossier)
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
        # an answer that is half of a character is told by the check and has a digest, too
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12].upper()

    def text(self, text: Text) -> str:
        """A text with its expressions filled in; empty ones leave no trace."""
        return "".join(
            self.show(part.expression, part.format) if part.expression else part.words
            for part in text.parts
        )

    def show(self, expression: str, format: Format) -> str:
        """The printed value of a path or an expression."""
        given = given_value(expression, self)
        if given is not None:
            return given
        if is_path(expression) and (field := field_of(self.standard, expression)) is not None:
            return print_value(self._answer(expression, field), field, format)
        pledge = self._pledge(expression, format)
        if pledge is not None:
            return pledge
        if self.report is None:
            return ""
        compiled = compiled_text(expression, self.standard)
        return print_found(compiled.evaluate(self.report.values), compiled.value_type, format)

    def is_portrait(self, path: str) -> bool:
        """Whether the picture under `path` is of a person, and no signature."""
        field = field_of(self.standard, path)
        return field is None or field.type == "photo"

    def photo(self, path: str, width: float = 0) -> PhotoLayout | None:
        """The photo or signature under `path`, if one was handed in."""
        field = field_of(self.standard, path)
        return picture(self._answer(path, field), width) if field is not None else None

    def rows(self, repeat: Repeat, category: Category | None = None) -> tuple[PrintedRow, ...]:
        """The rows that a repeat prints; of `category` for a grid per category."""
        if self.dossier is None:
            return ()
        found = self._found(repeat, category)
        return tuple(replace(row, number=number) for number, row in enumerate(found, 1))

    def categories(self) -> Iterator[Category]:
        """The categories that apply to this application."""
        for category in self.standard.categories:
            if self.applies(category.when):
                yield category

    def column(self, column: Column, row: PrintedRow) -> str:
        """What a column says about one of the application's rows."""
        return column_text(column, row, self)

    def applies(self, when: Expression | None) -> bool:
        """Does what has this condition belong to the application? In a blank form all does."""
        if when is None or self.report is None:
            return True
        return bool(when.evaluate(self.report.values))

    def _found(self, repeat: Repeat, category: Category | None) -> Iterator[PrintedRow]:
        if repeat.source == "slots":
            for slot in self._slots():
                files = self.dossier.files.get(slot.id, ()) if self.dossier is not None else ()
                yield PrintedRow(number=0, of=slot.id, files=files, slot=slot)
        elif repeat.source == "section":
            section = self.standard.section_of.get(repeat.of)
            if section is not None and self.applies(section.when):
                yield from self._rows(repeat.of, None)
        elif repeat.source == "records":
            for each in self.categories():
                for item in self._items(repeat, each):
                    yield from self._rows(item.id, item)
        else:
            for item in self._items(repeat, category):
                yield from self._rows(item.id, item)

    def _items(self, repeat: Repeat, category: Category | None) -> Iterator[Item]:
        if repeat.source == "item":
            found = self.standard.item_of.get(repeat.of)
            items: tuple[Item, ...] = (found,) if found is not None else ()
        else:
            chosen = category or category_of(self.standard, repeat.of)
            items = chosen.items if chosen is not None else ()
        return (item for item in items if self.applies(item.when))

    def _slots(self) -> Iterator[Slot]:
        for section in self.standard.sections:
            if section.type == "slots" and self.applies(section.when):
                yield from (slot for slot in section.slots if self.applies(slot.when))

    def _rows(self, of: str, item: Item | None) -> Iterator[PrintedRow]:
        for row in self.dossier.rows.get(of, ()) if self.dossier is not None else ():
            files = tuple(file for found in row.files.values() for file in found)
            yield PrintedRow(number=0, of=of, row=row, files=files, item=item)

    def _pledge(self, path: str, format: Format) -> str | None:
        """`<pledge>.text` is what is agreed to, `.agreed` and `.signed_on` the applicant's part."""
        id, _, name = path.partition(".")
        section = self.standard.section_of.get(id)
        if section is None or section.type != "pledge":
            return None
        if name == "text":
            return section.text
        answers = self.dossier.sections.get(id, {}) if self.dossier is not None else {}
        return print_value(answers.get(name), None, format)

    def _answer(self, path: str, field: Field) -> object:
        id, _, name = path.partition(".")
        section = self.standard.section_of[id]
        if self.dossier is None or not (self.applies(section.when) and self.applies(field.when)):
            return None
        return self.dossier.sections.get(id, {}).get(name)
