"""What may be compared with what: types, dates written as text, choices that exist."""

from __future__ import annotations

from engine.rules import dates
from engine.rules.error import ExpressionError, Place, suggest
from engine.rules.scope import TYPE_NAMES, ValueType
from engine.rules.syntax import ArithmeticSyntax, CompareSyntax, Syntax
from engine.rules.tree import DATE, Constant, Tree


def start(syntax: Syntax) -> Place:
    """Where an expression begins: an operator stands behind its left side."""
    while isinstance(syntax, CompareSyntax | ArithmeticSyntax):
        syntax = syntax.left
    return syntax.at


def date_constant(text: str, at: Place) -> Constant:
    """The day that an author wrote as text."""
    day = dates.read_date(text)
    if day is None:
        raise ExpressionError(f"“{text}” 不是日期", at, "日期写作 2022-06-01")
    return Constant(day, DATE)


def as_date(tree: Tree, other: Tree, syntax: Syntax) -> Tree:
    """A text constant beside a date is a date."""
    if other.type.type == "date" and isinstance(tree, Constant) and isinstance(tree.value, str):
        return tree if tree.type.type == "date" else date_constant(tree.value, start(syntax))
    return tree


def check_comparable(left: ValueType, right: ValueType, syntax: CompareSyntax) -> None:
    """Refuse to compare what has no order or cannot be equal."""
    ordered = syntax.operator not in ("==", "!=")
    types = {left.type, right.type}
    if "null" in types:
        if ordered:
            raise ExpressionError("空值没有大小", syntax.at, "是否为空请用 == null 或 != null")
        return
    if "list" in types:
        raise ExpressionError("多选字段不能这样比较", syntax.at, "请写 '选项' in 字段")
    if types & {"range", "other"}:
        name = TYPE_NAMES[next(iter(types & {"range", "other"}))]
        hint = "起止日期请用 .from 或 .to" if "range" in types else ""
        raise ExpressionError(f"{name} 只能与 null 比较", syntax.at, hint)
    if left.type != right.type:
        raise incomparable(left, right, syntax.at)
    if ordered and left.type not in ("number", "date"):
        hint = "代码表的字段可用它的属性，如 .rank" if left.attributes or right.attributes else ""
        raise ExpressionError(f"{TYPE_NAMES[left.type]} 不能比较大小", syntax.at, hint)


def incomparable(
    left: ValueType, right: ValueType, at: Place, value: Constant | None = None
) -> ExpressionError:
    """The mistake of comparing two types; `value` is the constant written, if any."""
    message = f"{TYPE_NAMES[left.type]} 不能与 {TYPE_NAMES[right.type]} 比较"
    quoted = left.choices and value is not None and str(value.value) in left.choices
    hint = f"是不是想写 “'{value.value}'”？" if quoted and value is not None else ""
    return ExpressionError(message, at, hint)


def check_choice(field: ValueType, tree: Tree, at: Place) -> None:
    """A text compared with a choice must be one of its choices."""
    if field.choices is None or not isinstance(tree, Constant) or not isinstance(tree.value, str):
        return
    if tree.value in field.choices or (field.open and tree.value not in field.names.values()):
        return
    code = next((code for code, name in field.names.items() if name == tree.value), None)
    if code is not None:
        hint = f"是不是想写 “{code}”（{tree.value}）？"
    else:
        listed = "、".join(field.choices[:8]) + ("等" if len(field.choices) > 8 else "")
        hint = suggest(tree.value, field.choices) or f"可选：{listed}"
    raise ExpressionError(f"“{tree.value}” 不在可选值之中", at, hint, code="unknown-choice")
