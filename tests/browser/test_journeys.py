"""Four people who do not exist yet, from registering to handing in, each in the way of a province.

Every page that they meet is held to WCAG 2.1 AA, to the width of the window and to a console
without complaints (`steps.window`); `ZHIPING_SCREENSHOTS=folder` keeps a picture of each.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.steps import application, archive, entering, handing_in, person, signing
from tests.browser.steps.serving import served, session_cookie
from tests.browser.steps.stories import ANHUI, JILIN, SHANDONG, YUNNAN
from tests.browser.steps.story import Story, Told
from tests.browser.steps.window import Window, opened
from web.clock import Clock
from web.models import database
from web.services.demo import Demo, read_data
from web.site import Site

pytestmark = pytest.mark.browser
TODAY = "2026-11-10"
"""A day on which a plan of every province is open."""

DESKTOP, PHONE = 1280, 390


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Where a journey is played: the site as it is served, and windows to it of one width."""

    browser: Browser
    app: Flask
    site: Site
    address: str
    width: int
    has_scripts: bool

    def tell(self, story: Story) -> Told:
        """Prepare the province's staff and units, and nobody else."""
        demo = Demo(packs=self.site.packs, store=self.site.files, now=self.site.clock.now())
        data = next(one for one in read_data() if one["province"] == story.province)
        with database.connection_context():
            demo.make_units(data)
        return Told(story=story, site=self.site)

    def window(
        self, name: str, login: str = "", *, width: int = 0
    ) -> AbstractContextManager[Window]:
        """A window for somebody: signed in already, or a stranger."""
        kind = f"{self.width}{'' if self.has_scripts else '-no-script'}"
        return opened(
            self.browser,
            self.app,
            self.address,
            f"{name}-{kind}",
            width=width or self.width,
            has_scripts=self.has_scripts,
            cookie=session_cookie(self.app, self.address, login) if login else None,
        )


WAYS = {
    "desktop": (DESKTOP, True),
    "phone": (PHONE, True),
    "desktop-without-script": (DESKTOP, False),
    "phone-without-script": (PHONE, False),
}


def by(*usual: str) -> pytest.MarkDecorator:
    """The ways in which a province is always gone through; in the others it is slow.

    Each way is usual somewhere, but that without scripts on a phone: without scripts a width
    changes nothing but the layout, which the others have shown.
    """
    return pytest.mark.parametrize(
        "stage",
        [
            pytest.param(way, id=name, marks=() if name in usual else pytest.mark.slow)
            for name, way in WAYS.items()
        ],
        indirect=True,
    )


@pytest.fixture
def stage(
    browser: Browser,
    app: Flask,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Stage]:
    """The site on that day, served, with nobody in it."""
    later = dataclasses.replace(site, clock=Clock(TODAY))
    monkeypatch.setitem(app.extensions, "zhiping", later)
    width, has_scripts = request.param
    with served(app) as address:
        yield Stage(
            browser=browser,
            app=app,
            site=later,
            address=address,
            width=width,
            has_scripts=has_scripts,
        )


def join_unit(stage: Stage, window: Window, told: Told) -> None:
    """Ask for the unit, be accepted by its operator, and see it."""
    person.ask_for_unit(window, told)
    with stage.window(f"{told.story.province}-operator", told.story.operator) as operator:
        person.accept_person(operator, told)
    window.go("/profile/unit")
    window.says("已绑定")


def build_archive(stage: Stage, window: Window, told: Told) -> None:
    """Records of the case: one returned and corrected, one refused and added anew, all passed.

    In the first of the four ways all are typed; in the others those two, the rest being there.
    """
    records = list(told.case["records"].values())
    returned, refused = records[-1], records[0]
    if not (stage.width == DESKTOP and stage.has_scripts):
        archive.stock(told, records[1:-1])
        records = [returned, refused]
    for record in records:
        archive.enter_record(window, told, record)
    with stage.window(f"{told.story.province}-operator", told.story.operator) as operator:
        archive.review(operator, told, told.title_of(returned), "退回", "请核对后重新提交")
        archive.review(operator, told, told.title_of(refused), "不通过", "证明材料有误")
        archive.correct(window, told, told.title_of(returned), **returned["values"])
        archive.add_anew(window, told, told.title_of(refused))
        archive.pass_all(operator, told)


def sign_on_phone(stage: Stage, window: Window, told: Told) -> None:
    """Sign the page of the story on a phone, and see the signature on the desk."""
    page = next(one for one in told.standard.pages if one.id == told.story.signed_page)
    application.open_page(window, page)
    link = signing.ask_for_code(window)
    with stage.window(f"{told.story.province}-signing", width=PHONE) as phone:
        signing.sign(phone, link)
    signing.see_signature(window)


def play(stage: Stage, story: Story) -> None:
    """The whole journey: come in, build the archive, apply, be told what is missing, hand in."""
    told = stage.tell(story)
    with stage.window(story.province) as window:
        entering.register(window, told)
        if told.province.account.register.review:
            with stage.window(f"{story.province}-staff", story.staff) as staff:
                entering.approve(staff, told)
        else:
            expect(window.page.get_by_role("heading", name="注册成功")).to_be_visible()
        entering.sign_out_and_in(window, told, story.name_to_sign_in)
        person.complete_profile(window, told)
        join_unit(stage, window, told)
        build_archive(stage, window, told)
        application.find_plan(window, told)
        application.begin(window, told)
        application.fill_in(window, told)
        if story.signed_page:
            sign_on_phone(stage, window, told)
        handing_in.find_faults(window, told)
        handing_in.pass_check(window, told)
        handing_in.preview_table(window, told)
        handing_in.hand_in(window, told)


@pytest.mark.requirement("AH-20", "AH-27", "AH-29", "AH-42", "AH-63", "AH-64", "AH-91", "AH-93")
@by("desktop")
def test_anhui(stage: Stage) -> None:
    play(stage, ANHUI)


@pytest.mark.requirement("JL-04", "JL-06", "JL-14", "JL-17", "JL-20", "JL-21", "JL-22", "JL-27")
@pytest.mark.requirement("JL-28", "JL-29")
@by("phone")
def test_jilin(stage: Stage) -> None:
    play(stage, JILIN)


@pytest.mark.requirement("SD-02", "SD-04", "SD-06", "SD-11", "SD-12", "SD-14", "SD-15", "SD-18")
@by("desktop-without-script")
def test_shandong(stage: Stage) -> None:
    play(stage, SHANDONG)


@pytest.mark.requirement("YN-01", "YN-05", "YN-13", "YN-17", "YN-18", "YN-19", "YN-20", "YN-26")
@pytest.mark.requirement("YN-27", "YN-28", "YN-35", "YN-45", "YN-46", "YN-47")
@by("desktop")
def test_yunnan(stage: Stage) -> None:
    play(stage, YUNNAN)
