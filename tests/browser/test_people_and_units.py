"""个人中心, units and staff in a real browser: a binding from both sides, every page accessible."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.steps.serving import session_cookie
from tests.browser.test_archive import expect_accessible
from web.models import Binding, Unit, database

pytestmark = pytest.mark.browser


def enter(page: Page, app: Flask, address: str, login: str) -> None:
    """Let somebody else sit down before this browser."""
    page.context.clear_cookies()
    page.context.add_cookies([session_cookie(app, address, login)])


def test_person_moves_to_another_unit(page: Page, app: Flask, address: str) -> None:
    page.goto("/profile")
    page.click("h1 ~ .buttons >> text=变更单位")
    page.fill("#q", "红旗 中学")
    page.click("text=查询")
    expect_accessible(page)
    page.click("text=选择合肥市红旗中学")
    page.fill("#note", "九月起调入")
    expect_accessible(page)
    page.click("button:text-is('提交')")
    page.wait_for_selector("text=待单位审核")
    expect_accessible(page)

    enter(page, app, address, "demo-hongqi")
    page.goto("/unit")
    page.click("text=待审核的绑定申请")
    page.check("label:has-text('全选本页') input")
    expect_accessible(page)
    page.click("text=同意所选")
    page.wait_for_selector("text=已同意 1 人的绑定申请")

    with database.connection_context():
        query = Binding.select(Binding, Unit).join(Unit).order_by(Binding.id)
        assert [(one.unit.name, one.state) for one in query] == [
            ("蚌埠市青山小学", "ended"), ("合肥市红旗中学", "bound"),
        ]  # fmt: skip


def test_region_of_a_registering_unit_narrows_from_above(page: Page) -> None:
    page.goto("/units/register/anhui")
    page.select_option("#region_0", label="安徽省")
    page.select_option("#region_1", label="蚌埠市")

    shown = page.locator("#region_2 option:not([hidden])").all_inner_texts()

    assert "蚌山区" in shown
    assert "蜀山区" not in shown


@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("demo", ["/profile", "/profile/edit", "/profile/unit?q=无", "/profile/unit?freelancer=1"]),
        ("demo-qingshan", ["/unit", "/unit/bindings?state=bound", "/unit/operators"]),
        ("demo-school", ["/unit/registration", "/unit/registration/edit"]),
        ("demo-anhui-staff", ["/staff", "/staff/units", "/units/register/anhui"]),
    ],
)
def test_pages_are_accessible(
    page: Page, app: Flask, address: str, login: str, pages: list[str]
) -> None:
    enter(page, app, address, login)
    for one in pages:
        page.goto(one)
        expect_accessible(page)
    if login == "demo-anhui-staff":
        page.goto("/staff/units")
        page.click("text=审核合肥某科技有限公司")
        expect_accessible(page)
