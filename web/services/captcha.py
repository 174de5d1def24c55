"""验证码: a picture of five digits, or a small sum in words for those who cannot see it.

Nothing is stored until one is answered: the digits follow from a signed token and the secret of
the site. An answered token is never taken again.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import secrets
from datetime import datetime

from captcha.image import ImageCaptcha
from itsdangerous import BadData, URLSafeTimedSerializer

from web.services.attempts import is_first

LASTS = 10 * 60
"""Seconds until a captcha has to be answered."""

DIGITS = 5
_NUMERALS = "零一二三四五六七八九十"


class Captcha:
    """The captchas of one site; `secret` signs their tokens."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._signer = URLSafeTimedSerializer(secret, salt="captcha")

    def new(self) -> str:
        """A new captcha's token."""
        return str(self._signer.dumps(secrets.token_urlsafe(9)))

    def picture(self, token: str) -> bytes | None:
        """The digits as a PNG, None for a token that is not ours or too old."""
        nonce = self._nonce(token)
        if nonce is None:
            return None
        out = io.BytesIO()
        ImageCaptcha(width=180, height=64).generate_image(self._digits(nonce)).save(out, "PNG")
        return out.getvalue()

    def question(self, token: str) -> str:
        """The sum in words: 七加五等于几？"""
        first, second = self._sum(self._nonce(token) or "")
        return f"{_NUMERALS[first]}加{_NUMERALS[second]}等于几？请用数字回答"

    def is_solved(self, token: str, answer: str, *, now: datetime) -> bool:
        """Whether this is the answer to the picture or the sum; a token is taken once."""
        nonce = self._nonce(token)
        if nonce is None or not is_first(f"captcha:{nonce}", now=now, seconds=LASTS):
            return False
        given = answer.strip().encode()
        right = (self._digits(nonce), str(sum(self._sum(nonce))))
        return any(hmac.compare_digest(given, one.encode()) for one in right)

    def _nonce(self, token: str) -> str | None:
        try:
            return str(self._signer.loads(token, max_age=LASTS))
        except BadData:
            return None

    def _number(self, nonce: str, purpose: str) -> int:
        said = hmac.new(self._secret, f"{purpose}:{nonce}".encode(), hashlib.sha256).digest()
        return int.from_bytes(said, "big")

    def _digits(self, nonce: str) -> str:
        return f"{self._number(nonce, 'digits') % 10**DIGITS:0{DIGITS}d}"

    def _sum(self, nonce: str) -> tuple[int, int]:
        number = self._number(nonce, "sum")
        return 1 + number % 10, 1 + number // 10 % 10
