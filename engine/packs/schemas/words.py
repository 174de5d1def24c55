"""The words that schemas are written in: every key has a Chinese title and description.

Only keywords that `engine.packs.shape` can word in Chinese are used, and no `oneOf`: a value of
several types lists its types, and keywords that belong to one type leave the others alone.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

INNER_ID = "^[a-z][a-z0-9_]*$"
PACK_ID = "^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$"
DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def text(title: str, description: str = "", **more: Any) -> Schema:
    """A text; a blank one is refused where `minLength` is not set to 0."""
    return _said({"type": "string", "minLength": 1, **more}, title, description)


def choice(title: str, description: str, *words: str) -> Schema:
    """One of a few words."""
    return _said({"type": "string", "enum": list(words)}, title, description)


def yes_no(title: str, description: str, default: bool = False) -> Schema:
    """true or false."""
    return _said({"type": "boolean", "default": default}, title, description)


def whole(title: str, description: str, minimum: int = 0, **more: Any) -> Schema:
    """A whole number, not below `minimum`."""
    return _said({"type": "integer", "minimum": minimum, **more}, title, description)


def number(title: str, description: str, **more: Any) -> Schema:
    """A number."""
    return _said({"type": "number", **more}, title, description)


def date(title: str, description: str) -> Schema:
    """A day as 2026-06-21."""
    return _said({"type": "string", "pattern": DATE, "format": "date"}, title, description)


def inner_id(title: str, description: str = "") -> Schema:
    """The id of something inside a pack, or a reference to one."""
    return _said({"type": "string", "pattern": INNER_ID}, title, description)


def pack_id(title: str, description: str = "") -> Schema:
    """The id of a pack, or a reference to one."""
    return _said({"type": "string", "pattern": PACK_ID}, title, description)


def many(title: str, description: str, items: Schema, **more: Any) -> Schema:
    """A list of things of one kind."""
    return _said({"type": "array", "items": items, **more}, title, description)


def table_of(title: str, description: str, values: Schema, **more: Any) -> Schema:
    """A map whose keys the author chooses."""
    return _said(
        {"type": "object", "additionalProperties": values, **more},
        title,
        description,
    )


def record(title: str, description: str, properties: Schema, *required: str) -> Schema:
    """A map with known keys only."""
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    if required:
        schema["required"] = list(required)
    return _said(schema, title, description)


def ref(name: str, title: str = "", description: str = "") -> Schema:
    """A reference to `$defs/<name>`, with words of its own where it has another meaning."""
    return _said({"$ref": f"#/$defs/{name}"}, title, description)


def _said(schema: Schema, title: str, description: str) -> Schema:
    said: Schema = {}
    if title:
        said["title"] = title
    if description:
        said["description"] = description
    return {**said, **schema}
