"""Names of downloaded files: headers are Latin, names are Chinese (RFC 6266)."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote


def disposition(how: Literal["inline", "attachment"], name: str) -> str:
    """The value of Content-Disposition for a file of this name."""
    ending = name.rpartition(".")[2]
    plain = f"file.{ending}" if ending.isascii() and ending.isalnum() else "file"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
