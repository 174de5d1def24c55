"""盖章扫描件: tables are stamped on paper, and their scans come back."""

from __future__ import annotations

import re

import pytest

from tests.web.after.conftest import Case
from tests.web.after.steps import decide
from web.models import Event, database
from web.services.demo_pictures import draw_document


@pytest.mark.requirement("AMB-21", "AH-89")
def test_scan_of_the_stamped_form_is_uploaded_read_by_the_unit_and_taken_away(
    handed_in: Case,
) -> None:
    applicant = handed_in.applicant.open(f"{handed_in.address}/track").follow("盖章扫描件")
    page = f"{handed_in.address}/stamped"
    assert "还没有上传" in applicant.text
    assert any("导出" in text for text, _ in applicant.links())
    scan = draw_document("评审表")

    applicant.send(page)
    assert (applicant.status, "请先选择文件" in applicant.text) == (422, True)
    applicant.send(page, file=("说明.txt", b"text"))
    assert (applicant.status, "没有上传" in applicant.text) == (422, True)
    applicant.send(page, file=("评审表盖章.jpg", scan))
    assert "已上传 1 个文件" in applicant.text
    applicant.send(page, file=("又一份.jpg", scan))
    assert "已经上传过内容相同的文件" in applicant.text

    unit = handed_in.operator.open(handed_in.desk)
    assert "申报人打印盖章后上传" in unit.text
    unit.follow("评审表盖章.jpg")
    assert unit.page.get_data() == scan
    unit.page.close()

    [remove] = re.findall(r'name="remove" value="([^"]+)"', applicant.open(page).html)
    applicant.send(page, remove=remove)
    assert "“评审表盖章.jpg”已移除" in applicant.text
    with database.connection_context():
        kept = [one.action for one in Event.select().where(Event.subject.contains(handed_in.id))]
    assert (kept.count("add-stamped"), kept.count("remove-stamped")) == (1, 1)


def test_nothing_is_stamped_while_it_is_corrected(handed_in: Case) -> None:
    page = f"{handed_in.address}/stamped"
    applicant = handed_in.applicant.open(page)
    decide(handed_in, "return", opinion="请补充。")

    applicant.send(page, file=("评审表盖章.jpg", draw_document("评审表")))

    assert "退回或终止以前，才能上传" in applicant.text
    assert "还没有上传" in applicant.open(page).text
