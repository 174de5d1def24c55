"""How letters leave the site: by the mail server of its settings."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

PATIENCE = 20
"""Seconds that the mail server may take to answer."""

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""Where a password may go without encryption."""


class NotSent(Exception):
    """The letter was certainly not taken; `for_good` when trying again is no use."""

    def __init__(self, said: str, *, for_good: bool = False) -> None:
        super().__init__(said)
        self.for_good = for_good


class Unsure(Exception):
    """The connection ended while the letter was given over: nobody knows whether it was taken."""


class Carrier(Protocol):
    """Takes one letter after the other."""

    def send(self, letter: EmailMessage) -> None:
        """Give a letter over.

        :raises NotSent: it was not taken
        :raises Unsure: it may have been taken
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A mail server: `smtps://` is encrypted from the start, `smtp://` by STARTTLS where the server
    offers it. Passwords are never sent without encryption to another machine."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    encrypted: bool = False

    @contextmanager
    def connected(self) -> Iterator[Carrier]:
        """A connection for some letters.

        :raises NotSent: the server does not answer, or does not let us in
        """
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"{type(error).__name__}: {error}") from error
        try:
            yield _Connection(server)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.encrypted:
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        try:
            server.ehlo()
            encrypted = self.encrypted
            if not encrypted and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
                encrypted = True
            if self.user:
                if not encrypted and self.host not in LOCAL:
                    raise smtplib.SMTPException("no encryption, so no password is sent")
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


class _Connection:
    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def send(self, letter: EmailMessage) -> None:
        try:
            self._server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise NotSent(f"{code} {said!r}", for_good=code >= 500) from error
        except smtplib.SMTPResponseException as error:
            answer = f"{error.smtp_code} {error.smtp_error!r}"
            raise NotSent(answer, for_good=error.smtp_code >= 500) from error
        except smtplib.SMTPServerDisconnected as error:
            raise Unsure(str(error)) from error
        except smtplib.SMTPException as error:
            raise NotSent(str(error)) from error
        except OSError as error:
            raise Unsure(f"{type(error).__name__}: {error}") from error
        except (ValueError, UnicodeError) as error:
            raise NotSent(str(error), for_good=True) from error


def open_post(url: str) -> MailServer | None:
    """The mail server of a URL, `smtp[s]://user:password@host:port`; None for "".

    :raises ValueError: it is no such URL
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("ZHIPING_SMTP_URL 应为 smtp://… 或 smtps://用户:密码@主机:端口。")
    encrypted = parts.scheme == "smtps"
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if encrypted else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        encrypted=encrypted,
    )


def write_letter(
    *, sender: str, to: str, subject: str, text: str, id: str, at: datetime
) -> EmailMessage:
    """A letter in plain text; the same `id` gives the same Message-ID, by which a mail server may
    know a letter that comes twice.

    :raises ValueError: an address or the subject cannot stand in a letter
    """
    letter = EmailMessage()
    letter["From"] = sender
    letter["To"] = to
    letter["Subject"] = " ".join(subject.split())
    letter["Date"] = format_datetime(at)
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    letter["Message-ID"] = f"<{id}@{domain}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter
