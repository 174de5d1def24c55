"""How a computed value came about, in words: `2015-07-01 至 2022-12-31，满 7 年`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.rules.evaluate import Row, Values, compile_tree
from engine.rules.expression import Expression
from engine.rules.nested import rows_of
from engine.rules.template import display
from engine.rules.tree import (
    Aggregate,
    Answer,
    Calculation,
    Call,
    Constant,
    FirstDay,
    Lookup,
    RangeEnd,
    Shift,
    Tree,
    children,
)

Label = Callable[[str], str]
MAX_LISTED = 12
"""More rows than these are summed up by their number."""

_UNITS = {"whole_years": "年", "whole_months": "个月"}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}


def working(expression: Expression, values: Values, label: Label = str) -> str:
    """The way from the answers to the value of `expression`, for the applicant to follow.

    `label` turns a path such as `personal.work_years` or a list's id into what people call it.
    Where an answer is missing, that is what is said.
    """
    missing = list(dict.fromkeys(_missing(expression.tree, values, label)))
    if missing and expression.evaluate(values) is None:
        return f"尚未填写{'、'.join(missing)}"
    return _work(expression.tree, values, label)


def _work(tree: Tree, values: Values, label: Label) -> str:
    match tree:
        case Call(function="whole_years" | "whole_months", arguments=(start, end)):
            span = f"{_shown(start, values)} 至 {_shown(end, values)}"
            return f"{span}，满 {_shown(tree, values)} {_UNITS[tree.function]}"
        case Call(function="round", arguments=(of,)):
            return f"{_work(of, values, label)}，四舍五入为 {_shown(tree, values)}"
        case Calculation():
            return f"{_formula(tree, values, label)} = {_shown(tree, values)}"
        case Shift(of=of, months=months, days=days):
            return f"{_shown(of, values)} {_moved(months, days)}，为 {_shown(tree, values)}"
        case Aggregate():
            return _aggregate(tree, values, label)
        case Constant() | Answer() | Lookup() | FirstDay() | RangeEnd():
            return _shown(tree, values)
        case _ if tree.type.type == "boolean":
            return "符合条件" if compile_tree(tree)(values, None) else "不符合条件"
        case _:
            return _shown(tree, values)


def _formula(tree: Tree, values: Values, label: Label) -> str:
    """A calculation with its numbers, and brackets only where they matter."""
    if not isinstance(tree, Calculation):
        return _shown(tree, values) or "（空）"
    left, right = _formula(tree.left, values, label), _formula(tree.right, values, label)
    rank = _PRECEDENCE[tree.operator]
    if isinstance(tree.left, Calculation) and _PRECEDENCE[tree.left.operator] < rank:
        left = f"（{left}）"
    if isinstance(tree.right, Calculation) and (
        _PRECEDENCE[tree.right.operator] < rank
        or (_PRECEDENCE[tree.right.operator] == rank and tree.operator in "-/")
    ):
        right = f"（{right}）"
    return f"{left} {_SIGNS[tree.operator]} {right}"


def _moved(months: int, days: int) -> str:
    word = "加" if months + days >= 0 else "减"
    years, rest = divmod(abs(months), 12)
    parts = [f"{years} 年" if years else "", f"{rest} 个月" if rest else ""]
    return f"{word} {' '.join(filter(None, parts)) or f'{abs(days)} 天'}"


def _aggregate(tree: Aggregate, values: Values, label: Label) -> str:
    name, result = label(tree.list), _shown(tree, values)
    rows = list(_rows(tree, values))
    narrowed = "符合条件的" if tree.where is not None else ""
    if tree.function == "count":
        return f"{narrowed}{name}共 {result} 条"
    if tree.function in ("any", "all"):
        return f"{name}{'中有' if tree.function == 'any' else '均为'}符合条件的：{result}"
    assert tree.value is not None  # the type check asks for a field
    value = compile_tree(tree.value)
    found = [value(values, row) for row in rows]
    listed = [display(one, tree.value.type) for one in found if one is not None]
    if not listed:
        return f"没有{narrowed}{name}" if tree.function != "sum" else f"没有{narrowed}{name}，计 0"
    if tree.function == "first":
        return f"取第一条{narrowed}{name}：{result}"
    shown = listed if len(listed) <= MAX_LISTED else [*listed[:MAX_LISTED], "…"]
    if tree.function == "sum":
        return f"{' + '.join(shown)} = {result}" if len(listed) > 1 else result
    extreme = _extreme(tree)
    return f"{'、'.join(shown)} 中{extreme}的是 {result}" if len(listed) > 1 else result


def _extreme(tree: Aggregate) -> str:
    if tree.type.type == "date":
        return "最早" if tree.function == "min" else "最晚"
    return "最小" if tree.function == "min" else "最大"


def _rows(tree: Aggregate, values: Values) -> Iterator[Row]:
    where = None if tree.where is None else compile_tree(tree.where)
    for row in rows_of(values, tree.list):
        if where is None or where(values, row):
            yield row


def _shown(tree: Tree, values: Values) -> str:
    return display(compile_tree(tree)(values, None), tree.type)


def _missing(tree: Tree, values: Values, label: Label) -> Iterator[str]:
    """The answers of the document that are empty, in the order written."""
    if isinstance(tree, Aggregate):
        if not any(True for _ in _rows(tree, values)):
            yield label(tree.list)
        return
    if isinstance(tree, Answer) and compile_tree(tree)(values, None) is None:
        yield label(".".join(tree.path))
    for part in children(tree):
        yield from _missing(part, values, label)
