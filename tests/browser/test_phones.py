"""What narrow windows need: a menu that leaves room, and an order for lists without heads."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.conftest import session_cookie
from tests.browser.steps.window import opened
from tests.web.accounts.accounting import make_account
from tests.web.after.conftest import Case, arrange, handed_in, on_day
from web.models import Shown, Unit, database
from web.site import Site

__all__ = ["arrange", "handed_in", "on_day"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "lines"), [(1280, 1), (390, 2)], ids=["desktop", "phone"])
def test_eight_entries_of_a_reporting_unit_take_few_lines(
    browser: Browser, app: Flask, site: Site, address: str, width: int, lines: int
) -> None:
    with database.connection_context():
        unit = Unit.create(
            name="济南某信息技术有限公司", province="shandong", created_at=site.clock.now()
        )
    make_account(site, "operator-sd", role="operator", province="shandong", unit=unit)
    cookie = session_cookie(app, address, "operator-sd")
    with opened(browser, app, address, f"menu-{width}", width=width, cookie=cookie) as window:
        window.go("/reviews")
        entries = window.page.locator(".site-nav a").all()

        assert len(entries) == 8
        boxes = [box for one in entries if (box := one.bounding_box())]
        assert len({round(box["y"]) for box in boxes}) == lines
        assert min(box["height"] for box in boxes) >= 40


def test_reviews_are_put_in_order_without_heads(
    browser: Browser, app: Flask, site: Site, address: str
) -> None:
    with database.connection_context():
        unit = Unit.create(name="安徽某学校", province="anhui", created_at=site.clock.now())
    make_account(site, "operator-ah", role="operator", unit=unit)
    cookie = session_cookie(app, address, "operator-ah")
    with opened(browser, app, address, "order", width=390, cookie=cookie) as window:
        window.go("/reviews?state=")
        window.page.get_by_label("排序").select_option(label="姓名")
        window.page.get_by_label("顺序").select_option(label="降序")
        window.press("查询")

        expect(window.page.get_by_label("排序")).to_have_value("name")
        expect(window.page.get_by_label("顺序")).to_have_value("1")
        expect(window.page.get_by_role("link", name="全部")).to_have_attribute(
            "aria-current", "page"
        )
        window.page.set_viewport_size({"width": 1280, "height": 900})
        expect(window.page.get_by_label("排序")).to_be_hidden()


def test_what_hinders_a_batch_is_read_whole(
    browser: Browser, app: Flask, address: str, handed_in: Case
) -> None:
    with database.connection_context():
        Shown.delete().execute()
    cookie = session_cookie(app, address, "demo-jilin-company")
    with opened(browser, app, address, "hindered", width=390, cookie=cookie) as window:
        window.go("/reviews")
        window.page.get_by_label("全选本页").first.check()
        window.press("批量通过（上方）")
        window.says("请先在“单位内公示”中发起公示")
