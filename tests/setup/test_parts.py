"""Packages from npm are held to the lock file before anything is taken out of them."""

import base64
import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest

from setup.parts import PARTS, SetupError, missing_parts, read_lock, take_out, verify

ROOT = Path(__file__).parents[2]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "part-1.0.0.tgz"
    with tarfile.open(path, "w:gz") as tar:
        info = tarfile.TarInfo("package/dist/part.js")
        info.size = len(b"part()")
        tar.addfile(info, io.BytesIO(b"part()"))
    return path


def integrity(path: Path) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def test_lock_gives_version_and_integrity(tmp_path: Path):
    lock = tmp_path / "package-lock.json"
    packages = {
        "": {"name": "root"},
        "node_modules/@scope/part": {"version": "1.0.0", "integrity": "sha512-AA=="},
    }
    lock.write_text(json.dumps({"packages": packages}))

    assert read_lock(lock) == {"@scope/part": ("1.0.0", "sha512-AA==")}


def test_lock_of_the_project_pins_every_part():
    assert PARTS.keys() - read_lock(ROOT / "package-lock.json").keys() == set()


def test_archive_of_the_lock_is_taken(archive: Path, tmp_path: Path):
    verify(archive, integrity(archive))
    take_out(archive, {"dist/part.js": "static/part/part.js"}, tmp_path)

    assert (tmp_path / "static/part/part.js").read_bytes() == b"part()"
    assert list(tmp_path.rglob("*.part")) == []


def test_other_archive_is_refused(archive: Path):
    pinned = integrity(archive)
    archive.write_bytes(archive.read_bytes() + b"\0")

    with pytest.raises(SetupError, match=r"not what package-lock\.json pins"):
        verify(archive, pinned)


def test_parts_are_missing_until_every_file_is_there(tmp_path: Path):
    assert missing_parts(tmp_path) == list(PARTS)

    for place in PARTS["sortablejs"].values():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).touch()

    assert missing_parts(tmp_path) == [name for name in PARTS if name != "sortablejs"]
