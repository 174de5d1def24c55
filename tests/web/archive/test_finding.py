"""The archive's first page, its numbers, and finding records in it."""

from __future__ import annotations

import pytest

from tests.web.archiving import add_honor
from tests.web.visitor import Visitor
from web.models import Person, Record, database
from web.services.archive import statistics
from web.site import Site


@pytest.mark.requirement("YN-11", "YN-12", "AH-20")
def test_every_kind_of_the_province_is_listed_with_its_number_and_proofs(
    visitor: Visitor, site: Site
) -> None:
    visitor.open("/archive")

    kinds = site.packs.province("anhui").kinds
    for kind in kinds.values():
        assert kind.name in visitor.text
    assert f"共 {len(kinds)} 个项目" in visitor.text
    assert "获得荣誉情况 3 条" in visitor.text
    assert "证明材料：荣誉证书或文件" in visitor.text
    assert "专利（著作权）情况 0 条 暂无数据" in visitor.text


@pytest.mark.requirement("YN-11")
def test_yunnan_has_seventeen_kinds(site: Site) -> None:
    assert len(site.packs.province("yunnan").kinds) == 17


def test_statistics_count_by_kind_and_state(
    visitor: Visitor, site: Site, applicant: tuple[Person, dict[str, str]]
) -> None:
    id = add_honor(visitor)
    visitor.open(f"/archive/{id}/delete").send("/delete")
    with database.connection_context():
        numbers = statistics(applicant[0], site.packs.province("anhui"))
        honors = next(one for one in numbers.kinds if one.kind.id == "honor")
        stored = Record.select().where(Record.deleted_at.is_null()).count()

    assert numbers.total == stored
    assert sum(number for _, _, number in numbers.states) == stored
    assert (honors.total, honors.by_state["passed"], honors.by_state["returned"]) == (3, 2, 1)
    assert ("passed", "审核通过") in [(id, name) for id, name, _ in numbers.states]


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("kind=honor", "市优秀教师", "教学成果奖"),
        ("text=优秀 班主任", "市优秀班主任", "市优秀教师"),
        ("state=returned", "县先进工作者", "市优秀教师"),
        ("year=2013", "县先进工作者", "市优秀教师"),
        ("text=indexed 普刊", "没有符合条件的业绩", "市优秀教师"),
        ("text=普刊", "小学科学课堂中的证据意识培养", "市优秀教师"),
        ("kind=honor&state=failed", "没有符合条件的业绩", "市优秀教师"),
    ],
)
def test_records_are_found_by_words_kind_state_and_year(
    visitor: Visitor, query: str, found: str, left_out: str
) -> None:
    visitor.open(f"/archive/records?{query}")

    assert found in visitor.text
    assert left_out not in visitor.text


def test_long_list_comes_in_pages(visitor: Visitor) -> None:
    visitor.open("/archive/records")
    first = visitor.html.count('<article class="record"')
    assert "第 1 / 2 页" in visitor.text

    visitor.follow("下一页")

    assert first == 20
    assert "第 2 / 2 页" in visitor.text
    assert visitor.html.count('<article class="record"') > 0


def test_kind_without_records_says_so_and_offers_to_add(visitor: Visitor) -> None:
    visitor.open("/archive/records?kind=patent")

    assert "暂无数据。 新增专利（著作权）情况" in visitor.text


def test_unknown_kind_and_page_are_no_bugs(visitor: Visitor) -> None:
    assert visitor.open("/archive/records?kind=nothing").status == 404
    assert visitor.open("/archive/records?page=-5").status == 200


def test_states_are_called_as_the_province_calls_them(visitor: Visitor) -> None:
    visitor.open("/archive/records?kind=honor")

    assert "审核通过" in visitor.text
    assert "退回修改" in visitor.text
