"""The JSON Schema of every kind of pack, published for editors and used when packs are read."""

from engine.packs.schemas.draft07 import to_draft07
from engine.packs.schemas.packs import SCHEMAS, build_schema

__all__ = ["SCHEMAS", "build_schema", "to_draft07"]
