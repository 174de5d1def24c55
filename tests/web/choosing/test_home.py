"""The home page: five modules, notices, the words of each province."""

from __future__ import annotations

import pytest

from tests.web.choosing.conftest import Arrive
from tests.web.choosing.journeys import begin_in_jilin
from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.models import Application, Binding, Notice, Person, database
from web.services import notices
from web.site import Site


@pytest.mark.requirement("AH-17", "AH-18")
def test_home_shows_the_five_modules_of_the_manual(visitor: Visitor) -> None:
    begin(visitor)

    visitor.open("/home")

    for module in ("个人基本信息", "我的申报情况", "待处理事项", "业绩统计", "最新计划信息"):
        assert module in visitor.text
    assert "欢迎您，李晓" in visitor.text
    assert "申报时间 2022-07-01 申报类型 常规申报 申报系列 中小学教师" in visitor.text
    assert "申报状态 编辑中" in visitor.text
    assert any(text.startswith("查看>>>") for text, _ in visitor.links())
    assert "继续填报：" in visitor.text


@pytest.mark.requirement("AH-18")
def test_home_of_somebody_new_says_that_there_is_nothing_yet(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin-new").open("/home")

    assert visitor.text.count("暂无数据") >= 2
    assert "绑定推荐单位" in visitor.text


@pytest.mark.requirement("AH-16")
@pytest.mark.parametrize(
    ("login", "word", "other"),
    [("demo", "个人业绩库", "业绩档案"), ("demo-jilin", "业绩档案", "个人业绩库")],
)
def test_menu_says_the_words_of_the_province(
    arrive: Arrive, login: str, word: str, other: str
) -> None:
    visitor = arrive(login).open("/home")

    names = [text for text, _ in visitor.links()]
    assert names.index("首页") < names.index(word) < names.index("职称申报")
    assert other not in visitor.text


@pytest.mark.requirement("AH-19")
def test_newest_plans_have_the_columns_of_the_manual(visitor: Visitor) -> None:
    visitor.open("/home")

    assert "序号 年度 计划名称 评委会 评审级别 申报起止日期 操作" in visitor.text


@pytest.mark.requirement("AH-19")
def test_tab_of_a_business_without_plans_is_there_and_empty(visitor: Visitor) -> None:
    visitor.open("/home")
    tabs = [(text, link) for text, link in visitor.links() if link.startswith("?tab=")]
    assert [text.partition("（")[0] for text, _ in tabs] == [
        "职称申报计划",
        "学术和技术带头人及后备人选选拔计划",
    ]
    assert "蚌埠市中小学教师系列高级职称评审" in visitor.text

    visitor.open(tabs[1][1])
    assert "学术和技术带头人及后备人选选拔计划（0）" in visitor.text.replace(" ", "")
    assert "暂无数据" in visitor.text[visitor.text.index("最新计划信息") :]


@pytest.mark.requirement("AH-19", "JL-09")
def test_plans_of_several_types_have_tabs(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin").open("/home")
    tabs = [(text, link) for text, link in visitor.links() if link.startswith("?tab=")]
    assert len(tabs) == 5

    visitor.open(next(link for text, link in tabs if "二级岗位评聘申报" in text))

    assert "全省第三批专业技术二级岗位申报" in visitor.text
    assert "正常职称申报" not in visitor.text


def tell(text: str, key: str, person: Person, site: Site) -> None:
    with database.connection_context():
        notices.notify(person, text, link="/archive", key=key, now=site.clock.now())


def test_notices_are_shown_until_they_are_put_aside(visitor: Visitor, site: Site) -> None:
    with database.connection_context():
        Notice.delete().execute()
        person = Person.get()
        stranger = Person.create(name="王某", province="anhui")
    tell("第一条", "one", person, site)
    tell("第二条", "two", person, site)
    tell("别人的", "three", stranger, site)

    visitor.open("/home")
    assert "通知（2）" in visitor.text
    assert "别人的" not in visitor.text
    with database.connection_context():
        ids = {one.text: one.id for one in Notice.select()}
        token = dict(visitor.form("/notices/read").values)["csrf_token"]
    sent = {"csrf_token": token, "notice": [ids["第一条"], ids["别人的"]]}
    visitor.post("/notices/read", sent)
    assert "通知（1）" in visitor.open("/home").text

    visitor.send("/notices/read")
    assert "通知（" not in visitor.open("/home").text
    with database.connection_context():
        assert Notice.get_by_id(ids["别人的"]).read_at is None


def test_home_tells_who_has_no_unit_where_to_find_one(visitor: Visitor) -> None:
    with database.connection_context():
        Binding.update(state="ended").execute()

    visitor.open("/home")

    assert ("去绑定", "/profile/unit") in visitor.links()


def test_states_have_the_names_of_the_province(arrive: Arrive) -> None:
    visitor = arrive("demo-jilin")
    begin_in_jilin(visitor)
    with database.connection_context():
        Application.update(state="terminated").execute()

    assert "审核不通过终止审核" in visitor.open("/home").text
