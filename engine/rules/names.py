"""Dotted names of an expression into stored values, code attributes and range ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.rules.error import ExpressionError, Place, suggest
from engine.rules.scope import CodeAttribute, Scope, ValueType
from engine.rules.tree import Answer, FirstDay, Lookup, RangeEnd, Tree

Fields = Mapping[str, ValueType]


class Names:
    """Resolves names in a scope and notes what was read."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.reads: set[str] = set()
        self.row_reads: set[str] = set()

    def scalar(self, path: tuple[str, ...], at: Place) -> Tree:
        """A name outside of aggregates: a field of the scope's row, else of the document."""
        row = self._scope.row
        if row is not None and path[0] in row:
            self.row_reads.add(path[0])
            return self._field(row, path, at)
        return self._document(path, at)

    def member(self, list_id: str, path: tuple[str, ...], at: Place) -> Tree:
        """A name inside the `where` of an aggregate: a field of the list, else of the document."""
        if path[0] in self._scope.lists[list_id]:
            return self.field(list_id, path, at)
        return self._document(path, at)

    def field(self, list_id: str, path: tuple[str, ...], at: Place) -> Tree:
        """A field of a list's rows, which must have it."""
        fields = self._scope.lists[list_id]
        if path[0] not in fields:
            hint = suggest(path[0], fields) or _listed(fields)
            message = f"{list_id} 没有字段 “{path[0]}”"
            raise ExpressionError(message, at, hint, code="unknown-name", name=path[0])
        self.reads.add(f"{list_id}.{path[0]}")
        return self._field(fields, path, at)

    def list(self, list_id: str, at: Place) -> None:
        """Note that a list is read, which must exist."""
        lists = self._scope.lists
        if list_id not in lists:
            hint = suggest(list_id, lists) or _listed(lists)
            message = f"没有名为 “{list_id}” 的列表"
            raise ExpressionError(message, at, hint, code="unknown-name", name=list_id)
        self.reads |= {list_id, list_id.partition(".")[0]}

    def _field(self, fields: Fields, path: tuple[str, ...], at: Place) -> Tree:
        answer = Answer(path[:1], True, fields[path[0]])
        return _walk(answer, path[0], path[1:], at)

    def _document(self, path: tuple[str, ...], at: Place) -> Tree:
        for length in range(min(len(path), 2), 0, -1):
            name = ".".join(path[:length])
            if (found := self._scope.scalars.get(name)) is not None:
                self.reads.add(name)
                return _walk(Answer(path[:length], False, found), name, path[length:], at)
        raise self._unknown(".".join(path), at)

    def _unknown(self, name: str, at: Place) -> ExpressionError:
        first = name.split(".")[0]
        later = ".".join(name.split(".")[:2])
        if later in self._scope.later:
            message = f"“{later}” 写在后面，这里还不能用"
            return ExpressionError(message, at, "请把它移到前面", code="unknown-name", name=later)
        if first in self._scope.lists:
            hint = f"{first} 是列表，请用 count({first} where …)、first({name}) 等"
        elif not name.isascii():
            hint = f"文字要写在引号里：'{name}'"
        else:
            known = [*self._scope.scalars, *(self._scope.row or ())]
            hint = suggest(name, known) or _same_end(name, known)
        message = f"没有名为 “{name}” 的字段"
        return ExpressionError(message, at, hint, code="unknown-name", name=name)


def _walk(tree: Tree, name: str, rest: tuple[str, ...], at: Place) -> Tree:
    """`tree` with the range end and the attribute that `rest` names."""
    kind = tree.type
    if kind.type == "range" and rest and rest[0] in ("from", "to"):
        end = RangeEnd(tree, rest[0], ValueType("date", month=kind.month))
        return _walk(end, f"{name}.{rest[0]}", rest[1:], at)
    if rest and len(rest) == 1 and rest[0] in kind.attributes:
        attribute = kind.attributes[rest[0]]
        return Lookup(tree, rest[0], attribute.values, _attribute_type(attribute))
    if rest:
        known = ("from", "to") if kind.type == "range" else tuple(kind.attributes)
        hint = suggest(rest[0], known) or _listed(known)
        lost = ".".join(rest)
        message = f"“{name}” 没有属性 “{lost}”"
        raise ExpressionError(message, at, hint, code="unknown-name", name=f"{name}.{lost}")
    return FirstDay(tree) if kind.type == "date" and kind.month else tree


def _attribute_type(attribute: CodeAttribute) -> ValueType:
    """Texts of a code table are as few as its entries: any other text is misspelt."""
    if attribute.type != "text":
        return ValueType(attribute.type)
    return ValueType("text", tuple(dict.fromkeys(map(str, attribute.values.values()))))


def _same_end(name: str, known: Iterable[str]) -> str:
    """A hint for a field named without its section, or with another."""
    end = name.split(".")[-1]
    same = [full for full in known if full.split(".")[-1] == end]
    return f"是不是想写 “{same[0]}”？" if same else ""


def _listed(names: Iterable[str]) -> str:
    """The names there are, as far as they fit on a line."""
    listed = list(names)
    more = "等" if len(listed) > 8 else ""
    return f"可用：{'、'.join(listed[:8])}{more}" if listed else ""
