"""The application factory: settings in, a WSGI application out."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress

from flask import Flask, abort, request
from jinja2 import StrictUndefined
from werkzeug.routing import IntegerConverter, Map

from engine.share import share_folder
from web import audience, errors, identity, security
from web.addresses import RememberingFlask
from web.context import site
from web.filters import install_filters
from web.models import database, use_database
from web.models.schema import bring_up_to_date
from web.pages.menu import menu_of, place_of
from web.pages.words import words_for
from web.routes import BLUEPRINTS
from web.services.duties import has_duty
from web.settings import Settings, read_settings
from web.site import build_site

SECTION_FORM_PARTS = 5_000
"""How many fields one posted form may have; a page of 300 fields with rows needs fewer."""


MOST_NUMBER = 1_000_000
"""In addresses; nothing is counted that far, and no database is asked for what it cannot hold."""


class SmallInteger(IntegerConverter):
    """A number in an address, not too large."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=MOST_NUMBER)


def create_app(settings: Settings | None = None) -> Flask:
    """A site with these settings (from the environment when None); opens its database."""
    settings = settings or read_settings()
    app = RememberingFlask(__name__, template_folder=str(share_folder("templates")))
    app.url_map.converters["int"] = SmallInteger
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        SECRET_KEY=_secret(settings),
        MAX_CONTENT_LENGTH=settings.max_upload,
        MAX_FORM_MEMORY_SIZE=settings.max_form,
        MAX_FORM_PARTS=SECTION_FORM_PARTS,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_NAME="__Host-session" if settings.secure_cookies else "session",
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    security.trust_proxies(app, settings.proxies)
    app.extensions["zhiping"] = build_site(settings)
    bring_up_to_date(use_database(settings.database_url))
    app.before_request(_limit_texts)
    app.teardown_request(_close_connection)
    app.teardown_request(_close_uploads)
    security.guard(app)
    audience.guard(app)
    app.before_request(_receive)
    app.before_request(_refuse_nul)
    errors.install(app)
    install_filters(app)
    app.context_processor(_common)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _limit_texts() -> None:
    # Files come to temporary files; everything else is read into memory whole.
    if request.mimetype != "multipart/form-data":
        request.max_content_length = site().settings.max_form


def _receive() -> None:
    """Take the whole body in before the view. A slow line holds a thread for as long as it takes;
    a connection to the database, opened by the first query, it must not hold."""
    if request.method not in security.SAFE:
        _close_connection(None)
        if not request.form:
            request.get_data()


def _refuse_nul() -> None:
    """NUL is in no text that a person types, and PostgreSQL stores none."""
    texts = (request.path, *request.args.values(), *request.form.values())
    if any("\0" in text for text in texts) or b"\\u0000" in request.get_data():
        abort(400)


def _close_connection(error: BaseException | None) -> None:
    if not database.is_closed():
        database.close()


def _close_uploads(error: BaseException | None) -> None:
    request.close()  # large uploads came to temporary files


def _common() -> dict[str, object]:
    account = identity.known_account()
    word = words_for(site().packs, account)
    menu = menu_of(account, word)
    own = request.endpoint in {endpoint for endpoint, _ in menu}  # a page that is an entry itself
    return {
        "word": word,
        "clock": site().clock,
        "account": account,
        "menu": menu,
        "may": lambda duty: account is not None and has_duty(account, duty),
        "menu_place": request.endpoint if own else place_of(account, request.blueprint or ""),
        "support": site().settings.support,
        "site_url": site().settings.site_url,
    }


def _secret(settings: Settings) -> str:
    """The key that signs sessions: given, or made once and kept in the data folder."""
    if settings.secret:
        return settings.secret
    path = settings.data / "session.key"
    settings.data.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        handle, new = tempfile.mkstemp(dir=settings.data)  # readable by this user alone
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        # Several workers start at once; a link is made by one of them, and whole.
        with suppress(FileExistsError):
            os.link(new, path)
        os.unlink(new)
    return path.read_text().strip()
