"""What the manuals leave open or contradict, decided, as people meet it."""

from __future__ import annotations

import re

import pytest

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import SHANDONG
from tests.web.steps import add_held_title, begin
from tests.web.visitor import Visitor


@pytest.mark.requirement("AMB-11")
def test_columns_hold_the_answers_of_their_own_questions(visitor: Visitor) -> None:
    application = begin(visitor)
    add_held_title(visitor, application)

    visitor.open(f"{application}/pages/basic")

    cells = dict(re.findall(r'data-label="([^"]+)"[^>]*>\s*([^<]*?)\s*<', visitor.html))
    assert (cells["系列名称"], cells["专业名称"]) == ("中小学教师", "科学")
    assert (cells["资格名称"], cells["职称取得方式"]) == ("一级教师", "评审")


@pytest.mark.requirement("AMB-17", "SD-06")
def test_pledge_before_the_first_application_is_the_plans_own(arrive: Arrive) -> None:
    visitor = arrive("demo-shandong")

    visitor.open(f"{SHANDONG}/apply")
    assert "职称初定申报承诺书" in visitor.text
    visitor.open("/plans/shandong/2026-economics/apply")
    assert "经济系列职称评审申报承诺书" in visitor.text
    assert "初定" not in visitor.text


@pytest.mark.requirement("AMB-20", "AMB-15")
@pytest.mark.parametrize(
    ("login", "plan", "told"),
    [
        (
            "demo-jilin",
            "/plans/jilin/2026-engineering-senior",
            "身份证明 必传 只能上传 pdf/jpg/png",
        ),
        ("demo-shandong", SHANDONG, "近 6 个月社保缴费明细 必传 只能上传 jpg/png/gif/pdf"),
    ],
)
def test_files_are_told_before_anyone_applies(
    arrive: Arrive, login: str, plan: str, told: str
) -> None:
    text = arrive(login).open(plan).text

    assert told in text
    assert "单个不超过 5MB" in text
