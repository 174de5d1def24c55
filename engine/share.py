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
    the first; a wheel carries them in the second.
    """
    return (data_folder() / "fonts", share_folder("fonts"))


NATIONAL = ("codes", "series", "provinces/common")
"""What every province builds on, as folders of the packs that ship."""


def pack_folders(named: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders to read packs from.

    Without `named` folders those that ship. With them only theirs, over the national code tables,
    series and common base, each of which gives way where a named folder has its own.
    """
    shipped = share_folder("config")
    if not named:
        return (shipped,)
    missing = [part for part in NATIONAL if not any((folder / part).is_dir() for folder in named)]
    return (*named, *(shipped / part for part in missing))
