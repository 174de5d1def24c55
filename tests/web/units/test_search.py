"""Finding units by parts of their names or by their code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.packs.province import BindingRules
from tests.web.units.parties import NOW
from web.models import Unit, database
from web.services.unit_search import search_units
from web.site import Site

BOTH, CODE_ONLY = BindingRules(), BindingRules(search=("credit_code",))
NAMES = ("蚌埠市青山小学", "蚌埠市青山中学", "合肥市红旗中学", "安徽ＡＢＣ（集团）有限公司")


@pytest.fixture(autouse=True)
def units(site: Site) -> Iterator[None]:
    with database.connection_context():
        for name in NAMES:
            Unit.create(province="anhui", name=name, created_at=NOW)
        Unit.create(province="anhui", name="青山大学", state="pending", created_at=NOW)
        Unit.create(province="jilin", name="青山小学", created_at=NOW)
        Unit.create(
            province="anhui", name="合肥市人社局", region="340100", takes_freelancers=True,
            credit_code="11340000MB1XXX1175", created_at=NOW,
        )  # fmt: skip
        Unit.create(
            province="anhui", name="蚌埠市人社局", region="340300", takes_freelancers=True,
            created_at=NOW,
        )  # fmt: skip
        yield


def found(query: str, rules: BindingRules = BOTH, **more: object) -> list[str]:
    return [unit.name for unit in search_units("anhui", rules, query, **more)]  # type: ignore[arg-type]


@pytest.mark.requirement("AH-11", "SD-11")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("青山", ["蚌埠市青山中学", "蚌埠市青山小学"]),
        ("小学 蚌埠", ["蚌埠市青山小学"]),
        ("蚌埠青山小学", ["蚌埠市青山小学"]),
        ("青山小学蚌埠", ["蚌埠市青山小学"]),
        ("ＡＢＣ", ["安徽ＡＢＣ（集团）有限公司"]),
        ("abc集团", ["安徽ＡＢＣ（集团）有限公司"]),
        ("不存在的单位", []),
        ("   ", []),
        ("%", []),
    ],
)
def test_name_is_found_by_parts_in_any_order_width_and_case(query: str, names: list[str]) -> None:
    assert found(query) == names


def test_nearest_name_comes_first() -> None:
    Unit.create(province="anhui", name="蚌埠市青山小学分校", created_at=NOW)

    assert found("蚌埠市青山小学") == ["蚌埠市青山小学", "蚌埠市青山小学分校"]


@pytest.mark.requirement("JL-17")
@pytest.mark.parametrize(
    "code", ["11340000MB1XXX1175", " 11340000mb1xxx1175", "１１３４0000MB1XXX1175"]
)
def test_code_is_found_whole_whatever_its_width_and_case(code: str) -> None:
    assert found(code, CODE_ONLY) == ["合肥市人社局"]
    assert found(code) == ["合肥市人社局"]


@pytest.mark.requirement("JL-17")
def test_where_only_codes_are_searched_neither_names_nor_parts_of_codes_find_anything() -> None:
    assert found("合肥市人社局", CODE_ONLY) == []
    assert found("11340000MB1XXX117", CODE_ONLY) == []


@pytest.mark.requirement("AH-14")
def test_freelancers_find_departments_of_a_region_and_nothing_else() -> None:
    assert found("", freelancer=True) == ["合肥市人社局", "蚌埠市人社局"]
    assert found("", freelancer=True, region="3403") == ["蚌埠市人社局"]
    assert found("青山", freelancer=True) == []
