"""Accounts in a real browser: registering, signing in, idleness, single sign-on, accessibility."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from engine.share import data_folder
from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, running_provider
from tests.web.accounts.accounting import PASSWORD, give_password, make_account
from web.models import SignedIn, database
from web.services.captcha import Captcha
from web.settings import PortalSettings
from web.site import Site

pytestmark = pytest.mark.browser
AXE = Path(data_folder()) / "test-parts" / "axe.js"
RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"


@pytest.fixture
def stranger(page: Page) -> Page:
    """A page in which nobody is signed in."""
    page.context.clear_cookies()
    return page


def solve(app: Flask, page: Page) -> None:
    """Answer the captcha of a page that has one."""
    token = page.locator('[name="captcha_token"]')
    if token.count():
        captcha = Captcha(str(app.secret_key))
        page.locator("#captcha").fill(captcha._digits(captcha._nonce(token.input_value()) or ""))


def sign_in(app: Flask, page: Page, name: str) -> None:
    """Sign in by the page that is shown."""
    page.get_by_label("登录名 / 证件号码 / 手机号码").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    solve(app, page)
    page.get_by_role("button", name="登录").click()


def fall_asleep(site: Site) -> None:
    """Let every session have been idle for half an hour."""
    with database.connection_context():
        SignedIn.update(seen_at=site.clock.now() - timedelta(minutes=31)).execute()


@pytest.mark.requirement("SD-02", "JL-07")
def test_person_registers_signs_out_and_in(app: Flask, stranger: Page) -> None:
    page = stranger
    page.goto("/")
    page.get_by_role("link", name=re.compile("个人注册.*安徽省")).click()
    page.get_by_label("登录名").fill("zhaoming")
    page.get_by_label("密码*", exact=True).fill(PASSWORD)
    page.get_by_label("再次填写密码").fill(PASSWORD)
    page.get_by_label("证件类型").select_option("414")
    expect(page.locator('[name="person-other_id_number"]')).to_be_visible()
    expect(page.locator('[name="person-id_number"]')).to_be_hidden()
    page.get_by_label("证件类型").select_option("111")
    page.locator('[name="person-name"]').fill("赵明")
    page.locator('[name="person-id_number"]').fill("440106198605109976")
    page.get_by_label("男", exact=True).check()
    page.locator('[name="person-birth_date"]').fill("1986-05-10")
    page.locator('[name="person-mobile"]').fill("13900000001")
    page.get_by_role("button", name="立即注册").click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator('[name="person-name"]')).to_have_value("赵明")
    page.locator('[name="person-email"]').fill("zhaoming@example.com")
    page.locator('[name="career-political"]').select_option("01")
    page.locator('[name="career-ethnic"]').select_option("01")
    page.locator('[name="career-address"]').fill("蚌埠市某路 1 号")
    page.locator('[name="career-work_from"]').fill("2008-07-01")
    page.locator('[name="career-highest_education"]').select_option("21")
    page.get_by_label("密码*", exact=True).fill(PASSWORD)
    page.get_by_label("再次填写密码").fill(PASSWORD)
    solve(app, page)
    page.get_by_role("button", name="立即注册").click()
    expect(page.get_by_role("heading", name="注册成功")).to_be_visible()

    page.get_by_role("button", name="安全退出").click()
    expect(page.get_by_role("heading", name="已安全退出")).to_be_visible()
    page.get_by_role("link", name="重新登录").click()
    sign_in(app, page, "440106198605109976")

    expect(page).to_have_url(re.compile("/home$"))
    expect(page.locator(".who")).to_contain_text("赵明")


@pytest.mark.requirement("AH-03", "AH-04", "AH-06")
def test_portal_signs_in_and_the_profile_is_completed_first(
    app: Flask, site: Site, stranger: Page, portal: str
) -> None:
    page = stranger
    page.goto("/archive")
    page.get_by_role("link", name="安徽省").click()
    page.get_by_role("link", name="前往安徽政务服务网登录").click()
    expect(page).to_have_url(re.compile(f"^{portal}/authorize"))
    page.get_by_label("账号").fill("newcomer")
    page.get_by_label("密码").fill("password")
    page.get_by_role("button", name="登录").click()

    expect(page.get_by_role("heading", name="完善个人信息")).to_be_visible()
    page.get_by_label("男", exact=True).check()
    page.locator('[name="person-birth_date"]').fill("1986-05-10")
    page.locator('[name="person-email"]').fill("zhaoming@example.com")
    page.locator('[name="career-political"]').select_option("01")
    page.locator('[name="career-ethnic"]').select_option("01")
    page.locator('[name="career-address"]').fill("蚌埠市某路 1 号")
    page.locator('[name="career-work_from"]').fill("2008-07-01")
    page.locator('[name="career-highest_education"]').select_option("21")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("link", name="进入系统").click()

    expect(page).to_have_url(re.compile("/home$"))


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
    monkeypatch.setitem(app.extensions, "zhiping", dataclasses.replace(site, settings=settings))
    return issuer


def test_text_of_an_idle_session_is_saved_after_signing_in(
    app: Flask, site: Site, page: Page
) -> None:
    give_password("demo")
    page.goto("/profile/edit")
    page.locator('[name="email"]').fill("later@example.com")
    fall_asleep(site)
    page.locator('form:has([name="email"]) button.primary').click()
    expect(page.get_by_text("登录已超时")).to_be_visible()

    sign_in(app, page, "demo")
    expect(page.locator("li", has_text="later@example.com")).to_be_visible()
    found: dict[str, object] = {}
    look(page, [""], found)
    assert found == {}
    page.get_by_role("button", name="继续保存").click()

    page.goto("/profile/edit")
    expect(page.locator('[name="email"]')).to_have_value("later@example.com")


def test_double_click_on_sign_in_is_one_attempt(app: Flask, site: Site, stranger: Page) -> None:
    page = stranger
    make_account(site, "clicker")
    page.goto("/signin/anhui")
    page.get_by_label("登录名 / 证件号码 / 手机号码").fill("clicker")
    page.get_by_label("密码").fill("wrong")

    page.get_by_role("button", name="登录").dblclick()

    expect(page.get_by_text("还可以再试 4 次")).to_be_visible()


def test_pages_of_accounts_are_accessible_and_fit_the_width(
    app: Flask, site: Site, page: Page
) -> None:
    assert AXE.is_file(), "axe is not there: make setup brings it"
    waiting = make_account(site, "waiting", state="pending", name="赵明")
    make_account(site, "refused", state="refused", name="赵明", opinion="姓名有误")
    make_account(site, "some-staff", role="staff", name="钱管理")
    give_password("demo")
    found: dict[str, object] = {}
    own = ["/account/password", "/account/sessions", "/account/standing"]
    office = ["/staff/registrations", f"/staff/registrations/{waiting.id}", "/staff/accounts"]
    outside = [
        "/",
        "/signin",
        "/signin/anhui",
        "/signin/jilin",
        "/signin/anhui?late=1",
        "/register",
    ]
    outside += ["/register/anhui", "/register/yunnan", "/forgotten/anhui", "/reset/anhui"]
    look(page, own, found)
    page.context.clear_cookies()
    look(page, outside, found)
    page.goto("/register/anhui")
    page.get_by_role("button", name="立即注册").click()
    look(page, [""], found)
    page.goto("/signin/anhui")
    sign_in(app, page, "refused")
    look(page, ["/account/standing", "/account/complete"], found)
    page.get_by_role("button", name="安全退出").click()
    look(page, [""], found)
    page.goto("/signin/anhui")
    sign_in(app, page, "some-staff")
    look(page, office, found)

    assert found == {}


def look(page: Page, addresses: list[str], found: dict[str, object]) -> None:
    """Run axe on pages ("" = the one that is shown); what is wrong by address."""
    for address in addresses:
        if address:
            page.goto(address)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate(RULES)
        wrong = [(v["id"], v["nodes"][0]["html"][:160]) for v in result["violations"]]
        too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        if wrong or too_wide:
            found[page.url] = (wrong, too_wide)


def test_sign_in_and_kept_form_need_no_script(
    app: Flask, site: Site, page: Page, address: str
) -> None:
    give_password("demo")
    assert page.context.browser is not None
    context = page.context.browser.new_context(
        java_script_enabled=False, locale="zh-CN", base_url=address
    )
    plain = context.new_page()
    plain.goto("/profile")
    plain.get_by_role("link", name="安徽省").click()
    sign_in(app, plain, "demo")
    plain.goto("/profile/edit")
    plain.locator('[name="email"]').fill("later@example.com")
    fall_asleep(site)
    plain.locator('form:has([name="email"]) button.primary').click()
    expect(plain.get_by_text("登录已超时")).to_be_visible()

    sign_in(app, plain, "demo")
    expect(plain.locator("li", has_text="later@example.com")).to_be_visible()
    plain.get_by_role("button", name="继续保存").click()

    plain.goto("/profile/edit")
    expect(plain.locator('[name="email"]')).to_have_value("later@example.com")
    context.close()
