"""From text to nodes: YAML and JSON documents, with a place for every value and no surprises."""

from engine.packs.reading.document import MAX_BYTES, Document, read_document
from engine.packs.reading.tree import MAX_DEPTH

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Document", "read_document"]
