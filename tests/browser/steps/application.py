"""An application: the plan chosen, its pages filled in, checked, handed in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Locator, expect

from engine.packs.model import Page, Section
from tests.browser.steps.answers import answer_all
from tests.browser.steps.person import document, upload_photo
from tests.browser.steps.story import Told
from tests.browser.steps.window import Window
from web.pages.words import word_of

CONTROLS = {"mode": "mode", "level": "level", "title": "offer", "branch": "branch"}
"""The control that asks each question of the choice."""


def find_plan(window: Window, told: Told) -> None:
    """职称申报: search for the plan and read it."""
    window.go("/applications")
    window.page.get_by_label("计划名称").fill(told.plan.name[:12])
    window.press("搜索")
    window.follow(re.compile(f"^查看.*{re.escape(told.plan.name)}"))


def begin(window: Window, told: Told) -> None:
    """From the page of the plan to the first page of the application."""
    page, start = window.page, told.plan.start
    window.follow(word_of(told.province.terms, "apply"))
    if start.pledge:
        page.locator("#agreed").check()
        window.press(start.pledge.agree)
    if start.self_check == "required":
        window.says("自检结果")
        window.press(word_of(told.province.terms, "begin"))
    choose(window, told)
    if page.url.endswith("/pledge"):
        agree(window, told)
    expect(page.locator(".app-head")).to_contain_text(told.plan.name)


def choose(window: Window, told: Told) -> None:
    """Mode, level, title and branch in the order of the province; each narrows the next."""
    wanted = dict(told.case["choice"])
    wanted["offer"] = f"{wanted['standard']}#{wanted['title']}"
    title = next(one for one in told.standard.titles if one.name == wanted["title"])
    wanted["level"] = title.level
    page = window.page
    form = page.locator("#choice")
    for _ in told.plan.choice:
        for question in told.plan.choice:
            control = form.locator(f'[name="{CONTROLS[question]}"]').first
            if control.count() and control.is_enabled():
                answer_all(form, {CONTROLS[question]: wanted[CONTROLS[question]]})
        box = form.locator('[name="confirmed"]')
        if box.count() and box.is_visible():
            box.check()
            return window.press("提交")
        window.click(form.locator("#narrow"))
    raise AssertionError("the choice does not end")


def agree(window: Window, told: Told) -> None:
    """The pledge on a page of its own: read, tick, go on."""
    window.page.locator('[name="agreed"]').check()
    window.press("同意并继续")


def fill_in(window: Window, told: Told) -> None:
    """Every page in the order of the province, all but the slot that is forgotten."""
    for page in told.standard.pages:
        if not page.view and _is_asked(page, told):
            open_page(window, page)
            _fill_page(window, told, page)


def _is_asked(page: Page, told: Told) -> bool:
    """Whether the case says anything about the page."""
    case = told.case
    known = {*case["sections"], *case["rows"], *case["picks"]}
    known |= {s.id for s in told.standard.sections if _slots_of(s, case["files"])}
    items = [
        item.id for c in told.standard.categories if c.id in page.categories for item in c.items
    ]
    return bool(known & {*page.sections, *items})


def _slots_of(section: Section, files: Iterable[str]) -> list[str]:
    return (
        [slot.id for slot in section.slots if slot.id in files] if section.type == "slots" else []
    )


def open_page(window: Window, page: Page) -> None:
    """Go to a page of the application by its navigation, which narrow windows fold."""
    link = window.page.locator(f'nav a[href$="/pages/{page.id}"]')
    if page.view:
        link = window.page.locator("nav").get_by_role("link", name=re.compile(re.escape(page.name)))
    fold = window.page.locator(".only-narrow summary")
    if fold.count() and fold.is_visible():
        fold.click()
    visible = [one for one in link.all() if one.is_visible()]
    window.click(visible[0])


def _fill_page(window: Window, told: Told, page: Page) -> None:
    case = told.case
    for section in (told.standard.section_of[id] for id in page.sections):
        if section.type == "form" and section.id in case["sections"]:
            _fill_form(window, told, section)
        elif section.type == "pledge":
            _pledge(window, told, section)
        elif section.type == "rows":
            for row in case["rows"].get(section.id, ()):
                _add_row(window, section, row)
        elif section.type == "picks":
            pick(window, told, section.id)
        elif section.type == "slots":
            for slot in _slots_of(section, case["files"]):
                if slot != told.story.left_out:
                    upload(window, slot, case["files"][slot])
    for category in told.standard.categories:
        if category.id in page.categories:
            for item in category.items:
                pick(window, told, item.id)


def _fill_form(window: Window, told: Told, section: Section) -> None:
    """Answer a section and save it; photo and signature have their own ways."""
    form = window.page.locator(f'form[data-section="{section.id}"]')
    if not form.count():
        return
    types = {field.type: field.id for field in section.fields}
    if "photo" in types and not form.locator("img.thumbnail").count():
        upload_photo(window, f'form[data-section="{section.id}"]')
    if "signature" in types:
        return
    answer_all(form, told.case["sections"][section.id])
    window.press(f"保存{section.name}", within=f"#{section.id}")
    expect(window.page.locator(f"#{section.id} .errors")).to_have_count(0)


def _pledge(window: Window, told: Told, section: Section) -> None:
    """A pledge on a page among others leads to the page on which it is agreed to."""
    link = window.page.locator(f"#{section.id}").get_by_role("link", name="去确认")
    if link.count():
        window.click(link)
        agree(window, told)


def _add_row(window: Window, section: Section, row: dict[str, Any]) -> None:
    """新增, save, then its proofs, then back to the list."""
    window.follow("+ 新增", within=f"#{section.id}")
    answer_all(window.page.locator("main form[data-keep]"), row["values"])
    window.press("保存")
    for slot, names in row["files"].items():
        box = next(
            one for one in window.page.locator(".slot").all()
            if slot_name(section, slot) in one.locator("h3").inner_text()
        )  # fmt: skip
        _choose_files(window, box, names)
    back = window.page.locator("main").get_by_role("link", name=re.compile("^完成"))
    if back.count():  # rows without proofs are back on their list already
        window.click(back)


def slot_name(section: Section, slot: str) -> str:
    """What a slot of a row is called."""
    return next(one.name for one in section.slots if one.id == slot)


def pick(window: Window, told: Told, list_id: str) -> None:
    """提取: choose the records of the case for a list, then answer what is asked beside them."""
    taken = told.case["picks"].get(list_id)
    if not taken:
        return
    place = window.page.locator(f"#{list_id}")
    window.click(place.locator(f'a[href$="/picks/{list_id}"]'))
    titles = {key: told.title_of(told.case["records"][key]) for key in taken}
    for title in titles.values():
        window.page.get_by_role("checkbox", name=title).first.check()
    window.press(told.standard.terms.get("take", "保存"), within="#part")
    for key, answers in taken.items():
        if answers:
            record = place.locator("article.record", has_text=titles[key]).first
            form = record.locator("form.pick-answers")
            prefix = form.locator('[name="prefix"]').input_value()
            answer_all(form, answers, prefix)
            window.click(form.get_by_role("button", name="保存"))


def upload(window: Window, slot: str, names: list[str]) -> None:
    """Upload the files of a slot."""
    _choose_files(window, window.page.locator(f"#{slot}"), names)


def _choose_files(window: Window, box: Locator, names: list[str]) -> None:
    """Choosing sends by itself where scripts run, else the button does."""
    control = box.locator("form.upload input[type=file]")
    files = [document(name) for name in names]
    if window.has_scripts:
        control.set_input_files(files)
    else:
        control.set_input_files(files)
        window.click(box.get_by_role("button", name="上传"))
    for name in names:
        expect(box.get_by_role("link", name=name)).to_be_visible()
    window.page.wait_for_load_state()
    window.look()
