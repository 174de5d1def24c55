"""Typed trees into generated Python, for the few expressions that run once per row of every check.

A closure costs one call per node, generated code one call per expression: about a third. It is
worth its compile time (0.1 ms) where a condition looks at every record, so counts and `must` use
it and all else keeps `compile_tree`, which also serves here for whatever has no shape of its own.

Nothing of a pack gets into the source: constants, names of fields and lists are passed by name.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from engine.rules import dates
from engine.rules.evaluate import Run, compile_tree
from engine.rules.tree import (
    Aggregate,
    AllOf,
    Answer,
    AnyOf,
    Compare,
    Constant,
    FirstDay,
    IsTrue,
    Lookup,
    Not,
    OneOf,
    Tree,
)


def generate(tree: Tree) -> Run:
    """The function of values and a row that gives what `compile_tree(tree)` gives."""
    writer = _Writer()
    expression = writer.write(tree)
    source = f"{writer.helpers}def run(values, row):\n    return {expression}\n"
    exec(compile(source, "<expression>", "exec"), writer.names)
    run: Run = writer.names["run"]
    return run


class _Writer:
    """Writes one expression; `helpers` are functions for its aggregates."""

    def __init__(self) -> None:
        self.names: dict[str, Any] = {"first_day": dates.first_day}
        self.helpers = ""
        self._numbers = count()

    def write(self, tree: Tree) -> str:
        """Python for a node; `values` and `row` are in scope."""
        match tree:
            case Constant(value=value):
                return self._name(value)
            case Answer():
                return self._answer(tree)
            case FirstDay(of=of):
                found = self._temporary()
                return f"(first_day({found}) if ({found} := {self.write(of)}) else None)"
            case Lookup(of=of, values=table):
                return f"{self._name(table.get)}({self.write(of)})"
            case IsTrue(of=of):
                return f"({self.write(of)} is True)"
            case Not(of=of):
                return f"(not {self.write(of)})"
            case AllOf(terms=terms):
                return f"({' and '.join(map(self.write, terms))})"
            case AnyOf(terms=terms):
                return f"({' or '.join(map(self.write, terms))})"
            case OneOf(of=of, values=members):
                return f"({self.write(of)} in {self._name(frozenset(members))})"
            case Compare(rough=False):
                return self._compare(tree)
            case Aggregate(function="count" | "any", value=None, where=where) if where is not None:
                return self._loop(tree, where)
        return f"{self._name(compile_tree(tree))}(values, row)"

    def _answer(self, tree: Answer) -> str:
        first, *rest = [self._name(part) for part in tree.path]
        if tree.of_row:
            return f"row.get({first})"
        if not rest:
            return f"values.get({first})"
        section = self._temporary()
        return f"({section}.get({rest[0]}) if ({section} := values.get({first})) else None)"

    def _compare(self, tree: Compare) -> str:
        left, right = self.write(tree.left), self.write(tree.right)
        if tree.operator in ("==", "!="):
            return f"({left} {tree.operator} {right})"
        a, b = self._temporary(), self._temporary()
        known = f"({a} := {left}) is not None and "
        if isinstance(tree.right, Constant):
            return f"({known}{a} {tree.operator} {right})"
        return f"({known}({b} := {right}) is not None and {a} {tree.operator} {b})"

    def _loop(self, tree: Aggregate, where: Tree) -> str:
        """A helper that counts, or finds one of, the rows for which `where` holds."""
        if "." in tree.list:
            return f"{self._name(compile_tree(tree))}(values, row)"
        rows, helper = self._name(tree.list), f"loop{next(self._numbers)}"
        condition = self.write(where)
        start, found, end = (
            ("found = 0", "found += 1", "return found")
            if tree.function == "count"
            else ("pass", "return True", "return False")
        )
        self.helpers += (
            f"def {helper}(values):\n    {start}\n"
            f"    for row in values.get({rows}) or ():\n"
            f"        if {condition}:\n            {found}\n    {end}\n"
        )
        return f"{helper}(values)"

    def _name(self, value: object) -> str:
        name = f"n{next(self._numbers)}"
        self.names[name] = value
        return name

    def _temporary(self) -> str:
        return f"t{next(self._numbers)}"
