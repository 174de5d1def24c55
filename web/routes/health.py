"""Whether the site works, for those who watch it."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from web.audience import EVERYONE, admit_to
from web.context import site
from web.models import database

pages = admit_to(Blueprint("health", __name__), EVERYONE)


@pages.get("/health")
def show() -> ResponseReturnValue:
    """200 when the database answers and the packs are read."""
    database.execute_sql("select 1")
    return jsonify(ok=True, plans=len(site().packs.plans()))
