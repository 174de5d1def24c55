"""Uploads in a real browser: one by one, cancelled, tried again, what was typed stays."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.test_archive import expect_accessible
from tests.web.steps import begin, pick
from tests.web.visitor import Visitor
from web.models import FileUse, database

pytestmark = pytest.mark.browser


def picture(name: str, width: int = 30) -> FilePayload:
    """A picture of its own for each width."""
    out = BytesIO()
    Image.new("RGB", (width, 40)).save(out, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": out.getvalue()}


@pytest.fixture
def application(app: Flask, address: str) -> str:
    """The address of an application that was begun."""
    return begin(Visitor(app.test_client()).sign_in_as("demo"))


def stored() -> list[str]:
    """The names of the files of applications, in order."""
    with database.connection_context():
        uses = FileUse.select().where(FileUse.application.is_null(False))
        return [use.name for use in uses.order_by(FileUse.place, FileUse.position)]


@pytest.mark.requirement("AH-48")
def test_files_go_one_by_one_and_the_refused_says_why(page: Page, application: str) -> None:
    page.goto(f"{application}/pages/files_page")
    slot = page.locator("#other_material")
    broken: FilePayload = {"name": "坏.png", "mimeType": "image/png", "buffer": b"no picture"}
    empty: FilePayload = {"name": "空.png", "mimeType": "image/png", "buffer": b""}

    slot.locator("input[type=file]").set_input_files(
        [picture("甲.png", 31), broken, picture("乙.png", 32), empty]
    )

    expect(slot.locator("[data-upload-note]")).to_contain_text("已上传 2 个文件。")
    expect(slot.locator("[data-upload-note]")).to_contain_text("2 个文件没有上传。")
    for name in ("甲.png", "乙.png"):
        expect(slot.get_by_role("link", name=name)).to_be_visible()
    expect(slot.locator(".queue li")).to_have_count(2)
    expect(slot.locator(".queue")).to_contain_text("文件是空的")
    expect_accessible(page)
    slot.get_by_role("button", name="关闭：坏.png").click()
    slot.get_by_role("button", name="关闭：空.png").click()
    expect(slot.locator(".queue")).to_be_hidden()
    assert stored() == ["甲.png", "乙.png"]


def test_upload_is_cancelled_and_another_tried_again(page: Page, application: str) -> None:
    page.goto(f"{application}/pages/files_page")
    slot = page.locator("#other_material")
    waiting: list[Route] = []
    page.route("**/files/other_material", lambda route: waiting.append(route))
    slot.locator("input[type=file]").set_input_files([picture("甲.png", 31), picture("乙.png", 32)])
    expect(slot.get_by_role("progressbar", name="上传进度：甲.png")).to_be_visible()
    expect_accessible(page)

    slot.get_by_role("button", name="取消：甲.png").click()
    expect(slot.locator(".queue li")).to_have_count(1)
    page.wait_for_timeout(300)
    waiting[1].abort()
    expect(slot.locator("[data-upload-note]")).to_have_text("网络中断，文件没有上传，请重试。")
    page.unroute("**/files/other_material")
    slot.get_by_role("button", name="重试：乙.png").click()

    expect(slot.locator("[data-upload-note]")).to_have_text("已上传 1 个文件。")
    assert stored() == ["乙.png"]


def test_file_that_is_too_large_is_not_sent_at_all(page: Page, application: str) -> None:
    page.goto(f"{application}/pages/files_page")
    slot = page.locator("#pledge_scan")
    slot.locator("form.upload").evaluate("form => { form.dataset.maxBytes = '10'; }")

    slot.locator("input[type=file]").set_input_files(picture("承诺书.png"))

    expect(slot.locator("[data-upload-note]")).to_have_text(
        "“承诺书.png”没有上传：单个文件不能超过 10 MB"
    )
    assert stored() == []


def test_same_content_is_pointed_out_and_order_and_names_change(
    page: Page, application: str
) -> None:
    page.goto(f"{application}/pages/files_page")
    slot = page.locator("#other_material")
    slot.locator("input[type=file]").set_input_files([picture("甲.png", 31), picture("乙.png", 32)])
    expect(slot.get_by_role("link", name="乙.png")).to_be_visible()
    other = page.locator("#pledge_scan")
    other.locator("input[type=file]").set_input_files(picture("承诺.png", 31))
    expect(other.locator(".same")).to_contain_text("内容与“其他相关附件”中的“甲.png”相同")
    expect_accessible(page)

    other.get_by_label("改名：承诺.png").click()
    other.get_by_role("button", name="改为“职称填报承诺书”").click()
    expect(other.get_by_role("link", name="职称填报承诺书.png")).to_be_visible()
    page.locator("#other_material").get_by_role("button", name="上移：乙.png").click()
    expect(page.locator("#other_material .files li").first).to_contain_text("乙.png")

    assert stored() == ["乙.png", "甲.png", "职称填报承诺书.png"]


@pytest.mark.requirement("AH-60")
def test_picture_is_made_larger_and_turned_by_keyboard(page: Page, application: str) -> None:
    page.goto(f"{application}/pages/files_page")
    page.locator("#pledge_scan input[type=file]").set_input_files(picture("承诺.png", 400))
    page.locator("#pledge_scan").get_by_role("link", name="承诺.png").click()
    shown = page.locator(".zoom img, .zoom svg")
    before = shown.bounding_box()

    page.get_by_role("link", name="放大", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("zoom=2"))
    larger = shown.bounding_box()
    page.get_by_role("link", name="向右旋转").click()
    page.wait_for_url(re.compile("turn=1"))
    turned = shown.bounding_box()

    assert before is not None
    assert larger is not None
    assert turned is not None
    assert larger["width"] > before["width"]
    assert turned["height"] > turned["width"]
    expect_accessible(page)
    page.get_by_role("link", name="返回", exact=True).click()
    expect(page).to_have_url(re.compile("/pages/files_page#pledge_scan$"))


def test_answers_beside_a_pick_are_kept_in_the_browser_until_saved(
    page: Page, app: Flask, application: str, records: dict[str, str]
) -> None:
    pick(
        Visitor(app.test_client()).sign_in_as("demo"), application, "education", records["bachelor"]
    )
    page.goto(f"{application}/pages/education_page")
    form = page.locator(".pick-answers")
    form.get_by_label("是", exact=True).check()

    page.reload()

    expect(form.get_by_label("是", exact=True)).to_be_checked()
    expect(form.locator("[data-saved-at]")).to_have_text("已恢复上次未保存的内容")
    expect_accessible(page)
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    page.reload()
    expect(form.locator("[data-saved-at]")).to_have_text("")
    assert page.evaluate("Object.keys(localStorage)") == []
