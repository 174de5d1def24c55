"""Changes answers so that an expression becomes true, false, or takes a value.

The typed tree is read backwards: to make `a <= b` true, `a` is set to what `b` is now, or the other
way round. One step need not be enough, nor right everywhere: the check is asked again afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from engine.fill.draft import Draft, Spot
from engine.fill.list_aim import ListAim
from engine.fill.pen import Pen
from engine.fill.steps import DENIED, MIRRORED, beyond, some, stands
from engine.rules import dates
from engine.rules.tree import (
    Aggregate,
    AllOf,
    Answer,
    AnyOf,
    Calculation,
    Call,
    Compare,
    Constant,
    Contains,
    FirstDay,
    IsTrue,
    Lookup,
    Not,
    OneOf,
    RangeEnd,
    Shift,
    Tree,
)


class Aim:
    """Aims at the answers of one draft. `values` are what the last check saw.

    Every method returns whether it found something to change.
    """

    def __init__(self, draft: Draft, values: Mapping[str, Any]) -> None:
        self.pen = Pen(draft, values)
        self.lists = ListAim(self)
        self.random: Random = draft.random
        self._computed = {one.id: one.value.tree for one in draft.standard.computed}

    # ---- conditions ----

    def hold(self, tree: Tree, row: Spot | None = None) -> bool:
        """Make a condition true, of the document or of a row (its list and the row itself)."""
        if self.pen.value(tree, row):
            return False
        match tree:
            case AllOf(terms=terms):
                return some([self.hold(term, row) for term in terms])
            case AnyOf(terms=terms):
                return any(self.hold(term, row) for term in self._shuffled(terms))
            case Not(of=of):
                return self.fail(of, row)
            case IsTrue(of=of):
                return self.reach(of, "==", True, row)
            case Compare(operator=operator, left=left, right=right):
                return self._compare(operator, left, right, row)
            case OneOf(of=of, values=values):
                return any(self.reach(of, "==", value, row) for value in self._shuffled(values))
            case Contains(many=many, of=of):
                return self.pen.contain(many, self.pen.value(of, row), row)
            case Aggregate():
                return self.lists.hold(tree)
        return False

    def fail(self, tree: Tree, row: Spot | None = None) -> bool:
        """Make a condition false."""
        if not self.pen.value(tree, row):
            return False
        match tree:
            case AllOf(terms=terms):
                return any(self.fail(term, row) for term in self._shuffled(terms))
            case AnyOf(terms=terms):
                return some([self.fail(term, row) for term in terms])
            case Not(of=of):
                return self.hold(of, row)
            case IsTrue(of=of):
                return self.reach(of, "==", False, row)
            case Compare(operator=operator, left=left, right=right):
                return self._compare(DENIED[operator], left, right, row)
            case OneOf(of=of, values=values):
                return self.pen.avoid(of, values, row)
            case Contains(many=many, of=of):
                return self.pen.set(many, None, row) and of is not None
            case Aggregate():
                return self.lists.fail(tree)
        return False

    # ---- values ----

    def reach(self, tree: Tree, operator: str, bound: Any, row: Spot | None = None) -> bool:
        """Make `tree <operator> bound` true by changing what `tree` reads."""
        match tree:
            case Answer(path=("computed", name), of_row=False):
                return name in self._computed and self.reach(self._computed[name], operator, bound)
            case Answer():
                return self._reach_answer(tree, operator, bound, row)
            case FirstDay(of=of) if isinstance(bound, str):
                return self.reach(of, operator, bound[:7], row)
            case RangeEnd(of=of, key=key):
                return self._reach_end(of, key, operator, bound, row)
            case Lookup(of=of, values=values):
                return self._reach_code(of, values, operator, bound, row)
            case Shift(of=of, months=months, days=days) if isinstance(bound, str):
                return self.reach(of, operator, dates.shift(bound, -months, -days), row)
            case Call():
                return self._reach_call(tree, operator, bound, row)
            case Calculation():
                return self._reach_calculation(tree, operator, bound, row)
            case Aggregate():
                return self.lists.reach(tree, operator, bound)
        return False

    def _compare(self, operator: str, left: Tree, right: Tree, row: Spot | None) -> bool:
        """Move one side to where the other is."""
        sides = [(left, right, operator), (right, left, MIRRORED[operator])]
        if self.random.random() < 0.3:
            sides.reverse()
        for side, other, sign in sides:
            value = self.pen.value(other, row)
            if value is None and not (isinstance(other, Constant) and sign in ("==", "!=")):
                continue
            if self.reach(side, sign, value, row):
                return True
        return False

    def _reach_answer(self, tree: Answer, operator: str, bound: Any, row: Spot | None) -> bool:
        if operator == "!=":
            if bound is None:
                found = self.pen.field(tree, row)
                return found is not None and self.pen.resample(tree, found[0], row)
            return self.pen.avoid(tree, (bound,), row)
        if bound is None:
            return self.pen.set(tree, None, row)
        return self.pen.set(tree, beyond(operator, bound), row)

    def _reach_end(self, of: Tree, key: str, operator: str, bound: Any, row: Spot | None) -> bool:
        span = self.pen.value(of, row)
        if not isinstance(bound, str):
            return False
        held = dict(span) if isinstance(span, Mapping) else {"from": bound, "to": bound}
        return self.pen.set(of, {**held, key: beyond(operator, bound)}, row)

    def _reach_code(
        self, of: Tree, values: Mapping[str, Any], operator: str, bound: Any,
        row: Spot | None,
    ) -> bool:  # fmt: skip
        """Choose a code whose attribute is as asked."""
        if not isinstance(values, dict):
            return False
        codes = [code for code, value in values.items() if stands(value, operator, bound)]
        found = self.pen.field(of, row) if isinstance(of, Answer) else None
        if found is not None:
            entries = getattr(found[0].options, "entries", None)
            codes = [code for code in codes if entries is None or code in entries]
        return bool(codes) and self.pen.set(of, self.random.choice(codes), row)

    def _reach_call(self, tree: Call, operator: str, bound: Any, row: Spot | None) -> bool:
        if tree.function in ("whole_years", "whole_months") and isinstance(bound, int | float):
            unit = 12 if tree.function == "whole_years" else 1
            return self._reach_span(tree, operator, int(-(-bound // 1)) * unit, unit, row)
        if tree.function == "year" and isinstance(bound, int | float):
            year = int(beyond(operator, int(bound)))
            sign = {"<": "<=", ">": ">="}.get(operator, operator)
            return self.reach(tree.arguments[0], sign, f"{year:04}-06-15", row)
        return False

    def _reach_span(
        self, tree: Call, operator: str, months: int, unit: int, row: Spot | None
    ) -> bool:
        """Move one day, mostly the first, so that as many months lie between them."""
        start, end = tree.arguments
        target = {">": months + unit, "<": months - 1, "!=": months + unit}.get(operator, months)
        if operator in (">=", ">"):
            target += self.random.choice((0, 0, unit))
        last, first = self.pen.value(end, row), self.pen.value(start, row)
        sides = [(start, last, -target), (end, first, target)]
        if self.random.random() < 0.3:
            sides.reverse()
        return any(
            isinstance(fixed, str) and self.reach(side, "==", dates.shift(fixed, months, 0), row)
            for side, fixed, months in sides
        )

    def _reach_calculation(
        self, tree: Calculation, operator: str, bound: Any, row: Spot | None
    ) -> bool:
        left, right = self.pen.value(tree.left, row), self.pen.value(tree.right, row)
        if not isinstance(bound, int | float) or tree.operator not in ("+", "-"):
            return False
        if right is not None:
            goal = bound - right if tree.operator == "+" else bound + right
            if self.reach(tree.left, operator, goal, row):
                return True
        if left is None:
            return False
        if tree.operator == "+":
            return self.reach(tree.right, operator, bound - left, row)
        return self.reach(tree.right, MIRRORED[operator], left - bound, row)

    def _shuffled(self, members: Sequence[Any]) -> list[Any]:
        return self.random.sample(list(members), len(members))
