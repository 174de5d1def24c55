"""How routes reach the parts of the running site."""

from __future__ import annotations

from flask import current_app

from web.site import Site


def site() -> Site:
    """The site that serves this request."""
    running: Site = current_app.extensions["zhiping"]
    return running
