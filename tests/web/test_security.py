"""Guards: tokens, headers, error pages, other people's things, every route."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.models import Application, Person, database

GET = frozenset({"GET"})
POST = frozenset({"POST"})
ROUTES = {
    "/": GET,
    "/health": GET,
    "/static/<path:filename>": GET,
    "/archive": GET,
    "/archive/<id>": GET,
    "/plans/<path:id>": GET,
    "/plans/<path:id>/apply": GET | POST,
    "/plans/<path:id>/downloads/<int:number>": GET,
    "/applications": GET,
    "/applications/<id>": GET,
    "/applications/<id>/choice": GET | POST,
    "/applications/<id>/delete": GET | POST,
    "/applications/<id>/pledge": GET,
    "/applications/<id>/pledge/<section>": POST,
    "/applications/<id>/pledge/<section>/paper": GET,
    "/applications/<id>/pages/<page>": GET,
    "/applications/<id>/sections/<section>": POST | {"PATCH"},
    "/applications/<id>/rows/<list>/new": GET,
    "/applications/<id>/rows/<list>/<row>": GET | POST,
    "/applications/<id>/rows/<list>/<row>/<any(up, down):direction>": POST,
    "/applications/<id>/rows/<list>/<row>/remove": POST,
    "/applications/<id>/picks/<list>": GET | POST,
    "/applications/<id>/files/<path:place>": POST,
    "/applications/<id>/file/<file>/rename": POST,
    "/applications/<id>/file/<file>/remove": POST,
    "/applications/<id>/attachments": GET,
    "/applications/<id>/overview": GET,
    "/applications/<id>/check": GET,
    "/applications/<id>/submit": POST,
    "/applications/<id>/tables/<path:table>": GET,
    "/applications/<id>/tables/<path:table>.pdf": GET,
    "/applications/print.css": GET,
    "/files/<id>": GET,
    "/files/<id>/content": GET,
}
"""Every address of the site: a new one fails here until somebody thought about who may enter."""


def test_every_route_is_listed(app: Flask) -> None:
    found: dict[str, frozenset[str]] = {}
    for rule in app.url_map.iter_rules():
        methods = frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"}
        found[rule.rule] = found.get(rule.rule, frozenset()) | methods

    assert found == ROUTES


@pytest.mark.parametrize("address", [rule for rule, methods in ROUTES.items() if methods != GET])
def test_nothing_is_changed_without_the_token_of_the_session(
    visitor: Visitor, address: str
) -> None:
    path = (
        address.replace("<path:id>", "anhui/2022-bengbu-teachers").replace("<", "").replace(">", "")
    )
    path = path.replace("any(up, down):direction", "up").replace("path:place", "slot")

    assert visitor.client.post(path, data={"csrf_token": "guessed"}).status_code == 400


@pytest.mark.parametrize("part", ["", "/pages/basic", "/overview", "/check", "/choice", "/delete"])
def test_application_of_another_person_is_closed(visitor: Visitor, part: str) -> None:
    application = begin(visitor)
    with database.connection_context():
        other = Person.create(name="王某", province="anhui")
        Application.update(person=other).execute()

    visitor.open(f"{application}{part}")

    assert (visitor.status, "这不是您本人的材料" in visitor.text) == (403, True)
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
    assert visitor.open("/health").page.json == {"ok": True, "plans": 4}


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
