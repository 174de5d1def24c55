"""Changes answers so that an expression becomes true, false, or takes a value.

The typed tree is read backwards: to make `a <= b` true, `a` is set to what `b` is now, or the other
way round. One step need not be enough, nor right everywhere: the check is asked again afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from engine.fill.draft import Draft, Row, Spot
from engine.packs.model import Field
from engine.rules import dates
from engine.rules.evaluate import compile_tree
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

DENIED: Mapping[str, str] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED: Mapping[str, str] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


class Aim:
    """Aims at the answers of one draft. `values` are what the last check saw.

    Every method returns whether it found something to change.
    """

    def __init__(self, draft: Draft, values: Mapping[str, Any]) -> None:
        self.draft, self.values = draft, values
        self.random: Random = draft.random
        self._computed = {one.id: one.value.tree for one in draft.standard.computed}

    # ---- conditions ----

    def hold(self, tree: Tree, row: Spot | None = None) -> bool:
        """Make a condition true, of the document or of a row (its list and the row itself)."""
        if self._value(tree, row):
            return False
        match tree:
            case AllOf(terms=terms):
                return _some([self.hold(term, row) for term in terms])
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
                return self._contain(many, self._value(of, row), row)
            case Aggregate():
                return self._aggregate_holds(tree)
        return False

    def fail(self, tree: Tree, row: Spot | None = None) -> bool:
        """Make a condition false."""
        if not self._value(tree, row):
            return False
        match tree:
            case AllOf(terms=terms):
                return any(self.fail(term, row) for term in self._shuffled(terms))
            case AnyOf(terms=terms):
                return _some([self.fail(term, row) for term in terms])
            case Not(of=of):
                return self.hold(of, row)
            case IsTrue(of=of):
                return self.reach(of, "==", False, row)
            case Compare(operator=operator, left=left, right=right):
                return self._compare(DENIED[operator], left, right, row)
            case OneOf(of=of, values=values):
                return self._avoid(of, values, row)
            case Contains(many=many, of=of):
                return self._set(many, None, row) and of is not None
            case Aggregate():
                return self._aggregate_fails(tree)
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
                return self._reach_aggregate(tree, operator, bound)
        return False

    def _compare(self, operator: str, left: Tree, right: Tree, row: Spot | None) -> bool:
        """Move one side to where the other is."""
        sides = [(left, right, operator), (right, left, MIRRORED[operator])]
        if self.random.random() < 0.3:
            sides.reverse()
        for side, other, sign in sides:
            value = self._value(other, row)
            if value is None and not (isinstance(other, Constant) and sign in ("==", "!=")):
                continue
            if self.reach(side, sign, value, row):
                return True
        return False

    def _reach_answer(self, tree: Answer, operator: str, bound: Any, row: Spot | None) -> bool:
        if operator == "!=":
            if bound is None:
                found = self._field(tree, row)
                return found is not None and self._resample(tree, found[0], row)
            return self._avoid(tree, (bound,), row)
        if bound is None:
            return self._set(tree, None, row)
        return self._set(tree, self._beyond(operator, bound), row)

    def _beyond(self, operator: str, bound: Any) -> Any:
        """A value that stands to `bound` as asked; often the bound itself, sometimes more."""
        sign = {">": 1, ">=": 0, "==": 0, "<=": 0, "<": -1}[operator]
        if isinstance(bound, str):
            if sign == 0:
                return bound
            if len(bound) == 7:
                return (dates.shift(f"{bound}-01", sign, 0) or bound)[:7]
            return dates.shift(bound, 0, sign) or bound
        return bound + sign if isinstance(bound, int | float) else bound

    def _reach_end(self, of: Tree, key: str, operator: str, bound: Any, row: Spot | None) -> bool:
        span = self._value(of, row)
        if not isinstance(bound, str):
            return False
        held = dict(span) if isinstance(span, Mapping) else {"from": bound, "to": bound}
        return self._set(of, {**held, key: self._beyond(operator, bound)}, row)

    def _reach_code(
        self, of: Tree, values: Mapping[str, Any], operator: str, bound: Any,
        row: Spot | None,
    ) -> bool:  # fmt: skip
        """Choose a code whose attribute is as asked."""
        if not isinstance(values, dict):
            return False
        codes = [code for code, value in values.items() if _stands(value, operator, bound)]
        found = self._field(of, row) if isinstance(of, Answer) else None
        if found is not None:
            entries = getattr(found[0].options, "entries", None)
            codes = [code for code in codes if entries is None or code in entries]
        return bool(codes) and self._set(of, self.random.choice(codes), row)

    def _reach_call(self, tree: Call, operator: str, bound: Any, row: Spot | None) -> bool:
        if tree.function in ("whole_years", "whole_months") and isinstance(bound, int | float):
            unit = 12 if tree.function == "whole_years" else 1
            return self._reach_span(tree, operator, int(-(-bound // 1)) * unit, unit, row)
        if tree.function == "year" and isinstance(bound, int | float):
            year = int(self._beyond(operator, int(bound)))
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
        last, first = self._value(end, row), self._value(start, row)
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
        left, right = self._value(tree.left, row), self._value(tree.right, row)
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

    # ---- lists ----

    def _reach_aggregate(self, tree: Aggregate, operator: str, bound: Any) -> bool:
        if tree.function == "count":
            return self._reach_count(tree, operator, bound)
        if tree.value is None:
            return False
        rows = [row for row in self._rows(tree.list) if self._fits(tree.where, row)]
        if not rows:
            return self._add(tree)
        if tree.function == "sum":
            return self._reach_sum(tree.value, rows, operator, bound)
        return _some([self.reach(tree.value, operator, bound, row) for row in rows])

    def _reach_sum(self, value: Tree, rows: Sequence[Spot], operator: str, bound: Any) -> bool:
        first, *others = rows
        rest = sum([self._value(value, row) or 0 for row in others])
        return self.reach(value, operator, bound - rest, first)

    def _reach_count(self, tree: Aggregate, operator: str, bound: Any) -> bool:
        fitting = [row for row in self._rows(tree.list) if self._fits(tree.where, row)]
        wanted = int(self._beyond(operator, bound)) if operator != "!=" else int(bound) + 1
        if len(fitting) < wanted:
            others = [row for row in self._rows(tree.list) if row not in fitting]
            if others and tree.where is not None and self.hold(tree.where, others[0]):
                return True
            return self._add(tree)
        for row in fitting[wanted:]:
            self.draft.drop(row)
        return len(fitting) > wanted

    def _aggregate_holds(self, tree: Aggregate) -> bool:
        if tree.function == "any":
            rows = self._rows(tree.list)
            if rows and tree.where is not None and self.hold(tree.where, rows[0]):
                return True
            return self._add(tree)
        changed = False
        for row in self._rows(tree.list):
            if tree.value is not None and self._fits(tree.where, row):
                changed = self.hold(tree.value, row) or changed
        return changed

    def _aggregate_fails(self, tree: Aggregate) -> bool:
        rows = [row for row in self._rows(tree.list) if self._fits(tree.where, row)]
        if tree.function == "any":
            return _some([self.fail(tree.where, row) for row in rows if tree.where is not None])
        if not rows:
            return self._add(tree)
        return tree.value is not None and any(self.fail(tree.value, row) for row in rows)

    def _add(self, tree: Aggregate) -> bool:
        """Another row for an aggregate, as its `where` wants it."""
        section = self.draft.standard.section_of.get(tree.list)
        row: Spot | None = None
        if "." in tree.list:
            row = self.draft.add_inner_row(tree.list)
        elif section is not None and section.type in ("rows", "picks"):
            row = self.draft.add_row(section)
        if row is not None and tree.where is not None:
            self.hold(tree.where, row)
        return row is not None

    # ---- plumbing ----

    def _rows(self, name: str) -> list[Spot]:
        return self.draft.spots(name)

    def _fits(self, where: Tree | None, row: Spot) -> bool:
        return where is None or bool(self._value(where, row))

    def _value(self, tree: Tree, row: Spot | None) -> Any:
        return compile_tree(tree)(self.values, None if row is None else row.values)

    def _field(self, tree: Answer, row: Spot | None) -> tuple[Field, Row] | None:
        """The field behind an answer, and where its answer is held."""
        if tree.of_row:
            fields = self.draft.fields_of(row) if row else ()
            return next((pair for pair in fields if pair[0].id == tree.path[0]), None)
        field = self.draft.field(*tree.path) if len(tree.path) == 2 else None
        if field is None:
            return None
        return field, self.draft.sections.setdefault(tree.path[0], {})

    def _set(self, tree: Tree, value: Any, row: Spot | None) -> bool:
        """Give an answer a value, if it is an answer that can be given."""
        if isinstance(tree, FirstDay):
            return self._set(tree.of, value[:7] if isinstance(value, str) else value, row)
        if not isinstance(tree, Answer):
            return False
        if not tree.of_row and tree.path[0] == "application" and len(tree.path) == 2:
            return self._choose(tree.path[1], value)
        found = self._field(tree, row)
        if found is None:
            return False
        field, held = found
        value = _fitting(field, value)
        if held.get(field.id) == value:
            return False
        if value is None:
            held.pop(field.id, None)
        else:
            held[field.id] = value
        return True

    def _choose(self, name: str, value: Any) -> bool:
        if name not in ("mode", "branch", "title") or self.draft.application.get(name) == value:
            return False
        self.draft.application[name] = value
        return True

    def _contain(self, many: Tree, value: Any, row: Spot | None) -> bool:
        held = self._value(many, row) or []
        return self._set(many, [*held, value], row)

    def _avoid(self, tree: Tree, values: Sequence[Any], row: Spot | None) -> bool:
        """Another value than these."""
        if isinstance(tree, Lookup) and isinstance(tree.values, dict):
            codes = [code for code, value in tree.values.items() if value not in values]
            return bool(codes) and self._set(tree.of, self.random.choice(codes), row)
        if not isinstance(tree, Answer):
            return False
        if not tree.of_row and tree.path[0] == "application":
            choices = [choice for choice in tree.type.choices or () if choice not in values]
            return bool(choices) and self._set(tree, self.random.choice(choices), row)
        found = self._field(tree, row)
        if found is None:
            return False
        field, held = found
        for _ in range(20):
            if self._resample(tree, field, row) and held.get(field.id) not in values:
                return True
        return self._set(tree, None, row)

    def _resample(self, tree: Answer, field: Field, row: Spot | None) -> bool:
        into: dict[str, Any] = {}
        self.draft.answer(field, into)
        return self._set(tree, into[field.id], row)

    def _shuffled(self, members: Sequence[Any]) -> list[Any]:
        return self.random.sample(list(members), len(members))


def _some(changes: list[bool]) -> bool:
    """Whether any of several changes was made; all of them are tried."""
    return True in changes


def _stands(value: Any, operator: str, bound: Any) -> bool:
    """Whether a value stands to a bound as asked."""
    match operator:
        case "==":
            return bool(value == bound)
        case "!=":
            return bool(value != bound)
        case ">=":
            return bool(value >= bound)
        case ">":
            return bool(value > bound)
        case "<=":
            return bool(value <= bound)
    return bool(value < bound)


def _fitting(field: Field, value: Any) -> Any:
    """The value as this type of field stores it: whole numbers, months, dates."""
    if isinstance(value, float) and field.type in ("integer", "year", "rank"):
        return int(value)
    if field.type == "month" and isinstance(value, str):
        return value[:7]
    if field.type == "date" and isinstance(value, str) and len(value) == 7:
        return f"{value}-01"
    return value
