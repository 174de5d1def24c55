"""One layer over another: maps by key, lists of things by id, all else replaced.

Nodes are never changed, only rebuilt: a value keeps the place of the layer that wrote it, and a
thing that several layers describe keeps the place where it was first declared.
"""

from __future__ import annotations

from engine.packs.layers import like
from engine.packs.node import Node
from engine.packs.suggest import did_you_mean
from engine.problems import Problem

LAYER_KEYS = frozenset({"before", "remove"})
Entries = dict[str, Node]


def merge(base: Node, over: Node, problems: list[Problem], path: str = "") -> Node:
    """`base` with everything that `over` says; references to ids unknown to `base` are problems."""
    if isinstance(base.value, dict) and isinstance(over.value, dict):
        return like(base, _merge_maps(base.value, over.value, problems, path))
    if isinstance(over.value, dict):
        return like(over, _merge_maps({}, over.value, problems, path))
    if isinstance(over.value, list):
        things = _things(over)
        below = _things(base)
        if things is not None and below is not None:
            return like(over, _merge_things(below, things, problems, path))
    return over


def _merge_maps(base: Entries, over: Entries, problems: list[Problem], path: str) -> Entries:
    merged = dict(base)
    for key, node in over.items():
        here = f"{path}.{key}" if path else key
        below = merged.get(key) or Node(None, node.position, node.key_position)
        merged[key] = merge(below, node, problems, here)
    return merged


def _things(node: Node) -> list[tuple[str, Node]] | None:
    """The members of a list by id, nothing for an absent list; None where they have no ids."""
    if node.value is None:
        return []
    if not isinstance(node.value, list):
        return None
    things = []
    for member in node.value:
        name = member.get("id")
        if name is None or not isinstance(name.value, str):
            return None
        things.append((name.value, member))
    return things


def _merge_things(
    base: list[tuple[str, Node]],
    over: list[tuple[str, Node]],
    problems: list[Problem],
    path: str,
) -> list[Node]:
    merged = dict(base)
    for name, node in over:
        here = f"{path}[{name}]"
        if _says(node, "remove") is True:
            if merged.pop(name, None) is None:
                problems.append(_unknown(node, "remove", here, name, merged))
            continue
        below = merged.get(name) or Node({}, node.position, node.key_position)
        merged[name] = _without_layer_keys(merge(below, node, problems, here))
        before = _says(node, "before")
        if isinstance(before, str):
            if before in merged and before != name:
                merged = _moved(merged, name, before)
            else:
                problems.append(_unknown(node, "before", here, before, merged))
    return list(merged.values())


def _says(node: Node, key: str) -> object:
    child = node.get(key)
    return None if child is None else child.value


def _without_layer_keys(node: Node) -> Node:
    if not isinstance(node.value, dict) or LAYER_KEYS.isdisjoint(node.value):
        return node
    return like(node, {key: child for key, child in node.value.items() if key not in LAYER_KEYS})


def _moved(things: Entries, name: str, before: str) -> Entries:
    moving = things.pop(name)
    ordered: Entries = {}
    for other, node in things.items():
        if other == before:
            ordered[name] = moving
        ordered[other] = node
    return ordered


def _unknown(node: Node, key: str, path: str, name: str, known: Entries) -> Problem:
    said = f"没有可以删除的 “{name}”" if key == "remove" else f"没有 “{name}”，不能排在它前面"
    return Problem(
        position=node.at(key),
        code="unknown-reference",
        path=f"{path}.{key}",
        message=said,
        hint=did_you_mean(name, known),
    )
