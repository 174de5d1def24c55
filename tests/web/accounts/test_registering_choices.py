"""What registering asks beside the profile: the series, and whether to choose a unit now."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.accounts.accounting import PASSWORD, nobody, solved
from tests.web.accounts.test_registering import ANSWERS, fill
from tests.web.units.parties import QINGSHAN, make_unit
from web.models import Person, database
from web.site import Site


@pytest.mark.requirement("AH-06", "AH-07")
def test_registering_takes_at_most_three_series(app: Flask, site: Site) -> None:
    visitor = nobody(app).open("/register/anhui")
    assert "最多选择 3 个系列" in visitor.text
    four = ["school-teacher", "engineering", "economics", "laboratory"]

    visitor = fill(app, visitor, series=four)
    assert (visitor.status, "所在职称系列最多选择 3 个" in visitor.text) == (422, True)
    sent = [value for name, value in visitor.form("/register/").values if name == "series"]
    assert set(sent) == set(four)

    fill(app, visitor, series=four[:3])
    with database.connection_context():
        assert set(Person.get().series) == set(four[:3])


def test_province_without_series_asks_and_keeps_none(app: Flask, site: Site) -> None:
    province = next(p for p in site.packs.provinces() if not p.account.series_max)
    visitor = nobody(app).open(f"/register/{province.id}")
    assert "series" not in visitor.form("/register/").names

    form = dict(visitor.form("/register/").values)
    names = visitor.form("/register/").names
    answers = {name: value for name, value in ANSWERS.items() if name in names}
    account = {"login": "zhaoming", "password": PASSWORD, "repeated": PASSWORD}
    sent = {**form, **answers, **account, **solved(app, visitor), "series": "engineering"}
    visitor.post(f"/register/{province.id}", sent)
    with database.connection_context():
        assert Person.get().series == []


@pytest.mark.requirement("AH-10", "AH-11", "AMB-06")
def test_whoever_chooses_a_unit_now_goes_on_to_the_search(app: Flask, site: Site) -> None:
    with database.connection_context():
        make_unit("蚌埠市青山小学", "qingshan", credit_code=QINGSHAN)
    visitor = fill(app, nobody(app), choose_unit="yes")
    assert visitor.path == "/profile/unit"

    visitor.open("/profile/unit?q=青山").follow("选择")
    visitor.send("/request", note="四年级数学教师")

    assert "待单位审核" in visitor.text
    assert "四年级数学教师" in visitor.text


@pytest.mark.requirement("AH-10", "AH-12", "AH-13", "AMB-06")
def test_whoever_chooses_none_now_may_do_so_in_the_own_centre(app: Flask, site: Site) -> None:
    visitor = nobody(app).open("/register/anhui")
    assert "是否现在选择单位 选“是”的" in visitor.text
    assert ("choose_unit", "no") in visitor.form("/register/").values

    fill(app, visitor)
    assert visitor.path == "/account/standing"
    visitor.open("/").follow("去绑定")
    assert "还没有绑定" in visitor.text
    visitor.open("/profile/unit?q=没有注册的单位")
    assert "没有找到匹配的单位，说明该单位还没有在本系统注册" in visitor.text
    assert "联系单位负责人 注册单位账号" in visitor.text


@pytest.mark.requirement("AH-01")
def test_sign_in_page_has_the_name_of_the_system(app: Flask, site: Site) -> None:
    visitor = nobody(app).open("/signin/anhui")

    assert "安徽省专业技术人员综合管理服务平台职称申报系统 · 登录" in visitor.text
