"""Signing on a phone for the page on the desk: two browsers, one of them with a small screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.steps.serving import session_cookie
from tests.browser.steps.window import PATIENCE, is_fault
from tests.browser.test_archive import expect_accessible
from tests.web.visitor import Visitor
from web.clock import Clock
from web.models import Answers, database
from web.services.demo import Demo
from web.site import Site

pytestmark = pytest.mark.browser
PLAN = "/plans/yunnan/2026-laboratory"
TODAY = "2026-07-01"


@pytest.fixture
def step(app: Flask, site: Site, address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of an application on which its pledge is signed."""
    moved = dataclasses.replace(site, clock=Clock(TODAY))
    monkeypatch.setitem(app.extensions, "zhiping", moved)
    demo = Demo(packs=site.packs, store=site.files, now=moved.clock.now())
    with database.connection_context():
        demo.make_applicant("demo-yunnan")
    visitor = Visitor(app.test_client()).sign_in_as("demo-yunnan")
    plan = site.packs.plan(PLAN[7:])
    offer = f"{plan.standards[0].id}#{plan.standards[0].titles[0].name}"
    visitor.open(f"{PLAN}/apply")
    visitor.send(
        "/apply", mode=plan.modes[0].id, branch=plan.branches[0], offer=offer, confirmed="1"
    )
    application = "/".join(visitor.path.split("/")[:3])
    while visitor.open(f"{application}/pledge").path.endswith("/pledge"):
        visitor.send("/pledge", agreed="1")
    return f"{application}/pages/step_b"


@pytest.fixture
def desk(page: Page, app: Flask, address: str, step: str) -> Page:
    """The applicant's browser, on the page with the signature."""
    page.context.add_cookies([session_cookie(app, address, "demo-yunnan")])
    page.goto(step)
    return page


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone on which nobody is signed in."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", base_url=address, has_touch=True
    )
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if is_fault(said) else None)
    yield opened
    context.close()
    assert wrong == []


def draw(phone: Page) -> None:
    """Write a stroke into the pad."""
    box = phone.locator("canvas").bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 40, box["y"] + 40)
    phone.mouse.down()
    for right, down in ((120, 90), (180, 50), (240, 110)):
        phone.mouse.move(box["x"] + right, box["y"] + down, steps=6)
    phone.mouse.up()


def stored() -> dict[str, object]:
    """What is stored of the section that is signed."""
    with database.connection_context():
        row = Answers.get_or_none(Answers.section == "signing")
        return dict(row.values) if row else {}


@pytest.mark.requirement("YN-28")
def test_desk_fills_in_signature_and_day_while_the_phone_signs(
    desk: Page, phone: Page, step: str
) -> None:
    desk.get_by_role("link", name="手机扫码签名").click()
    dialog = desk.get_by_role("dialog", name="手机扫码签名")
    expect(dialog.get_by_role("img")).to_be_visible()
    expect_accessible(desk)
    link = dialog.locator(".address").inner_text()

    phone.goto(link)
    expect(dialog.get_by_role("status")).to_contain_text("已在手机上打开")
    expect_accessible(phone)
    phone.get_by_role("button", name="确认签名").click()
    expect(phone.get_by_role("alert").first).to_contain_text("请先签名")
    draw(phone)
    phone.get_by_role("button", name="确认签名").click()
    expect(phone.get_by_role("heading", name="签名已提交")).to_be_visible()
    expect_accessible(phone)

    expect(dialog).to_have_count(0)
    expect(desk.locator("[data-signature] img.thumbnail")).to_be_visible()
    expect(desk.locator('[name="signed_on"]')).to_have_value(TODAY)
    expect_accessible(desk)
    assert stored()["signed_on"] == TODAY

    desk.get_by_role("button", name="保存本人签字", exact=True).click()
    expect(desk.locator("#content > .notice.good").first).to_be_visible()
    desk.goto(step)
    expect(desk.locator("[data-signature] img.thumbnail")).to_be_visible()
    assert (stored()["signed_on"], "signature" in stored()) == (TODAY, True)


def test_what_was_typed_beside_the_signature_survives_it(desk: Page, phone: Page) -> None:
    desk.get_by_role("link", name="手机扫码签名").click()
    link = desk.locator("dialog .address").inner_text()
    desk.get_by_role("button", name="取消").click()
    desk.locator('[name="signed_on"]').fill("2026-06-30")
    desk.get_by_role("link", name="手机扫码签名").click()
    newer = desk.locator("dialog .address").inner_text()

    phone.goto(link)
    expect(phone.get_by_role("heading").first).to_contain_text("链接已失效")
    phone.goto(newer)
    draw(phone)
    phone.get_by_role("button", name="重签").click()
    draw(phone)
    phone.get_by_role("button", name="确认签名").click()
    expect(phone.get_by_role("heading", name="签名已提交")).to_be_visible()

    expect(desk.locator("[data-signature] img.thumbnail")).to_be_visible()
    expect(desk.locator('[name="signed_on"]')).to_have_value(TODAY)
    desk.wait_for_timeout(3000)
    assert desk.locator(".saved-at.bad").count() == 0
    assert stored()["signed_on"] == TODAY
