"""The second factor in a real browser: begun with an authenticator, asked for when signing in."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.steps.window import Window, opened
from tests.browser.test_accounts import sign_in
from tests.web.accounts.accounting import make_account
from web.clock import machine_now
from web.services.second_factor import code_at, step_of
from web.site import Site

pytestmark = pytest.mark.browser
CODE = "动态验证码"


def begin(window: Window) -> tuple[str, str]:
    """Turn it on from the page of the account, a wrong code first; the secret and a recovery
    code."""
    page = window.page
    window.go("/account/sessions")
    window.follow("二次验证")
    expect(page.get_by_alt_text("添加账号的二维码")).to_be_visible()
    secret = page.locator("code").inner_text()
    page.get_by_label(CODE).fill("000000")
    window.press("开启")
    window.look("wrong")
    window.says("验证码不正确、已用过或已过期")
    assert page.locator("code").inner_text() == secret, "the app that was set up still serves"
    page.get_by_label(CODE).fill(code_at(secret, step_of(machine_now())))
    window.press("开启")
    window.look("begun")
    window.says("二次验证已开启。")
    recovery = page.locator("li code").all_inner_texts()
    assert len(recovery) == 8
    window.follow("已保存，继续")
    return secret, recovery[0]


@pytest.mark.parametrize("width", [1280, 390], ids=["desktop", "phone"])
def test_second_factor_is_begun_and_asked_for(
    browser: Browser, app: Flask, site: Site, address: str, width: int
) -> None:
    make_account(site, "guarded", role="staff")
    with opened(browser, app, address, f"second-factor-{width}", width=width) as window:
        page = window.page
        window.go("/signin/anhui")
        sign_in(app, page, "guarded")
        secret, recovery = begin(window)

        window.press("安全退出", within=".site-head")
        window.follow("重新登录")
        sign_in(app, page, "guarded")
        expect(page).to_have_url(f"{address}/signin/anhui/code")
        window.look()
        expect(page.get_by_label(CODE)).to_be_focused()
        page.get_by_label(CODE).fill("000000")
        window.press("登录")
        window.look("wrong")
        window.says("验证码不正确、已用过或已过期，请填写应用现在显示的 6 位数字")
        window.follow("换一个账号")
        expect(page).to_have_url(f"{address}/signin/anhui")

        sign_in(app, page, "guarded")
        page.get_by_label(CODE).fill(code_at(secret, step_of(machine_now()) + 1))
        window.press("登录")
        expect(page).to_have_url(f"{address}/staff")
        window.go("/account/second-factor")
        window.look("in use")
        window.says("还有 8 个恢复码没有用过")
        page.get_by_label("动态验证码或恢复码").fill(recovery)
        window.press("关闭二次验证")
        window.says("二次验证已关闭。")
