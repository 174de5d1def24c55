"""系统设置: how this site is set up, for its system administrators to see."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.audience import SYSTEM, admit_to
from web.context import site
from web.pages.settings import build_settings

pages = admit_to(Blueprint("staff_settings", __name__, url_prefix="/staff/settings"), SYSTEM)


@pages.get("")
def show() -> ResponseReturnValue:
    """Every setting with its variable; no secrets."""
    return render_template("staff/settings.html", settings=build_settings(site().settings))
