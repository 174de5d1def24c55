"""The site served for browsers, and the cookie of one in which somebody is signed in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from werkzeug.serving import make_server

from web.clock import ZONE
from web.identity import TOKEN
from web.models import Account, database
from web.services import sessions


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which a site answers meanwhile."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def session_cookie(app: Flask, address: str, login: str) -> dict[str, str]:
    """The cookie of a browser in which the account with this login is signed in."""
    with database.connection_context():
        token = sessions.begin(Account.get(Account.login == login), now=datetime.now(ZONE))
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return {"name": "session", "value": str(signer.dumps({TOKEN: token})), "url": address}
