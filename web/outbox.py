"""How codes reach people. The site knows no carrier of its own: it hands each message to a program
of the operator, or writes it to a file that the operator can read (demonstrations)."""

from __future__ import annotations

import json
import logging
import os
import shlex
import subprocess
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

log = logging.getLogger(__name__)
PATIENCE = 10
"""Seconds that the operator's program may take."""


class Outbox(Protocol):
    """Takes messages to people."""

    @property
    def delivers(self) -> bool:
        """Whether messages reach people by themselves."""

    def send(self, to: str, text: str, *, now: datetime) -> None:
        """Send a text to a mobile number or an email address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutbox:
    """One JSON line per message; readable by the operator alone."""

    path: Path
    delivers: bool = False

    def send(self, to: str, text: str, *, now: datetime) -> None:
        """Append the message."""
        line = json.dumps({"at": now.isoformat(), "to": to, "text": text}, ensure_ascii=False)
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            file.write(line + "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandOutbox:
    """A program that gets `{"to": …, "text": …}` as JSON on its standard input."""

    command: str
    delivers: bool = True

    def send(self, to: str, text: str, *, now: datetime) -> None:
        """Run the program beside the request: how long it takes tells nobody who exists."""
        message = json.dumps({"to": to, "text": text}, ensure_ascii=False)
        threading.Thread(target=self._deliver, args=(message,), daemon=True).start()

    def _deliver(self, message: str) -> None:
        try:
            subprocess.run(
                shlex.split(self.command),
                input=message.encode(),
                timeout=PATIENCE,
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            log.error("a message was not sent: %s", error)


def open_outbox(command: str, data: Path) -> Outbox:
    """The operator's program, or a file in the data folder when there is none."""
    if command:
        return CommandOutbox(command=command)
    return FileOutbox(path=data / "outbox.jsonl")
