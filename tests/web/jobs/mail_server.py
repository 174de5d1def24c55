"""A real mail server of the tests' own, which can refuse, or hang up in the middle of a letter."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Letters:
    """What has arrived; `refuse` is said instead of taking a letter, `hang_up` ends the connection
    after it was taken, before that is said."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.refuse = ""
        self.hang_up = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content: Any = envelope.content
        self.arrived.append(email.message_from_bytes(content, policy=email.policy.default))
        if self.hang_up:
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(0)
        return "250 OK"

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """To whom, subject and text of every letter."""
        return [(str(one["To"]), str(one["Subject"]), one.get_content()) for one in self.arrived]


@contextmanager
def serving(letters: Letters, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve while the block lasts; the URL of the server."""
    with socket.socket() as found:
        found.bind((host, 0))
        port = found.getsockname()[1]
    controller = Controller(letters, hostname=host, port=port)
    controller.start()
    try:
        yield f"smtp://{host}:{port}"
    finally:
        controller.stop()
