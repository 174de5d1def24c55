"""Single sign-on at a real OpenID provider in another process."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask

from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, PEOPLE, running_provider
from tests.web.accounts.accounting import make_account, nobody
from tests.web.visitor import Visitor
from web.models import Account, Person, PortalIdentity, database
from web.settings import PortalSettings
from web.site import Site

Applicant = tuple[Person, dict[str, str]]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider of its own process."""
    with running_provider() as address:
        yield address


@pytest.fixture
def portal(app: Flask, site: Site, issuer: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Anhui's portal as the settings of the site know it: its issuer."""
    known = PortalSettings(issuer=issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    settings = dataclasses.replace(site.settings, portals={"anhui/gov": known})
    changed = dataclasses.replace(site, settings=settings)
    monkeypatch.setitem(app.extensions, "zhiping", changed)
    requests.post(f"{issuer}/lie", data={}, timeout=5)
    return issuer


def leave(visitor: Visitor) -> str:
    """Go to the portal by the button of the sign-in page; its address."""
    address = next(a for t, a in visitor.open("/signin/anhui").links() if "安徽政务服务网" in t)
    answer = visitor.client.get(address)
    assert answer.status_code == 302
    return str(answer.location)


def log_in_at(address: str, login: str) -> str:
    """What a browser does at the portal; the address that it is sent back to, a path of ours."""
    page = requests.get(address, timeout=5)
    assert "统一身份认证" in page.text
    sent = {"login": login, "password": "password"}
    back = requests.post(address, data=sent, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return f"{parts.path}?{parts.query}"


def arrive(visitor: Visitor, login: str) -> Visitor:
    """Sign in through the portal."""
    return visitor.open(log_in_at(leave(visitor), login))


@pytest.mark.requirement("AH-03", "AH-04")
def test_portal_signs_in_whom_it_knows_by_the_verified_number(
    app: Flask, applicant: Applicant, portal: str
) -> None:
    visitor = arrive(nobody(app), "lixiao")

    assert (visitor.status, visitor.path) == (200, "/home")
    with database.connection_context():
        linked = PortalIdentity.get()
    assert (linked.issuer, linked.subject, linked.account.login) == (portal, "gov-0001", "demo")
    assert arrive(nobody(app), "lixiao").path == "/home"


@pytest.mark.requirement("AH-05", "AH-06", "AH-09")
def test_first_sign_in_completes_the_profile_before_anything_else(
    app: Flask, site: Site, portal: str
) -> None:
    visitor = arrive(nobody(app), "newcomer")
    assert (visitor.path, "完善个人信息" in visitor.text) == ("/account/complete", True)
    assert "440106198605109976" in visitor.text
    for elsewhere in ("/home", "/archive", "/applications"):
        assert visitor.open(elsewhere).path == "/account/complete"

    visitor.send("/account/complete", **{"person-email": "zhao@example.com"})
    assert (visitor.status, "需要修改" in visitor.text) == (422, True)
    sent = {
        "person-gender": "1",
        "person-birth_date": "1986-05-10",
        "person-email": "zhao@example.com",
        "career-political": "01",
        "career-ethnic": "01",
        "career-address": "蚌埠市某路 1 号",
        "career-work_from": "2008-07-01",
        "career-highest_education": "21",
    }
    form = dict(visitor.form("/account/complete").values)
    visitor.post(
        "/account/complete", {**form, **sent, "person-name": "冒名", "person-id_number": ""}
    )

    assert visitor.path == "/account/standing"
    assert visitor.open("/").path == "/home"
    with database.connection_context():
        account = Account.get()
        person = account.person
    assert (account.name, account.id_number, account.password) == ("赵明", "440106198605109976", "")
    assert person.account["person"]["name"] == "赵明"


def test_begun_sign_in_uses_code_flow_with_pkce_state_and_nonce(app: Flask, portal: str) -> None:
    asked = parse_qs(urlsplit(leave(nobody(app))).query)

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/portals/anhui/gov/return"]
    assert all(len(asked[name][0]) > 20 for name in ("state", "nonce", "code_challenge"))


def test_answer_of_another_browser_signs_nobody_in(app: Flask, portal: str) -> None:
    mine, theirs = nobody(app), nobody(app)
    back = log_in_at(leave(mine), "newcomer")
    leave(theirs)

    assert (theirs.open(back).status, "不是从本页面开始" in theirs.text) == (403, True)
    assert nobody(app).open(back).status == 403
    with database.connection_context():
        assert Account.select().count() == 0


def test_answer_is_taken_once(app: Flask, portal: str) -> None:
    visitor = nobody(app)
    back = log_in_at(leave(visitor), "newcomer")
    visitor.open(back)

    assert visitor.open(back).status == 403


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "http://evil.example"},
        {"aud": "somebody else"},
        {"nonce": "of another sign-in"},
        {"exp": "1"},
        {"kid": "signed by another key"},
        {"sub": "gov-0001"},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_token_that_is_not_right_signs_nobody_in(
    app: Flask, portal: str, lie: dict[str, str]
) -> None:
    requests.post(f"{portal}/lie", data=lie, timeout=5)

    visitor = arrive(nobody(app), "newcomer")

    assert (visitor.status, "没有通过核验" in visitor.text) == (403, True)
    with database.connection_context():
        assert Account.select().count() == 0


def test_number_of_another_name_is_not_linked(
    app: Flask, applicant: Applicant, portal: str
) -> None:
    visitor = arrive(nobody(app), "other-name")

    assert (visitor.status, "姓名与统一身份认证平台的不一致" in visitor.text) == (403, True)


def test_closed_account_is_not_entered_through_the_portal(
    app: Flask, site: Site, portal: str
) -> None:
    person = PEOPLE["newcomer"]
    make_account(
        site, "closed", state="blocked", name=person["name"], id_number=person["id_number"]
    )

    assert "已停用" in arrive(nobody(app), "newcomer").text


def test_cancelled_sign_in_is_told(app: Flask, portal: str) -> None:
    visitor = arrive(nobody(app), "cancel")

    assert (visitor.status, "取消了授权" in visitor.text) == (403, True)


def test_portal_that_is_down_is_told(
    app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = PortalSettings(issuer="http://127.0.0.1:9", client_id="x", client_secret="y")
    settings = dataclasses.replace(site.settings, portals={"anhui/gov": known})
    monkeypatch.setitem(app.extensions, "zhiping", dataclasses.replace(site, settings=settings))

    visitor = nobody(app).open("/portals/anhui/gov")

    assert (visitor.status, "暂时连接不上" in visitor.text) == (503, True)


@pytest.mark.requirement("JL-02", "JL-03")
def test_every_portal_of_every_province_signs_in(
    app: Flask, site: Site, issuer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = PortalSettings(issuer=issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    portals = {
        f"{province.id}/{portal.id}": known
        for province in site.packs.provinces()
        for portal in province.account.portals
    }
    settings = dataclasses.replace(site.settings, portals=portals)
    monkeypatch.setitem(app.extensions, "zhiping", dataclasses.replace(site, settings=settings))
    assert {"anhui", "jilin"} <= {key.partition("/")[0] for key in portals}

    for key in portals:
        visitor = nobody(app)
        province = key.partition("/")[0]
        addresses = [address for _, address in visitor.open(f"/signin/{province}").links()]
        address = next(one for one in addresses if one.startswith(f"/portals/{key}"))
        begun = str(visitor.client.get(address).location)
        visitor.open(log_in_at(begun, "newcomer"))
        assert (visitor.status, "安全退出" in visitor.text) == (200, True), key


def test_portal_without_settings_is_not_offered(app: Flask, site: Site) -> None:
    visitor = nobody(app)

    assert "政务服务网登录" not in visitor.open("/signin/anhui").text
    assert visitor.open("/portals/anhui/gov").status == 404
