"""公示: begun by a unit or a committee, seen by strangers who object, decided, ended."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.steps.entering import solve_captcha
from tests.browser.steps.window import Window


def begin_in_unit(unit: Window, *names: str) -> None:
    """单位内公示 of these people."""
    unit.go("/unit")
    unit.follow("单位内公示", within="header")
    for name in names:
        unit.page.get_by_role("checkbox", name=f"勾选{name}").check()
    unit.press("发起公示")
    for name in names:
        expect(unit.page.locator("main")).to_contain_text(name)


def begin_of_results(office: Window, batch: str, *names: str) -> str:
    """结果公示 of a batch; its public address."""
    office.go("/unit")
    office.follow("评委会工作台", within="header")
    office.follow("结果公示")
    option = office.page.locator("#batch option").filter(has_text=batch)
    office.page.locator("#batch").select_option(option.get_attribute("value"))
    office.press("发起公示")
    for name in names:
        expect(office.page.locator("main")).to_contain_text(name)
    link = office.page.locator('main a[href^="/publicity/"]').first
    return link.get_attribute("href") or ""


def object_to(stranger: Window, title: str, name: str, text: str) -> None:
    """A stranger finds the publicity from the first page and objects to somebody in it."""
    stranger.go("/")
    stranger.follow("评审结果公示")
    stranger.follow(re.compile(title))
    page = stranger.page
    value = page.locator("#shown option").filter(has_text=name).get_attribute("value")
    page.locator("#shown").select_option(value)
    page.locator("#name").fill("毛某")
    page.locator("#contact").fill("13800000398")
    page.locator("#text").fill(text)
    solve_captcha(stranger)
    stranger.press("提交异议")


def decide_objection(office: Window, text: str, finding: str, *, sustained: bool) -> None:
    """处理异议 on the page of the publicity that the desk leads to."""
    office.go("/unit")
    office.follow("待处理的公示异议")
    if not office.page.get_by_text(text).count():
        office.follow(re.compile("^查看"), within="#list")
    part = office.page.locator("article").filter(has_text=text)
    verdict = "sustained" if sustained else "rejected"
    part.locator(f'[name="verdict"][value="{verdict}"]').check()
    part.locator("textarea").fill(finding)
    office.click(part.get_by_role("button", name="处理异议"))
    expect(office.page.locator("article").filter(has_text=text)).to_contain_text(finding)


def end(office: Window) -> None:
    """结束公示 of the one that is open on the page."""
    office.press("结束公示")
