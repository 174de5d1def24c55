"""Layers over each other: maps by key, things by id, places kept."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.packs.merge import merge
from engine.packs.node import Node
from engine.packs.reading import read_document
from engine.problems import Problem


def merged(base: str, over: str) -> tuple[Node, list[Problem]]:
    problems: list[Problem] = []
    below = read_document(base, "base.yaml").root
    return merge(below, read_document(over, "over.yaml").root, problems), problems


def plain(base: str, over: str) -> Any:
    node, problems = merged(base, over)
    assert problems == []
    return node.plain()


def test_maps_merge_by_key_and_scalars_are_replaced() -> None:
    assert plain("{a: 1, b: {c: 2, d: 3}}", "{b: {d: 4}, e: 5}") == {
        "a": 1, "b": {"c": 2, "d": 4}, "e": 5,
    }  # fmt: skip


def test_lists_without_ids_are_replaced() -> None:
    assert plain("{a: [1, 2], b: [{x: 1}]}", "{a: [3], b: [{y: 1}]}") == {"a": [3], "b": [{"y": 1}]}


def test_lists_of_things_merge_by_id_and_new_ones_come_last() -> None:
    base = "{s: [{id: a, name: 甲, f: [{id: x, n: 1}]}, {id: b}]}"

    assert plain(base, "{s: [{id: c}, {id: a, f: [{id: y}, {id: x, n: 2}]}]}") == {
        "s": [{"id": "a", "name": "甲", "f": [{"id": "x", "n": 2}, {"id": "y"}]}, {"id": "b"},
              {"id": "c"}],
    }  # fmt: skip


def test_things_are_removed_and_placed_before_others() -> None:
    base = "{s: [{id: a}, {id: b}, {id: c}]}"

    assert plain(base, "{s: [{id: b, remove: true}, {id: d, before: a}, {id: c, before: d}]}") == {
        "s": [{"id": "c"}, {"id": "d"}, {"id": "a"}],
    }  # fmt: skip


def test_unknown_ids_are_problems_with_the_nearest_one() -> None:
    node, problems = merged(
        "{s: [{id: person}]}", "{s: [{id: persn, remove: true}, {id: b, before: pers}]}"
    )

    assert node.plain() == {"s": [{"id": "person"}, {"id": "b"}]}
    assert [str(problem) for problem in problems] == [
        "over.yaml:1:18: unknown-reference: s[persn].remove: 没有可以删除的 “persn”\n"
        "    是不是想写 “person”？",
        "over.yaml:1:41: unknown-reference: s[b].before: 没有 “pers”，不能排在它前面\n"
        "    是不是想写 “person”？",
    ]


def test_every_value_keeps_the_place_of_the_layer_that_wrote_it() -> None:
    node, _ = merged("s:\n  - {id: a, min: 1, max: 2}", "# 计划\ns: [{id: a, min: 3}]")
    things = node.get("s")
    assert things is not None
    thing = next(things.items())

    assert str(thing.at("min")) == "over.yaml:2:13"
    assert str(thing.at("max")) == "base.yaml:2:21"
    assert str(thing.position) == "base.yaml:2:5"


def test_merging_changes_neither_layer() -> None:
    base = read_document("{s: [{id: a, f: {x: 1}}]}", "base.yaml").root
    over = read_document("{s: [{id: a, f: {x: 2}, before: a}]}", "over.yaml").root
    before = (base.plain(), over.plain())

    merge(base, over, [])

    assert (base.plain(), over.plain()) == before


SCALARS = st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "a", "b"])
TREES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "a", "b", "before", "remove"]), inner, max_size=4)
    ),
    max_leaves=12,
)


def node_of(value: Any) -> Node:
    at = read_document("x", "any.yaml").root.position
    if isinstance(value, dict):
        return Node({key: node_of(child) for key, child in value.items()}, at, at)
    if isinstance(value, list):
        return Node([node_of(child) for child in value], at, at)
    return Node(value, at, at)


@settings(max_examples=200, deadline=None)
@given(base=TREES, over=TREES)
def test_merging_any_trees_gives_a_tree(base: Any, over: Any) -> None:
    result = merge(node_of(base), node_of(over), []).plain()

    if not isinstance(over, dict | list):
        assert result == over
