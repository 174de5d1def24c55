"""个人信息: shown, completed, kept from being changed, versioned."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.steps import begin
from tests.web.visitor import Visitor
from web.models import Account, Event, Person, database
from web.services.events import broken_at

CAREER = {
    "political": "01",
    "ethnic": "01",
    "address": "安徽省蚌埠市",
    "work_from": "2012-07-15",
    "highest_education": "21",
}


def person() -> Person:
    with database.connection_context():
        found: Person = Person.get(Person.name == "李晓")
    return found


def save(visitor: Visitor, section: str, **values: str) -> Visitor:
    return visitor.open("/profile/edit").send(f"/profile/sections/{section}", **values)


@pytest.mark.requirement("AH-15")
def test_items_without_an_answer_are_shown_too(beginner: Visitor) -> None:
    beginner.open("/profile")

    for name in (
        "姓名", "证件编号", "手机号码", "性别", "出生日期", "民族", "政治面貌", "电子邮箱",
        "通讯地址", "工作单位", "工作时间", "获得学位", "最高学历", "行政职务", "技能等级",
        "职称名称", "固定电话", "所在职称系列", "是否自由职业者",
    ):  # fmt: skip
        assert name in beginner.text
    assert "政治面貌 —" in beginner.text


@pytest.mark.requirement("AH-15", "AH-93")
def test_profile_shows_who_one_is_and_where_one_belongs(visitor: Visitor) -> None:
    save(visitor, "career", **CAREER, party_post="教研组长", telephone="0552-0000000")

    visitor.follow("个人中心")

    for text in (
        "李晓", "340104199006079988", "13800000000", "1990年6月7日", "汉族", "中共党员",
        "lixiao@example.com", "安徽省蚌埠市", "蚌埠市青山小学 已绑定", "2012年7月15日",
        "大学本科毕业", "教研组长", "0552-0000000", "是否自由职业者：否", "完善信息", "变更单位",
    ):  # fmt: skip
        assert text.replace(" ", "") in visitor.text.replace(" ", "")


@pytest.mark.requirement("YN-07")
def test_what_is_required_and_missing_is_named_until_it_is_there(beginner: Visitor) -> None:
    beginner.open("/profile")
    assert (
        "还有 5 项必填信息没有填写：政治面貌、民族、通讯地址、工作时间、最高学历" in beginner.text
    )

    save(beginner, "career", **{**CAREER, "address": ""})
    assert "已保存。还有 1 处需要完善" in beginner.text
    assert "通讯地址 为必填项" in beginner.text
    save(beginner, "career", **CAREER)

    assert "需要完善" not in beginner.text
    assert "必填信息没有填写" not in beginner.open("/profile").text
    assert person().account["career"]["address"] == "安徽省蚌埠市"


@pytest.mark.requirement("AMB-08")
def test_birth_date_that_the_number_contradicts_is_told(visitor: Visitor) -> None:
    save(visitor, "person", birth_date="1991-06-07")

    assert "出生日期与身份证号码第 7 至 14 位不一致" in visitor.text
    save(visitor, "person", birth_date="1990-06-07")
    assert "不一致" not in visitor.text


def test_faults_are_told_and_stop_nothing(visitor: Visitor) -> None:
    save(visitor, "person", mobile="12345")

    assert "手机号码 应为 11 位数字" in visitor.text
    assert person().account["person"]["mobile"] == "12345"


@pytest.mark.requirement("AH-77")
def test_immutable_answers_are_shown_without_input_and_kept_whatever_is_posted(
    visitor: Visitor,
) -> None:
    visitor.open("/profile/edit")
    form = visitor.form("/profile/sections/person")
    assert not form.names & {"name", "id_type", "id_number", "gender"}
    assert "340104199006079988" in visitor.text
    assert "姓名、证件类型、证件编号、性别为不可更改项" in visitor.text

    forged = {"name": "王某", "gender": "1", "id_number": "340104198503159976", "id_type": "511"}
    visitor.post("/profile/sections/person", {**dict(form.values), **forged, "email": "x@y.cn"})

    stored = person()
    assert (stored.name, stored.account["person"]["email"]) == ("李晓", "x@y.cn")
    known = stored.account["person"]
    assert (known["name"], known["gender"], known["id_number"], known["id_type"]) == (
        "李晓", "2", "340104199006079988", "111",
    )  # fmt: skip
    with database.connection_context():
        account = Account.get(Account.login == "demo")
        assert (account.name, account.id_number) == ("李晓", "340104199006079988")


def test_immutable_answer_that_was_never_given_can_be_given_once(
    visitor: Visitor, app: Flask
) -> None:
    with database.connection_context():
        Person.update(account={"person": {"name": "李晓"}}).where(Person.name == "李晓").execute()

    save(visitor, "person", gender="2", id_type="111", id_number="340104199006079988")
    assert "gender" not in visitor.form("/profile/sections/person").names

    assert person().account["person"]["id_number"] == "340104199006079988"


def test_new_mobile_signs_in_unless_it_is_another_accounts(visitor: Visitor) -> None:
    with database.connection_context():
        Account.create(
            province="anhui", role="applicant", login="other", mobile="13800000077",
            created_at=Account.get(Account.login == "demo").created_at,
        )  # fmt: skip

    save(visitor, "person", mobile="13800000088")
    with database.connection_context():
        assert Account.get(Account.login == "demo").mobile == "13800000088"
    save(visitor, "person", mobile="13800000077")

    assert "该手机号码已被其他账号使用" in visitor.text
    with database.connection_context():
        assert Account.get(Account.login == "demo").mobile == "13800000088"
    assert person().account["person"]["mobile"] == "13800000077"


def test_characters_that_cannot_be_printed_are_named(visitor: Visitor) -> None:
    save(visitor, "career", **{**CAREER, "address": "安徽省\U00030edd村"})

    assert "“通讯地址”中的“\U00030edd”在打印字体中没有字形" in visitor.text
    assert person().account["career"]["address"].endswith("村")


@pytest.mark.requirement("AH-07")
def test_at_most_three_series(beginner: Visitor) -> None:
    four = ["school-teacher", "engineering", "economics", "accounting"]
    beginner.open("/profile/edit").send("/profile/series", series=four)

    assert (beginner.status, "最多选择 3 个，当前选择了 4 个" in beginner.text) == (422, True)
    assert [v for n, v in beginner.form("/profile/series").values if n == "series"]  # still ticked
    assert person().series == []
    beginner.send("/profile/series", series=four[:3])

    assert set(person().series) == set(four[:3])
    assert "中小学教师" in beginner.open("/profile").text


def test_two_windows_both_answers_are_shown_and_none_is_lost(visitor: Visitor, app: Flask) -> None:
    other = Visitor(app.test_client()).sign_in_as("demo").open("/profile/edit")
    save(visitor, "career", **CAREER)

    other.send("/profile/sections/career", **{**CAREER, "address": "合肥市"})

    assert (other.status, "安徽省蚌埠市" in other.text, "合肥市" in other.text) == (409, True, True)
    assert person().account["career"]["address"] == "安徽省蚌埠市"
    other.send("/profile/sections/career")
    assert person().account["career"]["address"] == "合肥市"


def test_series_of_two_windows_is_asked_again(visitor: Visitor, app: Flask) -> None:
    other = Visitor(app.test_client()).sign_in_as("demo").open("/profile/edit")
    visitor.open("/profile/edit").send("/profile/series", series=["engineering"])

    other.send("/profile/series", series=["economics"])
    assert (other.status, "在别处保存过" in other.text) == (409, True)
    other.send("/profile/series")

    assert person().series == ["economics"]


def test_same_answers_sent_twice_are_one_save(visitor: Visitor, app: Flask) -> None:
    other = Visitor(app.test_client()).sign_in_as("demo").open("/profile/edit")
    save(visitor, "career", **CAREER)
    version = person().version

    other.send("/profile/sections/career", **CAREER)

    assert (other.status, person().version) == (200, version)


def test_changes_are_events_with_what_was_before(visitor: Visitor) -> None:
    save(visitor, "person", email="new@example.com")

    with database.connection_context():
        subject = f"account:{Account.get(Account.login == 'demo').id}"
        event = Event.select().where(Event.subject == subject).order_by(Event.number.desc()).first()
        assert (event.action, event.details) == (
            "profile-changed",
            {
                "section": "person",
                "before": {"email": "lixiao@example.com"},
                "after": {"email": "new@example.com"},
            },
        )
        assert broken_at(subject) is None


def test_unknown_section_is_not_found(visitor: Visitor) -> None:
    visitor.open("/profile/edit")
    token = dict(visitor.form("/profile/sections/person").values)["csrf_token"]

    assert visitor.post("/profile/sections/nothing", {"csrf_token": token}).status == 404


def test_drafts_show_the_new_facts(visitor: Visitor) -> None:
    application = begin(visitor)

    save(visitor, "person", email="new@example.com")

    assert "new@example.com" in visitor.open(f"{application}/pages/basic").text
