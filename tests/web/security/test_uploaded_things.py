"""Files and texts that want to be more than they are, and bodies of odd shapes."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image

from tests.web.security.town import (
    Things,
    address_of,
    found_town,
    rules_of,
    signed_in,
    stop_clock,
    things_of,
    values_of,
)
from tests.web.visitor import Forms
from web.audience import APPLICANT, OPERATOR, STAFF, audience_of
from web.models import FileUse, Record, database
from web.site import Site

EVIL = "\"'><script>alert(1)</script>{{7*7}}"


@pytest.fixture
def town(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> Things:
    """The things of one applicant, in a town with others."""
    stop_clock(monkeypatch, site)
    monkeypatch.setattr(app, "testing", False)
    with database.connection_context():
        found_town(site)
        return things_of("demo")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


NO_DOCUMENTS = {
    "a.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a.html": b"<!doctype html><script>alert(1)</script>",
    "a.png": b"<html><script>alert(1)</script></html>",
    "a.pdf": b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "a.exe": b"MZ" + b"\0" * 200,
}
NAMES = (
    "../../etc/passwd.png",
    "a\x00b.png",
    "a\r\nSet-Cookie: x=1.png",
    f"{EVIL}.png",
    "\ud800.png",
    "x" * 3000 + ".png",
    ".png",
    "\u202egnp.exe",
)


def proofs_of(app: Flask) -> str:
    """Where proofs of a record that may be changed are sent."""
    with database.connection_context():
        record = Record.select().where(Record.status << ["unreviewed", "returned"]).first()
    kind = app.extensions["zhiping"].packs.province("anhui").kinds[record.kind]
    return f"/archive/{record.id}/proofs/{kind.slots[0].id}"


@pytest.mark.databases("sqlite")
def test_what_is_no_document_is_not_kept(app: Flask, applicant: object) -> None:
    browser, address = signed_in(app, "demo").client, proofs_of(app)
    with database.connection_context():
        before = FileUse.select().count()
    for name, content in NO_DOCUMENTS.items():
        answer = browser.post(
            address,
            data={"csrf_token": "known", "file": (io.BytesIO(content), name)},
            headers={"X-Requested-With": "fetch"},
        )
        assert answer.status_code == 422, name
    with database.connection_context():
        assert FileUse.select().count() == before


@pytest.mark.databases("postgresql")
def test_odd_file_names_do_no_harm(app: Flask, applicant: object) -> None:
    browser, address = signed_in(app, "demo").client, proofs_of(app)
    kept = 0
    for name in NAMES:
        raw = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22").replace(b"\r\n", b"%0D")
        body = (
            b'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\nknown\r\n'
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="' + raw + b'"\r\n\r\n'
            + png() + b"\r\n--b--\r\n"
        )  # fmt: skip
        answer = browser.post(
            address,
            data=body,
            content_type="multipart/form-data; boundary=b",
            headers={"X-Requested-With": "fetch"},
        )
        assert answer.status_code < 500, name
        for stored in (answer.json or {}).get("stored", []):
            check_served(browser, stored)
            kept += 1
            browser.post(
                f"{address.rpartition('/proofs/')[0]}/proof/{stored['id']}/remove",
                data={"csrf_token": "known"},
            )
    assert kept


def check_served(browser: FlaskClient, stored: dict[str, Any]) -> None:
    """What a browser is told of a file, and how its name stands on a page."""
    with browser.get(f"/files/{stored['id']}/content") as content:
        headers = content.headers
        assert "/" not in stored["name"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Content-Type"] == "image/png"
        assert "Set-Cookie" not in headers
    assert "<script>alert" not in browser.get(f"/files/{stored['id']}").get_data(as_text=True)


def sheet(*rows: list[Any]) -> bytes:
    """A workbook with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(content: bytes, **parts: bytes) -> bytes:
    """A workbook with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


def import_sheet(app: Flask, content: bytes) -> Any:
    """Send a workbook as the applicant does."""
    browser = signed_in(app, "demo").client
    kind = next(iter(app.extensions["zhiping"].packs.province("anhui").kinds))
    return browser.post(
        f"/archive/import/{kind}",
        data={"csrf_token": "known", "file": (io.BytesIO(content), "a.xlsx")},
    )


def first_column(app: Flask) -> str:
    """The name of the first column of the first kind's template."""
    kind = next(iter(app.extensions["zhiping"].packs.province("anhui").kinds.values()))
    return str(kind.fields[0].name)


@pytest.mark.databases("postgresql")
def test_odd_cells_are_no_bug(app: Flask, applicant: object) -> None:
    browser = signed_in(app, "demo").client
    for text in ("_x0000_", "_xD800_", EVIL, "=1+1", "x" * 32000, "_x0008_"):
        answer = import_sheet(app, sheet([first_column(app)], [text]))
        page = answer.get_data(as_text=True)
        assert answer.status_code < 500, text
        assert "<script>alert" not in page
        for form in Forms(page).forms:
            if form.action.endswith("/take"):
                sent = dict(form.values) | {"csrf_token": "known"}
                assert browser.post(form.action, data=sent).status_code < 500, text
    assert browser.get("/archive/records").status_code == 200


@pytest.mark.databases("sqlite")
def test_bombs_and_entities_are_refused(app: Flask, applicant: object) -> None:
    good = sheet([first_column(app)], ["x"])
    entity = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    )
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("xl/workbook.xml", b"\0" * 60_000_000)
    for content in (rewritten(good, xl__sharedStrings_dot_xml=entity), bomb.getvalue()):
        answer = import_sheet(app, content)
        assert answer.status_code in (200, 422)
        assert "root:" not in answer.get_data(as_text=True)
        assert "/take" not in answer.get_data(as_text=True)


ODD_TEXTS = st.text(max_size=8) | st.sampled_from(["\ud800", "\0", "9" * 30])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ODD_TEXTS,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(ODD_TEXTS, one, max_size=3),
    max_leaves=8,
)
QUESTIONS = st.sampled_from(["birth_place", "former_name", "work_years", "x"])
PARTS = {
    "version": JSON | st.integers(0, 3) | st.just(10**30),
    "save_id": JSON,
    "data": st.dictionaries(QUESTIONS, JSON | st.lists(ODD_TEXTS, max_size=2)),
}
BODIES = JSON | st.fixed_dictionaries({}, optional=PARTS)


@pytest.mark.databases("postgresql")
def test_odd_json_never_is_a_bug(app: Flask, town: Things) -> None:
    browser = signed_in(app, "demo").client
    places = []
    for rule in rules_of(app, "PATCH"):
        sections = ("personal", "education", "pledge", "x")
        places += [
            address_of(app, rule, {**values_of(rule, town), "section": one}) for one in sections
        ]

    seen: set[int] = set()

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(BODIES, st.sampled_from(places))
    def check(body: Any, place: str) -> None:
        answer = browser.patch(
            place,
            data=json.dumps(body),
            content_type="application/json",
            headers={"X-CSRF-Token": "known", "X-Requested-With": "fetch"},
        )
        assert answer.status_code < 500
        seen.add(answer.status_code)

    check()
    assert {200, 400} <= seen


FIELDS = ("version", "name", "note", "login", "opinion", "action", "round", "node", "marks", "mark",
          "comment:x", "save_id", "record", "account", "binding", "series", "password", "session",
          "mode", "level", "title", "branch", "kind", "id", "sha256", "row", "rows", "values",
          "seen", "notice", "digest", "checked", "agreed", "back", "next", "prefix", "shown",
          "captcha", "captcha_token", "code", "field", "person-name", "intent")  # fmt: skip


TEXTS = ("\ud800", "9" * 25, "-1", "[[]]", "\u2028" + EVIL, '[{"a":1}]')
ROLES = {APPLICANT: "demo", OPERATOR: "demo-qingshan", STAFF: "demo-anhui-staff"}
ENDING = ("entrance.sign_out", "own_account.end")


@pytest.mark.databases("postgresql")
def test_odd_forms_never_are_a_bug(app: Flask, town: Things) -> None:
    found = []
    browsers = {role: signed_in(app, login).client for role, login in ROLES.items()}
    for text in TEXTS:
        value = quote(text, safe="", errors="surrogatepass")
        body = "&".join(f"{name}={value}" for name in FIELDS)
        for rule in rules_of(app, "POST"):
            if rule.endpoint in ENDING:
                continue
            role = next(iter(audience_of(app, rule.endpoint) & set(browsers)), APPLICANT)
            answer = browsers[role].post(
                address_of(app, rule, values_of(rule, town)),
                data=body,
                content_type="application/x-www-form-urlencoded",
                headers={"X-CSRF-Token": "known"},
            )
            if answer.status_code >= 500:
                found.append(f"{answer.status_code} {text[:9]!a} {rule.rule}")
            answer.close()
    assert found == []
