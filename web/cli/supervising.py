"""The workers beside a server: started with it, started again when one ends, ended with it."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from engine.cli.command import say
from web.cli.work import command_line

LAST_SECONDS = 20
"""How long a worker may go on with what it has in hand when it is told to stop."""

SOON = 5.0
"""Who ends sooner than this after the start is started again more slowly."""

SLOWEST = 60.0


class Supervised:
    """One worker process that is started again whenever it ends."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start it."""
        self._thread.start()

    def stop(self) -> None:
        """Tell it to stop, and wait for what it has in hand."""
        with self._starting:
            self._over.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(LAST_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()

    def _watch(self) -> None:
        pause = 1.0
        while True:
            with self._starting:
                if self._over.is_set():
                    return
                self._process = subprocess.Popen(command_line(os.getpid()))
            begun = time.monotonic()
            code = self._process.wait()
            pause = min(pause * 2, SLOWEST) if time.monotonic() - begun < SOON else 1.0
            if not self._over.is_set():
                say(f"任务进程结束（{code}），{pause:g} 秒后重新启动")
            self._over.wait(pause)


@contextmanager
def supervised(count: int) -> Iterator[None]:
    """Keep so many workers going while the block lasts."""
    workers = [Supervised() for _ in range(count)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()
