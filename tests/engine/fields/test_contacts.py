"""mobile, email and rank."""

from __future__ import annotations

import pytest

from engine.fields import email, mobile, rank
from engine.rules.expression import Scope, compile_condition
from tests.engine.fields.declared import codes_of, declared, faults_of

MOBILE = declared("{id: mobile, name: 手机号码, type: mobile}")
EMAIL = declared("{id: email, name: 电子邮箱, type: email}")
RANK = declared("{id: order, name: 排名, type: rank, max_total: 20}")


@pytest.mark.requirement("AMB-09")
def test_mobile_says_how_many_digits_there_are() -> None:
    assert faults_of(MOBILE, "13800001234") == []
    assert faults_of(MOBILE, "13800001234000") == [
        ("error", "手机号码 应为 11 位数字，以 1 开头、第二位为 3 至 9，当前为 14 位")
    ]
    assert faults_of(MOBILE, "12800001234") == [
        (
            "error",
            "手机号码 应为 11 位数字，以 1 开头、第二位为 3 至 9，当前为 “12800001234”",
        )
    ]


@pytest.mark.parametrize("typed", ["+86 138-0000-1234", "138 0000 1234", "13800001234"])
def test_mobile_is_stored_as_eleven_digits(typed: str) -> None:
    assert mobile.parse(typed, MOBILE) == "13800001234"


@pytest.mark.parametrize("address", ["a@b.cn", "li.xiao+job@mail.example.com.cn"])
def test_email_takes_addresses(address: str) -> None:
    assert faults_of(EMAIL, address) == []


@pytest.mark.parametrize(
    "address", ["a@b", "a b@c.cn", "@b.cn", "a@-b.cn", "a..b@c.cn", "李@b.cn", "a@b.cn" * 60]
)
def test_email_refuses_what_is_none(address: str) -> None:
    assert codes_of(EMAIL, address) == ["email"]


def test_email_in_full_width_is_read() -> None:
    assert email.parse(" a@b.cn ", EMAIL) == "a@b.cn"


def test_rank_is_a_place_among_all() -> None:
    assert rank.parse("01/10", RANK) == "1/10"
    assert codes_of(RANK, "1/10") == codes_of(RANK, "20/20") == []
    assert faults_of(RANK, "3/2") == [("error", "排名 的排名 3 大于总人数 2")]
    assert codes_of(RANK, "1/21") == ["above-maximum"]
    assert codes_of(RANK, "0/3") == codes_of(RANK, "第一") == ["not-a-rank"]


def test_rank_gives_expressions_two_numbers() -> None:
    attributes = rank.value_type(RANK.options).attributes

    assert attributes["place"].values["3/10"] == 3
    assert attributes["total"].values["3/10"] == 10


def test_rank_can_be_asked_for_in_conditions() -> None:
    scope = Scope({}, {"records": {"order": rank.value_type(RANK.options)}}).of_rows("records")

    first_three = compile_condition({"order.place": {"max": 3}}, scope)

    values = ("3/10", "4/10", None)
    assert [first_three.evaluate({}, {"order": value}) for value in values] == [True, False, False]
