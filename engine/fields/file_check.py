"""What is checked of an uploaded file wherever it belongs: its type and its size.

A type is what the bytes are (`engine.attachments`), never what the name says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from engine.dossier.values import File
from engine.fields.field_type import Fault, fault
from engine.fields.option_reader import OptionReader

MEGABYTE = 1_048_576
"""Bytes of the “MB” that packs and people say; limits include it (AMB-15)."""

FILE_TYPES = ("pdf", "jpg", "png", "gif", "docx", "xlsx", "doc", "xls", "zip", "ofd")
IMAGES = ("jpg", "png")

MAX_MB_SCHEMA: Mapping[str, Any] = {
    "type": "number",
    "exclusiveMinimum": 0,
    "title": "最大 MB",
    "description": "单个文件，1 MB = 1048576 字节，含端点",
}
TYPES_SCHEMA: Mapping[str, Any] = {
    "type": "array",
    "items": {"enum": list(FILE_TYPES)},
    "minItems": 1,
    "uniqueItems": True,
    "title": "文件类型",
    "description": "按内容判断，与扩展名无关",
}


def read_types(reader: OptionReader, default: Sequence[str]) -> tuple[str, ...]:
    """The option `types`; jpeg means jpg."""
    types = tuple("jpg" if name == "jpeg" else name for name in reader.texts("types"))
    for name in types:
        reader.one_of("types", name, FILE_TYPES)
    return tuple(name for name in types if name in FILE_TYPES) or tuple(default)


def megabytes(size: int) -> str:
    """A size in bytes as MB with at most two decimals; never 0 for something."""
    if 0 < size < MEGABYTE / 100:
        return "0.01"
    return f"{size / MEGABYTE:.2f}".rstrip("0").rstrip(".")


def limit_text(max_mb: float) -> str:
    """A limit as people read it: 3, 0.5."""
    return f"{max_mb:g}"


def over(size: int, max_mb: float) -> bool:
    """Whether a size in bytes is over the limit; exactly the limit is not."""
    return size > max_mb * MEGABYTE


def file_faults(name: str, file: File, types: Sequence[str], max_mb: float) -> tuple[Fault, ...]:
    """Whether a file in the place called `name` has a wrong type or is too large."""
    found: list[Fault] = []
    if types and file.type not in types:
        listed = "、".join(types)
        found.append(fault("file-type", name, expected=listed, file=file.name, actual=file.type))
    if over(file.bytes, max_mb):
        found.append(
            fault(
                "file-too-large",
                name,
                expected=limit_text(max_mb),
                file=file.name,
                # two decimals may round down to the limit itself
                actual=megabytes(max(file.bytes, int(max_mb * MEGABYTE) + MEGABYTE // 100)),
            )
        )
    return tuple(found)


def sample_file(random: Random, name: str, type_: str, **measures: object) -> dict[str, object]:
    """A FILE map of a fictitious upload."""
    token = f"{random.getrandbits(256):064x}"
    return {
        "id": f"f{token[:8]}",
        "name": f"{name}.{type_}",
        "type": type_,
        "bytes": random.randint(20_000, 90_000),
        "sha256": token,
        **measures,
    }
