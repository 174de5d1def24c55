"""What a site can be told by its environment; everything has a default that works."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.share import data_folder, pack_folders

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one site.

    `data` holds the database, the files and the session key. `database` is a database URL;
    empty means SQLite in `data`. `packs` are the folders of packs, `today` stops the calendar
    at an ISO date (demonstrations of past plans). Sizes are in bytes.
    """

    data: Path = field(default_factory=data_folder)
    packs: tuple[Path, ...] = field(default_factory=pack_folders)
    database: str = ""
    today: str = ""
    secure_cookies: bool = False
    max_upload: int = 128 * MEGABYTE
    max_form: int = 2 * MEGABYTE
    print_workers: int = 1
    secret: str = field(default="", repr=False)

    @property
    def files(self) -> Path:
        """The folder of stored files, by sha256."""
        return self.data / "files"

    @property
    def database_url(self) -> str:
        """The database URL, SQLite in the data folder unless told otherwise."""
        return self.database or f"sqlite:{self.data / 'zhiping.sqlite3'}"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `ZHIPING_*` variables, the defaults where a variable is missing."""
    default = Settings()
    packs = environ.get("ZHIPING_CONFIG", "")
    return Settings(
        data=Path(environ.get("ZHIPING_DATA", default.data)),
        packs=pack_folders([Path(folder) for folder in packs.split(os.pathsep) if folder]),
        database=environ.get("ZHIPING_DATABASE", default.database),
        today=environ.get("ZHIPING_TODAY", default.today),
        secure_cookies=environ.get("ZHIPING_SECURE_COOKIES", "") == "1",
        print_workers=int(environ.get("ZHIPING_PRINT_WORKERS", default.print_workers)),
        secret=environ.get("ZHIPING_SECRET", ""),
    )
