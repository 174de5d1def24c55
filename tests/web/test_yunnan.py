"""Another province by the same pages: its own words, its own sections, what it lets one pick."""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime

import pytest
from flask import Flask

from tests.web.visitor import Visitor
from web.clock import ZONE, Clock
from web.models import Account, Record, database
from web.services.demo import Demo
from web.site import Site

PLAN = "/plans/yunnan/2026-laboratory"


@pytest.fixture
def records(visitor: Visitor) -> dict[str, str]:
    """Records of the Yunnan applicant in two states, by name."""
    with database.connection_context():
        person = Account.get(Account.login == "demo-yunnan").person
        made = {
            name: Record.create(
                person=person,
                kind="training",
                values={"year": 2026, "content": name},
                status=status,
                changed_at=datetime(2026, 7, 1, tzinfo=ZONE),
            ).id
            for name, status in (("pending", "pending"), ("returned", "returned"))
        }
    return made


@pytest.fixture
def visitor(app: Flask, site: Site) -> Visitor:
    """The Yunnan applicant, signed in, in a browser without JavaScript."""
    demo = Demo(packs=site.packs, store=site.files, now=site.clock.now())
    with database.connection_context():
        demo.make_applicant("demo-yunnan")
    return Visitor(app.test_client()).sign_in_as("demo-yunnan")


@pytest.fixture
def application(visitor: Visitor, app: Flask, site: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    """An application to the Yunnan plan, pledged as far as a box has to be ticked."""
    monkeypatch.setitem(
        app.extensions, "zhiping", dataclasses.replace(site, clock=Clock("2026-07-01"))
    )
    visitor.sign_in_as("demo-yunnan")  # by the clock of that day
    plan = site.packs.plan(PLAN[7:])
    standard = plan.standards[0]
    offer = f"{standard.id}#{standard.titles[0].name}"
    visitor.open(f"{PLAN}/apply")
    visitor.send(
        "/apply", mode=plan.modes[0].id, branch=plan.branches[0], offer=offer, confirmed="1"
    )
    address = "/".join(visitor.path.split("/")[:3])
    while visitor.open(f"{address}/pledge").path.endswith("/pledge"):
        visitor.send("/pledge", agreed="1")
    visitor.open(address)
    return address


def test_every_page_of_the_navigation_opens(visitor: Visitor, application: str) -> None:
    addresses = {address for _, address in visitor.links() if application in address}

    found = {address: visitor.open(address).status for address in addresses}

    assert len(found) > 6
    assert set(found.values()) == {200}


@pytest.mark.requirement("YN-32", "YN-33", "YN-35")
def test_pending_records_are_offered_with_their_state_under_the_word_of_the_province(
    visitor: Visitor, application: str, records: dict[str, str], site: Site
) -> None:
    standard = site.packs.plan(PLAN[7:]).standards[0]
    list_id = next(s.id for s in standard.sections if s.type == "picks" and "training" in s.kinds)

    visitor.open(f"{application}/picks/{list_id}")

    assert visitor.text.count("提取") >= 2
    assert "导入" not in visitor.text
    assert f'value="{records["pending"]}"' in visitor.html
    assert f'value="{records["returned"]}"' not in visitor.html
    offers = visitor.text.split("详细信息和附件")
    assert any("质谱分析技术与数据质量" in one and "通过" in one for one in offers)
    assert any("pending" in one and "待审核" in one for one in offers)


@pytest.mark.requirement("YN-34", "YN-35")
def test_taken_records_show_their_state_and_can_be_ignored_without_leaving_the_archive(
    visitor: Visitor, application: str, records: dict[str, str]
) -> None:
    visitor.open(f"{application}/picks/training")
    assert "确认提取数据" in visitor.html
    visitor.send("/picks/training", record=[records["pending"]])
    assert "pending 待审核" in visitor.text
    assert "移除" not in visitor.text

    visitor.send("/remove")
    assert "pending 待审核" not in visitor.text
    with database.connection_context():
        kept = Record.get_by_id(records["pending"])
    assert (kept.status, kept.deleted_at) == ("pending", None)
    visitor.open(f"{application}/picks/training")
    assert f'value="{records["pending"]}"' in visitor.html


@pytest.mark.requirement("YN-40")
def test_step_of_achievements_can_be_left_without_taking_any(
    visitor: Visitor, application: str
) -> None:
    visitor.open(f"{application}/pages/step_e")
    assert "没有相关业绩材料的可以不提取" in visitor.text

    visitor.follow("下一步")
    assert visitor.path.endswith("/pages/step_f")


@pytest.mark.requirement("YN-24", "YN-44")
def test_page_of_a_plan_says_what_has_to_be_attached(visitor: Visitor) -> None:
    visitor.open(PLAN)

    for words in ("计划内容", "附件要求", "单位推荐意见及公示材料 必传", "其他材料 选传"):
        assert words in visitor.text
    assert "只能上传 pdf 文件，单个不超过 3MB" in visitor.text
    assert visitor.text.rindex("马上申报") > visitor.text.index("附件要求")


@pytest.mark.requirement("YN-26", "YN-46")
def test_checking_and_handing_in_are_the_last_of_eight_steps(
    visitor: Visitor, application: str
) -> None:
    visitor.open(f"{application}/check")

    assert "H. 完成" in visitor.html.partition('aria-current="step"')[2][:120]
    assert '<span class="step-number" aria-hidden="true">8</span>' in visitor.html
    assert '<span class="step-number" aria-hidden="true">9</span>' not in visitor.html


@pytest.mark.requirement("YN-37", "YN-38")
def test_paper_that_would_not_count_is_offered_with_the_reason(
    visitor: Visitor, application: str
) -> None:
    day = datetime(2026, 7, 1, tzinfo=ZONE)
    with database.connection_context():
        person = Account.get(Account.login == "demo-yunnan").person
        paper = Record.get(Record.person == person, Record.kind == "paper")
        for name, changed in (
            ("多年以前", {"published": "2001-08"}),
            ("第二作者", {"rank": 2, "corresponding": False}),
        ):
            Record.create(
                person=person, kind="paper", status="passed", changed_at=day,
                values={**paper.values, "name": name, **changed},
            )  # fmt: skip
    visitor.open(f"{application}/pages/step_c")
    visitor.send("/sections/current_title", appointed_on="2018-09-01")

    visitor.open(f"{application}/picks/paper_list")

    offers = re.split("详细信息和附件", visitor.text)[:3]
    said = ["可能不计入“第一作者核心刊物论文”" in offer for offer in offers]
    assert said == [False, True, True]
    assert "不在任现职以来（2018-09-01 至 " in visitor.text


@pytest.mark.requirement("YN-45")
def test_seventh_step_previews_the_review_form(visitor: Visitor, application: str) -> None:
    visitor.open(f"{application}/overview")
    assert "请预览职称申报评审表，确认材料完整且信息无误后再提交" in visitor.text
    assert "<h1>G. 预览提交</h1>" in visitor.html

    visitor.follow("预览职称申报评审表")
    assert "职称申报评审表" in visitor.text
    assert "和玉" in visitor.text
