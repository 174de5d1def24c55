"""Tokens into a syntax tree. The grammar, loosest first:

or · and · not · one comparison · `+ -` · `* /` · unary minus · value, name, call, list, brackets.
"""

from __future__ import annotations

from engine.rules.error import ExpressionError, Place
from engine.rules.syntax import (
    AggregateSyntax,
    ArithmeticSyntax,
    CallSyntax,
    CompareSyntax,
    Duration,
    ListSyntax,
    LiteralSyntax,
    LogicOperator,
    LogicSyntax,
    NameSyntax,
    NotSyntax,
    Syntax,
)
from engine.rules.tokens import Token, read_tokens

MAX_DEPTH = 40
MAX_NODES = 300

AGGREGATES = ("count", "sum", "any", "all", "min", "max", "first")
_COMPARISONS = ("==", "!=", "<=", ">=", "<", ">", "in", "not")
_CONSTANTS = {"true": True, "false": False, "null": None}


def parse(text: str) -> Syntax:
    """The syntax tree of one expression.

    :raises ExpressionError: not of the grammar, longer than 2,000 characters, nested deeper than
        40 or of more than 300 parts
    """
    parser = _Parser(text)
    tree = parser.logic("or")
    parser.expect_end()
    return tree


class _Parser:
    """A cursor over the tokens; each method reads one level of the grammar."""

    def __init__(self, text: str) -> None:
        self._tokens = tuple(read_tokens(text))
        self._index = 0
        self._depth = 0
        self._nodes = 0

    @property
    def _next(self) -> Token:
        return self._tokens[self._index]

    def _advance(self) -> Token:
        token = self._next
        self._index += token.kind != "end"
        return token

    def _take(self, *texts: str) -> Token | None:
        """The next token if it is one of these symbols or keywords."""
        if self._next.kind in ("symbol", "keyword") and self._next.text in texts:
            return self._advance()
        return None

    def _expect(self, text: str) -> None:
        if self._take(text) is None:
            raise self._unexpected(f"此处应为 “{text}”")

    def _unexpected(self, message: str, hint: str = "") -> ExpressionError:
        token = self._next
        found = "，表达式却到此为止" if token.kind == "end" else f"，却是 “{token.text}”"
        return ExpressionError(message + found, token.column, hint, code="expression-syntax")

    def _count(self, at: Place) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            message = f"表达式多于 {MAX_NODES} 个部分"
            raise ExpressionError(message, at, "可拆成几个 computed", code="expression-limit")

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            message = f"括号嵌套多于 {MAX_DEPTH} 层"
            raise ExpressionError(message, self._next.column, code="expression-limit")

    def _leave(self) -> None:
        self._depth -= 1

    def expect_end(self) -> None:
        """Refuse whatever follows a complete expression."""
        token = self._next
        if token.kind == "end":
            return
        if token.text in _COMPARISONS:
            hint = "比较不能连写，请写成 a < b and b < c"
        elif token.text == ")":
            hint = "多了一个右括号"
        else:
            hint = "是否漏写了 and 或 or？"
        raise ExpressionError(
            f"多余的内容 “{token.text}”", token.column, hint, code="expression-syntax"
        )

    def logic(self, operator: LogicOperator) -> Syntax:
        """`a or b or c`, whose operands are `a and b and c`."""
        start = self._next.column
        operands = [self._operand(operator)]
        while self._take(operator):
            operands.append(self._operand(operator))
        if len(operands) == 1:
            return operands[0]
        self._count(start)
        return LogicSyntax(operator, tuple(operands), start)

    def _operand(self, operator: LogicOperator) -> Syntax:
        return self.logic("and") if operator == "or" else self._negation()

    def _negation(self) -> Syntax:
        token = self._take("not")
        if token is None:
            return self._comparison()
        self._enter()
        operand = self._negation()
        self._leave()
        self._count(token.column)
        return NotSyntax(operand, token.column)

    def _comparison(self) -> Syntax:
        left = self._sum()
        token = self._take(*_COMPARISONS)
        if token is None:
            return left
        operator = token.text
        if operator == "not":
            self._expect("in")
            operator = "not in"
        right = self._sum()
        self._count(token.column)
        return CompareSyntax(operator, left, right, token.column)  # type: ignore[arg-type]  # of _COMPARISONS

    def _sum(self) -> Syntax:
        left = self._product()
        while token := self._take("+", "-"):
            self._count(token.column)
            left = ArithmeticSyntax(token.text, left, self._product(), token.column)  # type: ignore[arg-type]  # + or -
        return left

    def _product(self) -> Syntax:
        left = self._unary()
        while token := self._take("*", "/"):
            self._count(token.column)
            left = ArithmeticSyntax(token.text, left, self._unary(), token.column)  # type: ignore[arg-type]  # * or /
        return left

    def _unary(self) -> Syntax:
        token = self._take("-")
        if token is None:
            return self._atom()
        self._enter()
        operand = self._unary()
        self._leave()
        self._count(token.column)
        if isinstance(operand, LiteralSyntax) and type(operand.value) in (int, float):
            return LiteralSyntax(-operand.value, token.column)  # type: ignore[operator]  # a number
        return ArithmeticSyntax("-", LiteralSyntax(0, token.column), operand, token.column)

    def _atom(self) -> Syntax:
        token = self._next
        self._count(token.column)
        if token.kind == "number":
            value = float(token.text) if "." in token.text else int(token.text)
            return LiteralSyntax(value, self._advance().column)
        if token.kind == "duration":
            return LiteralSyntax(_duration(token.text), self._advance().column)
        if token.kind == "text":
            return LiteralSyntax(token.text, self._advance().column)
        if token.kind == "keyword" and token.text in _CONSTANTS:
            return LiteralSyntax(_CONSTANTS[token.text], self._advance().column)
        if token.kind == "word":
            return self._named()
        if self._take("("):
            return self._bracketed()
        if self._take("["):
            return self._list(token.column)
        raise self._unexpected("此处应为一个值")

    def _bracketed(self) -> Syntax:
        self._enter()
        inner = self.logic("or")
        self._leave()
        self._expect(")")
        return inner

    def _list(self, at: Place) -> Syntax:
        items: list[Syntax] = []
        while not self._take("]"):
            if items:
                self._expect(",")
            items.append(self._unary())
        return ListSyntax(tuple(items), at)

    def _named(self) -> Syntax:
        """A dotted name, a function call or an aggregate."""
        token = self._advance()
        if not self._take("("):
            return NameSyntax(self._path(token.text), token.column)
        self._enter()
        if token.text in AGGREGATES:
            found = self._aggregate(token)
        else:
            found = CallSyntax(token.text, self._arguments(), token.column)
        self._leave()
        return found

    def _path(self, first: str) -> tuple[str, ...]:
        path = [first]
        while self._take("."):
            if self._next.kind not in ("word", "keyword"):
                raise self._unexpected("“.” 之后应为字段名")
            path.append(self._advance().text)
        return tuple(path)

    def _arguments(self) -> tuple[Syntax, ...]:
        arguments: list[Syntax] = []
        while not self._take(")"):
            if arguments:
                self._expect(",")
            arguments.append(self.logic("or"))
        return tuple(arguments)

    def _aggregate(self, token: Token) -> Syntax:
        if self._next.kind != "word":
            raise self._unexpected(f"{token.text}( ) 里应为列表的名称")
        named = self._advance()
        path = self._path(named.text)
        where = self.logic("or") if self._take("where") else None
        self._expect(")")
        return AggregateSyntax(token.text, path, where, token.column, named.column)


def _duration(text: str) -> Duration:
    amount, unit = int(text[:-1]), text[-1]
    return Duration(0, amount) if unit == "d" else Duration(amount * (12 if unit == "y" else 1), 0)
