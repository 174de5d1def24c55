"""The type check: a syntax tree and a scope into a typed tree, or the first mistake."""

from __future__ import annotations

from collections.abc import Mapping

from engine.rules import dates
from engine.rules.error import ExpressionError, Place, suggest
from engine.rules.names import Names
from engine.rules.parse import AGGREGATES
from engine.rules.scope import TYPE_NAMES, Scope, TypeName, ValueType
from engine.rules.syntax import (
    AggregateSyntax,
    ArithmeticSyntax,
    CallSyntax,
    CompareSyntax,
    Duration,
    ListSyntax,
    LiteralSyntax,
    LogicSyntax,
    NameSyntax,
    NotSyntax,
    Syntax,
)
from engine.rules.tree import (
    BOOLEAN,
    DATE,
    NUMBER,
    Aggregate,
    AllOf,
    Answer,
    AnyOf,
    Calculation,
    Call,
    Compare,
    Constant,
    Contains,
    Function,
    IsTrue,
    Lookup,
    Not,
    OneOf,
    Scalar,
    Shift,
    Tree,
)

NULL = ValueType("null")
TEXT = ValueType("text")

FUNCTIONS: Mapping[Function, tuple[tuple[TypeName, ...], ...]] = {
    "whole_years": (("date",), ("date",)),
    "whole_months": (("date",), ("date",)),
    "year": (("date",),),
    "len": (("text", "list"),),
    "round": (("number",),),
    "abs": (("number",),),
    "id_birth_date": (("text",),),
    "id_gender": (("text",),),
}
"""Functions of single values, with the types that each argument may have."""

RESULTS: Mapping[Function, ValueType] = {"id_birth_date": DATE, "id_gender": TEXT}
"""What a function gives, if not a number."""


class TypeCheck:
    """Types one expression; `names` knows afterwards what it reads."""

    def __init__(self, scope: Scope) -> None:
        self.names = Names(scope)
        self._scope = scope
        self._list: str | None = None

    def tree(self, syntax: Syntax) -> Tree:
        """The typed tree of any expression."""
        match syntax:
            case LiteralSyntax():
                return _constant(syntax)
            case NameSyntax(path=path, at=at):
                if self._list is not None:
                    return self.names.member(self._list, path, at)
                return self.names.scalar(path, at)
            case NotSyntax(operand=operand):
                return Not(self.condition(operand))
            case LogicSyntax(operator=operator, operands=operands):
                terms = tuple(map(self.condition, operands))
                return AllOf(terms) if operator == "and" else AnyOf(terms)
            case CompareSyntax():
                return self._comparison(syntax)
            case ArithmeticSyntax():
                return self._arithmetic(syntax)
            case CallSyntax():
                return self._call(syntax)
            case AggregateSyntax():
                return self._aggregate(syntax)
            case ListSyntax(at=at):
                raise ExpressionError("列表只能写在 in 的右边", at)

    def condition(self, syntax: Syntax) -> Tree:
        """The tree of an expression that must be a yes or no, never empty."""
        tree = self.tree(syntax)
        if tree.type.type != "boolean":
            found = TYPE_NAMES[tree.type.type]
            raise ExpressionError(f"此处需要 是/否，却是 {found}", start(syntax))
        can_be_empty = isinstance(tree, Answer | Lookup) or (
            isinstance(tree, Aggregate) and tree.function == "first"
        )
        return IsTrue(tree) if can_be_empty else tree

    # ---- comparisons ----

    def _comparison(self, syntax: CompareSyntax) -> Tree:
        if syntax.operator in ("in", "not in"):
            found = self._membership(syntax)
            return Not(found) if syntax.operator == "not in" else found
        left, right = self.tree(syntax.left), self.tree(syntax.right)
        left = _as_date(left, right, syntax.left)
        right = _as_date(right, left, syntax.right)
        _check_comparable(left.type, right.type, syntax)
        _check_choice(left.type, right, start(syntax.right))
        _check_choice(right.type, left, start(syntax.left))
        rough = _is_calculated(left) or _is_calculated(right)
        return Compare(syntax.operator, left, right, rough)  # type: ignore[arg-type]  # not in, not in

    def _membership(self, syntax: CompareSyntax) -> Tree:
        of = self.tree(syntax.left)
        if isinstance(syntax.right, ListSyntax):
            return self._one_of(of, syntax.right, syntax.at)
        many = self.tree(syntax.right)
        if many.type.type != "list":
            hint = "如 x in ['核心', 'SCI']"
            raise ExpressionError("in 的右边应为列表或多选字段", start(syntax.right), hint)
        if of.type.type not in ("text", "null"):
            raise _incomparable(of.type, TEXT, syntax.at)
        _check_choice(many.type, of, start(syntax.left))
        return Contains(many, of)

    def _one_of(self, of: Tree, items: ListSyntax, at: Place) -> Tree:
        if of.type.type in ("list", "range", "other"):
            raise ExpressionError(f"{TYPE_NAMES[of.type.type]} 不能用 in 与列表比较", at)
        values: list[Scalar] = []
        for item in items.items:
            value = self.tree(item)
            value = _as_date(value, of, item)
            if not isinstance(value, Constant):
                raise ExpressionError("列表里只能写值", start(item))
            if "null" not in (value.type.type, of.type.type) and value.type.type != of.type.type:
                raise _incomparable(of.type, value.type, start(item), value)
            _check_choice(of.type, value, start(item))
            values.append(value.value)
        return OneOf(of, tuple(values))

    # ---- calculations ----

    def _arithmetic(self, syntax: ArithmeticSyntax) -> Tree:
        left = self.tree(syntax.left)
        operator, right = syntax.operator, syntax.right
        if isinstance(right, LiteralSyntax) and isinstance(right.value, Duration):
            left = _as_date(left, Constant(None, DATE), syntax.left)
            if left.type.type == "date" and operator in ("+", "-"):
                sign = 1 if operator == "+" else -1
                return Shift(left, sign * right.value.months, sign * right.value.days)
            raise _senseless(left.type, operator, ValueType("duration"), syntax.at)
        other = self.tree(right)
        if left.type.type == other.type.type == "number":
            return Calculation(operator, left, other)
        raise _senseless(left.type, operator, other.type, syntax.at)

    def _call(self, syntax: CallSyntax) -> Tree:
        if syntax.function == "date":
            return self._date(syntax)
        function = next((name for name in FUNCTIONS if name == syntax.function), None)
        if function is None:
            hint = suggest(syntax.function, [*FUNCTIONS, *AGGREGATES, "date"])
            message = f"没有名为 “{syntax.function}” 的函数"
            raise ExpressionError(message, syntax.at, hint, code="unknown-name")
        expected = FUNCTIONS[function]
        if len(syntax.arguments) != len(expected):
            given = len(syntax.arguments)
            message = f"{function} 需要 {len(expected)} 个参数，写了 {given} 个"
            raise ExpressionError(message, syntax.at)
        arguments = []
        for argument, types in zip(syntax.arguments, expected, strict=True):
            tree = self.tree(argument)
            if types == ("date",):
                tree = _as_date(tree, Constant(None, DATE), argument)
            if tree.type.type not in types:
                wanted = " 或 ".join(TYPE_NAMES[name] for name in types)
                message = f"{function} 的参数应为 {wanted}，却是 {TYPE_NAMES[tree.type.type]}"
                raise ExpressionError(message, start(argument))
            arguments.append(tree)
        return Call(function, tuple(arguments), RESULTS.get(function, NUMBER))

    def _date(self, syntax: CallSyntax) -> Tree:
        match syntax.arguments:
            case (LiteralSyntax(value=str() as text, at=at),):
                return _date_constant(text, at)
        raise ExpressionError("date( ) 里应为一个日期，如 date('2022-06-01')", syntax.at)

    # ---- lists ----

    def _aggregate(self, syntax: AggregateSyntax) -> Tree:
        if self._list is not None or self._scope.row is not None:
            hint = "可先写成 computed，再引用它"
            raise ExpressionError(f"{syntax.function}( ) 不能写在行的条件里", syntax.at, hint)
        list_id, *rest = syntax.path
        self.names.list(list_id, syntax.list_at)
        self._list = list_id
        value = self.names.field(list_id, tuple(rest), syntax.list_at) if rest else None
        where = self.condition(syntax.where) if syntax.where else None
        self._list = None
        return _aggregate_of(syntax, list_id, value, where)


def start(syntax: Syntax) -> Place:
    """Where an expression begins: an operator stands behind its left side."""
    while isinstance(syntax, CompareSyntax | ArithmeticSyntax):
        syntax = syntax.left
    return syntax.at


def _aggregate_of(
    syntax: AggregateSyntax, list_id: str, value: Tree | None, where: Tree | None
) -> Tree:
    name, at = syntax.function, syntax.list_at
    kind = value.type.type if value else None
    if name == "count":
        return Aggregate("count", list_id, value, where, NUMBER)
    if name in ("any", "all"):
        return _quantifier(syntax, list_id, value, where)
    if value is None:
        raise ExpressionError(f"{name} 需要一个字段，如 {name}({list_id}.字段)", at)
    if name == "first" and kind in ("number", "text", "boolean", "date"):
        return Aggregate("first", list_id, value, where, value.type)
    if name == "sum" and kind == "number":
        return Aggregate("sum", list_id, value, where, NUMBER)
    if name in ("min", "max") and kind in ("number", "date"):
        return Aggregate("min" if name == "min" else "max", list_id, value, where, value.type)
    message = f"{name} 不能用于 {TYPE_NAMES[value.type.type]}（{'.'.join(syntax.path)}）"
    hint = "代码表的字段可用它的属性，如 .rank" if value.type.attributes else ""
    raise ExpressionError(message, at, hint)


def _quantifier(
    syntax: AggregateSyntax, list_id: str, value: Tree | None, where: Tree | None
) -> Tree:
    """`any` keeps what must hold in `where`, `all` in `value`."""
    if value is not None and value.type.type != "boolean":
        message = f"{syntax.function} 需要 是/否 字段，{'.'.join(syntax.path)} 是"
        raise ExpressionError(f"{message} {TYPE_NAMES[value.type.type]}", syntax.list_at)
    flag = IsTrue(value) if value is not None else None
    if syntax.function == "any":
        terms = tuple(term for term in (where, flag) if term is not None)
        narrowed = AllOf(terms) if len(terms) == 2 else next(iter(terms), None)
        return Aggregate("any", list_id, None, narrowed, BOOLEAN)
    if flag is not None:
        return Aggregate("all", list_id, flag, where, BOOLEAN)
    if where is None:
        raise ExpressionError(f"all 需要条件，如 all({list_id} where …)", syntax.list_at)
    return Aggregate("all", list_id, where, None, BOOLEAN)


def _constant(syntax: LiteralSyntax) -> Constant:
    value = syntax.value
    if isinstance(value, Duration):
        hint = "时长只能加在日期上，如 plan.cutoff - 5y"
        raise ExpressionError("时长不能单独使用", syntax.at, hint)
    if value is None:
        return Constant(None, NULL)
    if isinstance(value, bool):
        return Constant(value, BOOLEAN)
    return Constant(value, TEXT if isinstance(value, str) else NUMBER)


def _date_constant(text: str, at: Place) -> Constant:
    day = dates.read_date(text)
    if day is None:
        raise ExpressionError(f"“{text}” 不是日期", at, "日期写作 2022-06-01")
    return Constant(day, DATE)


def _as_date(tree: Tree, other: Tree, syntax: Syntax) -> Tree:
    """A text constant beside a date is a date."""
    if other.type.type == "date" and isinstance(tree, Constant) and isinstance(tree.value, str):
        return tree if tree.type.type == "date" else _date_constant(tree.value, start(syntax))
    return tree


def _check_comparable(left: ValueType, right: ValueType, syntax: CompareSyntax) -> None:
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
        raise _incomparable(left, right, syntax.at)
    if ordered and left.type not in ("number", "date"):
        hint = "代码表的字段可用它的属性，如 .rank" if left.attributes or right.attributes else ""
        raise ExpressionError(f"{TYPE_NAMES[left.type]} 不能比较大小", syntax.at, hint)


def _incomparable(
    left: ValueType, right: ValueType, at: Place, value: Constant | None = None
) -> ExpressionError:
    message = f"{TYPE_NAMES[left.type]} 不能与 {TYPE_NAMES[right.type]} 比较"
    quoted = left.choices and value is not None and str(value.value) in left.choices
    hint = f"是不是想写 “'{value.value}'”？" if quoted and value is not None else ""
    return ExpressionError(message, at, hint)


def _check_choice(field: ValueType, tree: Tree, at: Place) -> None:
    """A text compared with a choice must be one of its choices."""
    if field.choices is None or not isinstance(tree, Constant) or not isinstance(tree.value, str):
        return
    if tree.value in field.choices:
        return
    code = next((code for code, name in field.names.items() if name == tree.value), None)
    if code is not None:
        hint = f"是不是想写 “{code}”（{tree.value}）？"
    else:
        listed = "、".join(field.choices[:8]) + ("等" if len(field.choices) > 8 else "")
        hint = suggest(tree.value, field.choices) or f"可选：{listed}"
    raise ExpressionError(f"“{tree.value}” 不在可选值之中", at, hint, code="unknown-choice")


def _is_calculated(tree: Tree) -> bool:
    match tree:
        case Calculation():
            return True
        case Aggregate(function="sum"):
            return True
        case Call(function="abs", arguments=(argument,)):
            return _is_calculated(argument)
    return False


def _senseless(left: ValueType, operator: str, right: ValueType, at: Place) -> ExpressionError:
    types = (left.type, right.type)
    if types == ("date", "date"):
        hint = "相隔年数请用 whole_years(早, 晚)，月数用 whole_months"
    elif types == ("date", "number"):
        hint = "日期加时长写作 + 5y、+ 18m 或 + 30d"
    elif "text" in types:
        hint = "文字的拼接请用模板 {…}"
    else:
        hint = ""
    return ExpressionError(
        f"{TYPE_NAMES[left.type]} {operator} {TYPE_NAMES[right.type]} 没有意义", at, hint
    )
