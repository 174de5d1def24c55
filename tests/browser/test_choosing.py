"""Choosing and moving through an application in a real browser, at desktop and at phone width."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from engine.share import data_folder
from tests.browser.steps.serving import session_cookie
from web.clock import Clock
from web.models import database
from web.services.demo import Demo
from web.site import Site

pytestmark = pytest.mark.browser
AXE = Path(data_folder()) / "test-parts" / "axe.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SHANDONG = "/plans/shandong/2026-engineering"
JILIN = "/plans/jilin/2026-k12-full"

Arrive = Callable[[str], None]


@pytest.fixture
def arrive(
    page: Page, app: Flask, address: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> Arrive:
    """Let another province's applicant sign in, in November 2026."""
    later = dataclasses.replace(site, clock=Clock("2026-11-10"))
    monkeypatch.setitem(app.extensions, "zhiping", later)

    def sign_in(login: str) -> None:
        demo = Demo(packs=site.packs, store=site.files, now=later.clock.now())
        with database.connection_context():
            demo.make_applicant(login)
        page.context.clear_cookies()
        page.context.add_cookies([session_cookie(app, address, login)])

    return sign_in


def expect_accessible(page: Page) -> None:
    """Axe finds nothing against WCAG 2.1 AA, and nothing is wider than the window."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run({runOnly: rules}).then(r => r.violations.map(v => v.id))", RULES
    )
    assert found == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.requirement("SD-06", "SD-09", "SD-13")
def test_cascade_narrows_while_one_chooses(page: Page, arrive: Arrive) -> None:
    arrive("demo-shandong")
    page.goto(f"{SHANDONG}/apply")
    expect_accessible(page)
    page.locator("#agreed").check()
    page.get_by_role("button", name="我同意").click()
    expect(page.locator("#offer option")).to_have_count(3)
    expect_accessible(page)

    page.locator("#level").select_option("正高级")

    expect(page.locator("#offer option")).to_have_count(2)
    expect(page.locator("#branches option")).to_have_count(6)
    expect(page.locator("#chosen")).to_contain_text("正高级工程师")
    page.locator("#level").select_option("副高级")
    expect(page.locator("#branches option")).to_have_count(10)
    page.locator("#branch").fill("交通")
    page.get_by_label("正常晋升").check()
    page.get_by_label("确认无误").check()
    page.get_by_role("button", name="提交", exact=True).click()

    expect(page.get_by_role("heading", name="基本信息", exact=True)).to_be_visible()
    expect(page.get_by_text("未开放").first).to_be_attached()
    expect_accessible(page)


@pytest.mark.requirement("JL-20", "JL-21")
def test_self_check_shows_what_is_missing_before_one_begins(page: Page, arrive: Arrive) -> None:
    arrive("demo-jilin")
    page.goto("/self-check")
    expect_accessible(page)

    page.goto(f"{JILIN}/apply")
    expect(page.get_by_role("heading", name="申报注意事项")).to_be_visible()
    expect(page.get_by_text("未满足").first).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="确认并开始申报").click()

    expect(page.get_by_role("heading", name="职称申报选择")).to_be_visible()


@pytest.mark.requirement("YN-26")
def test_steps_lead_from_one_to_the_next(page: Page, arrive: Arrive) -> None:
    arrive("demo-yunnan")
    page.goto("/plans/yunnan/2026-laboratory/apply")
    page.get_by_label("正常申报").check()
    page.locator("#branch").fill("实验技术")
    page.get_by_label("确认无误").check()
    page.get_by_role("button", name="提交", exact=True).click()

    steps = page.get_by_role("navigation", name="申报步骤")
    expect(steps.locator('[aria-current="step"]')).to_contain_text("A.")
    expect_accessible(page)
    page.get_by_role("link", name="下一步：B").click()
    expect(page.get_by_text("承诺").first).to_be_visible()


@pytest.mark.requirement("AH-17", "AH-21")
@pytest.mark.parametrize("path", ["/home", "/applications", "/applications/deleted"])
def test_first_pages_are_accessible(page: Page, path: str) -> None:
    page.goto(path)

    expect_accessible(page)
