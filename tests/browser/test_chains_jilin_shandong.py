"""Whole chains of Shandong and Jilin, from what was handed in to a certificate that a stranger
verifies, with everybody who takes part in a window of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

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
from tests.browser.steps.stage import Stage, on_stage
from tests.browser.steps.window import Window
from tests.web.units.parties import make_operator
from web.models import Unit, database

pytestmark = pytest.mark.browser

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
    look_through(unit)
    reviewing.open_review(beside, "曲莉")
    reviewing.open_review(unit, "曲莉")
    expect(unit.page.locator("main")).to_contain_text("公需科目学时")
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


def look_through(unit: Window) -> None:
    """查询 by year, level, title and state: all of them match, nobody at another title."""
    unit.go("/reviews")
    for label, value in (("申报年度", "2026"), ("申报级别", "高级"), ("申报职称", "高级工程师")):
        unit.page.get_by_role("combobox", name=label).select_option(label=value)
    unit.press("查询")
    unit.says("共 3 条")
    unit.follow(re.compile("^审核不通过"))
    unit.says("没有符合条件的申报")


def report_upward(stage: Stage) -> None:
    """路径申请 and 数据上报, twice: the unit to its department, the department further."""
    unit, department = stage.window("new-company"), stage.window("demo-shandong-department")
    name, upper, last = UNIT["name"], "济南市某主管部门", "山东省某呈报部门"
    reporting.refused_without_path(unit, "曲莉")
    reporting.ask_for_path(unit, upper, "工程技术人员")
    unit.says("2026-11-16")  # one working day
    reporting.decide_path(department, name, refuse="请写明等级，只开通高级。")
    unit.go("/unit/paths")
    unit.says("请写明等级，只开通高级。")
    reporting.ask_for_path(unit, upper, "工程技术人员", "高级")
    reporting.decide_path(department, name)
    unit.go("/unit/paths")
    row = unit.page.get_by_role("row").filter(has_text="工程技术人员、高级")
    expect(row.locator("td").nth(2)).to_have_text("是")
    reporting.sort_by(unit, "姓名", *sorted(PEOPLE, key=lambda one: one.encode("gb18030")))
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


@pytest.mark.requirement("SD-20", "SD-21", "SD-22", "SD-23", "SD-25", "SD-26", "SD-27", "SD-28")
@pytest.mark.requirement("SD-29", "SD-30", "SD-31", "SD-33", "SD-34", "SD-35", "SD-36", "SD-37")
@pytest.mark.requirement("SD-38", "SD-39", "SD-40")
@on_stage("shandong")
def test_chain_of_shandong(stage: Stage, tmp_path: Path) -> None:
    register_unit(stage)
    ids = hand_in(stage)
    review_in_unit(stage, ids)
    report_upward(stage)
    judge(stage, ids)
    show_and_issue(stage, ids, tmp_path / "certificate.pdf")


def hand_in(stage: Stage) -> dict[str, str]:
    """Three people of the unit hand in; another operator is there to help."""
    with database.connection_context():
        make_operator(stage.units["new"], "second")
    like = f"{SHANDONG}/all-pass"
    return {name: stage.hand_in(login, like, SHANDONG, "new") for name, login in PEOPLE.items()}


JILIN = "jilin/2026-engineering-senior"
JILIN_PEOPLE = {
    "邱平": "demo-jilin-done",
    "白杨": "demo-jilin-returned",
    "关山": "demo-jilin-terminated",
}


def read_progress(person: Window, id: str, status: str, *nodes: str) -> None:
    """流程推送情况 of an application: its status word for word, and the nodes it came by."""
    person.go("/applications")
    person.follow("进度跟踪")
    assert person.page.url.endswith(f"/applications/{id}/track")
    expect(person.page.locator(".page-head .badge")).to_have_text(status)
    person.says("流程推送情况")
    for node in nodes:
        expect(person.page.locator("ol.chain")).to_contain_text(node)
    person.look(status)


def return_by_part(stage: Stage, ids: dict[str, str]) -> None:
    """被退回: the recommending unit marks two parts with ×, and nothing else can be changed."""
    unit, his = stage.window("demo-jilin-company"), stage.window("demo-jilin-done")
    id = ids["邱平"]
    read_progress(his, id, "已申报", "推荐单位审核")
    reviewing.desk_counts(unit, "待审核的申报", 3)
    reviewing.open_review(unit, "邱平")
    reviewing.mark(unit, {"summary": "请补充任现职以来的技术成果", "portrait": "照片不清楚"})
    reviewing.decide(unit, "退回", "个人总结过于简略；照片不清楚。")
    read_progress(his, id, "被退回", "推荐单位审核")
    expect(his.page.get_by_role("link", name="编辑", exact=True)).to_be_visible()
    correcting.open_return(his, "个人总结过于简略", 2)
    his.go(f"/applications/{id}/pages/basic")
    correcting.is_locked(his, "basics")
    text = "任现职以来主持设计两条装配生产线，解决了主轴振动问题，带教青年工程师三名。" * 6
    correcting.correct(his, "summary_page", "summary", {"text": text})
    correcting.hand_in_again(his, id, "提交")
    read_progress(his, id, "已申报", "推荐单位审核")


def decide_in_department(stage: Stage, ids: dict[str, str]) -> None:
    """The unit passes all that were shown; the department ends one, returns one, passes one."""
    unit, department = stage.window("demo-jilin-company"), stage.window("demo-jilin-department")
    publicity.begin_in_unit(unit, *ids)
    stage.wait_working_days(6)
    reviewing.pass_all(unit, "通过", 3)
    reviewing.desk_counts(department, "待审核的申报", 3)
    reviewing.review(department, "白杨", "终止审核", "")
    expect(department.page.get_by_role("alert")).to_contain_text("请填写审核意见")
    reviewing.decide(department, "终止审核", "任现职年限的证明经核实不属实。")
    reviewing.open_review(department, "关山")
    reviewing.mark(department, {"summary": "请写明本人承担的工作"})
    reviewing.decide(department, "退回", "总结没有写明本人承担的工作。")
    reviewing.review(department, "邱平", "通过", "同意上报。")

    ended, returned = stage.window("demo-jilin-returned"), stage.window("demo-jilin-terminated")
    read_progress(ended, ids["白杨"], "审核不通过终止审核", "业务部门审核")
    ended.says("任现职年限的证明经核实不属实。")
    expect(ended.page.get_by_role("link", name="编辑")).to_have_count(0)
    read_progress(returned, ids["关山"], "被退回", "业务部门审核")
    assert stage.standing(ids["邱平"]) == ("submitted", "committee")


def vote_on_paper(stage: Stage, ids: dict[str, str]) -> None:
    """A meeting with paper ballots: counts that cannot be are refused, the chair confirms."""
    office = stage.window("demo-jilin-committee")
    batch.make_batch(office, "正常职称申报（2026年度工程系列高级职称）", "第一批")
    batch.accept_all(office, "第一批", "邱平")
    batch.close_batch(office, "第一批", 1)
    meeting.plan_meeting(office, "第一批", "二号会议室", "纸质投票")
    names = ("武志", "乔兰", "贺林", "赖宏", "龚雪")
    meeting.seat_members(office, *names)
    meeting.note_presence(office, "武志", names)
    meeting.open_vote(office, "武志")
    meeting.type_counts(office, "邱平", {"agree": 5, "against": 1, "abstain": 0})
    expect(office.page.locator(".error").first).to_be_visible()
    meeting.type_counts(office, "邱平", {"agree": 4, "against": 1, "abstain": 0})
    meeting.close_vote(office)
    meeting.confirm(stage.window("demo-jilin-expert1"))


@pytest.mark.requirement("JL-28", "JL-29", "JL-30", "JL-31", "JL-32", "JL-33", "JL-34", "JL-35")
@pytest.mark.requirement("JL-36", "JL-37")
@on_stage("jilin")
def test_chain_of_jilin(stage: Stage, tmp_path: Path) -> None:
    like = f"{JILIN}/all-pass"
    ids = {
        name: stage.hand_in(login, like, JILIN, "company") for name, login in JILIN_PEOPLE.items()
    }
    return_by_part(stage, ids)
    decide_in_department(stage, ids)
    vote_on_paper(stage, ids)
    his, office = stage.window("demo-jilin-done"), stage.window("demo-jilin-committee")
    read_progress(his, ids["邱平"], "终审通过", "评委会评审")
    happened = his.page.get_by_role("row").filter(has_text="同意 4 票")
    expect(happened).to_contain_text("吉林省工程系列高级职称评审委员会")
    publicity.begin_of_results(office, "第一批", "邱平")
    stage.wait_working_days(6)
    office.page.reload()
    publicity.end(office)
    stage.work()
    number = certifying.issue(stage.window("demo-jilin-issuer"), "邱平", "吉人社职字〔2026〕8号")
    read_progress(his, ids["邱平"], "终审通过", "发证")
    file = tmp_path / "certificate.pdf"
    assert certifying.download(stage, his, number, file).startswith(b"%PDF")
    certifying.verify_by_number(stage.window(""), number, "邱平", "有效")
