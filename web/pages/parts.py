"""The sections and categories of a page, with what is stored, arranged for templates."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.fields import FIELD_TYPES
from engine.packs.model import Category, Field, Item, Page, Section, Slot
from engine.rules.browser import to_browser
from web.models import Row
from web.pages.faults import Faults
from web.pages.records import RecordPart, display, facts_of, record_part
from web.pages.same_files import Same, same_within
from web.pages.slots import SlotPart, build_slot
from web.services.draft import Draft

WIDE = frozenset({"long_text", "rows", "photo", "signature", "file", "choices"})
"""Field types whose inputs are too large for a column."""

COLUMNS = 6
"""How many fields of a row a list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field as a page asks it. `anchor` is its element id and the path of its findings,
    `name` what its inputs are called."""

    field: Field
    anchor: str
    name: str
    value: object
    required: bool
    shown: bool
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The answer as pages show it."""
        return display(self.field, self.value)

    @property
    def value_type(self) -> str:
        """The type that expressions see."""
        return FIELD_TYPES[self.field.type].value_type(self.field.options).type

    @property
    def when(self) -> str:
        """The question's condition as JSON for the browser, "" when it has none."""
        condition = self.field.when
        return "" if condition is None else json.dumps(to_browser(condition))

    @property
    def is_wide(self) -> bool:
        """Whether the question needs the whole width of the form."""
        return self.field.type in WIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """A typed row, or a pick with the record that was taken. `cells` are what lists show of a typed
    row, `facts` all its answers by name."""

    row: Row
    number: int
    anchor: str
    cells: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    record: RecordPart | None = None
    questions: tuple[Question, ...] = ()
    files: tuple[SlotPart, ...] = ()
    faults: tuple[str, ...] = ()
    is_stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """The rows of a section or the picks of an item; `rule` says how many there may be."""

    id: str
    rows: tuple[RowPart, ...]
    columns: tuple[str, ...] = ()
    rule: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPart:
    """A section of a page."""

    section: Section
    version: int
    writable: bool
    questions: tuple[Question, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """All answers by name, where they are told instead of asked for."""
    closed: tuple[tuple[str, str], ...] = ()
    """Answers beside the questions that a return has not opened."""
    list: ListPart | None = None
    slots: tuple[SlotPart, ...] = ()
    statement: tuple[str, ...] = ()

    @property
    def signatures(self) -> tuple[Question, ...]:
        """The questions that are answered with a finger, on a phone."""
        return tuple(q for q in self.questions if q.field.type == "signature" and q.shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPart:
    """An item of a category with its picks."""

    item: Item
    list: ListPart


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPart:
    """A category with its items; `rule` is the 温馨提示 (安徽手册 L557)."""

    category: Category
    items: tuple[ItemPart, ...]
    rule: str
    faults: tuple[str, ...]


class PageParts:
    """Builds the parts of one application's pages; unless it `asks`, all answers are told."""

    def __init__(self, draft: Draft, *, asks: bool = True) -> None:
        self.draft = draft
        self.asks = asks
        self.faults = Faults(draft)

    @cached_property
    def same(self) -> Same:
        """The files of the application whose content lies in it more than once."""
        return same_within(self.draft)

    def sections(self, page: Page) -> list[SectionPart]:
        """The sections of a page that apply."""
        found = [self.draft.standard.section_of[id] for id in page.sections]
        typed = frozenset(s.id for s in found if s.type == "form" and not s.fixed)
        return [self.section(section, typed) for section in found if self.draft.shows(section)]

    def categories(self, page: Page) -> list[CategoryPart]:
        """The categories of a page that apply."""
        return [
            self.category(category)
            for category in self.draft.standard.categories
            if category.id in page.categories and self.draft.shows(category)
        ]

    def section(self, section: Section, typed: Set[str] = frozenset()) -> SectionPart:
        """One section with what is stored of it; `typed` are the forms on its page."""
        draft = self.draft
        answers = draft.material.answers.get(section.id)
        values = draft.data["sections"].get(section.id, {})
        in_form = section.type in ("form", "pledge")
        writable = draft.is_writable and not section.fixed and draft.opens(section.id)
        is_asked = in_form and self.asks and (writable or section.type == "pledge")
        is_told = in_form and not (is_asked and section.type == "form")
        asked = tuple(f for f in section.fields if draft.allows(f"{section.id}.{f.id}"))
        is_list = section.type in ("rows", "picks")
        return SectionPart(
            section=section,
            version=answers.version if answers else 0,
            writable=writable,
            questions=self.questions(asked, values, section.id) if is_asked else (),
            facts=facts_of(self.shown(section.fields), values) if is_told else (),
            closed=facts_of(tuple(f for f in self.shown(section.fields) if f not in asked), values)
            if is_asked and len(asked) < len(section.fields)
            else (),
            list=self.section_list(section) if is_list else None,
            slots=self.slots(section, typed) if section.type == "slots" else (),
        )

    def shown(
        self, fields: Sequence[Field], row: Mapping[str, Any] | None = None
    ) -> tuple[Field, ...]:
        """The fields that apply."""
        return tuple(field for field in fields if self.draft.shows(field, row))

    def questions(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        place: str,
        *,
        prefix: str = "",
        row: Mapping[str, Any] | None = None,
        quiet: bool = False,
    ) -> tuple[Question, ...]:
        """The questions of a form or a row; `quiet` leaves out what is wrong with them."""
        return tuple(self._question(field, values, place, prefix, row, quiet) for field in fields)

    def _question(
        self,
        field: Field,
        values: Mapping[str, Any],
        place: str,
        prefix: str,
        row: Mapping[str, Any] | None,
        quiet: bool,
    ) -> Question:
        anchor = f"{place}.{field.id}"
        return Question(
            field=field,
            anchor=anchor,
            name=f"{prefix}{field.id}",
            value=values.get(field.id),
            required=self.draft.asks(field, row),
            shown=self.draft.shows(field, row),
            faults=() if quiet else self.faults.errors(anchor),
            warnings=() if quiet else self.faults.warnings(anchor),
        )

    def slots(self, section: Section, typed: Set[str]) -> tuple[SlotPart, ...]:
        """The slots of a section that apply, or may once a form of the page is answered."""
        return tuple(
            build_slot(self.draft, slot, same=self.same)
            for slot in section.slots
            if self.draft.shows(slot) or _depends(slot, typed)
        )

    def section_list(self, section: Section) -> ListPart:
        """The rows or picks of a section."""
        least, most = self._limits(section.min, section.max)
        return ListPart(
            id=section.id,
            rows=self._rows(section.id, section.fields, section),
            columns=tuple(field.name for field in self._columns(section)),
            rule=amount_rule(least, most, "条", self._taken(section.type == "picks")),
            faults=self.faults.exactly(section.id),
        )

    @staticmethod
    def _columns(section: Section) -> list[Field]:
        """The columns of a list of typed rows: what fits in a line."""
        return [field for field in section.fields if field.type not in WIDE][:COLUMNS]

    def _rows(
        self, list_id: str, fields: Sequence[Field], section: Section | None
    ) -> tuple[RowPart, ...]:
        stored = self.draft.material.rows.get(list_id, [])
        data = {row["id"]: row for row in self.draft.data["rows"].get(list_id, ())}
        return tuple(
            self._row(row, number, list_id, fields, section, data.get(row.id, {}))
            for number, row in enumerate(stored, 1)
        )

    def _row(
        self,
        row: Row,
        number: int,
        list_id: str,
        fields: Sequence[Field],
        section: Section | None,
        data: Mapping[str, Any],
    ) -> RowPart:
        anchor = f"{list_id}.{row.id}"
        common: dict[str, Any] = {"row": row, "number": number, "anchor": anchor}
        if row.snapshot is None:
            columns = self._columns(section) if section else []
            slots = section.slots if section else ()
            return RowPart(
                **common,
                cells=tuple(display(field, row.values.get(field.id)) for field in columns),
                facts=facts_of(section.fields, row.values) if section else (),
                files=tuple(build_slot(self.draft, s, row=row.id, list_id=list_id) for s in slots),
                faults=self.faults.below(anchor),
            )
        kept = row.snapshot
        return RowPart(
            **common,
            record=record_part(
                row.record,
                self.draft.standard.kinds[kept["kind"]],
                kept["values"],
                kept["files"],
                kept["status"],
                self.draft.record_statuses,
            ),
            questions=self.questions(fields, row.values, anchor, prefix=f"{row.id}-", row=data),
            faults=self.faults.exactly(anchor),
            is_stale=row.record in self.draft.facts.stale,
        )

    def category(self, category: Category) -> CategoryPart:
        """One category with its items that apply."""
        items = [item for item in category.items if self.draft.shows(item)]
        least, most = self._limits(category.min, category.max)
        unit = "个不同项目" if category.count == "items" else "项"
        rule = amount_rule(least, most, unit, self._taken(True))
        return CategoryPart(
            category=category,
            items=tuple(self._item(item) for item in items),
            rule=f"本类别共 {len(items)} 个项目，{rule}。",
            faults=self.faults.exactly(category.id),
        )

    def _item(self, item: Item) -> ItemPart:
        least, most = self._limits(item.min, item.max)
        return ItemPart(
            item=item,
            list=ListPart(
                id=item.id,
                rows=self._rows(item.id, (), None),
                rule=amount_rule(least, most, "条", self._taken(True)),
                faults=self.faults.exactly(item.id),
            ),
        )

    def _taken(self, is_picked: bool) -> str:
        """What the province calls taking records from the archive; rows are just typed."""
        return self.draft.standard.terms.get("pick", "") if is_picked else ""

    def _limits(self, least: Any, most: Any) -> tuple[float | None, float | None]:
        return self._limit(least), self._limit(most)

    def _limit(self, threshold: Any) -> float | None:
        """The number that a threshold asks for now."""
        if threshold is None:
            return None
        for condition, value in threshold.cases:
            if self.draft.holds(condition):
                return float(value)
        return None if threshold.value is None else float(threshold.value)


def _depends(slot: Slot, typed: Set[str]) -> bool:
    """Whether answers of these forms decide about a slot."""
    reads = slot.when.reads if slot.when is not None else ()
    return any(name.partition(".")[0] in typed for name in reads)


def amount_rule(least: float | None, most: float | None, unit: str, taken: str) -> str:
    """How many there must and may be, told before anyone tries; `taken` is how they come in."""
    parts = [f"最少 {least:g} {unit}"] if least else []
    if most is not None:
        parts.append(f"最多 {most:g} {unit}")
    return "，".join(parts) or f"{taken}数量不限"
