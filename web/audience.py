"""Who may enter a page. Every endpoint declares it; what declares nothing admits nobody."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Blueprint, Flask, current_app, request

from engine.packs.province import AccountRules, PasswordRules
from web.context import site
from web.identity import current_account
from web.models import Account
from web.services import second_factor
from web.services.errors import NotActive, NotAdmitted, PasswordExpired, SecondFactorNeeded
from web.services.passwords import is_expired
from web.services.staff_duties import duty_of

View = TypeVar("View", bound=Callable[..., Any])


class Audience(Enum):
    """Groups of visitors.

    SIGNED_IN includes those whose registration waits or was refused; the others do not. OPERATOR
    is an operator of whatever unit, DEPARTMENT, COMMITTEE and ISSUER those of units of that kind;
    STAFF is the staff who do the province's business, SYSTEM, SECURITY and AUDIT the three
    administrators. Nobody of the staff is in two of the four, so that nobody looks after accounts,
    their rights and the record of what was done alone (三权分立).
    """

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"
    APPLICANT = "applicant"
    OPERATOR = "operator"
    DEPARTMENT = "department"
    COMMITTEE = "committee"
    ISSUER = "issuer"
    EXPERT = "expert"
    STAFF = "staff"
    SYSTEM = "system"
    SECURITY = "security"
    AUDIT = "audit"


EVERYONE, SIGNED_IN = Audience.EVERYONE, Audience.SIGNED_IN
APPLICANT, EXPERT = Audience.APPLICANT, Audience.EXPERT
OPERATOR, DEPARTMENT = Audience.OPERATOR, Audience.DEPARTMENT
COMMITTEE, ISSUER = Audience.COMMITTEE, Audience.ISSUER
STAFF, SYSTEM, SECURITY = Audience.STAFF, Audience.SYSTEM, Audience.SECURITY
AUDIT = Audience.AUDIT
KINDS = {"department": DEPARTMENT, "committee": COMMITTEE, "issuer": ISSUER}
DUTIES = {"system": SYSTEM, "security": SECURITY, "audit": AUDIT}


def groups_of(account: Account) -> frozenset[Audience]:
    """The groups that an account is in by its role, its unit and its duties, if it is active."""
    if account.role == "staff":
        duty = duty_of(account)
        return frozenset({DUTIES[duty]} if duty else {STAFF})
    groups = {Audience(account.role)}
    if account.role == "operator" and account.unit is not None and account.unit.kind in KINDS:
        groups.add(KINDS[account.unit.kind])
    return frozenset(groups)


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
    if not groups_of(account) & admitted:
        raise NotAdmitted
    if account.state != "active":
        raise NotActive(account.state)
    if is_expired(account, _password_rules, now=site().clock.now()):
        raise PasswordExpired
    if account.role != "applicant" and second_factor.is_missing(account, _rules(account.province)):
        raise SecondFactorNeeded


def _password_rules(province: str) -> PasswordRules:
    return _rules(province).password


def _rules(province: str) -> AccountRules:
    return site().packs.province(province).account
