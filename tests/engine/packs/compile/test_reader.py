"""Reading keys: one mistake is one problem, whatever the names are given as."""

from __future__ import annotations

from engine.packs.compile.reader import Notes, Reader
from engine.packs.node import Node
from engine.problems import Position
from engine.rules.condition import node_of

HERE = Position("test.yaml", 1, 1)


def reader(**keys: object) -> Reader:
    return Reader(node_of(keys, HERE), "thing", "", Notes())


def test_known_gives_one_problem_for_a_value_of_the_wrong_type() -> None:
    wrong = reader(date=["begun"])

    found = wrong.known("date", {"begun": 1}, "字段")

    assert found == ""
    assert [problem.code for problem in wrong.notes.problems] == ["wrong-type"]


def test_known_suggests_the_nearest_of_names_given_once() -> None:
    misspelt = reader(date="begn")

    found = misspelt.known("date", (name for name in ("begun", "ended")), "字段")

    assert found == ""
    assert [problem.hint for problem in misspelt.notes.problems] == ["是不是想写 “begun”？"]


def test_refers_refuses_what_is_no_scalar() -> None:
    nested = reader()

    assert not nested.refers(Node([], HERE, HERE), "date", {"begun": 1}, "字段")
