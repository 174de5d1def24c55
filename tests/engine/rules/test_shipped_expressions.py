"""Every expression of the packs that ship gives the same in Python and in the browser."""

import random
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from engine.packs.library import Library
from engine.rules.browser import to_browser
from engine.rules.expression import Expression, ValueType
from engine.rules.tree import Aggregate, Answer, Tree, children
from engine.share import pack_folders
from tests.engine.rules.in_node import run_in_node

LIBRARY = Library(pack_folders())
NUMBERS = (0, 1, 2, 3, 5, 10, 30, 0.5, 9.75)
DAYS = ("1985-02-28", "2012-02-29", "2016-09-01", "2018-01-01", "2022-12-31", "2026-12-31")


def expressions(thing: object) -> Iterator[Expression]:
    """All expressions below a compiled value."""
    if isinstance(thing, Expression):
        yield thing
    elif isinstance(thing, tuple | list):
        for member in thing:
            yield from expressions(member)
    elif isinstance(thing, dict):
        yield from expressions(tuple(thing.values()))
    elif is_dataclass(thing) and not isinstance(thing, type):
        for one in fields(thing):
            if one.name not in ("origin", "options"):
                yield from expressions(getattr(thing, one.name))


def answers(tree: Tree, of_list: str = "") -> Iterator[tuple[str, Answer]]:
    """The stored values that a tree reads, each with the list whose row it is in."""
    if isinstance(tree, Answer):
        yield of_list, tree
    inner = tree.list if isinstance(tree, Aggregate) else of_list
    for part in children(tree):
        yield from answers(part, inner)


class Applicant:
    """Fills what expressions read with values of the right types."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def value(self, type: ValueType) -> Any:
        if self.random.random() < 0.15:
            return None
        if type.type == "list":
            return [choice for choice in type.choices or () if self.random.random() < 0.5]
        if type.type == "range":
            return {"from": self.day(type), "to": self.day(type)}
        if type.type == "number":
            return self.random.choice(NUMBERS)
        if type.type == "boolean":
            return self.random.random() < 0.6
        if type.type == "date":
            return self.day(type)
        if type.type == "other":
            return {"id": "f1"}
        return self.random.choice(type.choices or ("中文𠮷", "340104199006079988", ""))

    def day(self, type: ValueType) -> str:
        day = self.random.choice(DAYS)
        return day[:7] if type.month else day

    def values(self, read: list[tuple[str, Answer]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for of_list, answer in read:
            if of_list and answer.of_row:
                rows = values.setdefault(of_list, [{} for _ in range(self.random.randint(0, 4))])
                for row in rows:
                    row[answer.path[0]] = self.value(answer.type)
            elif not answer.of_row:
                values.setdefault(answer.path[0], {})[answer.path[-1]] = self.value(answer.type)
        return values


@pytest.mark.parametrize("plan_id", LIBRARY.plan_ids())
def test_shipped_expressions_agree_with_the_browser(plan_id: str) -> None:
    found = [e for e in expressions(LIBRARY.plan(plan_id).standards) if not e.row_reads]
    read = [pair for expression in found for pair in answers(expression.tree)]
    samples = [Applicant(seed).values(read) for seed in range(40)]

    browser = run_in_node([to_browser(expression) for expression in found], list(samples))

    assert len(found) > 10
    assert browser == [[e.evaluate(sample) for sample in samples] for e in found]
