"""What names a resolved plan: the SHA-256 of its content, wherever and however it was written."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from engine.packs.node import Node
from engine.packs.resolve import ResolvedPlan
from engine.packs.shared import Shared

FORMAT = 1
"""The bundle format; it counts up when the same content would mean something else."""

SHARED_GROUPS = ("codes", "series", "tables")


def content_of(resolved: ResolvedPlan) -> dict[str, Any]:
    """Everything the plan says or refers to, as plain JSON values."""
    shared = {group: _plain(getattr(resolved, group)) for group in SHARED_GROUPS}
    return {**_own_content(resolved), **shared}


def digest_content(content: dict[str, Any]) -> str:
    """64 hexadecimal digits that change with any value; comments, places and key order do not.

    What many plans share goes in by its own digest, which is worked out once.
    """
    parts = {
        group: {id: digest_value(tree) for id, tree in content[group].items()}
        for group in SHARED_GROUPS
    }
    return digest_value({**content, **parts})


def digest_of(resolved: ResolvedPlan, shared: Shared) -> str:
    """The digest of a resolved plan."""

    def of_node(node: Node) -> str:
        return shared.once("digest", [node], lambda: digest_value(node.plain()), ())

    parts = {
        group: {id: of_node(node) for id, node in getattr(resolved, group).items()}
        for group in SHARED_GROUPS
    }
    return digest_value({**_own_content(resolved), **parts})


def digest_value(value: object) -> str:
    """SHA-256 of the canonical JSON of a value."""
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _own_content(resolved: ResolvedPlan) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "plan": resolved.plan.plain(),
        "province": resolved.province.plain(),
        "standards": _plain(resolved.standards),
    }


def _plain(nodes: dict[str, Node]) -> dict[str, Any]:
    return {id: node.plain() for id, node in nodes.items()}
