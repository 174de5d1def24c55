"""The type check: a syntax tree and a scope into a typed tree, or the first mistake."""

from __future__ import annotations

from engine.rules.comparable import (
    as_date,
    check_choice,
    check_comparable,
    date_constant,
    incomparable,
    start,
)
from engine.rules.error import ExpressionError, Place, suggest
from engine.rules.functions import FUNCTIONS
from engine.rules.lists import aggregate_of
from engine.rules.names import Names
from engine.rules.parse import AGGREGATES
from engine.rules.scope import TYPE_NAMES, Scope, ValueType
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
        left = as_date(left, right, syntax.left)
        right = as_date(right, left, syntax.right)
        check_comparable(left.type, right.type, syntax)
        check_choice(left.type, right, start(syntax.right))
        check_choice(right.type, left, start(syntax.left))
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
            raise incomparable(of.type, TEXT, syntax.at)
        check_choice(many.type, of, start(syntax.left))
        return Contains(many, of)

    def _one_of(self, of: Tree, items: ListSyntax, at: Place) -> Tree:
        if of.type.type in ("list", "range", "other"):
            raise ExpressionError(f"{TYPE_NAMES[of.type.type]} 不能用 in 与列表比较", at)
        values: list[Scalar] = []
        for item in items.items:
            value = self.tree(item)
            value = as_date(value, of, item)
            if not isinstance(value, Constant):
                raise ExpressionError("列表里只能写值", start(item))
            if "null" not in (value.type.type, of.type.type) and value.type.type != of.type.type:
                raise incomparable(of.type, value.type, start(item), value)
            check_choice(of.type, value, start(item))
            values.append(value.value)
        return OneOf(of, tuple(values))

    # ---- calculations ----

    def _arithmetic(self, syntax: ArithmeticSyntax) -> Tree:
        left = self.tree(syntax.left)
        operator, right = syntax.operator, syntax.right
        if isinstance(right, LiteralSyntax) and isinstance(right.value, Duration):
            left = as_date(left, Constant(None, DATE), syntax.left)
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
        expected = FUNCTIONS[function].parameters
        if len(syntax.arguments) != len(expected):
            given = len(syntax.arguments)
            message = f"{function} 需要 {len(expected)} 个参数，写了 {given} 个"
            raise ExpressionError(message, syntax.at)
        arguments = []
        for argument, types in zip(syntax.arguments, expected, strict=True):
            tree = self.tree(argument)
            if types == ("date",):
                tree = as_date(tree, Constant(None, DATE), argument)
            if tree.type.type not in types:
                wanted = " 或 ".join(TYPE_NAMES[name] for name in types)
                message = f"{function} 的参数应为 {wanted}，却是 {TYPE_NAMES[tree.type.type]}"
                raise ExpressionError(message, start(argument))
            arguments.append(tree)
        return Call(function, tuple(arguments), FUNCTIONS[function].result)

    def _date(self, syntax: CallSyntax) -> Tree:
        match syntax.arguments:
            case (LiteralSyntax(value=str() as text, at=at),):
                return date_constant(text, at)
        raise ExpressionError("date( ) 里应为一个日期，如 date('2022-06-01')", syntax.at)

    # ---- lists ----

    def _aggregate(self, syntax: AggregateSyntax) -> Tree:
        if self._list is not None or self._scope.row is not None:
            hint = "可先写成 computed，再引用它"
            raise ExpressionError(f"{syntax.function}( ) 不能写在行的条件里", syntax.at, hint)
        list_id, *rest = syntax.path
        if rest and f"{list_id}.{rest[0]}" in self._scope.lists:
            list_id = f"{list_id}.{rest.pop(0)}"
        self.names.list(list_id, syntax.list_at)
        self._list = list_id
        value = self.names.field(list_id, tuple(rest), syntax.list_at) if rest else None
        where = self.condition(syntax.where) if syntax.where else None
        self._list = None
        return aggregate_of(syntax, list_id, value, where)


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
