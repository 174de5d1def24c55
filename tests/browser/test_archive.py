"""The archive and the desk of a unit in a real browser, at desktop and at phone width."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect

from engine.share import data_folder
from tests.browser.steps.serving import session_cookie
from tests.web.archiving import CERTIFICATE
from web.services.demo_pictures import draw_document

pytestmark = pytest.mark.browser
AXE = Path(data_folder()) / "test-parts" / "axe.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def picture(name: str, content: bytes = CERTIFICATE) -> FilePayload:
    """A file to be chosen."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def expect_accessible(page: Page) -> None:
    """Axe finds nothing against WCAG 2.1 AA, and nothing is wider than the window."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(r => r.violations.map(v => v.id))", RULES
    )
    assert found == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def fill_honor(page: Page, name: str) -> None:
    """Answer the questions of an honor, once the scripts of the page run."""
    page.wait_for_load_state("load")
    page.get_by_label(re.compile("^荣誉名称")).fill(name)
    page.get_by_label("市厅级").check()
    page.get_by_label(re.compile("^授予单位")).fill("蚌埠市教育局")
    page.locator('[name="date"]').fill("2020-09-10")


@pytest.mark.requirement("YN-13", "YN-14", "YN-17", "YN-19", "AH-20")
def test_record_is_entered_proved_returned_corrected_and_passed(
    page: Page, app: Flask, address: str
) -> None:
    page.goto("/archive")
    page.locator("#honor").get_by_role("link", name=re.compile("新增")).click()
    fill_honor(page, "市教学能手")
    page.reload()
    expect(page.get_by_label(re.compile("^荣誉名称"))).to_have_value("市教学能手")
    page.locator("#proof-certificate").set_input_files([picture("证书.jpg")])
    expect(page.get_by_text("证书.jpg")).to_be_visible()
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page.get_by_text("单位已收到提醒")).to_be_visible()

    operator(page, app, address)
    page.goto("/verification?kind=honor")
    expect_accessible(page)
    page.get_by_role("link", name=re.compile("^审核.*市教学能手")).click()
    expect(page.locator("#proofs img, .proofs img").first).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="退回", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("请填写审核意见")
    page.get_by_label(re.compile("^审核意见")).fill("请补充文件首页")
    page.get_by_role("button", name="退回（下方）").click()
    expect(page.get_by_role("status").first).to_contain_text("退回修改")

    applicant(page, app, address)
    page.goto("/archive/records?state=returned")
    page.get_by_role("link", name="修改：市教学能手").click()
    page.locator("#file-certificate").set_input_files(
        [picture("文件首页.jpg", draw_document("文件首页"))]
    )
    expect(page.get_by_text("已上传 1 个文件")).to_be_visible()
    expect(page.get_by_role("link", name="文件首页.jpg")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="修改", exact=True).click()
    expect(page.get_by_text("单位已收到提醒")).to_be_visible()

    operator(page, app, address)
    page.goto("/verification?kind=honor")
    page.get_by_label("全选本页").check()
    page.get_by_role("button", name="批量通过").click()
    expect_accessible(page)
    page.get_by_role("button", name="确认通过").click()
    expect(page.get_by_text("已通过 1 条")).to_be_visible()


def operator(page: Page, app: Flask, address: str) -> None:
    """Let the operator of the unit sit down at this browser."""
    page.context.add_cookies([session_cookie(app, address, "demo-qingshan")])


def applicant(page: Page, app: Flask, address: str) -> None:
    """Let the applicant sit down at this browser."""
    page.context.add_cookies([session_cookie(app, address, "demo")])


def test_pages_of_the_archive_are_accessible(page: Page, records: dict[str, str]) -> None:
    for path in (
        "/archive",
        "/archive/records",
        "/archive/records?text=没有这样的",
        f"/archive/{records['county_honor']}",
        f"/archive/{records['county_honor']}/edit",
        f"/archive/{records['county_honor']}/delete",
        f"/archive/new/award?origin={records['doubtful_award']}",
        "/archive/bin",
        "/archive/import",
        "/archive/import/education",
    ):
        page.goto(path)
        expect_accessible(page)


def test_every_state_is_shown_by_the_name_of_the_province(page: Page) -> None:
    page.goto("/archive")

    for name in ("待审核", "未审核", "审核通过", "审核不通过", "退回修改"):
        expect(page.locator(".numbers").get_by_role("link", name=name).first).to_be_visible()
