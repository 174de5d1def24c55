"""Dragging picks into another order."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.test_archive import expect_accessible
from tests.web.steps import begin, pick
from tests.web.visitor import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.requirement("AH-43", "AH-54")
def test_pick_is_dragged_by_its_number(page: Page, app: Flask, records: dict[str, str]) -> None:
    visitor = Visitor(app.test_client()).sign_in_as("demo")
    application = begin(visitor)
    pick(visitor, application, "work", records["work_now"], records["work_before"])
    page.goto(f"{application}/pages/work_page")
    titles = page.locator("article.record .title")
    first, second = titles.all_inner_texts()
    handles = page.locator("[data-handle]")
    expect(handles.first).to_have_attribute("title", "拖动调整顺序")

    with page.expect_navigation():
        handles.nth(1).drag_to(
            page.locator("article.record").first, target_position={"x": 20, "y": 2}
        )

    assert titles.all_inner_texts() == [second, first]
    expect_accessible(page)
