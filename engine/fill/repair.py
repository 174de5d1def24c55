"""Repairs a draft by what the check says is wrong with it, one repair per code of a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.checks import Finding
from engine.dossier import Facts
from engine.fill.aim import Aim
from engine.fill.draft import Draft, Spot
from engine.fill.records import Records
from engine.packs.model import Category, Eligibility, Item, Rule, Slot

__all__ = ["Repair"]


class Repair:
    """Repairs of one draft, given what its last check saw."""

    def __init__(self, draft: Draft, values: Mapping[str, Any], facts: Facts) -> None:
        self.draft, self.values = draft, values
        self.aim = Aim(draft, values)
        self.records = Records(draft, self.aim, values, facts)
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
            self.records.add_accepted(item)
            return
        category = self._categories.get(finding.rule)
        if category is not None:
            self.records.add_accepted(self._emptiest(category))

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

    def _accept(self, finding: Finding) -> None:
        list_id, _, row_id = finding.path.partition(".")
        row, item = self.draft.find_row(list_id, row_id), self.draft.standard.item_of.get(list_id)
        accepts = [one for one in item.accepts if row and one.kind == row["kind"]] if item else []
        if row is not None and accepts:
            self.records.fit(Spot(list_id, row), self.random.choice(accepts))

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
                self.records.add_counted(rule.count, low)
            elif rule.max is not None:
                self.records.drop_counted(rule.count)
        for one in self.random.sample(rule.choose, len(rule.choose)):
            self.keep(one)

    def _bound(self, rule: Rule, *, most: bool) -> float | None:
        threshold = rule.max if most else rule.min
        if threshold is None:
            return None
        for case, value in threshold.cases:
            if case.run(self.values, None):
                return value
        return threshold.value
