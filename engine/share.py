"""Where the files are that travel beside the code: packs, templates, fonts.

In a checkout they lie beside the package `engine`, in an installed wheel below `zhiping_share`
in site-packages. Whatever is made while running (fonts of a checkout, the database) belongs in the
data folder: `$ZHIPING_DATA`, else `.data` of the checkout, else `zhiping-data` where one stands.
Nobody else asks where the program was installed.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_IN_CHECKOUT = (_ROOT / "pyproject.toml").is_file()


def share_folder(name: str) -> Path:
    """The folder `name` of what ships: "config" or "templates"."""
    return (_ROOT if _IN_CHECKOUT else _ROOT / "zhiping_share") / name


def data_folder() -> Path:
    """The folder for what running makes or set-up brings; it may not exist yet."""
    named = os.environ.get("ZHIPING_DATA")
    if named:
        return Path(named)
    return _ROOT / ".data" if _IN_CHECKOUT else Path.cwd() / "zhiping-data"


def font_folders() -> tuple[Path, ...]:
    """Folders that may hold fonts, to be asked in this order.

    `make setup` puts NotoSerifSC-400.ttf, NotoSerifSC-700.ttf and, where it can, HanaMinB.ttf into
    `.data/fonts` of the checkout, also when `$ZHIPING_DATA` later points elsewhere; a wheel carries
    them in its share folder.
    """
    set_up = (_ROOT / ".data" / "fonts",) if _IN_CHECKOUT else ()
    return tuple(dict.fromkeys((data_folder() / "fonts", *set_up, share_folder("fonts"))))


NATIONAL = ("codes", "series", "calendars", "provinces/common")
"""What every province builds on, as folders of the packs that ship."""


def pack_folders(named: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders, and single files, to read packs from.

    Without `named` folders those that ship. With them only theirs, and the national code tables,
    series, working days and common base; a file of these gives way to the one of the same place
    in a named folder, so that adding a code table of one's own takes none away.
    """
    shipped = share_folder("config")
    if not named:
        return (shipped,)
    return (*named, *(part for name in NATIONAL for part in _left(shipped, name, named)))


def _left(shipped: Path, name: str, named: Sequence[Path]) -> list[Path]:
    """The shipped folder `name` whole, or its files that no named folder has."""
    if not any((folder / name).is_dir() for folder in named):
        return [shipped / name]
    files = sorted(path for path in (shipped / name).rglob("*") if path.is_file())
    return [
        path
        for path in files
        if not any((folder / path.relative_to(shipped)).is_file() for folder in named)
    ]
