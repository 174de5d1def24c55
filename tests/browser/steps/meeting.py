"""专家评议 and 评审会议: groups, readers, recusal; a meeting, its secret vote, its results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, expect

from tests.browser.steps.batch import open_batch
from tests.browser.steps.window import Window

CHOICES = {"agree": "同意", "against": "反对", "abstain": "弃权"}


def unfold(window: Window, words: str) -> Locator:
    """The part of a page that unfolds under these words, unfolded."""
    fold = window.page.locator("details").filter(has=window.page.get_by_text(words, exact=True))
    if not fold.first.evaluate("details => details.open"):
        fold.first.locator("summary").first.click()
    return fold.first


def press_in(window: Window, part: Locator, button: str) -> None:
    """Press a button of one of several forms of a page."""
    window.click(part.get_by_role("button", name=button, exact=True))


def recuse(office: Window, batch: str, expert: str, applicant: str, reason: str) -> None:
    """The office records that an expert must not judge an applicant."""
    open_batch(office, batch)
    office.follow("专家评议")
    part = unfold(office, "记录回避")
    part.get_by_label("专家").select_option(label=expert)
    part.get_by_label("申报人").select_option(label=applicant)
    part.get_by_label("情形").select_option(label="师生或指导关系")
    part.get_by_label("原因").fill(reason)
    press_in(office, part, "记录")
    row = office.page.get_by_role("row").filter(has_text=reason)
    expect(row).to_contain_text(expert)


def draw_group(office: Window, batch: str, number: int) -> None:
    """A group is drawn by lot; fewer than are prescribed are refused."""
    open_batch(office, batch)
    office.follow("专家评议")
    part = unfold(office, "随机抽取评议组")
    part.get_by_label("人数").fill(str(number - 1))
    press_in(office, part, "抽取")
    office.says(re.compile(f"至少 {number} 人"))
    part = unfold(office, "随机抽取评议组")
    part.get_by_label("人数").fill(str(number))
    press_in(office, part, "抽取")
    office.says("已抽取")


def share_out(office: Window, readers: int) -> None:
    """均衡分配 of the page of reading that is open."""
    part = unfold(office, "均衡分配")
    part.get_by_label("每份材料由几人阅读").fill(str(readers))
    press_in(office, part, "分配")
    office.says("已分配")


def read_all(expert: Window, opinion: str, points: str = "") -> list[str]:
    """An expert gives an opinion about everything that was handed to them, and `points` for each
    criterion; whose it was, or its code."""
    expert.go("/expert")
    read: list[str] = []
    while expert.page.get_by_role("link", name=re.compile("^阅读")).count():
        expert.follow(re.compile("^阅读"))
        read.append(expert.page.locator("h1").inner_text())
        form = expert.page.locator('form[data-keep^="opinion"]')
        if len(read) == 1:
            press_in(expert, form, "提交")  # nothing is said yet
            expect(expert.page.locator(".error").first).to_be_visible()
        form.get_by_label("同意", exact=True).or_(form.locator('[name="advice"]')).first.check()
        form.get_by_label(re.compile("^意见")).fill(opinion)
        for criterion in form.locator('[name^="points-"]').all():
            criterion.fill(points)
        press_in(expert, form, "提交")
        expert.go("/expert")
    return read


def plan_meeting(office: Window, batch: str, place: str, way: str) -> None:
    """建立会议 for a closed batch."""
    open_batch(office, batch)
    office.follow("评审会议", within="main p.buttons")
    office.page.get_by_label("会议地点").fill(place)
    office.page.get_by_label(way).check()
    office.press("建立会议")


def open_meeting(office: Window, batch: str) -> None:
    """From the batch to its meeting."""
    office.go("/committee/meetings")
    office.follow(f"查看{batch}")


def seat_members(office: Window, *names: str) -> None:
    """指定委员 of the meeting that is open."""
    part = unfold(office, "指定委员")
    for name in names:
        part.get_by_label(f"{name}（").check()
    press_in(office, part, "增加")


def note_presence(office: Window, chair: str, present: Sequence[str]) -> None:
    """Who is there, and who presides."""
    page = office.page
    page.get_by_label(f"{chair}的职务").select_option(label="主任委员")
    for name in present:
        page.get_by_label(f"{name}的出席情况").select_option("present")
    office.press("保存职务和出席情况")


def open_vote(office: Window, chair: str) -> None:
    """开始投票, under the chair."""
    office.page.get_by_label("主持人").select_option(label=f"{chair}（主任委员）")
    office.press(re.compile("^开始投票"))
    expect(office.page.locator(".page-head .badge")).to_have_text("投票中")


def vote(expert: Window, choices: Mapping[str, str]) -> None:
    """A member votes on everybody by name; nobody sees afterwards how."""
    expert.go("/expert")
    expert.follow("评审会议")
    for name, choice in choices.items():
        ballot = expert.page.locator("fieldset.ballot").filter(has_text=name)
        ballot.get_by_label(CHOICES[choice]).check()
    expert.press(re.compile("^投出选票"))
    expert.says("您已投票")
    expect(expert.page.locator("fieldset.ballot")).to_have_count(0)


def type_counts(office: Window, name: str, counts: Mapping[str, int]) -> None:
    """录入票数 of a paper vote for somebody."""
    for choice, number in counts.items():
        office.page.get_by_label(f"{name}：{CHOICES[choice]}").fill(str(number))
    office.press("保存票数")


def close_vote(office: Window) -> None:
    """结束投票并计票, once it is confirmed."""
    office.page.reload()
    office.page.locator('[name="sure"]').check()
    office.press(re.compile("^结束投票"))


def confirm(chair: Window) -> None:
    """The chair reads what was counted and confirms it."""
    chair.go("/expert")
    chair.follow("评审会议")
    chair.press("确认评审结果")  # not before it was checked
    expect(chair.page.get_by_role("alert")).to_be_visible()
    chair.page.get_by_label("已核对票数").check()
    chair.press("确认评审结果")


def correct_result(office: Window, name: str, counts: Mapping[str, int], reason: str) -> None:
    """更正 the counts of a result, which needs a reason; what stood before remains to be seen."""
    office.follow(f"查看{name}的结果")
    for field, number in counts.items():
        office.page.locator(f"#{field}").fill(str(number))
    office.press("更正")
    expect(office.page.get_by_role("alert").first).to_be_visible()
    office.page.get_by_label("更正原因").fill(reason)
    office.press("更正")
    office.says("起不再有效")
