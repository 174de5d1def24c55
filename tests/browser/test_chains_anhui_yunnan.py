"""Whole chains of Anhui and Yunnan, from what was handed in to a certificate that is void again,
with everybody who takes part in a window of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    batch,
    certifying,
    correcting,
    exam,
    meeting,
    publicity,
    reviewing,
)
from tests.browser.steps.stage import Stage, on_stage
from web.models import Certificate, database
from web.services.certificates.generating import address_of

pytestmark = pytest.mark.browser

ENGINEERS, LABORATORY = "anhui/2026-engineering", "yunnan/2026-laboratory"
ANHUI_PLAN = "2026年度安徽省工程系列高级职称评审"
FIRST = "2026年第一批"


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """That of a province; in Anhui there is a company of two operators beside its units."""
    if stage.province == "anhui":
        operators = ["company", "company2"]
        stage.add_unit("company", "合肥某装备制造有限公司", operators, "hefei_education")
    return stage


@pytest.mark.requirement("AH-97", "AH-101", "AH-106", "AH-107", "AH-108")
@on_stage("anhui")
def test_chain_of_anhui(stage: Stage, tmp_path: Path) -> None:
    like = f"{ENGINEERS}/chemical-with-exam-form"
    hers = stage.hand_in("demo-passed", like, ENGINEERS, "company")
    his = stage.hand_in("demo-returned", f"{ENGINEERS}/all-pass", ENGINEERS, "company")

    correct_what_the_unit_marked(stage, hers)
    pass_unit_and_departments(stage)
    sit_the_exam(stage, hers)
    vote(stage)
    assert stage.standing(hers) == ("submitted", "publicity")
    assert stage.standing(his)[0] == "terminated"
    show_the_results(stage)
    assert stage.standing(hers) == ("submitted", "issue")
    number = certify(stage, tmp_path / "certificate.pdf")
    replace(stage, number)


def correct_what_the_unit_marked(stage: Stage, id: str) -> None:
    """Two review at once, one decides; what was marked is open, nothing else; 退回 → 再次提交."""
    unit, beside = stage.window("company"), stage.window("company2")
    reviewing.desk_counts(unit, "待审核的申报", 2)
    reviewing.open_review(beside, "程锦")
    reviewing.open_review(unit, "程锦")
    reviewing.mark(
        unit, {"training": "继续教育证明不清楚，请重新提取。", "personal.work_years": ""}
    )
    reviewing.decide(unit, "退回")
    expect(unit.page.get_by_role("alert")).to_contain_text("请填写审核意见")
    reviewing.decide(unit, "退回", "请补正标出的内容后重新提交。")
    reviewing.decide(beside, "通过", "同意。")
    beside.look("decided before")
    beside.says("您的操作没有执行")
    assert stage.standing(id)[0] == "returned"

    her = stage.window("demo-passed")
    correcting.open_return(her, "请补正标出的内容后重新提交。", 2)
    correcting.correct(her, "basic", "personal", {"work_years": "18"})
    correcting.is_locked(her, "profession")
    correcting.hand_in_again(her, id, "提交审核")
    assert stage.standing(id) == ("submitted", "unit")


def pass_unit_and_departments(stage: Stage) -> None:
    """单位内公示 and three departments, the second in a batch; each finds it on its desk."""
    unit = stage.window("company")
    reviewing.open_review(unit, "程锦")
    unit.look("second round")
    unit.says("与第 1 次提交的不同")
    reviewing.decide(unit, "通过", "同意推荐。")
    expect(unit.page.get_by_role("alert")).to_contain_text("请先在“单位内公示”中发起公示")
    publicity.begin_in_unit(unit, "程锦", "方圆")
    stage.wait_working_days(4)
    reviewing.review(unit, "程锦", "通过", "同意推荐。")
    expect(unit.page.get_by_role("alert")).to_contain_text("期满后才能通过")
    stage.wait_working_days(2)
    for name in ("程锦", "方圆"):
        reviewing.review(unit, name, "通过", "公示无异议，同意推荐。")
    department, hr = stage.window("demo-hefei-department"), stage.window("demo-anhui-hr")
    reviewing.desk_counts(department, "待审核的申报", 2)
    for name in ("程锦", "方圆"):
        reviewing.review(department, name, "通过", "材料齐全，同意。")
    reviewing.pass_all(hr, "通过", 2)
    organiser = stage.window("demo-anhui-organiser")
    for name in ("程锦", "方圆"):
        reviewing.review(organiser, name, "通过", "同意提交评委会。")
    office = stage.window("demo-anhui-committee")
    batch.make_batch(office, ANHUI_PLAN, FIRST)
    batch.accept_all(office, FIRST, "程锦", "方圆")


def sit_the_exam(stage: Stage, id: str) -> None:
    """免试 asked for and refused; a seat, an admission ticket on paper, a score."""
    her, office = stage.window("demo-passed"), stage.window("demo-anhui-committee")
    exam.open_exams(her)
    exam.ask_for_exemption(her, "2024年获省科学技术进步奖三等奖。")
    exam.refuse_exemption(office, "程锦", "证书未载明本人，不符合免试情形。")
    day = stage.clock.today() + timedelta(days=3)
    exam.seat_all(office, f"{ANHUI_PLAN}：专业笔试（笔试）", day, "合肥市某考试中心")
    exam.open_exams(her)
    her.look("with a ticket")
    her.says("合肥市某考试中心")
    with her.page.expect_download() as ticket:
        her.page.get_by_role("link", name="打印准考证").click()
    assert Path(ticket.value.path()).read_bytes().startswith(b"%PDF")
    stage.wait_working_days(4)
    exam.score_all(office, {"程锦": "78.5"})
    exam.open_exams(her)
    her.says("78.5")


MEMBERS = {
    "汤明": "demo-anhui-expert1",
    "尹华": "demo-anhui-expert2",
    "黎芳": "demo-anhui-expert3",
    "易诚": "demo-anhui-expert4",
    "常静": "demo-anhui-expert5",
}


def vote(stage: Stage) -> None:
    """专家评议 and a meeting of two thirds; who is absent has no vote, one of two passes."""
    office = stage.window("demo-anhui-committee")
    batch.close_batch(office, FIRST, 2)
    meeting.draw_group(office, FIRST, 3)
    meeting.share_out(office, 3)
    for login in MEMBERS.values():
        meeting.read_all(stage.window(login), "业绩突出，符合条件。")
    meeting.plan_meeting(office, FIRST, "第一会议室", "在线投票")
    meeting.seat_members(office, *MEMBERS)
    names = list(MEMBERS)
    meeting.note_presence(office, names[0], names[:3])
    office.says("至少 4 人出席才能开始投票")
    meeting.note_presence(office, names[0], names[:4])
    meeting.open_vote(office, names[0])
    for name in names[:4]:
        against = "abstain" if name == names[1] else "against"
        meeting.vote(stage.window(MEMBERS[name]), {"程锦": "agree", "方圆": against})
    absent = stage.window(MEMBERS[names[4]])
    absent.go("/expert")
    absent.follow("评审会议")
    absent.look("absent")
    absent.says("不能投票，也不能委托他人投票")
    meeting.close_vote(office)
    meeting.confirm(stage.window(MEMBERS[names[0]]))
    him = stage.window("demo-returned")
    him.go("/home")
    him.follow("进度跟踪")
    him.look("refused")
    him.says("审核不通过")


def show_the_results(stage: Stage) -> None:
    """结果公示: a stranger objects, it is looked into and not sustained, then it ends."""
    office, stranger = stage.window("demo-anhui-committee"), stage.window("")
    publicity.begin_of_results(office, FIRST, "程锦")
    text = "省科学技术进步奖的排名与获奖文件不符，请核实。"
    publicity.object_to(stranger, ANHUI_PLAN[:4], "程锦", text)
    stranger.says("异议已提交")
    stage.wait_working_days(6)
    office.go("/committee/publicity")
    office.follow(re.compile("^查看"), within="#list")
    office.look("over with an objection")
    expect(office.page.get_by_role("button", name="结束公示")).to_have_count(0)
    found = "已向奖励主管部门核实，排名一致。"
    publicity.decide_objection(office, text, found, sustained=False)
    publicity.end(office)
    stage.work()


def certify(stage: Stage, file: Path) -> str:
    """发证; the holder has the PDF, and strangers are told that it holds; its number."""
    issuer, her, stranger = (
        stage.window("demo-anhui-issuer"),
        stage.window("demo-passed"),
        stage.window(""),
    )
    number = certifying.issue(issuer, "程锦", "皖人社职审〔2026〕12号")
    assert re.fullmatch(r"934\d{16}", number)
    assert certifying.download(stage, her, number, file).startswith(b"%PDF")
    certifying.verify_by_number(stranger, number, "程锦", "有效")
    certifying.verify_by_code(stranger, code_of(number), "有效")
    return number


def code_of(number: str) -> str:
    """The address in the QR code of a certificate."""
    with database.connection_context():
        return address_of(Certificate.get(Certificate.number == number), "")


def replace(stage: Stage, number: str) -> None:
    """补换证 of one that is in the list and of one that is not; the old one is void then."""
    her, unit = stage.window("demo-passed"), stage.window("company")
    certifying.ask_for_new(her, number, {"branch": "应用化工"}, "证书上的专业有误。")
    certifying.decide_request(unit, "程锦", "退回", "请写明专业目录依据。")
    certifying.hand_in_request_again(her, number, "按专业目录应为应用化工。")
    for login in ("company", "demo-hefei-department", "demo-anhui-issuer"):
        certifying.decide_request(stage.window(login), "程锦", "通过", "同意。")
    stage.work()
    stranger = stage.window("")
    certifying.verify_by_code(stranger, code_of(number), "已补换")
    new = certifying.number_of(her, "有效")
    certifying.verify_by_number(stranger, new, "程锦", "有效")
    certifying.revoke(stage.window("demo-anhui-issuer"), new, "经核查，申报业绩不属实。")
    certifying.verify_by_number(stranger, new, "程锦", "已撤销")
    her.go("/home")
    her.says(re.compile("撤销"))


@pytest.mark.requirement("YN-17", "YN-36", "YN-39", "YN-47", "YN-48")
@on_stage("yunnan")
def test_chain_of_yunnan(stage: Stage, tmp_path: Path) -> None:
    like = f"{LABORATORY}/all-pass"
    hers = stage.hand_in("demo-yunnan-done", like, LABORATORY, "institute")
    theirs = stage.hand_in("demo-yunnan-returned", like, LABORATORY, "institute")
    send_back_and_verify(stage, hers)
    pass_and_break_off(stage, theirs)
    score_and_vote(stage)
    assert stage.standing(hers) == ("submitted", "publicity")
    office, stranger = stage.window("demo-yunnan-committee"), stage.window("")
    publicity.begin_of_results(office, FIRST, "段锦")
    publicity.object_to(stranger, "2026", "段锦", "论文的第一作者不是本人，请核实。")
    stranger.says("异议已提交")
    stage.wait_working_days(6)
    found = "已向期刊核实，第一作者是本人。"
    publicity.decide_objection(office, "第一作者", found, sustained=False)
    publicity.end(office)
    stage.work()
    issuer, her = stage.window("demo-yunnan-issuer"), stage.window("demo-yunnan-done")
    number = certifying.issue(issuer, "段锦", "云人社职〔2026〕5号")
    assert re.fullmatch(r"Y532026\d{9}", number)
    file = certifying.download(stage, her, number, tmp_path / "certificate.pdf")
    assert file.startswith(b"%PDF")
    certifying.verify_by_number(stranger, number, "段锦", "有效")
    certifying.verify_by_code(stranger, code_of(number), "有效")
    certifying.revoke(issuer, number, "经核查，申报业绩不属实。")
    certifying.verify_by_code(stranger, code_of(number), "已撤销")


def send_back_and_verify(stage: Stage, id: str) -> None:
    """驳回 opens everything again (云南手册 L80); two windows decide at once, the first counts."""
    unit, beside = stage.window("demo-institute"), stage.window("demo-institute", "again")
    reviewing.desk_counts(unit, "待审核的申报", 2)
    reviewing.open_review(beside, "段锦")
    reviewing.open_review(unit, "段锦")
    reviewing.mark(unit, {"summary": "请补充主持的科研项目。"})
    reviewing.decide(unit, "驳回", "工作总结请按要求补充。")
    reviewing.decide(beside, "终止审核", "不符合条件。")
    beside.says("您的操作没有执行")
    assert stage.standing(id)[0] == "returned"
    her = stage.window("demo-yunnan-done")
    correcting.open_return(her, "工作总结请按要求补充。", 1)
    her.says("各部分都可以修改")
    text = "主持水质分析方法研究三项，解决样品前处理难题。" * 30
    correcting.correct(her, "step_d", "summary", {"text": text})
    correcting.hand_in_again(her, id, "提交")
    assert stage.standing(id) == ("submitted", "unit")


def pass_and_break_off(stage: Stage, theirs: str) -> None:
    """The unit verifies what was not verified, shows both and passes; the department ends one."""
    unit, department = stage.window("demo-institute"), stage.window("demo-yunnan-department")
    for name in ("段锦", "杨柳"):
        reviewing.open_review(unit, name)
        reviewing.decide(unit, "通过", "同意推荐。")
        expect(unit.page.get_by_role("alert")).to_contain_text("请先审核业绩")
        reviewing.verify_doubt(unit, name)
    publicity.begin_in_unit(unit, "段锦", "杨柳")
    stage.wait_working_days(6)
    for name in ("段锦", "杨柳"):
        reviewing.review(unit, name, "通过", "同意推荐。")
    reviewing.review(department, "杨柳", "终止审核", "岗位聘任年限不足，不再送审。")
    assert stage.standing(theirs)[0] == "terminated"
    reviewing.review(department, "段锦", "通过", "同意。")
    them = stage.window("demo-yunnan-returned")
    them.go("/home")
    them.follow("进度跟踪")
    them.look("ended")
    them.says("岗位聘任年限不足，不再送审")
    them.says("不能再修改或提交")
    reviewing.review(stage.window("demo-yunnan-hr"), "段锦", "通过", "同意。")


def score_and_vote(stage: Stage) -> None:
    """Names are hidden from those who score; a meeting votes."""
    office = stage.window("demo-yunnan-committee")
    experts = {f"demo-yunnan-expert{number}": name for number, name in enumerate(PEOPLE, 1)}
    batch.make_batch(office, "2026年度云南省实验技术系列正高级职称评审", FIRST)
    batch.accept_all(office, FIRST, "段锦")
    batch.close_batch(office, FIRST, 1)
    meeting.draw_group(office, FIRST, 3)
    meeting.share_out(office, 3)
    for login in experts:
        read = meeting.read_all(stage.window(login), "业绩突出。", "88")
        assert "段锦" not in read
    meeting.plan_meeting(office, FIRST, "学术报告厅", "在线投票")
    meeting.seat_members(office, *PEOPLE)
    meeting.note_presence(office, PEOPLE[0], PEOPLE[:4])
    meeting.open_vote(office, PEOPLE[0])
    for login in list(experts)[:4]:
        expert = stage.window(login)
        expert.go("/expert")
        expert.follow("评审会议")
        expert.page.locator("fieldset.ballot").get_by_text("同意", exact=True).check()
        expert.press(re.compile("^投出选票"))
        expert.says("您已投票")
    meeting.close_vote(office)
    meeting.confirm(stage.window("demo-yunnan-expert1"))


PEOPLE = ("施敏", "陶然", "洪伟", "翟蓉", "安康")

OTHER = {
    "phone": "13800000007",
    "number": "G2010340155",
    "series": "工程技术人员",
    "branch": "机械工程",
    "level": "中级",
    "title": "工程师",
    "obtained_on": "2012-11-20",
    "approval_number": "合人社〔2012〕55号",
    "nature": "社会化",
    "issued_on": "2012-12-30",
    "issuer": "合肥市人力资源和社会保障局",
    "committee": "合肥市工程系列中级专业技术资格评审委员会",
    "unit": "合肥某装备制造有限公司",
}


@pytest.mark.requirement("AH-94", "AH-96", "AH-102", "AH-103", "AH-105")
@on_stage("anhui")
def test_certificate_from_elsewhere_is_replaced_in_anhui(stage: Stage, tmp_path: Path) -> None:
    """补换证 of a certificate that is not in the list (情况一): its chain, its photo, its file."""
    stage.hand_in("demo-passed", f"{ENGINEERS}/all-pass", ENGINEERS, "company")
    her = stage.window("demo-passed")
    certifying.ask_for_other(her, OTHER, "原证书遗失。")
    certifying.decide_request(stage.window("company"), "程锦", "通过", "情况属实。")
    her.page.reload()
    her.look("on its way")
    expect(her.page.locator("#flow")).to_contain_text(re.compile("个人补换证发起.*单位审核", re.S))
    for login in ("demo-hefei-department", "demo-anhui-issuer"):
        certifying.decide_request(stage.window(login), "程锦", "通过", "同意。")
    number = certifying.number_of(her, "待上传证件照")
    certifying.give_photo(her, number)
    assert certifying.download(stage, her, number, tmp_path / "new.pdf").startswith(b"%PDF")
    certifying.verify_by_number(stage.window(""), number, "程锦", "有效")


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Who may send back and who may end it, by node, and the people who apply."""

    plan: str
    like: str
    unit: str
    back: Mapping[str, str]
    out: Mapping[str, str]
    people: tuple[str, ...]
    send_back: str
    end: str
    hand_in: str


WAYS = {
    "anhui": Ways(
        plan=ENGINEERS,
        like=f"{ENGINEERS}/all-pass",
        unit="company",
        back={
            "unit": "company",
            "department": "demo-hefei-department",
            "hr": "demo-anhui-hr",
            "organiser": "demo-anhui-organiser",
            "committee": "demo-anhui-committee",
            "publicity": "demo-anhui-committee",
        },
        out={
            "unit": "company",
            "department": "demo-hefei-department",
            "hr": "demo-anhui-hr",
            "organiser": "demo-anhui-organiser",
        },
        people=("demo-passed", "demo-returned", "demo-terminated", "demo-moving", "demo-waiting"),
        send_back="退回",
        end="终止审核",
        hand_in="提交审核",
    ),
    "yunnan": Ways(
        plan=LABORATORY,
        like=f"{LABORATORY}/all-pass",
        unit="institute",
        back={
            "unit": "demo-institute",
            "department": "demo-yunnan-department",
            "hr": "demo-yunnan-hr",
            "committee": "demo-yunnan-committee",
            "publicity": "demo-yunnan-committee",
        },
        out={
            "unit": "demo-institute",
            "department": "demo-yunnan-department",
            "hr": "demo-yunnan-hr",
        },
        people=(
            "demo-yunnan-done",
            "demo-yunnan-returned",
            "demo-yunnan-terminated",
            "demo-yunnan-certified",
        ),
        send_back="驳回",
        end="终止审核",
        hand_in="提交",
    ),
}


@on_stage(*WAYS)
def test_every_way_back_is_handed_in_again(stage: Stage) -> None:
    """退回 by each node in turn: its reason is on the applicant's first page, what is corrected
    begins at the unit again, and whoever sent it back has it no more."""
    way = WAYS[stage.province]
    id = stage.hand_in(way.people[0], way.like, way.plan, way.unit)
    her = stage.window(way.people[0])
    for number, (node, login) in enumerate(way.back.items(), 1):
        stage.bring_to(id, node)
        assert stage.standing(id) == ("submitted", node)
        operator = stage.window(login)
        operator.go(f"/reviews/{id}")
        reviewing.decide(operator, way.send_back, f"第 {number} 次：请核对工作年限。")
        assert stage.standing(id)[0] == "returned"
        correcting.open_return(her, f"第 {number} 次：请核对工作年限。", 0)
        correcting.hand_in_again(her, id, way.hand_in)
        assert stage.standing(id) == ("submitted", "unit")
        operator.go(f"/reviews/{id}")
        buttons = operator.page.get_by_role("button", name=way.send_back, exact=True)
        expect(buttons).to_have_count(1 if node == "unit" else 0)


@on_stage(*WAYS)
def test_every_way_out_ends_it(stage: Stage) -> None:
    """终止审核 by each node that may: not without a reason, which the applicant reads, and for
    good."""
    way = WAYS[stage.province]
    for login, (node, who) in zip(way.people[1:], way.out.items(), strict=True):
        id = stage.hand_in(login, way.like, way.plan, way.unit)
        stage.bring_to(id, node)
        operator = stage.window(who)
        operator.go(f"/reviews/{id}")
        reviewing.decide(operator, way.end)
        expect(operator.page.get_by_role("alert")).to_contain_text("请填写审核意见")
        reviewing.decide(operator, way.end, "不符合申报条件。")
        assert stage.standing(id)[0] == "terminated"
        them = stage.window(login)
        them.go("/home")
        them.follow("进度跟踪")
        them.says("不符合申报条件。")
        them.says("不能再修改或提交")
        them.go(f"/applications/{id}/submit")
        expect(them.page.get_by_role("button", name=way.hand_in)).to_have_count(0)
