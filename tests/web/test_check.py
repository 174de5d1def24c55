"""The 检测 page and the gate behind it."""

from __future__ import annotations

import re

import pytest

from tests.web.steps import PERSONAL, begin, pick
from tests.web.visitor import Visitor
from web.models import Application, Snapshot, database


@pytest.mark.requirement("AH-64")
def test_application_with_errors_is_not_handed_in_even_by_force(visitor: Visitor) -> None:
    application = begin(visitor)
    token = dict(visitor.form("/sections/personal").values)["csrf_token"]

    visitor.post(f"{application}/submit", {"csrf_token": token})

    assert (visitor.status, "申报信息不完善, 无法提交" in visitor.text) == (409, True)
    with database.connection_context():
        assert (Application.get().state, Snapshot.select().count()) == ("editing", 0)


def test_every_error_links_to_an_element_that_exists(
    visitor: Visitor, records: dict[str, str]
) -> None:
    application = begin(visitor)
    visitor.send("/sections/personal", **{**PERSONAL, "work_years": "x"})
    pick(visitor, application, "annual_review", records["review_2021"])
    pick(visitor, application, "education", records["bachelor"])

    visitor.open(f"{application}/check?run=1")
    links = [
        address
        for text, address in visitor.links()
        if application in address and "#" in address and text
    ]

    assert len(links) > 10
    for address in links:
        page, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in visitor.open(page).html, address


def test_report_unfolds_what_was_counted(visitor: Visitor, records: dict[str, str]) -> None:
    application = begin(visitor)
    pick(visitor, application, "edu_award", records["city_teacher"])

    visitor.open(f"{application}/check?run=1")

    assert "业绩条件 要求至少录入2项记录, 当前已录入了 1 项" in visitor.text
    assert "再录入 1" in visitor.text


def test_navigation_says_how_far_each_page_is(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.send("/sections/personal", birth_place="安徽合肥")

    pages = [text for text, address in visitor.links() if f"{application}/pages/" in address]

    assert any(text.startswith("基本信息 有问题") for text in pages)
    assert "工作经历 未填" in pages
    assert "思想政治 选填" in pages


def test_rows_say_their_sentence_once_and_fold_what_would_cure_it(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/check?run=1")

    sentences = [
        re.sub(r"<[^>]+>", "", found)
        for found in re.findall(r'<span class="result">(.*?)</span>\n', visitor.html, flags=re.S)
    ]
    folded = re.findall(r'<details class="fold cures">(.*?)</details>', visitor.html, flags=re.S)

    assert sentences[8] == (
        "行动研究报告 为必填项, 当前尚未录入, 行动研究报告 已录入 0 个业绩, "
        "指导青年教师方面 为必填项, 当前尚未录入, 指导青年教师方面 已录入 0 个业绩"
    )
    assert any("再录入 1 项“行动研究报告”即可通过" in fold for fold in folded)
    assert "再录入" not in re.sub(r"<details.*?</details>", "", visitor.html, flags=re.S)
