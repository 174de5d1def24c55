"""Folders of packs: everything that can be read is there, the rest is a problem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.packs import cache as cache_module
from engine.packs.cache import SourceCache
from engine.packs.library import Library, read_source
from engine.packs.source import Source, parse_source
from engine.problems import PackError, Position
from tests.engine.packs.samples import FILES, PLAN, write_library


def test_library_finds_packs_by_kind_and_id(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))

    assert len(library.sources) == len(FILES)
    assert library.plan_ids() == ("lake/2030",)
    assert library.ids("province") == ("lake",)
    assert library.find("series", "craft") is not None
    assert library.find("series", "lake") is None
    assert library.problems == ()


def test_json_packs_are_packs(tmp_path: Path) -> None:
    folder = write_library(tmp_path / "packs", **{"2030": ""})
    plan = parse_source(PLAN, "x.yaml").root.plain()
    (folder / "plan.json").write_text(json.dumps(plan, ensure_ascii=True), encoding="utf-8")

    assert Library(folder).plan("lake/2030").name == "二〇三〇年"


def test_a_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs", broken="kind: [", other="a: 1"))

    assert library.plan("lake/2030").year == 2030
    assert sorted({p.position.file for p in library.problems}) == [
        "packs/broken.yaml",
        "packs/other.yaml",
    ]


def test_two_packs_may_not_share_kind_and_id(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs", zzz=PLAN))

    assert [str(problem) for problem in library.problems] == [
        "packs/zzz.yaml:2:1: duplicate-id: id: 编号 “lake/2030” 已被 packs/plans/2030.yaml 使用\n"
        "    同一类规则包的编号不能相同。"
    ]


def test_missing_folders_are_problems(tmp_path: Path) -> None:
    library = Library(tmp_path / "nowhere")

    assert [p.code for p in library.problems] == ["cannot-read"]


def test_plans_are_named_by_path_too_even_outside_the_folders(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))
    outside = tmp_path / "mine.yaml"
    outside.write_text(PLAN.replace("lake/2030", "mine"), encoding="utf-8")

    assert library.plan(str(tmp_path / "packs" / "plans" / "2030.yaml")).id == "lake/2030"
    assert library.plan(str(outside)).id == "mine"


def test_a_path_never_stands_for_another_file_of_its_id(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))
    copy = tmp_path / "copy.yaml"
    copy.write_text(PLAN, encoding="utf-8")

    with pytest.raises(PackError) as caught:
        library.plan(str(copy))

    assert [(p.code, p.position.file) for p in caught.value.problems] == [
        ("duplicate-id", str(copy))
    ]


def test_a_misshapen_pack_stops_its_plans_with_its_own_problem_only(tmp_path: Path) -> None:
    plan = PLAN.replace("branches:", "brnches:").replace("standard: lake", "standard: lak")
    library = Library(write_library(tmp_path / "packs", **{"2030": plan}))

    with pytest.raises(PackError) as caught:
        library.plan("lake/2030")

    assert [p.code for p in caught.value.problems] == ["unknown-key"]


def test_plans_are_compiled_once(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))

    assert library.plan("lake/2030") is library.plan("lake/2030")


def test_reload_sees_changes_and_reads_only_these(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(write_library(tmp_path / "packs"))
    parsed: list[str] = []

    def counted(text: bytes, name: str) -> Source:
        parsed.append(name)
        return parse_source(text, name)

    monkeypatch.setattr(cache_module, "parse_source", counted)
    path = tmp_path / "packs" / "plans" / "2030.yaml"
    path.write_text(PLAN.replace("二〇三〇年", "新"), encoding="utf-8")

    assert library.reload().plan("lake/2030").name == "新"
    assert library.plan("lake/2030").name == "二〇三〇年"
    assert parsed == ["packs/plans/2030.yaml"]


def test_cached_packs_read_as_the_first_time(tmp_path: Path) -> None:
    text = "kind: plan\nid: a\nname: 甲\nx: [1, 2.5, true, null, yes, {b: '2'}]\n".encode()
    cold = SourceCache(tmp_path / "cache").read(text, "p.yaml")

    warm = SourceCache(tmp_path / "cache").read(text, "p.yaml")

    assert warm == cold
    assert warm.root.at("x", 5, "b") == Position("p.yaml", 4, 31)
    assert [w.code for w in warm.warnings] == ["yaml-yes-no"]


def test_a_damaged_cache_is_ignored(tmp_path: Path) -> None:
    text = b"kind: plan\nid: a\n"
    cold = SourceCache(tmp_path).read(text, "p.yaml")
    for damage in ('{"kind": 1}', "[", '{"content": {"a": 1}, "places": [], "warnings": []}'):
        for path in tmp_path.iterdir():
            path.write_text(damage, encoding="utf-8")

        assert SourceCache(tmp_path).read(text, "p.yaml") == cold


def test_unreadable_files_are_problems(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot-read"):
        read_source(tmp_path / "none.yaml")
