"""Where an achievement could serve several items: which filing meets every count, if one does.

With `assignment: filed` (the default) records count where the applicant filed them, and a count
that fails says which record to move. With `assignment: best` the check counts them by the best
filing and says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.checks.additions import bounds_of
from engine.checks.categories import CategoryCheck
from engine.checks.conditions import Context
from engine.checks.items import ItemCheck
from engine.checks.records import label_of
from engine.checks.report import Assigned, Finding
from engine.checks.run import Good, Run
from engine.rules.assignment import Filing, find_assignment


class FilingCheck:
    """The items of a standard, to file records among."""

    __slots__ = ("_categories", "_context", "_items")

    def __init__(self, categories: Sequence[CategoryCheck], context: Context) -> None:
        self._categories, self._context = categories, context
        self._items = {item.id: item for category in categories for item in category.items}

    def file(self, run: Run) -> None:
        """Count records by where they are filed, or find a better filing if a count fails."""
        run.counts = {item: len(filed.records) for item, filed in run.filed.items()}
        if all(category.is_met(run) for category in self._categories):
            return
        moves = self._moves(run)
        if self._context.standard.assignment == "best":
            self._apply(moves, run)
        else:
            run.moves = moves

    def findings(self, run: Run, category: CategoryCheck) -> list[Finding]:
        """Notes on the records that count in this category though they are filed elsewhere."""
        own = {item.id for item in category.items}
        wording = self._context.wording
        return [
            Finding(
                code="assigned",
                severity="note",
                message=wording(
                    "assigned",
                    label=move.label,
                    filed=self._items[move.filed].item.name,
                    item=self._items[move.item].item.name,
                ),
                section=category.category.id,
                path=f"{move.filed}.{move.row}",
                rule=move.item,
            )
            for move in run.assigned
            if move.item in own
        ]

    def _moves(self, run: Run) -> tuple[Assigned, ...]:
        """The records to count under another item so that all counts are met."""
        visible = [self._items[item] for item in run.filed]
        filed = {
            (item, str(record["id"])): record
            for item, filed in run.filed.items()
            for record in filed.records
        }
        filings = [
            Filing(record=f"{item}.{row}", item=item, options=_options(record, visible, run))
            for (item, row), record in filed.items()
        ]
        found = find_assignment(filings, [bounds_of(one, run) for one in self._categories])
        kinds = self._context.standard.kinds
        return tuple(
            [
                Assigned(
                    row=row,
                    label=label_of(record, kinds.get(record["kind"])),
                    filed=item,
                    item=(found or {})[f"{item}.{row}"],
                )
                for (item, row), record in filed.items()
                if f"{item}.{row}" in (found or {})
            ]
        )

    def _apply(self, moves: Sequence[Assigned], run: Run) -> None:
        """Let the moved records count at their new place, for rules, too."""
        run.assigned = tuple(moves)
        homes = {item.id: item.category.id for item in self._items.values()}
        places = {(move.filed, move.row): move.item for move in moves}
        for move in moves:
            run.counts[move.filed] -= 1
            run.counts[move.item] += 1
        run.values["records"] = [
            record
            if (item := places.get((record["item"], record["id"]))) is None
            else {**record, "item": item, "category": homes[item]}
            for record in run.values["records"]
        ]


def _options(record: Good, items: Sequence[ItemCheck], run: Run) -> tuple[str, ...]:
    """The items that would accept the record."""
    return tuple([item.id for item in items if item.takes(record, run)])
