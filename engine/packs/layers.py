"""The keys that layers share, and cutting layers to them. Nodes are rebuilt, never changed."""

from __future__ import annotations

from engine.packs.node import Node

COMMON_KEYS = (
    "sections",
    "pages",
    "kinds",
    "categories",
    "windows",
    "computed",
    "eligibility",
    "rules",
    "report",
    "prohibitions",
    "assignment",
    "pickable",
    "terms",
    "messages",
    "tables",
    "workflow",
    "navigation",
    "choice",
    "start",
    "certificate",
    "exams",
)
SITE_KEYS = ("account", "binding", "paths", "record_statuses", "plan_types")
"""Keys of a province that are no business of an application and stay out of its bundle."""
OWN_KEYS = ("kind", "id", "extends", "abstract")
"""Keys of a pack that are its own and are not taken over by `extends`."""


def entries(node: Node) -> dict[str, Node]:
    """The children of a map, nothing for any other node."""
    return node.value if isinstance(node.value, dict) else {}


def like(node: Node, value: dict[str, Node] | list[Node]) -> Node:
    """Another value at the place of `node`."""
    return Node(value, node.position, node.key_position)


def without(node: Node, *keys: str) -> Node:
    """A map without some of its keys."""
    return like(node, {key: child for key, child in entries(node).items() if key not in keys})


def only(node: Node, keys: tuple[str, ...]) -> Node:
    """A map with some of its keys only."""
    children = entries(node)
    return like(node, {key: children[key] for key in keys if key in children})


def empty(node: Node) -> Node:
    """An empty map at the place of `node`."""
    return like(node, {})
