"""Makes up rows and records that items accept and that counts count, or takes them away again."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from engine.dossier import Facts
from engine.fill.aim import Aim
from engine.fill.draft import Draft, Spot
from engine.packs.model import Accept, Count, Item
from engine.rules.windows import evaluate_windows


class Records:
    """The rows and records of one draft, given what its last check saw."""

    def __init__(self, draft: Draft, aim: Aim, values: Mapping[str, Any], facts: Facts) -> None:
        self.draft, self.aim, self.values, self.facts = draft, aim, values, facts
        self.random = draft.random

    def add_accepted(self, item: Item, kinds: tuple[str, ...] = ()) -> Spot | None:
        """Another record that the item accepts, of one of `kinds` if any are named."""
        accepts = [accept for accept in item.accepts if not kinds or accept.kind in kinds]
        if not accepts:
            return None
        accept = self.random.choice(accepts)
        row = self.draft.add_record(item.id, self.draft.standard.kinds[accept.kind])
        self.fit(row, accept)
        return row

    def fit(self, row: Spot, accept: Accept) -> None:
        """Make a record what an item accepts."""
        if accept.where is not None:
            self.aim.hold(accept.where.tree, row)
        if accept.within is not None:
            kind = self.draft.standard.kinds[accept.kind]
            self.place(row, accept.within.by or kind.date, accept.within.window)

    def place(self, row: Spot, field_id: str, window: str) -> None:
        """Move the date of a row into a window, whose ends must be known."""
        span = evaluate_windows(self.draft.standard.windows, self.values).get(window)
        field = next((f for f, _ in self.draft.fields_of(row) if f.id == field_id), None)
        if span is None or not span.is_known or field is None:
            return
        end = min(span.end, self.facts.today or span.end)
        year = self.random.randint(int(span.start[:4]), max(int(end[:4]), int(span.start[:4])))
        day = min(max(f"{year:04}-{self.random.randint(1, 12):02}-15", span.start), end)
        if field.type == "month":
            first = span.start if span.start.endswith("-01") else day
            row.row[field_id] = max(day, first)[:7]
        elif field.type == "date_range":
            row.row[field_id] = {**(row.row.get(field_id) or {"from": day}), "to": day}
        elif field.type == "year":
            row.row[field_id] = int(day[:4])
        else:
            row.row[field_id] = day

    def add_counted(self, count: Count, amount: float = 1) -> Spot | None:
        """Another row that the count counts; where a field is added up it holds `amount`."""
        row = self._new_row(count)
        if row is None:
            return None
        if count.where is not None:
            self.aim.hold(count.where.tree, row)
        self._weigh(row, count)
        for field, held in self.draft.fields_of(row):
            if field.id == count.distinct:
                self.draft.make_different(field, held)
        if count.sum:
            self._give(row, count.sum, amount)
        if count.within is not None:
            kind = self.draft.standard.kinds.get(str(row.row.get("kind", "")))
            by = count.within.by or (kind.date if kind else "")
            self.place(row, by, count.within.window)
        return row

    def _weigh(self, row: Spot, count: Count) -> None:
        """Make a row count for as much as it can."""
        weights = count.weights.values if count.weights else {}
        if count.weights is not None and weights and count.weights.by != "kind":
            row.row[count.weights.by] = max(weights, key=lambda value: weights[value])

    def _give(self, row: Spot, name: str, amount: float) -> None:
        """Let a number field hold as much as asked, or as much as it can."""
        for field, held in self.draft.fields_of(row):
            if field.id == name:
                most = getattr(field.options, "max", None)
                amount = amount if most is None else min(amount, most)
                held[name] = ceil(amount) if field.type == "integer" else amount

    def _new_row(self, count: Count) -> Spot | None:
        standard = self.draft.standard
        section = standard.section_of.get(count.section)
        if section is not None:
            return self.draft.add_row(section)
        items = [
            item
            for category in standard.categories
            for item in category.items
            if (not count.items and not count.categories)
            or item.id in count.items
            or category.id in count.categories
        ]
        items = [
            item
            for item in items
            if not count.kinds or any(one.kind in count.kinds for one in item.accepts)
        ]
        return self.add_accepted(self.random.choice(items), count.kinds) if items else None

    def drop_counted(self, count: Count) -> None:
        """Let one row less count: by dropping it, or by what it says."""
        spots = self.draft.spots(count.section or "records")
        counted = [spot for spot in spots if self._in_scope(spot, count)]
        self.random.shuffle(counted)
        for spot in counted:
            if count.where is not None and self.random.random() < 0.6:
                if self.aim.fail(count.where.tree, spot):
                    return
                continue
            self.draft.drop(spot)
            return

    def _in_scope(self, row: Spot, count: Count) -> bool:
        item, held = row.list_id, row.row
        if count.kinds and held.get("kind") not in count.kinds:
            return False
        if count.section or not (count.items or count.categories):
            return True
        homes = [
            category.id
            for category in self.draft.standard.categories
            if any(one.id == item for one in category.items)
        ]
        return item in count.items or any(home in count.categories for home in homes)
