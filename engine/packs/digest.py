"""What names a resolved plan: the SHA-256 of its content, wherever and however it was written."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from engine.packs.node import Node
from engine.packs.resolve import ResolvedPlan

FORMAT = 1
"""The bundle format; it counts up when the same content would mean something else."""


def content_of(resolved: ResolvedPlan) -> dict[str, Any]:
    """Everything the plan says or refers to, as plain JSON values."""
    return {
        "format": FORMAT,
        "plan": resolved.plan.plain(),
        "province": resolved.province.plain(),
        "standards": _plain(resolved.standards),
        "codes": _plain(resolved.codes),
        "series": _plain(resolved.series),
        "tables": _plain(resolved.tables),
    }


def digest_content(content: dict[str, Any]) -> str:
    """64 hexadecimal digits that change with any value; comments, places and key order do not."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def digest_of(resolved: ResolvedPlan) -> str:
    """The digest of a resolved plan."""
    return digest_content(content_of(resolved))


def _plain(nodes: dict[str, Node]) -> dict[str, Any]:
    return {id: node.plain() for id, node in nodes.items()}
