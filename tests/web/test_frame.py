"""What every page says around its content: where the site is, whom to call, where one is."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask

from tests.web.steps import PLAN, begin
from tests.web.visitor import Visitor
from web.site import Site

PHONES = ("0871-00000001", "0871-00000002", "0871-00000003")
ADDRESS = "https://example.gov.cn/zhiping"


@pytest.fixture
def deployed(app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site with an address of its own and three telephone numbers."""
    settings = dataclasses.replace(site.settings, support="　".join(PHONES), site_url=ADDRESS)
    monkeypatch.setitem(app.extensions, "zhiping", dataclasses.replace(site, settings=settings))


@pytest.mark.requirement("YN-02", "YN-03")
@pytest.mark.parametrize("page", ["/", "/signin/yunnan", "/register/yunnan", "/forgotten/yunnan"])
def test_strangers_see_the_address_and_every_telephone_number(
    app: Flask, deployed: None, page: str
) -> None:
    visitor = Visitor(app.test_client()).open(page)

    assert visitor.status == 200
    assert f"访问地址：{ADDRESS}" in visitor.text
    assert all(number in visitor.text for number in PHONES)


@pytest.mark.requirement("YN-02", "YN-03")
def test_applicants_see_them_on_every_page(visitor: Visitor, deployed: None) -> None:
    for page in ("/home", "/archive", PLAN, begin(visitor)):
        visitor.open(page)
        assert f"访问地址：{ADDRESS}" in visitor.text
        assert all(number in visitor.text for number in PHONES)


def test_site_without_them_says_nothing_of_them(visitor: Visitor) -> None:
    visitor.open("/home")

    assert "访问地址" not in visitor.text
    assert "技术支持" not in visitor.text


@pytest.mark.requirement("YN-04", "AH-02")
def test_first_page_names_the_browsers_and_more_than_one(app: Flask, site: Site) -> None:
    visitor = Visitor(app.test_client()).open("/")

    for browser in ("Chrome", "Edge", "Firefox", "Safari", "360（极速模式）"):
        assert browser in visitor.text


@pytest.mark.requirement("YN-01", "YN-06", "YN-22")
def test_every_stage_is_reached_from_the_home_page(
    visitor: Visitor, app: Flask, site: Site
) -> None:
    visitor.open("/home")
    for words, path in (
        ("首页", "/home"),
        ("完善信息", "/profile"),
        ("个人业绩库", "/archive"),
        ("职称申报", "/applications"),
        ("个人中心", "/profile"),
    ):
        found = [link for text, link in visitor.open("/home").links() if text == words]
        assert visitor.open(found[0]).path == path

    application = begin(visitor)
    visitor.open("/home").follow("查看>>>")
    assert visitor.path.startswith(application)
    assert visitor.follow("提交审核").path == f"{application}/check"


def test_template_sees_the_names_of_the_environment_and_adds_none_to_it(app: Flask) -> None:
    pages = app.jinja_env

    assert pages.get_template("partials/csrf.html").globals is pages.globals
    given = pages.from_string("{{ own }} {{ csrf_token is defined }}", {"own": "名"})
    assert given.render() == "名 True"
    assert "own" not in pages.globals
