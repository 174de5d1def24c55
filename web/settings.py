"""What a site can be told by its environment; everything has a default that works."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.share import data_folder, pack_folders

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSettings:
    """Where a single sign-on portal is (its OpenID Connect issuer), and who we are to it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one site.

    `data` holds the database, the files and the session key. `database` is a database URL;
    empty means SQLite in `data`. `packs` are the folders of packs, `today` stops the calendar
    at an ISO date (demonstrations of past plans). Sizes are in bytes. `portals` are known by
    `province/portal`; `send_command` is a program that carries messages (`web.outbox`); `support`
    says how technical support is reached; `site_url` is our address as browsers know it, which
    portals send people back to ("" = as the request says). `proxies` is how many reverse proxies of
    ours stand before the site: only their `X-Forwarded-…` headers are believed. `signing_key` is
    the PKCS #12 file that signs certificates, opened with `signing_password`. `job_workers`
    processes for what takes long are started beside the site, 0 where they run elsewhere.
    `smtp_url` is the mail server, `smtp[s]://user:password@host:port` ("" = no letters),
    `mail_from` who they come from.
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
    portals: Mapping[str, PortalSettings] = field(default_factory=dict)
    send_command: str = ""
    support: str = ""
    site_url: str = ""
    proxies: int = 0
    signing_key: Path | None = None
    signing_password: str = field(default="", repr=False)
    job_workers: int = 1
    smtp_url: str = field(default="", repr=False)
    mail_from: str = ""

    @property
    def files(self) -> Path:
        """The folder of stored files, by sha256."""
        return self.data / "files"

    @property
    def results(self) -> Path:
        """The folder of what jobs have made, kept for some days; it lies with the files, since
        machines that share those share results."""
        return self.files / "results"

    @property
    def database_url(self) -> str:
        """The database URL, SQLite in the data folder unless told otherwise."""
        return self.database or f"sqlite:{self.data / 'zhiping.sqlite3'}"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `ZHIPING_*` variables, the defaults where a variable is missing."""
    default = Settings()
    packs = environ.get("ZHIPING_CONFIG", "")
    key = environ.get("ZHIPING_SIGNING_KEY", "")
    return Settings(
        data=Path(environ.get("ZHIPING_DATA", default.data)),
        packs=pack_folders([Path(folder) for folder in packs.split(os.pathsep) if folder]),
        database=environ.get("ZHIPING_DATABASE", default.database),
        today=environ.get("ZHIPING_TODAY", default.today),
        secure_cookies=environ.get("ZHIPING_SECURE_COOKIES", "") == "1",
        print_workers=int(environ.get("ZHIPING_PRINT_WORKERS", default.print_workers)),
        secret=environ.get("ZHIPING_SECRET", ""),
        portals=_read_portals(environ.get("ZHIPING_PORTALS", "")),
        send_command=environ.get("ZHIPING_SEND_COMMAND", ""),
        support=environ.get("ZHIPING_SUPPORT", ""),
        site_url=environ.get("ZHIPING_SITE_URL", "").rstrip("/"),
        signing_key=Path(key) if key else None,
        signing_password=environ.get("ZHIPING_SIGNING_PASSWORD", ""),
        proxies=int(environ.get("ZHIPING_PROXIES", default.proxies)),
        job_workers=int(environ.get("ZHIPING_JOB_WORKERS", default.job_workers)),
        smtp_url=environ.get("ZHIPING_SMTP_URL", ""),
        mail_from=environ.get("ZHIPING_MAIL_FROM", ""),
    )


def _read_portals(text: str) -> Mapping[str, PortalSettings]:
    """`{"anhui/gov": {"issuer": …, "client_id": …, "client_secret": …}}`, JSON."""
    portals = json.loads(text) if text else {}
    return {id: PortalSettings(**said) for id, said in portals.items()}
