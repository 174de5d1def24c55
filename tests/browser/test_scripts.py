"""What scripts do where a browser keeps nothing, and how texts are counted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
FORBIDDEN = """
for (const name of ['getItem', 'setItem', 'removeItem']) {
  Storage.prototype[name] = () => { throw new DOMException('forbidden', 'SecurityError'); };
}
"""


def test_page_with_a_forbidden_store_still_gets_its_scripts(page: Page) -> None:
    page.add_init_script(FORBIDDEN)

    page.goto("/archive/new/honor")

    expect(page.locator(".slot .chosen").first).to_have_text("未选择文件")
    page.get_by_label(re.compile("^荣誉名称")).fill("市优秀教师")


def test_text_says_how_much_it_may_be_and_is_never_cut(page: Page) -> None:
    page.goto("/archive/new/honor")
    name = page.get_by_label(re.compile("^荣誉名称"))
    most = int(name.get_attribute("data-max") or 0)
    told = name.locator("xpath=following-sibling::*[contains(@class, 'count')]")
    expect(told).to_be_hidden()

    name.fill("优" * (most + 3))

    expect(told).to_have_text(f"{most + 3}/{most} 字，超出 3 字")
    assert len(name.input_value()) == most + 3
