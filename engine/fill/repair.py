"""Repairs a draft by what the check says is wrong with it, one repair per code of a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from engine.checks import Finding
from engine.dossier import Facts
from engine.fill.aim import Aim
from engine.fill.draft import Draft, Spot
from engine.packs.model import Accept, Category, Count, Eligibility, Item, Rule, Slot
from engine.rules.windows import evaluate_windows

__all__ = ["Repair"]


class Repair:
    """Repairs of one draft, given what its last check saw."""

    def __init__(self, draft: Draft, values: Mapping[str, Any], facts: Facts) -> None:
        self.draft, self.values, self.facts = draft, values, facts
        self.aim = Aim(draft, values)
        self.random = draft.random
        standard = draft.standard
        self._rules = {one.id: one for rule in standard.rules for one in (rule, *rule.choose)}
        self._tables = {table.id: table for table in standard.eligibility}
        self._categories = {category.id: category for category in standard.categories}
        self._repairs: Mapping[str, Callable[[Finding], object]] = {
            "required-missing": self._answer,
            "bad-value": self._answer,
            "doubtful-value": self._answer,
            "over-limit": self._limit,
            "pledge-missing": self._agree,
            "slot-missing": self._upload,
            "too-few-files": self._upload,
            "too-few-rows": self._add_row,
            "too-many-rows": self._drop_row,
            "too-few-records": self._add_records,
            "too-few-items": self._add_records,
            "too-many-records": self._drop_record,
            "too-many-items": self._drop_record,
            "record-not-accepted": self._accept,
            "not-eligible": self._qualify,
            "rule-failed": self._keep_rule,
            "mode-missing": self._choose,
            "branch-missing": self._choose,
            "title-missing": self._choose,
        }

    def repair(self, finding: Finding) -> bool:
        """Change something that may cure the finding; False if nobody knows what."""
        cure = self._repairs.get(finding.code)
        if cure is None:
            return False
        cure(finding)
        return True

    # ---- answers, files, choices ----

    def _answer(self, finding: Finding) -> None:
        section, *rest = finding.path.split(".")
        if len(rest) == 1:
            field = self.draft.field(section, rest[0])
            if field is not None:
                self.draft.answer(field, self.draft.sections.setdefault(section, {}))
        elif len(rest) == 2:
            row = self.draft.find_row(section, rest[0])
            for field in self.draft.row_fields(section, row) if row else ():
                if field.id == rest[1] and row is not None:
                    self.draft.answer(field, row)

    def _limit(self, finding: Finding) -> None:
        section, name = finding.path.split(".")[0], finding.path.split(".")[-1]
        field = self.draft.field(section, name)
        other, _, limit = field.at_most.rpartition(".") if field else ("", "", "")
        value = self.draft.sections.get(other or section, {}).get(limit)
        if value is not None:
            self.draft.sections[section][name] = value

    def _agree(self, finding: Finding) -> None:
        self.draft.sections.setdefault(finding.section, {})["agreed"] = True

    def _upload(self, finding: Finding) -> None:
        list_id, *rest = finding.path.split(".")
        row = self.draft.find_row(list_id, rest[0]) if rest else None
        if row is None:
            slots = [slot for one in self.draft.standard.sections for slot in one.slots]
            files = self.draft.files
        else:
            slots = list(self.draft.row_slots(list_id, row))
            files = row.setdefault("files", {})
        self._fill_slot(slots, finding.rule, files)

    def _fill_slot(
        self, slots: list[Slot], slot_id: str, files: dict[str, list[dict[str, Any]]]
    ) -> None:
        slot = next((slot for slot in slots if slot.id == slot_id), None)
        while slot is not None and len(files.get(slot.id, [])) < max(slot.min_files, 1):
            self.draft.add_file(slot, files)

    def _choose(self, finding: Finding) -> None:
        name = finding.path.rpartition(".")[2]
        plan = self.draft.plan
        choices = {
            "mode": [mode.id for mode in plan.modes],
            "branch": list(plan.branches),
            "title": [title.name for title in self.draft.standard.titles],
        }[name]
        self.draft.application[name] = self.random.choice(choices)

    # ---- rows and records ----

    def _add_row(self, finding: Finding) -> None:
        section = self.draft.standard.section_of.get(finding.path)
        if section is not None:
            self.draft.add_row(section)

    def _drop_row(self, finding: Finding) -> None:
        self.draft.rows[finding.path].pop()

    def _add_records(self, finding: Finding) -> None:
        item = self.draft.standard.item_of.get(finding.rule)
        if item is not None:
            self.add_accepted(item)
            return
        category = self._categories.get(finding.rule)
        if category is not None:
            self.add_accepted(self._emptiest(category))

    def _emptiest(self, category: Category) -> Item:
        """An item to file under: an empty one where items are counted."""
        items = self.random.sample(category.items, len(category.items))
        return min(items, key=lambda item: len(self.draft.rows.get(item.id, ())))

    def _drop_record(self, finding: Finding) -> None:
        category = self._categories.get(finding.rule)
        items = [item.id for item in category.items] if category else [finding.rule]
        held = [item for item in items if self.draft.rows.get(item)]
        if held:
            self.draft.rows[self.random.choice(held)].pop()

    def add_accepted(self, item: Item, kinds: tuple[str, ...] = ()) -> Spot | None:
        """Another record that the item accepts, of one of `kinds` if any are named."""
        accepts = [accept for accept in item.accepts if not kinds or accept.kind in kinds]
        if not accepts:
            return None
        accept = self.random.choice(accepts)
        row = self.draft.add_record(item.id, self.draft.standard.kinds[accept.kind])
        self._fit(row, accept)
        return row

    def _accept(self, finding: Finding) -> None:
        list_id, _, row_id = finding.path.partition(".")
        row, item = self.draft.find_row(list_id, row_id), self.draft.standard.item_of.get(list_id)
        accepts = [one for one in item.accepts if row and one.kind == row["kind"]] if item else []
        if row is not None and accepts:
            self._fit(Spot(list_id, row), self.random.choice(accepts))

    def _fit(self, row: Spot, accept: Accept) -> None:
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

    # ---- rules ----

    def _qualify(self, finding: Finding) -> None:
        table = self._tables.get(finding.rule)
        if table is not None:
            self.qualify(table, reach=True)

    def qualify(self, table: Eligibility, *, reach: bool) -> None:
        """Reach a row of an eligibility table, or reach none of the row now open."""
        row = self.random.choice(table.rows)
        if reach:
            if row.any_of:
                self.aim.reach(table.by.tree, "==", self.random.choice(row.any_of))
            if row.when is not None:
                self.aim.hold(row.when.tree)
        for measure in table.measures:
            needs = [one.need[measure.id] for one in table.rows if measure.id in one.need]
            need = row.need.get(measure.id, 0) if reach else min(needs, default=0)
            if reach or self.random.random() < 0.8:
                self.aim.reach(measure.value.tree, ">=" if reach else "<", need)

    def _keep_rule(self, finding: Finding) -> None:
        rule = self._rules.get(finding.rule)
        if rule is not None:
            self.keep(rule)

    def keep(self, rule: Rule) -> None:
        """Make a rule hold."""
        if rule.must is not None:
            self.aim.hold(rule.must.tree)
        elif rule.count is not None:
            low = self._bound(rule, most=False)
            if low is not None:
                self.add_counted(rule.count, low)
            elif rule.max is not None:
                self.drop_counted(rule.count)
        for one in self.random.sample(rule.choose, len(rule.choose)):
            self.keep(one)

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

    def _bound(self, rule: Rule, *, most: bool) -> float | None:
        threshold = rule.max if most else rule.min
        if threshold is None:
            return None
        for case, value in threshold.cases:
            if case.run(self.values, None):
                return value
        return threshold.value
