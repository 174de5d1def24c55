"""The journey of figures 4-1 to 4-27 in a real browser, at desktop and at phone width."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from engine.share import data_folder
from tests.web.accounts.accounting import PASSWORD, give_password
from tests.web.steps import CERTIFICATE, HELD_TITLE, PERSONAL, PORTRAIT, PROFESSION

pytestmark = pytest.mark.browser
AXE = Path(data_folder()) / "test-parts" / "axe.js"
DRAWING = 60_000
"""The first PDF waits for its worker process, in milliseconds."""

PICKS = {
    "work_page": [("work", "蚌埠市青山小学")],
    "education_page": [("education", "安徽某师范学院")],
    "training_page": [("training", "小学科学课程标准培训")],
    "review_page": [("annual_review", "蚌埠市青山小学")],
    "ideology_page": [("tenure_honor", "基于核心素养的小学科学实验教学")],
    "rural_page": [("rural_record", "怀远县某中心小学")],
    "ability_page": [
        ("action_report", "小学科学探究活动的行动研究"),
        ("mentoring_record", "指导青年教师张某的科学课教学"),
    ],
    "performance_page": [("edu_award", "市优秀教师"), ("teaching_award", "小学科学实验教学改革")],
    "research_page": [("teaching_book", "小学科学实验设计")],
}


def picture(name: str, content: bytes = CERTIFICATE) -> FilePayload:
    """A file to be chosen."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def answer(page: Page, section: str, values: dict[str, str]) -> None:
    """Type, select or tick the answers of a section's form."""
    form = page.locator(f'form[data-section="{section}"]')
    for name, value in values.items():
        controls = form.locator(f'[name="{name}"]:not([type=hidden])')
        if controls.first.get_attribute("type") == "radio":
            form.locator(f'[name="{name}"][value="{value}"]').check()
        elif controls.first.evaluate("control => control.tagName") == "SELECT":
            controls.first.select_option(value)
        else:
            controls.first.fill(value)


def begin(page: Page) -> str:
    """From the list of plans to the first page of the application; its address."""
    page.goto("/applications")
    page.get_by_label("计划名称").fill("2022年度蚌埠市")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name=re.compile("^查看.*2022年度蚌埠市")).click()
    page.get_by_role("link", name="马上申报").click()
    page.get_by_label("常规申报").check()
    page.get_by_label("申报专业").fill("小学科学")
    expect(page.locator("#chosen")).to_have_text("常规申报 - 小学科学 - 高级教师（高级）")
    page.get_by_label("确认无误").check()
    page.get_by_role("button", name="提交").click()
    page.get_by_label("我已阅读并承诺").check()
    page.get_by_role("button", name="同意并继续").click()
    expect(page.get_by_role("heading", name="基本信息", level=1)).to_be_visible()
    page.wait_for_load_state()
    return page.url.partition("/pages/")[0]


def fill_basic(page: Page) -> None:
    """个人信息, 专业信息 and 现有职称情况, with photo and proof."""
    answer(page, "personal", PERSONAL)
    page.locator('input[type=file][name="photo"]').set_input_files(picture("照片.jpg", PORTRAIT))
    cutting = page.get_by_role("dialog", name="调整照片")
    cutting.locator(".cropper-container").wait_for()
    cutting.get_by_role("button", name="提交").click()
    expect(page.locator("img.thumbnail")).to_be_visible()
    page.get_by_role("button", name="保存个人信息").click()
    expect(page.get_by_text("“个人信息”已保存")).to_be_visible()
    answer(page, "profession", PROFESSION)
    page.get_by_role("button", name="保存专业信息").click()
    page.get_by_role("link", name="+ 新增").click()
    for name, value in HELD_TITLE.items():
        control = page.locator(f'[name="{name}"]:not([type=hidden])').first
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.get_by_role("button", name="保存", exact=True).first.click()
    page.locator("form.upload input[type=file]").set_input_files(picture("一级教师证书.jpg"))
    expect(page.get_by_role("link", name="一级教师证书.jpg")).to_be_visible()


def pick_all(page: Page, application: str) -> None:
    """Import the records of every page."""
    for name, lists in PICKS.items():
        for list_id, title in lists:
            page.goto(f"{application}/pages/{name}")
            page.locator(f'#{list_id} a[href$="/picks/{list_id}"]').click()
            page.get_by_label(title).first.check()
            page.get_by_role("button", name="保存", exact=True).click()
            expect(page.locator(f"#{list_id} .record .title")).to_have_text(title)


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.requirement("AH-61", "AH-66", "AH-67", "AH-68", "AH-91")
def test_applicant_goes_from_the_plan_to_the_handed_in_table(
    page: Page, records: dict[str, str]
) -> None:
    application = begin(page)
    fill_basic(page)
    pick_all(page, application)
    page.goto(f"{application}/pages/education_page")
    page.get_by_label("是", exact=True).check()
    page.get_by_role("button", name="保存", exact=True).click()
    page.goto(f"{application}/pages/files_page")
    page.locator("#pledge_scan input[type=file]").set_input_files(picture("诚信承诺书.jpg"))
    expect(page.get_by_role("link", name="诚信承诺书.jpg")).to_be_visible()

    page.goto(f"{application}/check")
    page.get_by_role("button", name="开始检测").click()
    expect(page.locator(".mark.bad")).to_have_count(1)
    expect(page.get_by_role("button", name="提交审核")).to_be_disabled()
    page.get_by_role("link", name="未填写年度考核结果").click()
    page.get_by_label("合格", exact=True).check()
    page.get_by_role("button", name="保存", exact=True).click()
    page.goto(f"{application}/check?run=1")
    expect(page.locator(".mark.good")).to_have_count(11)
    page.locator("#part").get_by_role("link", name="提交审核").click()
    expect(page.get_by_text("蚌埠市青山小学")).to_be_visible()
    page.get_by_role("button", name="提交审核").click()

    expect(page.get_by_text("申报已提交")).to_be_visible()
    page.goto("/applications")
    with page.expect_download(timeout=DRAWING) as download:
        page.get_by_role("link", name="导出专业技术资格评审表").click(timeout=DRAWING)
    assert download.value.suggested_filename == "专业技术资格评审表-李晓.pdf"


def test_answers_are_saved_while_they_are_typed_and_survive_a_reload(page: Page) -> None:
    begin(page)

    answer(page, "personal", {"birth_place": "安徽宿州", "work_years": "9", "major_years": "11"})
    note = page.locator('form[data-section="personal"] [data-saved-at]')
    expect(note).to_contain_text("已自动保存", timeout=8000)

    expect(note).to_contain_text("已由 11 调整为 9")
    page.reload()
    expect(page.locator('[name="birth_place"]')).to_have_value("安徽宿州")
    expect(page.locator('[name="major_years"]')).to_have_value("9")


def test_typed_text_survives_a_lost_connection(page: Page) -> None:
    begin(page)
    page.context.set_offline(True)
    answer(page, "personal", {"birth_place": "安徽亳州"})
    note = page.locator('form[data-section="personal"] [data-saved-at]')
    expect(note).to_contain_text("暂时没有保存", timeout=8000)

    page.context.set_offline(False)
    page.reload()

    expect(page.locator('[name="birth_place"]')).to_have_value("安徽亳州")
    expect(note).to_contain_text("已自动保存", timeout=8000)


def test_question_and_slot_appear_while_another_is_answered(page: Page) -> None:
    page.goto("/plans/test/live/apply")
    page.get_by_label("常规申报").check()
    page.get_by_label("申报专业").fill("小学科学")
    page.get_by_label("确认无误").check()
    page.get_by_role("button", name="提交").click()
    page.get_by_label("我已阅读并承诺").check()
    page.get_by_role("button", name="同意并继续").click()
    question = page.locator('[data-field="certificate_number"]')
    slot = page.locator("#certificate_scan")

    for part in (question, slot):
        expect(part).to_be_hidden()
    page.get_by_label("有", exact=True).check()
    for part in (question, slot):
        expect(part).to_be_visible()
    page.get_by_label("无", exact=True).check()
    for part in (question, slot):
        expect(part).to_be_hidden()


def test_small_table_grows_row_by_row(page: Page) -> None:
    application = begin(page)
    page.goto(f"{application}/rows/held_titles/new")

    page.get_by_role("button", name="+ 再加一行").click()

    expect(page.locator('[name="appointments-1-post"]')).to_be_focused()
    expect(page.locator('[name="appointments-1-period-from"]')).to_be_visible()


def test_refused_upload_says_why_without_leaving_the_page(page: Page) -> None:
    application = begin(page)
    page.goto(f"{application}/pages/files_page")

    page.locator("#pledge_scan input[type=file]").set_input_files(
        picture("假的.jpg", b"no picture")
    )

    expect(page.locator("#pledge_scan [data-upload-note]")).to_contain_text("“假的.jpg”没有上传")


def test_row_survives_an_expired_session(page: Page) -> None:
    give_password("demo")
    application = begin(page)
    page.goto(f"{application}/rows/held_titles/new")
    page.locator('[name="unit"]').fill("蚌埠市青山小学")
    page.locator('[name="appointments-0-post"]').fill("一级教师")
    page.get_by_role("button", name="+ 再加一行").click()
    page.locator('[name="appointments-1-post"]').fill("二级教师")
    page.context.clear_cookies()

    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="安徽省").click()
    page.get_by_label("登录名 / 证件号码 / 手机号码").fill("demo")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/rows/held_titles/new$"))
    expect(page.get_by_text("已恢复上次未保存的内容")).to_be_visible()
    expect(page.locator('[name="appointments-0-post"]')).to_have_value("一级教师")
    expect(page.locator('[name="appointments-1-post"]')).to_have_value("二级教师")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存。")).to_be_visible()

    page.goto(f"{application}/rows/held_titles/new")
    expect(page.locator('[name="unit"]')).to_have_value("")


def test_what_was_saved_by_its_button_is_not_restored(page: Page) -> None:
    begin(page)

    answer(page, "personal", {"birth_place": "安徽宿州"})
    page.get_by_role("button", name="保存个人信息").click()
    expect(page.get_by_text("“个人信息”已保存")).to_be_visible()

    expect(page.locator('[name="birth_place"]')).to_have_value("安徽宿州")
    assert page.evaluate("Object.keys(localStorage)") == []
    expect(page.get_by_text("已恢复上次未保存的内容")).to_have_count(0)


def test_keeping_the_stored_side_of_a_conflict_drops_the_other(page: Page) -> None:
    begin(page)
    address = page.url
    other = page.context.new_page()
    other.goto(address)
    answer(other, "personal", {"birth_place": "甲"})
    other.get_by_role("button", name="保存个人信息").click()
    expect(other.get_by_text("“个人信息”已保存")).to_be_visible()

    answer(page, "personal", {"birth_place": "乙"})
    page.get_by_role("button", name="保存个人信息").click()
    page.get_by_role("link", name="保留已保存的内容").click()

    expect(page.locator('[name="birth_place"]')).to_have_value("甲")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_upload_that_says_nothing_shows_no_lone_warning_sign(page: Page) -> None:
    application = begin(page)
    page.goto(f"{application}/pages/files_page")
    slot = page.locator("#pledge_scan")
    expect(slot.locator(".chosen")).to_have_text("未选择文件")
    expect(slot.get_by_role("button", name="上传")).to_be_hidden()
    expect(slot.locator(".error")).to_have_count(0)
    page.route(
        "**/files/pledge_scan", lambda route: route.fulfill(json={"stored": [], "refused": []})
    )

    slot.locator("input[type=file]").set_input_files(picture("承诺书.jpg"))

    expect(slot.locator("[data-upload-note]")).to_have_text("文件没有上传，请重新选择。")
    expect(slot.locator(".chosen")).to_have_text("未选择文件")


def test_pages_are_accessible_and_fit_the_width(page: Page, records: dict[str, str]) -> None:
    assert AXE.is_file(), "axe is not there: make setup brings it"
    application = begin(page)
    own = ["pages/basic", "pages/performance_page", "pages/files_page", "overview", "attachments"]
    own += ["check?run=1", "rows/held_titles/new", "picks/edu_award", "choice", "delete"]
    addresses = [f"{application}/{part}" for part in own]
    found = {}
    for address in ["/", "/applications", "/archive", *addresses]:
        page.goto(address)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
        wrong = [(v["id"], v["nodes"][0]["html"][:160]) for v in result["violations"]]
        too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        if wrong or too_wide:
            found[address.removeprefix(application)] = (wrong, too_wide)

    assert found == {}
