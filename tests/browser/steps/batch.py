"""评委会办公室: what came is accepted into a batch, whose roster is closed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.steps.window import Window


def make_batch(office: Window, plan: str, name: str) -> None:
    """新建批次 for a plan, from the office's desk."""
    office.go("/unit")
    office.follow("评委会工作台", within="header")
    office.follow("批次")
    office.page.get_by_label("评审计划").select_option(label=plan)
    office.page.get_by_label(re.compile("^批次名称")).fill(name)
    office.press("新建")


def accept_all(office: Window, batch: str, *names: str) -> None:
    """受理 everything on the page into the batch."""
    office.go("/unit")
    office.follow("待受理的申报")
    for name in names:
        expect(office.page.get_by_role("checkbox", name=f"勾选{name}")).to_be_visible()
    office.page.get_by_role("checkbox", name="全选本页").check()
    office.press("受理所选")  # not yet: into which batch?
    expect(office.page.get_by_role("alert")).to_be_visible()
    office.page.get_by_label("编入批次").select_option(label=batch)
    for name in names:
        expect(office.page.get_by_role("checkbox", name=f"勾选{name}")).to_be_checked()
    office.press("受理所选")


def open_batch(office: Window, batch: str) -> None:
    """The page of a batch, from the list of all."""
    office.go("/committee/batches")
    office.follow(f"查看名单{batch}")


def close_batch(office: Window, batch: str, number: int) -> None:
    """封存名单 after it was checked."""
    open_batch(office, batch)
    office.page.get_by_label(f"已核对名单，共 {number} 人").check()
    office.press("封存名单")
    expect(office.page.locator(".page-head .badge")).to_have_text("已封存")
