from __future__ import annotations

from pathlib import Path
from shutil import copytree

import engine.packs
from engine.packs.cache import reader_version

ROOM = Path(next(iter(engine.packs.__path__)))


def test_cache_of_changed_code_is_not_that_of_the_old_code(tmp_path: Path) -> None:
    same, other = tmp_path / "same", tmp_path / "other"
    for room in (same, other):
        copytree(ROOM, room)
    with (other / "reading" / "scalars.py").open("a") as code:
        code.write("# changed\n")

    assert reader_version(same) == reader_version(ROOM)
    assert reader_version(other) != reader_version(ROOM)
