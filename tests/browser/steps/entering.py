"""Coming in: registering on the province's page, being approved, signing in by the page."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.steps.answers import answer_all
from tests.browser.steps.story import Told
from tests.browser.steps.window import Window
from tests.web.accounts.accounting import PASSWORD
from web.services.captcha import Captcha


def register(window: Window, told: Told) -> None:
    """Find the way from the first page and fill in what the province asks for."""
    province, page = told.province, window.page
    window.go("/")
    window.follow(re.compile(f"^个人注册.*{province.name}"))
    page.get_by_label("登录名").fill(told.story.login)
    type_passwords(window)
    for section, values in told.profile.items():
        answer_all(page.locator("main"), values, f"{section}-")
    solve_captcha(window)
    window.press("立即注册")


def type_passwords(window: Window) -> None:
    """Both password lines of a page."""
    window.page.locator("#password").fill(PASSWORD)
    window.page.locator("#repeated").fill(PASSWORD)


def solve_captcha(window: Window) -> None:
    """Read the digits of the picture, where there is one, as a person would: from the server."""
    token = window.page.locator('[name="captcha_token"]')
    if token.count():
        captcha = Captcha(str(window.app.secret_key))
        digits = captcha._digits(captcha._nonce(token.first.input_value()) or "")
        window.page.locator("#captcha").fill(digits)


def sign_out_and_in(window: Window, told: Told, name: str) -> None:
    """Leave for good and come back by one of the names that the province takes."""
    window.press("安全退出", within="header")
    expect(window.page.get_by_role("heading", name="已安全退出")).to_be_visible()
    window.follow("重新登录")
    window.page.locator("#name").fill(name)
    window.page.locator("#password").fill(PASSWORD)
    solve_captcha(window)
    window.press("登录")
    expect(window.page).to_have_url(re.compile("/home$"))


def approve(staff: Window, told: Told) -> None:
    """An administrator reads the registration and lets the person in (云南手册 L12)."""
    staff.go("/staff")
    staff.follow("注册审核", within="header")
    staff.follow(f"查看 {told.story.person['name']} 的注册申请")
    staff.press("通过")
