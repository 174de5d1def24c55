"""检测, the printed table, handing in and what is seen of it afterwards."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.steps.application import open_page, upload
from tests.browser.steps.story import Told
from tests.browser.steps.window import Window
from web.pages.words import word_of


def open_check(window: Window, told: Told) -> None:
    """The page from which one hands in, where the check is."""
    page = next(one for one in told.standard.pages if one.view in ("check", "hand_in"))
    open_page(window, page)


def find_faults(window: Window, told: Told) -> None:
    """The check names what is missing, handing in is shut, and a link leads to the place."""
    terms = told.province.terms
    open_check(window, told)
    window.press(word_of(terms, "check"))
    expect(window.page.locator("tr.bad, .mark.bad").first).to_be_visible()
    expect(window.page.get_by_role("button", name=word_of(terms, "hand_in"))).to_be_disabled()
    slot = told.story.left_out
    window.click(window.page.locator(f'main a[href$="#{slot}"]').first)
    upload(window, slot, told.case["files"][slot])


def pass_check(window: Window, told: Told) -> None:
    """With everything there the check passes."""
    open_check(window, told)
    window.press(re.compile(f"{word_of(told.province.terms, 'check')}|重新检测"))
    window.says(re.compile("检测通过|校验通过|检查通过"))
    expect(window.page.locator(".mark.bad")).to_have_count(0)


def preview_table(window: Window, told: Told) -> None:
    """The table as it will be printed, with the name in it."""
    overview = next((one for one in told.standard.pages if one.view == "overview"), None)
    if overview:
        open_page(window, overview)
    window.follow(re.compile("^预览"), within="#part")
    expect(window.page.locator("main")).to_contain_text(told.story.person["name"])
    window.page.go_back()


def hand_in(window: Window, told: Told) -> None:
    """Read what will happen and to whom it goes, hand in, and see where the application is."""
    pass_check(window, told)
    words = word_of(told.province.terms, "hand_in")
    window.follow(words, within="#part")
    expect(window.page.locator(".facts")).to_contain_text(told.story.unit)
    window.press(told.standard.workflow.actions["hand_in"])
    state = told.standard.workflow.status("submitted", told.standard.workflow.destination)
    expect(window.page.locator("main .badge").first).to_have_text(state)
    window.go("/applications")
    window.follow("进度跟踪")
    expect(window.page.locator("main .badge").first).to_have_text(state)
    window.says(told.standard.workflow.nodes[0].name)
    window.says("材料摘要")
