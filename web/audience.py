"""Who may enter a page. Every endpoint declares it; what declares nothing admits nobody."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Blueprint, Flask, current_app, request

from web.identity import current_account
from web.services.errors import NotActive, NotAdmitted

View = TypeVar("View", bound=Callable[..., Any])


class Audience(Enum):
    """Groups of visitors; the values of the last three are roles of accounts.

    SIGNED_IN includes those whose registration waits or was refused; a role does not.
    """

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"
    APPLICANT = "applicant"
    OPERATOR = "operator"
    STAFF = "staff"


EVERYONE, SIGNED_IN = Audience.EVERYONE, Audience.SIGNED_IN
APPLICANT, OPERATOR, STAFF = Audience.APPLICANT, Audience.OPERATOR, Audience.STAFF


def admit(*audiences: Audience) -> Callable[[View], View]:
    """Declare who may enter a view, where it differs from its blueprint."""

    def declare(view: View) -> View:
        view.audience = frozenset(audiences)  # type: ignore[attr-defined]  # a function's own
        return view

    return declare


def admit_to(pages: Blueprint, *audiences: Audience) -> Blueprint:
    """Declare who may enter the views of a blueprint."""
    pages.audience = frozenset(audiences)  # type: ignore[attr-defined]  # ours, not Flask's
    return pages


def audience_of(app: Flask, endpoint: str) -> frozenset[Audience]:
    """Who may enter an endpoint; nobody when it was not declared."""
    if endpoint == "static":
        return frozenset({EVERYONE})
    own = getattr(app.view_functions[endpoint], "audience", None)
    pages = app.blueprints.get(endpoint.rpartition(".")[0])
    declared: frozenset[Audience] | None = own or getattr(pages, "audience", None)
    return declared or frozenset()


def guard(app: Flask) -> None:
    """Let nobody enter a page that is not theirs."""
    app.before_request(_check_audience)


def _check_audience() -> None:
    if request.endpoint is None:
        return  # an unknown address: everyone may be told so
    admitted = audience_of(current_app, request.endpoint)
    if EVERYONE in admitted:
        return
    account = current_account()
    if SIGNED_IN in admitted:
        return
    if account.role not in {one.value for one in admitted}:
        raise NotAdmitted
    if account.state != "active":
        raise NotActive(account.state)
