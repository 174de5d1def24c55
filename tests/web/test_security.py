"""Guards: tokens, headers, error pages, other people's things, every route."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.audience import (
    APPLICANT,
    AUDIT,
    COMMITTEE,
    DUTIES,
    EVERYONE,
    EXPERT,
    ISSUER,
    KINDS,
    OPERATOR,
    SECURITY,
    SIGNED_IN,
    STAFF,
    SYSTEM,
    Audience,
    audience_of,
    groups_of,
)
from web.identity import TOKEN
from web.models import Account, Application, Person, Unit, database
from web.services import sessions
from web.site import Site

GET = frozenset({"GET"})
POST = frozenset({"POST"})
Route = tuple[Any, ...]
ROUTES: dict[str, Route] = {
    "/": (GET, EVERYONE),
    "/home": (GET, APPLICANT),
    "/signin": (GET, EVERYONE),
    "/signin/<province>": (GET | POST, EVERYONE),
    "/signout": (POST, SIGNED_IN),
    "/signedout/<province>": (GET, EVERYONE),
    "/captcha/<token>.png": (GET, EVERYONE),
    "/register": (GET, EVERYONE),
    "/register/<province>": (GET | POST, EVERYONE),
    "/forgotten/<province>": (GET | POST, EVERYONE),
    "/reset/<province>": (GET | POST, EVERYONE),
    "/portals/<province>/<portal>": (GET, EVERYONE),
    "/portals/<province>/<portal>/return": (GET, EVERYONE),
    "/account/standing": (GET, SIGNED_IN),
    "/account/complete": (GET | POST, SIGNED_IN),
    "/account/password": (GET | POST, SIGNED_IN),
    "/account/second-factor": (GET | POST, SIGNED_IN),
    "/signin/<province>/code": (GET | POST, EVERYONE),
    "/account/sessions": (GET, SIGNED_IN),
    "/account/sessions/end": (POST, SIGNED_IN),
    "/kept": (GET, SIGNED_IN),
    "/kept/<id>/send": (POST, SIGNED_IN),
    "/kept/<id>/drop": (POST, SIGNED_IN),
    "/staff/registrations": (GET | POST, STAFF),
    "/staff/registrations/<id>": (GET | POST, STAFF),
    "/staff/registrations/<id>/numbers": (POST, STAFF),
    "/staff/accounts": (GET, STAFF, SYSTEM),
    "/staff/accounts/new": (GET | POST, SYSTEM),
    "/staff/accounts/<id>/code": (POST, STAFF, SYSTEM),
    "/staff/accounts/<id>/block": (POST, STAFF, SYSTEM),
    "/staff/settings": (GET, SYSTEM),
    "/staff/rights": (GET, SECURITY),
    "/staff/rights/<id>": (POST, SECURITY),
    "/staff/rights/sessions": (GET, SECURITY),
    "/staff/rights/sessions/<id>": (POST, SECURITY),
    "/audit/events": (GET, AUDIT),
    "/audit/events.csv": (GET, AUDIT),
    "/audit/events/<int:id>": (GET, AUDIT),
    "/audit/chains": (GET | POST, AUDIT),
    "/applications/<id>/signing/<section>/<field>": (GET | POST, APPLICANT),
    "/applications/<id>/signing/<section>/<field>/state": (GET, APPLICANT),
    "/sign/<token>": (GET | POST, EVERYONE),
    "/health": (GET, EVERYONE),
    "/static/<path:filename>": (GET, EVERYONE),
    "/archive": (GET, APPLICANT),
    "/archive/<id>": (GET | POST, APPLICANT),
    "/archive/<id>/delete": (GET | POST, APPLICANT),
    "/archive/<id>/edit": (GET, APPLICANT),
    "/archive/<id>/proof/<file>/remove": (POST, APPLICANT),
    "/archive/<id>/proof/<file>/rename": (POST, APPLICANT),
    "/archive/<id>/proofs/<slot>": (POST, APPLICANT),
    "/archive/<id>/remind": (POST, APPLICANT),
    "/archive/<id>/restore": (POST, APPLICANT),
    "/archive/<id>/submit": (POST, APPLICANT),
    "/archive/bin": (GET, APPLICANT),
    "/archive/import": (GET, APPLICANT),
    "/archive/import/<kind>": (GET | POST, APPLICANT),
    "/archive/import/<kind>/take": (POST, APPLICANT),
    "/archive/import/<kind>/template.xlsx": (GET, APPLICANT),
    "/archive/new/<kind>": (GET, APPLICANT),
    "/archive/records": (GET, APPLICANT),
    "/archive/submit": (POST, APPLICANT),
    "/verification": (GET, OPERATOR),
    "/verification/<id>": (GET | POST, OPERATOR),
    "/verification/<id>/proofs/<file>": (GET, OPERATOR),
    "/verification/<id>/proofs/<file>/content": (GET, OPERATOR),
    "/verification/batch": (POST, OPERATOR),
    "/committee/experts": (GET, COMMITTEE),
    "/committee/experts/new": (GET | POST, COMMITTEE),
    "/committee/experts/<id>": (GET | POST, COMMITTEE),
    "/committee/experts/<id>/code": (POST, COMMITTEE),
    "/committee/experts/import": (GET | POST, COMMITTEE),
    "/committee/experts/template.xlsx": (GET, COMMITTEE),
    "/committee/batches/<id>/reading": (GET | POST, COMMITTEE),
    "/committee/batches/<id>/opinions": (GET, COMMITTEE),
    "/committee/meetings": (GET | POST, COMMITTEE),
    "/committee/meetings/<id>": (GET | POST, COMMITTEE),
    "/committee/meetings/<id>/sheet.pdf": (GET, COMMITTEE),
    "/committee/results/<id>": (GET | POST, COMMITTEE),
    "/expert": (GET, EXPERT),
    "/expert/readings/<id>": (GET | POST, EXPERT),
    "/expert/readings/<id>/files/<file>": (GET, EXPERT),
    "/expert/readings/<id>/files/<file>/content": (GET, EXPERT),
    "/expert/meetings/<id>": (GET | POST, EXPERT),
    "/expert/meetings/<id>/confirm": (POST, EXPERT),
    "/self-check": (GET, APPLICANT),
    "/notices/read": (POST, SIGNED_IN),
    "/jobs": (GET, APPLICANT, EXPERT, OPERATOR, STAFF, SYSTEM, SECURITY, AUDIT),
    "/jobs/<id>": (GET, APPLICANT, EXPERT, OPERATOR, STAFF, SYSTEM, SECURITY, AUDIT),
    "/jobs/<id>/progress": (GET, APPLICANT, EXPERT, OPERATOR, STAFF, SYSTEM, SECURITY, AUDIT),
    "/jobs/<id>/result": (GET, APPLICANT, EXPERT, OPERATOR, STAFF, SYSTEM, SECURITY, AUDIT),
    "/jobs/<id>/cancel": (POST, APPLICANT, EXPERT, OPERATOR, STAFF, SYSTEM, SECURITY, AUDIT),
    "/jobs/<id>/retry": (POST, APPLICANT, EXPERT, OPERATOR, STAFF, SYSTEM, SECURITY, AUDIT),
    "/exports/<list>": (POST, OPERATOR, STAFF),
    "/dossiers": (POST, OPERATOR),
    "/account/mail": (GET | POST, APPLICANT, EXPERT, OPERATOR, STAFF, SYSTEM, SECURITY, AUDIT),
    "/applications/<id>/urge": (POST, APPLICANT),
    "/dossiers/batches/<id>": (POST, OPERATOR),
    "/lists/printed": (POST, OPERATOR),
    "/certificates/reissues/<id>/form.pdf": (GET, APPLICANT),
    "/lists/printed/batches/<id>": (POST, OPERATOR),
    "/plans/<path:id>/pledge": (GET | POST, APPLICANT),
    "/plans/<path:id>/self-check": (GET | POST, APPLICANT),
    "/applications/deleted": (GET, APPLICANT),
    "/applications/<id>/restore": (POST, APPLICANT),
    "/applications/<id>/profile/<section>": (GET | POST, APPLICANT),
    "/plans/<path:id>": (GET, APPLICANT),
    "/plans/<path:id>/apply": (GET | POST, APPLICANT),
    "/plans/<path:id>/downloads/<int:number>": (GET, APPLICANT),
    "/applications": (GET, APPLICANT),
    "/applications/<id>": (GET, APPLICANT),
    "/applications/<id>/choice": (GET | POST, APPLICANT),
    "/applications/<id>/delete": (GET | POST, APPLICANT),
    "/applications/<id>/pledge": (GET, APPLICANT),
    "/applications/<id>/pledge/<section>": (POST, APPLICANT),
    "/applications/<id>/pledge/<section>/paper": (GET, APPLICANT),
    "/applications/<id>/pages/<page>": (GET, APPLICANT),
    "/applications/<id>/sections/<section>": (POST | {"PATCH"}, APPLICANT),
    "/applications/<id>/rows/<list>/new": (GET, APPLICANT),
    "/applications/<id>/rows/<list>/<row>": (GET | POST, APPLICANT),
    "/applications/<id>/rows/<list>/<row>/<any(up, down):direction>": (POST, APPLICANT),
    "/applications/<id>/rows/<list>/order": (POST, APPLICANT),
    "/applications/<id>/rows/<list>/<row>/remove": (POST, APPLICANT),
    "/applications/<id>/picks/<list>": (GET | POST, APPLICANT),
    "/applications/<id>/picks/<list>/<row>/update": (GET | POST, APPLICANT),
    "/applications/<id>/files/<path:place>": (POST, APPLICANT),
    "/applications/<id>/file/<file>/rename": (POST, APPLICANT),
    "/applications/<id>/file/<file>/remove": (POST, APPLICANT),
    "/applications/<id>/file/<file>/<any(up, down):direction>": (POST, APPLICANT),
    "/applications/<id>/templates/<slot>": (GET, APPLICANT),
    "/applications/<id>/attachments": (GET, APPLICANT),
    "/applications/<id>/overview": (GET, APPLICANT),
    "/applications/<id>/check": (GET, APPLICANT),
    "/applications/<id>/submit": (GET | POST, APPLICANT),
    "/applications/<id>/track": (GET, APPLICANT),
    "/applications/<id>/stamped": (GET | POST, APPLICANT),
    "/applications/<id>/stamped/<file>": (GET, APPLICANT),
    "/applications/<id>/withdraw": (POST, APPLICANT),
    "/applications/<id>/rounds/<int:round>": (GET, APPLICANT),
    "/applications/<id>/rounds/<int:round>/files/<file>": (GET, APPLICANT),
    "/applications/<id>/rounds/<int:round>/files/<file>/content": (GET, APPLICANT),
    "/applications/<id>/rounds/<int:round>/tables/<path:table>.pdf": (GET, APPLICANT),
    "/certificates": (GET, APPLICANT),
    "/certificates/<id>": (GET, APPLICANT),
    "/certificates/<id>/file": (GET, APPLICANT),
    "/certificates/<id>/photo": (GET | POST, APPLICANT),
    "/certificates/<id>/reissue": (POST, APPLICANT),
    "/certificates/new": (GET | POST, APPLICANT),
    "/certificates/reissues/<id>": (GET | POST, APPLICANT),
    "/certificates/reissues/<id>/files/<file>": (GET, APPLICANT),
    "/issuing": (GET | POST, ISSUER),
    "/issuing/certificates": (GET, ISSUER, COMMITTEE),
    "/issuing/certificates/<id>": (GET, ISSUER, COMMITTEE),
    "/issuing/certificates/<id>/file": (GET, ISSUER, COMMITTEE),
    "/issuing/certificates/<id>/revoke": (POST, ISSUER),
    "/issuing/certificates/download": (POST, ISSUER, COMMITTEE),
    "/issuing/seal": (GET | POST, ISSUER, COMMITTEE),
    "/issuing/seal/image": (GET, ISSUER, COMMITTEE),
    "/reissues": (GET, OPERATOR),
    "/reissues/<id>": (GET | POST, OPERATOR),
    "/reissues/<id>/files/<file>": (GET, OPERATOR),
    "/reissues/<id>/numbers": (POST, OPERATOR),
    "/verify": (GET | POST, EVERYONE),
    "/verify/<number>": (GET, EVERYONE),
    "/verify/file": (POST, EVERYONE),
    "/reviews": (GET, OPERATOR),
    "/reviews/batch": (POST, OPERATOR),
    "/reviews/batch/pass": (POST, OPERATOR),
    "/reviews/<id>/take": (POST, OPERATOR),
    "/reviews/<id>/release": (POST, OPERATOR),
    "/unit/delegations": (GET | POST, OPERATOR),
    "/unit/delegations/<id>/end": (POST, OPERATOR),
    "/reviews/<id>": (GET | POST, OPERATOR),
    "/reviews/<id>/numbers": (POST, OPERATOR),
    "/reviews/<id>/rounds/<int:round>": (GET, OPERATOR),
    "/reviews/<id>/files/<file>": (GET, OPERATOR),
    "/reviews/<id>/stamped/<file>": (GET, OPERATOR),
    "/reviews/<id>/files/<file>/content": (GET, OPERATOR),
    "/reviews/<id>/tables/<path:table>.pdf": (GET, OPERATOR),
    "/applications/<id>/tables/<path:table>": (GET, APPLICANT),
    "/applications/<id>/tables/<path:table>.pdf": (GET, APPLICANT),
    "/applications/print.css": (GET, APPLICANT),
    "/profile": (GET, APPLICANT),
    "/profile/edit": (GET, APPLICANT),
    "/profile/sections/<section>": (POST, APPLICANT),
    "/profile/series": (POST, APPLICANT),
    "/profile/photos/<path>": (POST, APPLICANT),
    "/profile/unit": (GET, APPLICANT),
    "/profile/unit/<unit>/request": (GET | POST, APPLICANT),
    "/profile/unit/bindings/<id>/withdraw": (POST, APPLICANT),
    "/profile/unit/bindings/<id>/end": (POST, APPLICANT),
    "/units/register": (GET, EVERYONE),
    "/units/register/<province>": (GET | POST, EVERYONE),
    "/unit": (GET, OPERATOR),
    "/unit/registration": (GET, OPERATOR),
    "/unit/registration/edit": (GET | POST, OPERATOR),
    "/unit/operators": (GET | POST, OPERATOR),
    "/unit/operators/<id>": (GET | POST, OPERATOR),
    "/unit/operators/<id>/block": (POST, OPERATOR),
    "/unit/operators/<id>/code": (POST, OPERATOR),
    "/unit/paths": (GET | POST, OPERATOR),
    "/unit/paths/new": (GET, OPERATOR),
    "/unit/paths/<id>/end": (POST, OPERATOR),
    "/unit/paths/requests": (GET, OPERATOR),
    "/unit/paths/requests/<id>": (GET | POST, OPERATOR),
    "/unit/reports": (GET | POST, OPERATOR),
    "/unit/reports/confirm": (POST, OPERATOR),
    "/unit/lower": (GET, OPERATOR),
    "/unit/lower/<id>/urge": (POST, OPERATOR),
    "/staff/units/directory": (GET | POST, STAFF),
    "/staff/organisations": (GET, STAFF),
    "/staff/organisations/new": (GET | POST, STAFF),
    "/staff/organisations/<id>": (GET | POST, STAFF),
    "/staff/organisations/<id>/close": (POST, STAFF),
    "/staff/tasks": (GET, STAFF),
    "/staff/tasks/<id>": (GET | POST, STAFF),
    "/staff/paths": (GET | POST, STAFF),
    "/staff/paths/new": (GET, STAFF),
    "/staff/paths/<id>/end": (POST, STAFF),
    "/unit/bindings": (GET | POST, OPERATOR),
    "/unit/bindings/<id>": (GET | POST, OPERATOR),
    "/unit/bindings/<id>/numbers": (POST, OPERATOR),
    "/staff": (GET, STAFF, SYSTEM, SECURITY, AUDIT),
    "/committee": (GET, COMMITTEE),
    "/committee/accept": (POST, COMMITTEE),
    "/committee/batches": (GET | POST, COMMITTEE),
    "/committee/batches/<id>": (GET | POST, COMMITTEE),
    "/committee/sittings": (GET | POST, COMMITTEE),
    "/committee/sittings/<id>": (GET | POST, COMMITTEE),
    "/committee/sittings/<id>/scores.xlsx": (GET, COMMITTEE),
    "/committee/exemptions": (GET, COMMITTEE),
    "/committee/exemptions/<id>": (GET | POST, COMMITTEE),
    "/committee/exemptions/<id>/files/<file>": (GET, COMMITTEE),
    "/committee/publicity": (GET | POST, COMMITTEE),
    "/committee/publicity/<id>": (GET | POST, COMMITTEE),
    "/unit/publicity": (GET | POST, OPERATOR),
    "/unit/publicity/<id>": (GET | POST, OPERATOR),
    "/publicity": (GET, EVERYONE),
    "/publicity/<id>": (GET | POST, EVERYONE),
    "/applications/<id>/exams": (GET, APPLICANT),
    "/applications/<id>/exams/<paper>/exemption": (POST, APPLICANT),
    "/applications/<id>/exams/exemptions/<exemption>/files/<file>": (GET, APPLICANT),
    "/applications/<id>/exams/exemptions/<exemption>/withdraw": (POST, APPLICANT),
    "/applications/<id>/exams/<paper>/ticket.pdf": (GET, APPLICANT),
    "/staff/units": (GET, STAFF),
    "/staff/units/<id>": (GET | POST, STAFF),
    "/files/<id>": (GET, APPLICANT),
    "/files/<id>/content": (GET, APPLICANT),
}
"""Every address of the site with its methods and who may enter, as in `(GET, APPLICANT, STAFF)`:
a new one fails here until somebody thought about it."""

ROLES = ("", "applicant", "operator", *KINDS, "expert", "staff", *DUTIES)
"""Everyone there is; "" is nobody signed in, the others are named as in `Audience`."""


def account_as(role: str) -> Account:
    """An account, not yet stored, of an applicant, operator, expert or staff as in ROLES."""
    if role == "operator" or role in KINDS:
        unit = Unit(
            name=f"{role} 某校", province="anhui", kind="unit" if role == "operator" else role
        )
        return Account(province="anhui", role="operator", login=role, unit=unit)
    if role == "staff" or role in DUTIES:
        return Account(province="anhui", role="staff", login=role, duties=[role][role == "staff" :])
    return Account(province="anhui", role=role, login=role)


def may_enter(role: str, address: str) -> bool:
    """Whether somebody of this role may enter an address, as ROUTES says it."""
    audiences: set[Audience] = set(ROUTES[address][1:])
    if EVERYONE in audiences:
        return True
    if not role:
        return False
    return SIGNED_IN in audiences or bool(audiences & groups_of(account_as(role)))


def path_of(app: Flask, address: str) -> str:
    """A path of this address; nothing lies there, but nobody comes as far as to see that."""
    rule = next(rule for rule in app.url_map.iter_rules() if rule.rule == address)
    values: dict[str, Any] = {}
    for name, converter in rule._converters.items():
        items = sorted(getattr(converter, "items", ()))
        values[name] = (
            items[0] if items else 1 if "int" in type(converter).__name__.lower() else "x"
        )
    found: str = app.url_map.bind("localhost").build(
        rule.endpoint, values, next(iter(rule.methods))
    )
    return found


def enter_as(app: Flask, site: Site, role: str) -> FlaskClient:
    """A browser in which somebody of this role is signed in; "" leaves it without anybody."""
    client = app.test_client()
    now = site.clock.now()
    token = ""
    if role:
        with database.connection_context():
            account = account_as(role)
            account.created_at = now
            if account.unit is not None:
                account.unit.created_at = now
                account.unit.save(force_insert=True)
            if role == "applicant":
                account.person = Person.create(name="王某", province="anhui")
            account.save(force_insert=True)
            token = sessions.begin(account, now=now)
    with client.session_transaction() as session:
        session["csrf"] = "known"
        if token:
            session[TOKEN] = token
    return client


def test_every_route_is_listed(app: Flask) -> None:
    found: dict[str, frozenset[str]] = {}
    for rule in app.url_map.iter_rules():
        methods = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
        found[rule.rule] = found.get(rule.rule, frozenset()) | methods

    assert found == {address: route[0] for address, route in ROUTES.items()}


def test_every_route_declares_who_may_enter_as_it_is_listed(app: Flask) -> None:
    declared = {
        (rule.rule, rule.endpoint): set(audience_of(app, rule.endpoint))
        for rule in app.url_map.iter_rules()
    }

    assert declared == {key: set(ROUTES[key[0]][1:]) for key in declared}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_enter_is_turned_away(app: Flask, site: Site, role: str) -> None:
    client = enter_as(app, site, role)
    turned: dict[str, tuple[bool, str]] = {}
    for address, (methods, *_) in ROUTES.items():
        if may_enter(role, address):
            continue
        for method in methods:
            answer = client.open(
                path_of(app, address), method=method, headers={"X-CSRF-Token": "known"}
            )
            to_sign_in = answer.status_code in (302, 303) and "/signin" in answer.location
            away = (
                answer.status_code == 401 or to_sign_in if not role else answer.status_code == 403
            )
            turned[f"{method} {address}"] = (away, answer.status)

    assert {key: status for key, (away, status) in turned.items() if not away} == {}


@pytest.mark.parametrize(
    "address", [rule for rule, (methods, *_) in ROUTES.items() if methods != GET]
)
def test_nothing_is_changed_without_the_token_of_the_session(
    app: Flask, visitor: Visitor, address: str
) -> None:
    path = path_of(app, address)

    assert visitor.client.post(path, data={"csrf_token": "guessed"}).status_code == 400


@pytest.mark.parametrize("part", ["", "/pages/basic", "/overview", "/check", "/choice", "/delete"])
def test_application_of_another_person_is_closed(visitor: Visitor, part: str) -> None:
    application = begin(visitor)
    with database.connection_context():
        other = Person.create(name="王某", province="anhui")
        Application.update(person=other).execute()

    visitor.open(f"{application}{part}")

    assert (visitor.status, "这不是您本人的材料，也不在您" in visitor.text) == (403, True)
    assert "小学科学" not in visitor.text


def test_pages_run_no_foreign_or_inline_code(visitor: Visitor) -> None:
    begin(visitor)
    headers = visitor.page.headers
    policy = headers["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert " style=" not in visitor.html
    assert " onclick=" not in visitor.html
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_unknown_address_has_a_chinese_page_with_a_request_id(visitor: Visitor) -> None:
    visitor.open("/nowhere")

    assert (visitor.status, "找不到页面" in visitor.text) == (404, True)
    assert visitor.page.headers["X-Request-ID"] in visitor.text


def test_too_large_a_request_has_a_page_that_says_so(
    visitor: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/files_page")
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)

    visitor.send("/files/pledge_scan", file=("大.jpg", b"x" * 2000))

    assert (visitor.status, "超过了系统允许的大小" in visitor.text) == (413, True)


def test_bug_has_a_page_without_its_details(
    visitor: Visitor, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**given: object) -> str:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setitem(app.view_functions, "archive.index", broken)
    monkeypatch.setattr(app, "testing", False)

    visitor.open("/archive")

    assert visitor.status == 500
    assert "secret" not in visitor.html
    assert "请求编号" in visitor.text


def test_health_answers(visitor: Visitor) -> None:
    answer = visitor.open("/health").page.json

    assert answer is not None
    assert answer["ok"] is True
    assert answer["plans"] > 0


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "/\t/evil.example", "x:y"])
def test_way_back_never_leaves_the_site(visitor: Visitor, back: str) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    answer = visitor.client.post(
        f"{application}/files/pledge_scan", data={"csrf_token": token, "back": back}
    )

    assert (answer.status_code, answer.location) == (303, "/applications")


def test_texts_over_the_limit_are_not_read(visitor: Visitor) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    visitor.post(
        f"{application}/sections/personal", {"csrf_token": token, "birth_place": "a" * 2_200_000}
    )

    assert (visitor.status, "一次保存的文字不超过 2 MB" in visitor.text) == (413, True)


def test_deeply_nested_json_is_a_bad_request(visitor: Visitor) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    answer = visitor.client.patch(
        f"{application}/sections/personal",
        data="[" * 100_000,
        content_type="application/json",
        headers={"X-CSRF-Token": token, "X-Requested-With": "fetch"},
    )

    assert answer.status_code == 400
