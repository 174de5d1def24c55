"""A server of its own process group for one site, and the processor time that it has used."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 60


@contextmanager
def serving(target: str, environ: Mapping[str, str], *, factory: bool) -> Iterator[tuple[int, int]]:
    """Serve a WSGI application by granian, two processes of 64 threads; (port, process group)."""
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2",
        "--blocking-threads", "64", "--host", "127.0.0.1", "--port", str(port),
        "--log-level", "warning", *(["--factory"] if factory else []), target,
    ]  # fmt: skip
    process = subprocess.Popen(command, env=dict(environ), start_new_session=True)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE * 10):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"the server did not start: {process.args!r}")


def processor_seconds(group: int) -> float:
    """Seconds of processor time, user and system, of all processes of a group."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK
