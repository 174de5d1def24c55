"""Checks the achievements of each category: enough records or items, and not too many.

`count: items` counts the items that have enough records (具备下列条件中的两条, AMB-07), `records`
counts records. Every item says how many records it holds, as figures 4-25 and 4-26 do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.checks.additions import addition_fix
from engine.checks.conditions import Context, condition, limit
from engine.checks.counted import CountedStatement
from engine.checks.items import ItemCheck
from engine.checks.records import Sort, label_of
from engine.checks.report import Counted, Finding
from engine.checks.run import NOTHING, Filed, Findings, Good, Run
from engine.checks.wording import text_of
from engine.packs.model import Category, Item

NOTHING_FILED = Filed()
KEPT = 2_000
"""Combinations of counts that are remembered per category; beyond it they are worded each time."""


class CategoryCheck:
    """One category, compiled."""

    __slots__ = (
        "_bounded",
        "_context",
        "_counted",
        "_ids",
        "_is_fixed",
        "_max",
        "_min",
        "_said",
        "category",
        "id",
        "items",
        "when",
    )

    def __init__(self, category: Category, sorts: Mapping[str, Sort], context: Context) -> None:
        self.category, self.id = category, category.id
        self.when, self._min, self._max = (
            condition(category.when),
            limit(category.min),
            limit(category.max),
        )
        self.items = tuple([ItemCheck(item, category, sorts, context) for item in category.items])
        self._context = context
        self._counted: dict[float, CountedStatement] = {}
        # what is said when nothing is wrong with any record, by the number of records of each item
        self._said: dict[tuple[int, ...], Findings] = {}
        self._ids = tuple([item.id for item in self.items])
        self._is_fixed = _is_fixed(category)
        self._bounded = tuple([item for item in self.items if item.min or item.max])

    def judge(self, run: Run) -> None:
        """Judge what is filed under the items that are asked for; it is visible from now on."""
        if self.when is not None and not self.when(run.values, None):
            return
        visible: list[Good] = run.values["records"]
        rows_of = run.dossier.rows
        for item in self.items:
            if item.when is not None and not item.when(run.values, None):
                continue
            rows = rows_of.get(item.id)
            filed = item.judge(rows, run) if rows else NOTHING_FILED
            run.filed[item.id] = filed
            visible.extend(filed.records)
            if filed.findings:
                run.faulty.add(self.id)

    def report(self, run: Run) -> Findings:
        """What there is to say about the category, in the order of the figures."""
        asked = [item for item in self.items if item.id in run.filed]
        if not asked:
            return NOTHING
        numbers = {item.id: run.counts[item.id] for item in asked}
        found = self._total(run, asked, numbers)
        for item in asked:
            n = numbers[item.id]
            if item.min is not None or item.max is not None:
                found += self._bounds(run, item, n)
            found.append(item.counted(n))
            found += run.filed[item.id].findings
            if run.undecided:
                found += item.doubts(run)
        return found

    def report_quickly(self, run: Run) -> Findings:
        """As `report`, remembered by the counts where these alone decide it and all is well."""
        if not self._is_fixed or run.undecided or self.id in run.faulty:
            return self.report(run)
        counts = run.counts
        key = tuple([counts[id] for id in self._ids])
        found = self._said.get(key)
        if found is None:
            found = self.report(run)
            if all(finding.severity == "ok" for finding in found) and len(self._said) < KEPT:
                self._said[key] = tuple(found)
        return found

    def is_met(self, run: Run) -> bool:
        """Whether the category and every item of it has enough and not too many."""
        counts = run.counts
        for item in self._bounded:
            n = counts.get(item.id)
            if n is not None:
                least, most = item.bounds(run)
                if n < least or (most is not None and n > most):
                    return False
        if self._min is None and self._max is None:
            return True
        least, most = self.bounds(run)
        numbers = {item.id: counts[item.id] for item in self.items if item.id in counts}
        if not numbers or (not least and most is None):
            return True
        n = self.number(run, numbers)
        return n >= least and (most is None or n <= most)

    def bounds(self, run: Run) -> tuple[float, float | None]:
        """How many the category asks for, 0 for none, and how many it allows."""
        least = self._min(run.values) if self._min else None
        return least or 0, self._max(run.values) if self._max else None

    def number(self, run: Run, numbers: Mapping[str, int]) -> int:
        """What the category's `min` and `max` are compared with, given records per item."""
        if self.category.count == "records":
            return sum(numbers.values())
        return sum(
            [
                numbers[item.id] >= max(item.bounds(run)[0], 1)
                for item in self.items
                if item.id in numbers
            ]
        )

    def _total(self, run: Run, asked: list[ItemCheck], numbers: dict[str, int]) -> list[Finding]:
        least, most = self.bounds(run)
        if not least and most is None:
            return []
        n = self.number(run, numbers)
        found: list[Finding] = []
        if n < least:
            found.append(self._too_few(run, asked, n, least))
        elif least:
            found.append(self._enough(least)(n))
        if most is not None and n > most:
            found.append(self._too_many(run, asked, n, most))
        return found

    def _enough(self, least: float) -> CountedStatement:
        """The statement that there are enough, which reads the same as that there are too few."""
        statement = self._counted.get(least)
        if statement is None:
            category = self.category
            statement = self._counted[least] = CountedStatement(
                self._context.wording,
                "too-few-records",
                category.name,
                section=category.id,
                path=category.id,
                code="enough-records",
                min=least,
            )
        return statement

    def _too_few(self, run: Run, asked: list[ItemCheck], n: int, least: float) -> Finding:
        wording, category = self._context.wording, self.category
        values = {"name": category.name, "min": least, "n": n}
        fix = addition_fix(self, run, least - n, wording)
        return Finding(
            code="too-few-items" if category.count == "items" else "too-few-records",
            severity="error",
            message=wording("too-few-records", **values),
            section=category.id,
            path=category.id,
            rule=category.id,
            expected=f"≥ {text_of(least)}",
            actual=str(n),
            counted=self._records(run, asked),
            excluded=tuple([one for item in asked for one in run.filed[item.id].excluded]),
            fix=self._moves(run, [item.id for item in asked]) or fix,
            source=category.source,
        )

    def _too_many(self, run: Run, asked: list[ItemCheck], n: int, most: float) -> Finding:
        wording, category = self._context.wording, self.category
        return Finding(
            code="too-many-items" if category.count == "items" else "too-many-records",
            severity="error",
            message=wording("too-many-records", name=category.name, max=most, n=n),
            section=category.id,
            path=category.id,
            rule=category.id,
            expected=f"≤ {text_of(most)}",
            actual=str(n),
            counted=self._records(run, asked),
            fix=wording("fix-remove", n=n - most, unit="项"),
            source=category.source,
        )

    def _bounds(self, run: Run, item: ItemCheck, n: int) -> list[Finding]:
        """What is wrong with the number of records of one item."""
        least, most = item.bounds(run)
        if n < least:
            key = "too-few-records" if n or least > 1 else "item-missing"
            return [self._item_finding(run, item, "too-few-records", key, n, least, least - n)]
        if most is not None and n > most:
            key = "too-many-records"
            return [self._item_finding(run, item, key, key, n, most, n - most)]
        return []

    def _item_finding(
        self, run: Run, item: ItemCheck, code: str, key: str, n: int, bound: float, change: float
    ) -> Finding:
        wording, name = self._context.wording, item.item.name
        few = code == "too-few-records"
        fix = wording("fix-add" if few else "fix-remove", n=change, unit="项", name=name)
        fix = self._moves(run, [item.id]) or fix
        return Finding(
            code=code,
            severity="error",
            message=wording(key, name=name, min=bound, max=bound, n=n),
            section=self.category.id,
            path=item.id,
            rule=item.id,
            expected=f"{'≥' if few else '≤'} {text_of(bound)}",
            actual=str(n),
            counted=self._records(run, [item]),
            excluded=tuple(run.filed[item.id].excluded),
            fix=fix,
            source=item.item.source or self.category.source,
        )

    def _moves(self, run: Run, items: Sequence[str]) -> str:
        """Which records to move to these items so that every count is met, "" if that is no way."""
        names = {one.id: one.name for c in self._context.standard.categories for one in c.items}
        return "；".join(
            [
                self._context.wording(
                    "fix-move", label=move.label, filed=names[move.filed], item=names[move.item]
                )
                for move in run.moves
                if move.item in items
            ]
        )

    def _records(self, run: Run, items: list[ItemCheck]) -> tuple[Counted, ...]:
        """The records that counted, as the applicant calls them."""
        kinds = self._context.standard.kinds
        return tuple(
            [
                Counted(row=record["id"], label=label_of(record, kinds.get(record["kind"])))
                for item in items
                for record in run.filed[item.id].records
            ]
        )


def _is_fixed(category: Category) -> bool:
    """Whether the counts alone decide what is said: nothing depends on conditions."""
    parts: tuple[Category | Item, ...] = (category, *category.items)
    return all(
        part.when is None and not any(bound.cases for bound in (part.min, part.max) if bound)
        for part in parts
    )
