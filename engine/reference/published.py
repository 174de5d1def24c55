"""The schema files that editors read, as they lie beside the code that builds them."""

from __future__ import annotations

import json

from engine.packs.shape import schema
from engine.packs.source import KINDS


def published_schemas() -> dict[str, str]:
    """Text by file name: `<kind>.schema.json` (2020-12) and `<kind>.draft-07.schema.json`."""
    files: dict[str, str] = {}
    for kind in KINDS:
        files[f"{kind}.schema.json"] = _text(schema(kind, "2020-12"))
        files[f"{kind}.draft-07.schema.json"] = _text(schema(kind, "draft-07"))
    return files


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
