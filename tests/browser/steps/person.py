"""个人中心: what is known of a person, the photo, the unit."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, expect

from tests.browser.steps.answers import answer_all
from tests.browser.steps.story import Told
from tests.browser.steps.window import Window
from web.services.demo_pictures import draw_document, draw_portrait

MIME = {"pdf": "application/pdf", "png": "image/png"}


def document(name: str) -> FilePayload:
    """A file of this name, of the type that the name ends with."""
    ending = name.rpartition(".")[2].lower()
    return {
        "name": name, "mimeType": MIME.get(ending, "image/jpeg"), "buffer": draw_document(name),
    }  # fmt: skip


def portrait() -> FilePayload:
    """An identity photo of nobody, blue behind."""
    return {"name": "证件照.jpg", "mimeType": "image/jpeg", "buffer": draw_portrait()}


def complete_profile(window: Window, told: Told) -> None:
    """完善信息: every section that one may fill in, then the photo."""
    window.go("/profile")
    window.follow("完善信息")
    for section, values in told.profile.items():
        form = window.page.locator(f'form[data-section="{section}"]')
        if form.count():
            answer_all(form, values)
            window.press("保存", within=f"#{section}")
    window.go("/profile")
    upload_photo(window, "#photo form")
    expect(window.page.locator("#photo img.thumbnail")).to_be_visible()


def upload_photo(window: Window, form: str) -> None:
    """Choose a photo: it is cut in a window of its own, or sent as it is where no script runs."""
    place = window.page.locator(form)
    place.locator("[data-photo] input[type=file]").set_input_files(portrait())
    if not window.has_scripts:
        window.click(place.locator("[data-photo] button[name=upload]"))
        return
    dialog = window.page.get_by_role("dialog", name="调整照片")
    dialog.locator(".cropper-container").wait_for()
    window.picture("photo window")
    dialog.get_by_role("button", name="向右旋转").click()
    dialog.get_by_role("button", name="向左旋转").click()
    window.click(dialog.get_by_role("button", name="提交"))


def ask_for_unit(window: Window, told: Told) -> None:
    """Find one's unit as the province searches, and ask to be bound to it."""
    page, rules = window.page, told.province.binding
    window.go("/profile")
    window.follow(re.compile("^绑定"))
    page.locator("#q").fill(told.story.search)
    window.press("查询")
    window.follow(("绑定" if rules.note == "none" else "选择") + told.story.unit)
    if rules.note != "none":
        page.locator("#note").fill("检验科，分机 8201")
    window.press("提交")
    window.says("待单位审核")


def accept_person(operator: Window, told: Told) -> None:
    """The unit's operator lets the person in."""
    operator.go("/unit")
    operator.follow(re.compile("待审核的绑定申请"))
    operator.says(told.story.person["name"])
    operator.page.get_by_role("checkbox", name=re.compile(told.story.person["name"])).check()
    operator.press("同意所选")
    operator.says("已同意 1 人的绑定申请")
