"""Whole chains of Shandong and Jilin, from what was handed in to a certificate that a stranger
verifies, with everybody who takes part in a window of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser.steps import (
    batch,
    certifying,
    correcting,
    meeting,
    publicity,
    reporting,
    reviewing,
    unit_registration,
)
from tests.browser.steps.stage import Stage, staged
from tests.web.units.parties import make_operator
from web.models import Unit, database
from web.site import Site

pytestmark = pytest.mark.browser

WIDTHS = [
    pytest.param(1280, id="desktop"),
    pytest.param(390, id="phone", marks=pytest.mark.slow),
]
SHANDONG = "shandong/2026-engineering"
UNIT = {
    "name": "济南某智能制造有限公司",
    "nature": "33",
    "economic_type": "173",
    "contact": "边某",
    "phone": "13800000399",
}
PLACE = {"region_0": "370000", "region_1": "370100", "region_2": "370102"}
CODE = "91340100MA8XXX036L"


@pytest.fixture(params=WIDTHS)
def shandong(
    browser: Browser,
    app: Flask,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Stage]:
    with staged(
        browser,
        app,
        site,
        monkeypatch.setitem,
        province="shandong",
        day="2026-11-02",
        width=request.param,
    ) as stage:
        yield stage


def register_unit(stage: Stage) -> None:
    """权限申请: kept, handed in, refused since the name is not that of the code, corrected."""
    unit, staff = stage.window(""), stage.window("demo-shandong-staff")
    name, other = UNIT["name"], "济南某智能制造公司"
    unit_registration.list_units(staff, {name: CODE})
    unit_registration.begin(unit, "山东省", {**UNIT, "name": other}, "new-company")
    unit_registration.refused_by_code(unit, "继续填写", {**PLACE, "credit_code": CODE[:-1] + "0"})
    unit_registration.hand_in(unit, "继续填写", {**PLACE, "credit_code": CODE})
    unit.says("名录中该代码是另一个单位名称")
    unit_registration.refuse(staff, other, "单位名称与证照不一致，请填写全称。")
    unit.go("/unit/registration")
    unit.says("单位名称与证照不一致，请填写全称。")
    unit_registration.hand_in(unit, "修改后重新提交", {"name": name})
    unit.says("名称与代码同单位名录一致")
    unit_registration.approve(staff, name)
    unit.go("/unit")
    unit.says("待处理")
    with database.connection_context():
        stage.units["new"] = Unit.get(Unit.name == name)


def review_in_unit(stage: Stage, ids: dict[str, str]) -> None:
    """数据审核: two act at once and the first decides; what was refused is corrected; all pass once
    they were shown."""
    unit, beside = stage.window("new-company"), stage.window("second")
    reviewing.desk_counts(unit, "待审核的申报", 3)
    reviewing.open_review(beside, "曲莉")
    reviewing.open_review(unit, "曲莉")
    reviewing.decide(unit, "不通过")
    expect(unit.page.get_by_role("alert")).to_contain_text("请填写审核意见")
    reviewing.mark(unit, {"summary": "请写明本人在各项目中的作用"})
    reviewing.decide(unit, "不通过", "工作总结没有写明本人作用。")
    reviewing.decide(beside, "通过", "同意。")
    beside.look("decided before")
    beside.says("处理过，现在是“审核不通过”，您的操作没有执行")
    assert stage.standing(ids["曲莉"])[0] == "returned"

    her = stage.window("demo-shandong-done")
    correcting.open_return(her, "工作总结没有写明本人作用。", 1)
    text = "本人主持设计两条装配生产线，解决主轴振动问题。" * 10
    correcting.correct(her, "summary_page", "summary", {"text": text})
    correcting.hand_in_again(her, ids["曲莉"], "确认申报")

    reviewing.open_review(unit, "曲莉")
    unit.look("second round")
    unit.says("与第 1 次提交的不同")
    reviewing.decide(unit, "通过", "同意推荐。")
    expect(unit.page.get_by_role("alert")).to_contain_text("请先在“单位内公示”中发起公示")
    publicity.begin_in_unit(unit, *ids)
    stage.wait_working_days(6)
    reviewing.pass_all(unit, "通过", 3)
    expect(unit.page.locator(".tabs [aria-current]")).to_have_text("待审核 0")
    unit.follow("审核通过 3")
    unit.says("审核通过，待上报")


def report_upward(stage: Stage) -> None:
    """路径申请 and 数据上报, twice: the unit to its department, the department further."""
    unit, department = stage.window("new-company"), stage.window("demo-shandong-department")
    name, upper, last = UNIT["name"], "济南市某主管部门", "山东省某呈报部门"
    reporting.refused_without_path(unit, "曲莉")
    reporting.ask_for_path(unit, upper, "工程技术人员")
    reporting.decide_path(department, name, refuse="请写明等级，只开通高级。")
    unit.go("/unit/paths")
    unit.says("请写明等级，只开通高级。")
    reporting.ask_for_path(unit, upper, "工程技术人员", "高级")
    reporting.decide_path(department, name)
    reporting.report_all(stage, unit, upper, 3)

    reviewing.desk_counts(department, "待审核的申报", 3)
    reviewing.pass_all(department, "通过", 3)
    reporting.report_all(stage, department, last, 3)
    presenting = stage.window("demo-shandong-presenting")
    reviewing.pass_all(presenting, "通过", 3)


EXPERTS = ("文涛", "庞丽", "樊军", "兰英", "殷强")


def judge(stage: Stage, ids: dict[str, str]) -> None:
    """受理, 专家评议 with recusal, and a meeting whose members vote in secret."""
    office = stage.window("demo-shandong-committee")
    batch.make_batch(office, "2026年度山东省工程技术系列高级职称评审", "第一批")
    batch.accept_all(office, "第一批", *ids)
    meeting.recuse(office, "第一批", "文涛", "曲莉", "申报人的硕士导师")
    meeting.draw_group(office, "第一批", 3)
    meeting.share_out(office, 2)
    read = [
        name
        for number in range(1, 6)
        for name in meeting.read_all(
            stage.window(f"demo-shandong-expert{number}"), "业绩突出，建议通过。"
        )
    ]
    assert sorted(read) == sorted([*ids, *ids])
    batch.close_batch(office, "第一批", 3)

    meeting.plan_meeting(office, "第一批", "一号会议室", "在线投票")
    meeting.seat_members(office, *EXPERTS)
    meeting.note_presence(office, "文涛", EXPERTS[:3])
    office.says("至少 4 人出席才能开始投票")
    meeting.note_presence(office, "文涛", EXPERTS[:4])
    meeting.open_vote(office, "文涛")
    votes = {
        1: {"滕州": "agree", "章丘": "agree"},
        2: {"曲莉": "agree", "滕州": "against", "章丘": "agree"},
        3: {"曲莉": "agree", "滕州": "against", "章丘": "abstain"},
        4: {"曲莉": "agree", "滕州": "against", "章丘": "abstain"},
    }
    for number, choices in votes.items():
        meeting.vote(stage.window(f"demo-shandong-expert{number}"), choices)
    meeting.close_vote(office)
    meeting.confirm(stage.window("demo-shandong-expert1"))
    assert stage.standing(ids["曲莉"]) == ("submitted", "publicity")
    assert stage.standing(ids["滕州"])[0] == "terminated"
    assert stage.standing(ids["章丘"])[0] == "terminated"

    office.go("/unit")
    meeting.open_meeting(office, "第一批")
    meeting.correct_result(
        office, "章丘", {"agree": 3, "abstain": 1}, "核对计票记录，一票同意误计为弃权。"
    )
    assert stage.standing(ids["章丘"]) == ("submitted", "publicity")
    his = stage.window("demo-shandong-returned")
    his.go("/home")
    his.says("终止审核")


def show_and_issue(stage: Stage, ids: dict[str, str], file: Path) -> None:
    """公示 with objections, 发证, and what a stranger may know of the certificate."""
    office, stranger = stage.window("demo-shandong-committee"), stage.window("", "stranger")
    publicity.begin_of_results(office, "第一批", "曲莉", "章丘")
    publicity.object_to(stranger, "第一批", "曲莉", "论文的署名顺序与原刊不符。")
    publicity.object_to(stranger, "第一批", "章丘", "业绩证明材料系伪造。")
    publicity.decide_objection(office, "论文的署名", "查阅原刊，署名无误。", sustained=False)
    publicity.decide_objection(office, "业绩证明", "原单位否认出具过该证明。", sustained=True)
    stage.wait_working_days(6)
    office.page.reload()
    publicity.end(office)
    stage.work()
    assert stage.standing(ids["曲莉"]) == ("submitted", "issue")
    assert stage.standing(ids["章丘"])[0] == "terminated"

    issuer, her = stage.window("demo-shandong-issuer"), stage.window("demo-shandong-done")
    number = certifying.issue(issuer, "曲莉", "鲁人社职〔2026〕21号")
    assert stage.standing(ids["曲莉"])[0] == "passed"
    assert certifying.download(stage, her, number, file).startswith(b"%PDF")
    certifying.verify_by_number(stranger, number, "曲莉", "有效")


PEOPLE = {
    "曲莉": "demo-shandong-done",
    "滕州": "demo-shandong-returned",
    "章丘": "demo-shandong-passed",
}


@pytest.mark.requirement("SD-19", "SD-20", "SD-21", "SD-22", "SD-23", "SD-25", "SD-28", "SD-29")
@pytest.mark.requirement("SD-30", "SD-33", "SD-34", "SD-35", "SD-36", "SD-37", "SD-38", "SD-39")
@pytest.mark.requirement("SD-40", "SD-42")
def test_chain_of_shandong(shandong: Stage, tmp_path: Path) -> None:
    register_unit(shandong)
    ids = hand_in(shandong)
    review_in_unit(shandong, ids)
    report_upward(shandong)
    judge(shandong, ids)
    show_and_issue(shandong, ids, tmp_path / "certificate.pdf")


def hand_in(stage: Stage) -> dict[str, str]:
    """Three people of the unit hand in; another operator is there to help."""
    with database.connection_context():
        make_operator(stage.units["new"], "second")
    like = f"{SHANDONG}/all-pass"
    return {name: stage.hand_in(login, like, SHANDONG, "new") for name, login in PEOPLE.items()}
