"""Public verification: whoever holds a certificate may ask whether it holds, and learns no more
than what stands on it.

A number alone tells nothing: the name that stands on it, or the token of its QR code, is asked for,
and every wrong answer is the same and counted (domain.md §6.3).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.models import Certificate
from web.services import attempts
from web.services.certificates.signing import Checked, check_signature
from web.services.errors import ServiceError

FAILURES, MINUTES = 10, 15
"""Wrong answers from one address, and of one number, until it has to wait."""


@dataclass(eq=False)
class TooMany(ServiceError):
    """Too many wrong questions; `minutes` to wait."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """What is known of an uploaded file: `certificate` is the one whose file it is, byte by byte;
    `signature` what its own signature says."""

    certificate: Certificate | None
    signature: Checked | None


def verify(
    number: str, *, name: str = "", token: str = "", visitor: str, now: datetime
) -> Certificate | None:
    """The certificate with this number, if the name or the token fits; None otherwise.

    `visitor` is the address that asks.

    :raises TooMany: there were too many wrong answers before
    """
    number, name = "".join(number.split()), "".join(name.split())
    keys = (f"verify:{visitor}", f"verify-number:{number[:40]}")
    found: Certificate | None = Certificate.get_or_none(Certificate.number == number)
    if found is not None and token and _fits(found, "", token):
        return found  # nobody guesses a token, so that guessers cannot stop those who have it
    _check(keys, now)
    if found is not None and not token and _fits(found, name, ""):
        return found
    for key in keys:
        attempts.count_failure(key, now=now, most=FAILURES, minutes=MINUTES)
    return None


def verify_file(content: bytes, signer: Any | None, *, visitor: str, now: datetime) -> FileCheck:
    """Whether a PDF is the very file of a certificate.

    :raises TooMany: as `verify`
    """
    key = f"verify:{visitor}"
    _check((key,), now)
    digest = hashlib.sha256(content).hexdigest()
    found: Certificate | None = Certificate.get_or_none(Certificate.pdf == digest)
    if found is None:
        attempts.count_failure(key, now=now, most=FAILURES, minutes=MINUTES)
    return FileCheck(certificate=found, signature=check_signature(content, signer))


def _check(keys: tuple[str, ...], now: datetime) -> None:
    minutes = max(attempts.tally(key, now).minutes(now) for key in keys)
    if minutes:
        raise TooMany(minutes)


def _fits(certificate: Certificate, name: str, token: str) -> bool:
    if token:
        return hmac.compare_digest(token.encode(), certificate.token.encode())
    said = "".join(str(certificate.values.get("name", "")).split())
    return bool(name) and hmac.compare_digest(name.encode(), said.encode())
