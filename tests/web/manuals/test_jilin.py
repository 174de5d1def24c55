"""The screens of 吉林手册 as an applicant of Jilin meets them, without scripts."""

from __future__ import annotations

import pytest

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import JILIN, begin_in_jilin
from tests.web.steps import CERTIFICATE, PORTRAIT
from tests.web.visitor import Visitor

COMPANY = "91220100MA1XXX068K"
BASICS = {
    "ethnic": "01",
    "political": "13",
    "work_from": "2004-07",
    "major": "机械设计",
    "major_years": "20",
}
EXPERT = {
    "name": "高明",
    "title": "正高级工程师",
    "level": "正高级",
    "major": "机械设计",
    "employer": "吉林某大学",
    "reason": "主持的两条生产线达到国内先进水平。",
}


def save_basics(visitor: Visitor, application: str) -> Visitor:
    """The first module, whole."""
    visitor.open(f"{application}/pages/basic")
    return visitor.send("/sections/basics", **BASICS)


def choose_two_experts(visitor: Visitor, application: str) -> Visitor:
    """破格, recommended by two experts, after the basics."""
    save_basics(visitor, application)
    visitor.open(f"{application}/pages/basic")
    return visitor.send(
        "/sections/exceptional", exceptional_kind="两名专家推荐破格", reason="业绩突出，年限不足。"
    )


@pytest.mark.requirement("JL-01")
def test_sign_in_page_has_the_name_of_the_manual(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-new").open("/signin/jilin")
    assert visitor.path == "/home", "who is signed in goes on"

    visitor.client.delete_cookie("session")
    assert "吉林省职称申报评审及证书管理个人网厅" in visitor.open("/signin/jilin").text


@pytest.mark.requirement("JL-16", "JL-17")
def test_unit_is_bound_from_every_first_page_by_its_code(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-new")

    for page in ("/home", JILIN, f"{JILIN}/self-check"):
        visitor.open(page).follow("去绑定")
        assert visitor.path == "/profile/unit"
        assert "统一社会信用代码 查询" in visitor.text, "nothing but the code is asked"
    visitor.send("/profile/unit", q=COMPANY).follow("绑定长春某装备制造有限公司")
    assert visitor.status == 200
    assert "长春某装备制造有限公司" in visitor.text


@pytest.mark.requirement("JL-18", "JL-19")
def test_bound_unit_is_found_by_its_code_and_unbound_there(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-early")
    visitor.open("/profile/unit").send("/profile/unit", q=COMPANY)

    found = visitor.text.partition("查询结果")[2]
    assert "长春某装备制造有限公司" in found
    assert "解除绑定" in found
    visitor.send("/profile/unit", q="12220000MB1XXX088P")
    assert "同时只能绑定一个" in visitor.text


@pytest.mark.requirement("JL-14", "JL-20")
def test_self_check_speaks_of_the_recommending_unit(arrive: Arrive) -> None:
    text = arrive("demo-jilin-new").open(f"{JILIN}/self-check").text

    assert "申报注意事项" in text
    assert "已绑定推荐单位 ：尚未绑定推荐单位, 不能申报" in text
    assert text.index("自检结果") < text.rindex("推荐单位 还没有绑定推荐单位"), "at the bottom"
    assert "用人单位" not in text


@pytest.mark.requirement("JL-22", "JL-23")
def test_basics_are_saved_first_and_the_photo_comes_last(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-early")
    application = begin_in_jilin(visitor)
    visitor.open(f"{application}/pages/basic")
    assert "带红色星号的是必填项" in visitor.text
    assert "破格申报" not in visitor.text.partition("带红色星号")[2]
    assert visitor.open(f"{application}/pages/photo_page").path == f"{application}/pages/basic"

    save_basics(visitor, application)
    assert "“基本信息”已保存" in visitor.text
    visitor.follow("下一步：个人照片")
    visitor.send("/sections/portrait", photo=("照片.png", PORTRAIT))

    assert "个人照片”已保存" in visitor.text
    assert "下一步：学历教育" in visitor.text


@pytest.mark.requirement("JL-24")
def test_experts_are_asked_for_once_the_exception_is_saved(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-early")
    application = begin_in_jilin(visitor, "exceptional")
    visitor.open(f"{application}/pages/basic")
    assert all("experts" not in link for _, link in visitor.links())

    choose_two_experts(visitor, application)
    visitor.follow("破格推荐专家")

    assert "最少 2 条，最多 2 条" in visitor.text
    visitor.follow("添加")
    assert "添加破格推荐专家" in visitor.text


def test_page_of_several_forms_says_that_each_is_saved_by_itself(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-early")
    application = begin_in_jilin(visitor, "exceptional")

    assert "本页有 3 块内容，每块单独保存" in visitor.open(f"{application}/pages/basic").text
    assert "每块单独保存" not in visitor.open(f"{application}/pages/summary_page").text


@pytest.mark.requirement("JL-24")
def test_other_exceptions_need_no_experts(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-early")
    application = begin_in_jilin(visitor, "exceptional")
    visitor.open(f"{application}/pages/basic")
    visitor.send("/sections/exceptional", exceptional_kind="业绩突出破格", reason="获奖。")

    assert all("experts" not in link for _, link in visitor.links())
    assert visitor.open(f"{application}/rows/experts/new").status in (403, 404)


@pytest.mark.requirement("JL-25", "JL-08", "AMB-20")
def test_expert_is_saved_before_the_files_are_uploaded(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-early")
    application = begin_in_jilin(visitor, "exceptional")
    choose_two_experts(visitor, application)

    visitor.open(f"{application}/rows/experts/new")
    assert "pdf/jpg/png 文件，单个不超过 5MB" in visitor.text, "told before anything is chosen"
    assert "请先保存上面的内容" in visitor.text
    assert "/files/" not in visitor.html
    visitor.send("/rows/experts/", **EXPERT)
    row = visitor.path.rpartition("/")[2]
    visitor.send(f"/files/{row}/expert_certificate", file=("专家证书.jpg", CERTIFICATE))
    assert "专家证书.jpg" in visitor.text
    visitor.open(f"{application}/rows/experts/{row}").send(f"/rows/experts/{row}", name="高朋")

    visitor.open(application).follow("破格推荐专家")
    assert "高朋" in visitor.text


@pytest.mark.requirement("JL-26", "AMB-20")
def test_what_the_check_asks_for_is_marked_where_it_is_uploaded(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-early")
    application = begin_in_jilin(visitor)

    visitor.open(f"{application}/pages/files_page")
    assert "身份证明 必传" in visitor.text
    assert "社保缴费证明 选传" in visitor.text
    visitor.open(f"{application}/check").send("/check")
    assert "身份证明 为必传附件, 当前尚未上传" in visitor.text
    assert "社保缴费证明" not in visitor.text.partition("检测结果")[2]


@pytest.mark.requirement("JL-08")
def test_archive_is_searched_added_to_and_saved(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin").open("/archive/records")

    visitor.open("/archive/records?text=骨干教师")
    assert "市骨干教师" in visitor.text
    assert "《背影》群文阅读公开课" not in visitor.text
