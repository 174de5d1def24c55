"""Coming in, registering, passwords, sessions, single sign-on; staff looking after it."""

from __future__ import annotations

from web.routes.accounts import (
    approvals,
    entrance,
    forgotten,
    kept,
    looking_after,
    own,
    portals,
    registering,
    second_factor,
)

BLUEPRINTS = (
    entrance.pages,
    registering.pages,
    forgotten.pages,
    own.pages,
    second_factor.pages,
    kept.pages,
    portals.pages,
    approvals.pages,
    looking_after.pages,
)
