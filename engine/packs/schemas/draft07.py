"""The Draft-07 twin of a 2020-12 schema, for editors that know no newer draft."""

from __future__ import annotations

from typing import Any

DRAFT_07 = "http://json-schema.org/draft-07/schema#"


def to_draft07(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema in Draft-07: `definitions`, and no words beside a `$ref`."""
    twin = _converted(schema)
    return {**twin, "$schema": DRAFT_07}


def _converted(part: Any) -> Any:
    if isinstance(part, list):
        return [_converted(item) for item in part]
    if not isinstance(part, dict):
        return part
    target = part.get("$ref")
    if isinstance(target, str):
        moved = {"$ref": target.replace("#/$defs/", "#/definitions/")}
        words = {key: value for key, value in part.items() if key != "$ref"}
        return {**words, "allOf": [moved]} if words else moved
    return {
        "definitions" if key == "$defs" else key: _converted(value) for key, value in part.items()
    }
