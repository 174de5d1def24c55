"""Files in a folder, named by the sha256 of their content; a name is only given to whole files."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import IO

CHUNK = 1 << 16


class FileStore:
    """The folder of stored files, two characters of the hash as sub-folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the content with this hash is, or would be."""
        return self.folder / sha256[:2] / sha256

    def save(self, content: bytes) -> str:
        """Store bytes durably and return their sha256; storing the same bytes twice is harmless."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The content with this hash.

        :raises FileNotFoundError: it was never stored, or the folder was damaged
        """
        return self.path(sha256).read_bytes()

    def open(self, sha256: str) -> IO[bytes]:
        """The content with this hash, to be read piece by piece."""
        return self.path(sha256).open("rb")


def _sync_folder(folder: Path) -> None:
    # The rename itself must survive a power cut, not only the bytes.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
