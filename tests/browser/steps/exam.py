"""考试答辩 and 免试: asked for, seated, ticketed, scored, released."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import expect

from tests.browser.steps.person import document
from tests.browser.steps.window import Window


def open_exams(person: Window) -> None:
    """From the first page to one's exams."""
    person.go("/home")
    person.follow("进度跟踪")
    person.follow(re.compile("考试答辩"))


def ask_for_exemption(person: Window, reason: str) -> None:
    """申请免笔试, first without the proof, which is asked for while nothing typed is lost."""
    page = person.page
    page.locator("details summary").filter(has_text="申请免").click()
    page.locator('[name="ground"]').first.check()
    page.get_by_label(re.compile("^理由")).fill(reason)
    person.press("提交免试申请")
    expect(page.locator(".error").first).to_be_visible()
    expect(page.get_by_label(re.compile("^理由"))).to_have_value(reason)
    page.locator('[name="proof"]').set_input_files(document("获奖证书.pdf"))
    person.press("提交免试申请")
    expect(page.locator("main")).to_contain_text("待审核")


def refuse_exemption(office: Window, name: str, opinion: str) -> None:
    """From the desk to the request, which is refused with a reason."""
    office.go("/unit")
    office.follow(re.compile("^待审核的免.*申请"))
    office.follow(f"审核{name}")
    office.press("不同意")  # not without a reason
    expect(office.page.get_by_role("alert").first).to_be_visible()
    office.page.get_by_label("审核意见").fill(opinion)
    office.press("不同意")


def seat_all(office: Window, paper: str, day: date, place: str) -> None:
    """A sitting, everybody in their seats, tickets for them."""
    office.go("/committee")
    office.follow("考试答辩")
    page = office.page
    page.locator("#paper").select_option(label=paper)
    values = {"name": "第一考场", "day": day.isoformat(), "from_time": "09:00"}
    for field, text in {**values, "to_time": "11:30", "place": place, "seats": "30"}.items():
        page.locator(f"#{field}").fill(text)
    office.press("新建")
    office.press("安排座位")
    office.press("发放准考证")
    office.look("ticketed")


def score_all(office: Window, scores: dict[str, str]) -> None:
    """Scores of everybody of the only sitting, by name, which are then released."""
    office.go("/committee/sittings")
    office.click(office.page.locator("#list tbody a").first)
    for name, score in scores.items():
        office.page.get_by_label(f"{name}的成绩").fill(score)
    office.press("保存成绩")
    office.press("公布成绩")
    office.look("released")
