"""Layers of a plan: extends, province, standard, plan; only what is used comes along."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.packs.library import Library
from engine.packs.resolve import extended
from engine.problems import PackError
from tests.engine.packs.samples import PLAN, PROVINCE, STANDARD, line_of, write_library


def refused(library: Library, plan: str = "lake/2030") -> list[str]:
    with pytest.raises(PackError) as caught:
        library.resolve(plan)
    return [str(problem).partition("\n")[0] for problem in caught.value.problems]


def test_resolved_plan_carries_what_it_uses_and_nothing_else(tmp_path: Path) -> None:
    other = "kind: codes\nid: other\nname: 其他\nentries: [{code: '1', name: 甲}]\n"
    library = Library(write_library(tmp_path / "packs", other=other))

    resolved = library.resolve("lake/2030")

    assert (set(resolved.codes), set(resolved.series), set(resolved.tables)) == (
        {"degree"}, {"craft"}, {"lake/form"},
    )  # fmt: skip
    assert resolved.used == {
        ("plan", "lake/2030"),
        ("standard", "lake/craft"),
        ("province", "lake"),
        ("codes", "degree"),
        ("series", "craft"),
        ("table", "lake/form"),
    }


def test_plan_patches_its_standard_and_places_stay_with_their_layer(tmp_path: Path) -> None:
    plan = PLAN + "categories: [{id: skill, min: 2}]\nsections: [{id: extra, before: person}]\n"
    resolved = Library(write_library(tmp_path / "packs", **{"2030": plan})).resolve("lake/2030")

    standard = resolved.standards["lake/craft"]
    base = resolved.standard_bases["lake/craft"]

    assert [s["id"] for s in standard.plain()["sections"]][:2] == ["extra", "person"]
    assert (standard.plain()["categories"][0]["min"], base.plain()["categories"][0]["min"]) == (
        2,
        1,
    )
    assert standard.plain()["id"] == "lake/craft"
    assert standard.at("categories", 0, "min").file == "packs/plans/2030.yaml"
    assert standard.at("categories", 0, "max").file == "packs/lake/standard.yaml"
    assert standard.at("sections", 1, "name").file == "packs/lake/province.yaml"


def test_one_standard_of_a_plan_can_be_patched_alone(tmp_path: Path) -> None:
    plan = PLAN.replace("titles: [大师]}", "titles: [大师], pickable: [any]}")
    resolved = Library(write_library(tmp_path / "packs", **{"2030": plan})).resolve("lake/2030")

    assert resolved.standards["lake/craft"].plain()["pickable"] == ["any"]
    assert resolved.standard_bases["lake/craft"].plain()["pickable"] == ["passed"]


def test_a_plan_lists_each_standard_once(tmp_path: Path) -> None:
    entry = "{standard: lake/craft, titles: [大师]}"
    plan = PLAN.replace(entry, f"{entry}, {entry}")
    library = Library(write_library(tmp_path / "packs", **{"2030": plan}))

    assert refused(library) == [
        "packs/plans/2030.yaml:15:62: duplicate-id: standards[1].standard: "
        "评审标准 “lake/craft” 已经列出"
    ]


def test_extends_merges_parents_first_and_keeps_its_own_identity(tmp_path: Path) -> None:
    water = "kind: province\nid: water\nname: 水\nabstract: true\nterms: {pick: 选定, drop: 取消}\n"
    province = PROVINCE + "extends: water\n"
    library = Library(write_library(tmp_path / "packs", province=province, water=water))

    node = extended(library, "province", "lake")

    assert node.plain()["terms"] == {"pick": "提取", "drop": "取消"}
    assert (node.plain()["id"], "abstract" in node.plain()) == ("lake", False)


def test_a_layer_may_remove_what_a_lower_one_declares(tmp_path: Path) -> None:
    standard = STANDARD + "sections: [{id: oath, remove: true}]\n"
    library = Library(write_library(tmp_path / "packs", standard=standard))

    sections = library.resolve("lake/2030").standards["lake/craft"].plain()["sections"]

    assert [s["id"] for s in sections] == ["person", "unit", "view", "jobs", "lessons", "papers"]


def test_a_lattice_of_extends_is_walked_once(tmp_path: Path) -> None:
    files = {
        f"p{n}{side}": f"kind: plan\nid: p{n}{side}\nname: 层\nabstract: true\nsource: 自拟\n"
        + (f"extends: [p{n - 1}a, p{n - 1}b]\n" if n else "")
        for n in range(30)
        for side in "ab"
    }
    library = Library(write_library(tmp_path / "packs", **files))

    assert extended(library, "plan", "p29a").plain()["id"] == "p29a"


def test_circular_extends_is_refused_with_the_whole_circle(tmp_path: Path) -> None:
    one = "kind: province\nid: one\nname: 一\nextends: two\n"
    two = "kind: province\nid: two\nname: 二\nextends: [one]\n"
    province = PROVINCE + "extends: one\n"
    library = Library(write_library(tmp_path / "packs", province=province, one=one, two=two))

    assert refused(library) == [
        "packs/two.yaml:4:11: extends-cycle: extends: extends 绕成了圈：lake → one → two → one"
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"2030": PLAN.replace("province: lake", "province: lak")},
            "packs/plans/2030.yaml:5:11: unknown-reference: province: 没有编号为 “lak” 的省份",
        ),
        (
            {"2030": PLAN.replace("standard: lake/craft", "standard: lake/crafts")},
            "packs/plans/2030.yaml:15:24: unknown-reference: standards[0].standard: "
            "没有编号为 “lake/crafts” 的评审标准",
        ),
        (
            {"province": PROVINCE.replace("table: degree", "table: degre")},
            f"packs/lake/province.yaml:{line_of(PROVINCE, 'table: degree')}:51: "
            "unknown-reference: sections[person].fields[degree].table: 没有编号为 “degre” 的代码表",
        ),
        (
            {"form": ""},
            f"packs/lake/standard.yaml:{line_of(STANDARD, 'tables:')}:18: "
            "unknown-reference: tables[0].table: "
            "没有编号为 “lake/form” 的表格",
        ),
        (
            {"province": PROVINCE + "extends: [water]\n"},
            f"packs/lake/province.yaml:{len(PROVINCE.splitlines()) + 1}:11: "
            "unknown-reference: extends: 没有编号为 “water” 的省份",
        ),
    ],
)
def test_unknown_packs_are_named_with_their_place(
    tmp_path: Path, changed: dict[str, str], expected: str
) -> None:
    assert refused(Library(write_library(tmp_path / "packs", **changed))) == [expected]


def test_unknown_plan_suggests_the_nearest(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))

    with pytest.raises(PackError, match="是不是想写 “lake/2030”"):
        library.plan("lake/2031")
