"""Captchas of pages: made for a form, solved by what it sends."""

from __future__ import annotations

from flask import current_app, request

from web.context import site
from web.services.captcha import Captcha


def captchas() -> Captcha:
    """The captchas of this site."""
    return Captcha(str(current_app.secret_key))


def new_captcha() -> tuple[str, str]:
    """A new captcha: its token and its question in words."""
    made = captchas()
    token = made.new()
    return token, made.question(token)


def sent_captcha() -> tuple[str, str]:
    """The token and the answer that a form sent."""
    return request.form.get("captcha_token", ""), request.form.get("captcha", "")


def is_solved() -> bool:
    """Whether the captcha of the form that was sent is solved; it is used up by asking."""
    return captchas().is_solved(*sent_captcha(), now=site().clock.now())
