"""The whole journey of figures 4-1 to 4-27, by hand and without JavaScript."""

from __future__ import annotations

import re

import pytest

from tests.web.steps import (
    CERTIFICATE,
    OFFER,
    PERSONAL,
    PLAN,
    PORTRAIT,
    PROFESSION,
    add_held_title,
    pick,
)
from tests.web.visitor import Visitor
from web.models import Application, Snapshot, database
from web.site import Site

ROWS = [
    ("个人信息检测", "个人信息已填写完整, 个人免冠照片已正确上传"),
    ("工作经历", "已填写1条工作经历信息"),
    ("继续教育经历", "已填写1条继续教育经历信息"),
    ("教育经历", "已填写1条教育经历信息, 已设定最高学历: 大学本科"),
    ("年度考核情况", "已添加1条年度考核记录, 已填写年度考核结果"),
    ("附件上传情况", "职称填报承诺书 已上传附件 1 个"),
    ("思想政治", "任职期表彰奖励 已录入 1 个业绩"),
    ("乡村任教或支教", "乡村任教或支教经历 已录入 1 个业绩"),
    ("能力条件", "行动研究报告 已录入 1 个业绩, 指导青年教师方面 已录入 1 个业绩"),
]


def report_rows(visitor: Visitor) -> list[tuple[str, str, str]]:
    """The 检测 table: 申报项, 检测结果, 是否通过."""
    found = re.findall(
        r'data-label="申报项"[^>]*>(.*?)</td>.*?<span class="result">(.*?)</span>'
        r'.*?<span class="mark \w+" aria-hidden="true">(.)</span>',
        visitor.html,
        flags=re.S,
    )
    return [(name, text, mark) for name, text, mark in found]


@pytest.mark.requirement("AH-21", "AH-27", "AH-28", "AH-29", "AH-63", "AH-64", "AH-65", "AH-90")
def test_applicant_goes_from_the_plan_to_handing_in(
    visitor: Visitor, records: dict[str, str], site: Site
) -> None:
    visitor.open("/applications")
    assert [words in visitor.text for words in ("当前申报记录", "我的历史记录", "评审计划")] == [
        True
    ] * 3
    visitor.send("/applications", name="2022年度蚌埠市")
    visitor.follow("查看")
    assert visitor.path == PLAN
    for part in ("基本信息", "评审范围对象", "可评审专业", "计划内容", "马上申报"):
        assert part in visitor.text

    visitor.follow("马上申报")
    visitor.send("/apply", mode="normal", branch="小学科学", offer=OFFER)
    assert (visitor.status, "确认无误" in visitor.text) == (422, True)
    visitor.send("/apply", mode="normal", branch="小学科学", offer=OFFER, confirmed="1")

    assert "诚信承诺书" in visitor.text
    visitor.send("/pledge", agreed=None)
    assert visitor.status == 422
    visitor.send("/pledge", agreed="1")
    application = visitor.path.partition("/pages/")[0]
    assert visitor.path == f"{application}/pages/basic"

    fill_in(visitor, application, records)
    visitor.open(f"{application}/check")
    assert report_rows(visitor) == []
    visitor.send("/check")
    assert [name for name, _, mark in report_rows(visitor) if mark == "☒"] == [
        "年度考核情况",
        "能力条件",
    ]
    assert "(申报信息不完善, 无法提交)" in visitor.text
    assert not any("/submit" in form for form in re.findall(r'action="([^"]*)"', visitor.html))

    visitor.follow("未填写年度考核结果")
    assert visitor.path == f"{application}/pages/review_page"
    answer_pick(visitor, application, "annual_review", assessment="合格")
    pick(visitor, application, "mentoring_record", records["mentoring"])
    visitor.open(f"{application}/check?run=1")
    assert [(name, text) for name, text, _ in report_rows(visitor)][:9] == ROWS
    assert [mark for _, _, mark in report_rows(visitor)] == ["☑"] * 11

    visitor.open(f"{application}/tables/anhui/review-form")
    assert "专业技术资格评审表" in visitor.text
    assert "李晓" in visitor.text

    assert f"{application}/submit" in visitor.open(f"{application}/check?run=1").html
    visitor.open(f"{application}/submit").send("/submit")
    assert "申报已提交" in visitor.text
    id = application.rpartition("/")[2]
    with database.connection_context():
        assert Application.get_by_id(id).state == "submitted"
        snapshot = Snapshot.get(Snapshot.application == id)
        assert (snapshot.report["passed"], snapshot.dossier["plan"]) == (True, PLAN[7:])
    pdf = visitor.open(f"{application}/tables/anhui/review-form.pdf").page
    assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")


def fill_in(visitor: Visitor, application: str, records: dict[str, str]) -> None:
    """Everything but the result of the annual review and the mentoring record."""
    visitor.open(f"{application}/pages/basic").send("/sections/personal", **PERSONAL)
    visitor.send("/sections/personal", photo=("照片.jpg", PORTRAIT), upload="photo", **PERSONAL)
    visitor.send("/sections/profession", **PROFESSION)
    add_held_title(visitor, application)
    pick(visitor, application, "work", records["work_now"])
    pick(visitor, application, "education", records["bachelor"])
    answer_pick(visitor, application, "education", qualified="true")
    pick(visitor, application, "training", records["training_science"])
    pick(visitor, application, "annual_review", records["review_2021"])
    pick(visitor, application, "tenure_honor", records["lesson_award"])
    pick(visitor, application, "rural_record", records["rural"])
    pick(visitor, application, "action_report", records["action_report"])
    pick(visitor, application, "edu_award", records["city_teacher"])
    pick(visitor, application, "teaching_award", records["teaching_award"])
    pick(visitor, application, "teaching_book", records["book"])
    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=("诚信承诺书.jpg", CERTIFICATE))


def answer_pick(visitor: Visitor, application: str, list_id: str, **answers: str) -> None:
    """Answer what is asked beside the only pick of a list."""
    page = {"education": "education_page", "annual_review": "review_page"}[list_id]
    visitor.open(f"{application}/pages/{page}")
    match = re.search(rf'action="([^"]*/rows/{list_id}/([0-9a-z]+))"', visitor.html)
    assert match is not None
    row = match[2]
    visitor.send(match[1], **{f"{row}-{name}": value for name, value in answers.items()})
    assert visitor.status == 200
