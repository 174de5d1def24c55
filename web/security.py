"""What guards every request: a request id, a token in every form, strict headers, no caching."""

from __future__ import annotations

import hmac
import secrets

from flask import Flask, Response, g, request, session
from werkzeug.middleware.proxy_fix import ProxyFix

from web.services.errors import ServiceError

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class BadToken(ServiceError):
    """The form came without the token of this session, or from another site."""


def csrf_token() -> str:
    """The token of this browser session, made when it is first needed."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    token: str = session["csrf"]
    return token


def trust_proxies(app: Flask, count: int) -> None:
    """Believe the `X-Forwarded-For`, `-Proto` and `-Host` of this many proxies before the site, and
    of nobody else: by the address of the proxy, everyone's failed sign-ins would count together."""
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


def guard(app: Flask) -> None:
    """Put the guards on an application."""
    app.before_request(_name_request)
    app.before_request(_check_token)
    app.after_request(_set_headers)
    app.jinja_env.globals["csrf_token"] = csrf_token


def _name_request() -> None:
    g.request_id = secrets.token_hex(6)


def _check_token() -> None:
    if request.method in SAFE:
        return
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    known = session.get("csrf", "")
    if not known or not hmac.compare_digest(sent.encode(), known.encode()):
        raise BadToken


def _set_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        # A page shows what is stored now; the back button must not show what was.
        response.headers["Cache-Control"] = "no-store"
    response.headers["X-Request-ID"] = g.get("request_id", "-")
    return response
