"""Changes lists so that an expression about all their rows becomes true, false, or a value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.fill.draft import Spot
from engine.fill.steps import beyond, some
from engine.rules.tree import Aggregate, Tree

if TYPE_CHECKING:
    from engine.fill.aim import Aim


class ListAim:
    """Aims at the rows behind aggregates, for an `Aim` that it asks for what a single row says."""

    def __init__(self, aim: Aim) -> None:
        self.aim, self.pen = aim, aim.pen

    def reach(self, tree: Aggregate, operator: str, bound: Any) -> bool:
        """Make an aggregate stand to `bound` as asked."""
        if tree.function == "count":
            return self._reach_count(tree, operator, bound)
        if tree.value is None:
            return False
        rows = [row for row in self.pen.rows(tree.list) if self.pen.fits(tree.where, row)]
        if not rows:
            return self._add(tree)
        if tree.function == "sum":
            return self._reach_sum(tree.value, rows, operator, bound)
        return some([self.aim.reach(tree.value, operator, bound, row) for row in rows])

    def _reach_sum(self, value: Tree, rows: Sequence[Spot], operator: str, bound: Any) -> bool:
        first, *others = rows
        rest = sum([self.pen.value(value, row) or 0 for row in others])
        return self.aim.reach(value, operator, bound - rest, first)

    def _reach_count(self, tree: Aggregate, operator: str, bound: Any) -> bool:
        fitting = [row for row in self.pen.rows(tree.list) if self.pen.fits(tree.where, row)]
        wanted = int(beyond(operator, bound)) if operator != "!=" else int(bound) + 1
        if len(fitting) < wanted:
            others = [row for row in self.pen.rows(tree.list) if row not in fitting]
            if others and tree.where is not None and self.aim.hold(tree.where, others[0]):
                return True
            return self._add(tree)
        for row in fitting[wanted:]:
            self.pen.draft.drop(row)
        return len(fitting) > wanted

    def hold(self, tree: Aggregate) -> bool:
        """Make an `any` or `all` true."""
        if tree.function == "any":
            rows = self.pen.rows(tree.list)
            if rows and tree.where is not None and self.aim.hold(tree.where, rows[0]):
                return True
            return self._add(tree)
        changed = False
        for row in self.pen.rows(tree.list):
            if tree.value is not None and self.pen.fits(tree.where, row):
                changed = self.aim.hold(tree.value, row) or changed
        return changed

    def fail(self, tree: Aggregate) -> bool:
        """Make an `any` or `all` false."""
        rows = [row for row in self.pen.rows(tree.list) if self.pen.fits(tree.where, row)]
        if tree.function == "any":
            return some([self.aim.fail(tree.where, row) for row in rows if tree.where is not None])
        if not rows:
            return self._add(tree)
        return tree.value is not None and any(self.aim.fail(tree.value, row) for row in rows)

    def _add(self, tree: Aggregate) -> bool:
        """Another row for an aggregate, as its `where` wants it."""
        section = self.pen.draft.standard.section_of.get(tree.list)
        row: Spot | None = None
        if "." in tree.list:
            row = self.pen.draft.add_inner_row(tree.list)
        elif section is not None and section.type in ("rows", "picks"):
            row = self.pen.draft.add_row(section)
        if row is not None and tree.where is not None:
            self.aim.hold(tree.where, row)
        return row is not None
