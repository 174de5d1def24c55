"""The national code tables and the 27 series, against counts and entries known from elsewhere."""

from __future__ import annotations

import pytest

from engine.packs.compile.catalog import compile_codes, compile_series
from engine.packs.compile.reader import Notes
from engine.packs.library import Library
from engine.packs.model import CodeTable, Series


def _codes(library: Library) -> dict[str, CodeTable]:
    notes = Notes()
    found = {s.id: compile_codes(s.root, notes) for s in library.sources if s.kind == "codes"}
    assert notes.problems == []
    return found


def _series(library: Library) -> list[Series]:
    notes = Notes()
    national = [s for s in library.sources if s.kind == "series" and "/" not in s.id]
    found = [compile_series(source.root, notes) for source in national]
    assert notes.problems == []
    return sorted(found, key=lambda series: series.code)


def test_code_tables_are_complete(library: Library) -> None:
    counts = {id: len(table.entries) for id, table in _codes(library).items()}

    assert counts == {
        "annual-review-result": 5,
        "degree": 56,
        "economic-type": 20,
        "education": 40,
        "ethnic": 58,
        "gender": 4,
        "health": 4,
        "id-type": 11,
        "marital": 8,
        "political": 13,
        "region": 34 + 137 + 468,
        "staffing-type": 9,
        "tech-position": 291,
        "title-acquire-way": 8,
        "unit-nature": 16,
    }


def test_code_tables_keep_leading_zeros_and_parents(library: Library) -> None:
    codes = _codes(library)

    assert codes["ethnic"].entries["01"].name == "汉族"
    assert codes["region"].entries["340303"].parent == "340300"
    assert codes["region"].entries["340300"].parent == "340000"
    assert codes["education"].entries["21"].attributes == {
        "group": "大学本科",
        "rank": 3,
        "qualified": True,
    }


@pytest.mark.requirement("AMB-01")
def test_unit_nature_tells_public_institutions(library: Library) -> None:
    entries = _codes(library)["unit-nature"].entries

    public = [code for code, e in entries.items() if e.attributes["requires_appointment"]]

    assert public == ["21", "22", "23"]


def test_series_are_the_national_27(library: Library) -> None:
    series = _series(library)

    assert [one.code for one in series] == [f"{n:02d}" for n in range(1, 28)]
    assert sum(len(one.branches) for one in series) == 64
    assert {t.level for one in series for b in one.branches for t in b.titles} == {
        "正高级",
        "副高级",
        "中级",
        "助理级",
        "员级",
    }


def test_series_of_a_province_stand_apart_from_the_national_ones(library: Library) -> None:
    own = {s.id for s in library.sources if s.kind == "series" and "/" in s.id}

    assert own == {"jilin/business-management", "jilin/professional-post"}


@pytest.mark.requirement("AMB-10")
def test_series_give_levels_that_names_do_not_tell(library: Library) -> None:
    levels = {
        (one.name, title.name): title.level
        for one in _series(library)
        for branch in one.branches
        for title in branch.titles
    }

    assert levels["中小学教师", "一级教师"] == "中级"
    assert levels["中小学教师", "二级教师"] == "助理级"
    assert levels["艺术专业人员", "一级演员"] == "正高级"
    assert levels["翻译专业人员", "一级翻译"] == "副高级"
    assert levels["经济专业人员", "助理经济师"] == "助理级"


def test_series_know_legacy_names(library: Library) -> None:
    formerly = {
        title.name: title.formerly
        for one in _series(library)
        for branch in one.branches
        for title in branch.titles
        if title.formerly
    }

    assert formerly["高级教师"] == ("中学高级教师",)
    assert formerly["一级教师"] == ("中学一级教师", "小学高级教师")
    assert formerly["正高级工程师"] == ("教授级高级工程师", "研究员级高级工程师")
