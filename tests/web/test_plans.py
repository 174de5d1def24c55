"""Finding plans, reading one, and the window by server time."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask

from tests.web.steps import OFFER, PLAN, begin
from tests.web.visitor import Visitor
from web.clock import Clock
from web.services.packs import Packs
from web.site import Site


def test_plans_are_listed_newest_first(site: Site) -> None:
    opens = [plan.opens for plan in site.packs.plans()]

    assert opens == sorted(opens, reverse=True)


@pytest.mark.requirement("AMB-20")
def test_plan_page_tells_what_must_be_uploaded_before_anyone_applies(visitor: Visitor) -> None:
    visitor.open(PLAN)

    assert "职称填报承诺书 必传 只能上传 pdf/jpg/png 文件，单个不超过 10MB" in visitor.text


@pytest.mark.requirement("YN-25")
def test_plan_cannot_be_applied_for_outside_its_window(
    visitor: Visitor, app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.open(f"{PLAN}/apply")
    late = dataclasses.replace(site, clock=Clock("2022-08-01"))
    monkeypatch.setitem(app.extensions, "zhiping", late)
    visitor.sign_in_as("demo")  # a month of idleness ends a session

    visitor.send("/apply", mode="normal", branch="小学科学", offer=OFFER, confirmed="1")

    assert visitor.status == 403
    assert "申报时间为 2022-06-21 至 2022-07-31" in visitor.text
    visitor.open(PLAN)
    assert "申报已经截止" in visitor.text
    assert not any("/apply" in address for _, address in visitor.links())


def test_window_includes_its_last_day(
    visitor: Visitor, app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_day = dataclasses.replace(site, clock=Clock("2022-07-31"))
    monkeypatch.setitem(app.extensions, "zhiping", last_day)
    visitor.sign_in_as("demo")  # a month of idleness ends a session

    begin(visitor)

    assert visitor.status == 200


def test_unknown_plan_has_a_page_that_says_so(visitor: Visitor) -> None:
    visitor.open("/plans/anhui/1999-nothing")

    assert (visitor.status, "找不到评审计划" in visitor.text) == (404, True)


def test_broken_plan_does_not_take_the_others_along(tmp_path) -> None:  # type: ignore[no-untyped-def]
    broken = tmp_path / "plan.yaml"
    broken.write_text("kind: plan\nid: x/broken\nname: 坏\nprovince: nowhere\n", encoding="utf-8")

    assert Packs([tmp_path]).plans() == ()


def test_plan_page_says_in_chinese_whether_there_is_an_interview(visitor: Visitor) -> None:
    visitor.open("/plans/anhui/2022-bengbu-teachers")

    assert "有无面试 无" in visitor.text
