"""What the pages of an Anhui application show of its situation, and that they import only."""

from __future__ import annotations

import re

import pytest

from tests.web.steps import PERSONAL, add_held_title, begin
from tests.web.visitor import Visitor

COMMITTEE = "蚌埠市中小学教师系列高级职称评审委员会"


@pytest.mark.requirement("AH-32")
def test_first_page_says_what_is_applied_for_and_by_whom(visitor: Visitor) -> None:
    begin(visitor)

    for said in (
        "申报形式 常规申报",
        "申报职称 中小学教师-小学科学-高级教师 修改专业",
        "申报级别 高级",
        "是否面试 不需要",
        f"受理评委会 {COMMITTEE}",
        "姓名 李晓",
        "证件类型 居民身份证",
        "证件编号 340104199006079988",
        "性别 女",
        "出生日期 1990年6月7日",
        "单位名称 蚌埠市青山小学",
    ):
        assert said in visitor.text


@pytest.mark.requirement("AH-62")
def test_overview_shows_years_with_their_unit_and_the_nature_of_the_unit(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.send("/sections/personal", **PERSONAL)

    visitor.open(f"{application}/overview")

    assert "单位性质 事业单位-全额拨款（公益一类）" in visitor.text
    assert f"受理评委会 {COMMITTEE}" in visitor.text
    assert "是否面试 不需要" in visitor.text
    assert re.search("工作年限 10 ?年", visitor.text)
    assert re.search("专业年限 10 ?年", visitor.text)


@pytest.mark.requirement("AH-56", "AH-88")
@pytest.mark.parametrize(
    ("page", "items"),
    [("ideology", 1), ("rural", 1), ("ability", 2), ("performance", 8), ("research", 5)],
)
def test_achievements_are_imported_and_never_entered(
    visitor: Visitor, page: str, items: int
) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/pages/{page}_page")

    offered = [address for _, address in visitor.links() if f"{application}/picks/" in address]
    entered = [address for _, address in visitor.links() if f"{application}/rows/" in address]
    assert (len(offered), entered) == (items, [])
    assert "新增" not in visitor.text


@pytest.mark.requirement("AH-61")
def test_overview_shows_every_answer_and_leads_to_every_part(visitor: Visitor) -> None:
    application = begin(visitor)
    add_held_title(visitor, application)

    visitor.open(f"{application}/overview")

    for said in (
        "评审机构 蚌埠市中小学教师系列中级职称评审委员会",
        "评审日期 2016年8月20日",
        "发证日期 2016年8月31日",
        "现有职称评聘情况 一级教师，蚌埠市青山小学，2016年9月1日 至今",
        "一级教师证书.jpg",
    ):
        assert said in visitor.text
    places = [text for text, address in visitor.links() if address.startswith("#")]
    manual = [
        "申报相关附件",
        "申报情况",
        "个人信息",
        "工作经历",
        "学历教育",
        "继续教育",
        "年度考核",
        "思想政治",
    ]
    manual += ["乡村任教或支教", "能力条件", "业绩条件", "教研科研条件"]
    assert [one for one in places if one in manual] == manual
