"""Whom achievements name beside the applicant: names as people type them, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.checks import check
from engine.committee.collaborators import (
    LONGEST,
    Collaboration,
    collaborations,
    name_key,
    split_names,
)
from engine.dossier import Dossier
from engine.fill import fill, fill_facts
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.share import pack_folders

TRIAL = Path(__file__).parents[2] / "packs" / "trial"
TEAMS = """
kind: plan
id: trial/2026-teams
name: 团队
extends: trial/2026-engineers
sections:
  - id: referees
    fields:
      - {id: team, name: 课题组成员, type: text, max: 100, names: collaborators}
  - id: post
    fields:
      - id: helpers
        name: 协作人
        type: rows
        fields: [{id: helper, name: 姓名, type: text, max: 20, names: collaborators}]
  - id: statement
    fields:
      - id: thanks
        name: 致谢
        type: long_text
        max: 100
        when: {application.mode: exceptional}
        names: collaborators
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四，王五;赵六；钱七,孙八", ["张三", "李四", "王五", "赵六", "钱七", "孙八"]),
        ("张三 李四　王五", ["张三", "李四", "王五"]),
        ("张　三；李 四（通讯作者）等", ["张三", "李四"]),
        ("诸葛亮 张 三 欧阳修", ["诸葛亮", "张三", "欧阳修"]),
        ("1. 张三 2. 李四*\n王五1,2", ["张三", "李四", "王五"]),
        ("作者：张三、李四等5人", ["作者", "张三", "李四"]),
        ("阿卜杜拉•买买提，John Smith and Jane Doe", ["阿卜杜拉·买买提", "John Smith", "Jane Doe"]),
        ("张三 John Smith 李四", ["张三", "John Smith", "李四"]),
        ("李和平、和平", ["李和平", "和平"]),
        ("张三（张三大学、李四学院）", ["张三"]),
        ("张三、张三", ["张三"]),
        ("  、， 等", []),
        ("长" * (LONGEST + 1), []),
    ],
)
def test_names_are_split_as_people_type_them(text: str, names: list[str]) -> None:
    assert list(split_names(text)) == names


def test_names_are_compared_without_width_spaces_case_and_dots() -> None:
    assert name_key("阿卜杜拉•买买提") == name_key("阿卜杜拉·买买提")
    assert name_key("张　三") == name_key("张三")
    assert name_key("ＪＯＨＮ Smith") == name_key("John  SMITH")
    assert name_key("张三") != name_key("张山")


@given(st.text())
def test_any_text_gives_names_that_give_themselves(text: str) -> None:
    for name in split_names(text):
        assert 1 < len(name) <= LONGEST
        assert name_key(name)


def with_row(dossier: Dossier, list_id: str, **answers: object) -> Dossier:
    """The dossier with other answers in the first row of a list."""
    first, *rest = dossier.rows[list_id]
    changed = first._replace(values={**first.values, **answers})
    return replace(dossier, rows={**dossier.rows, list_id: (changed, *rest)})


def with_answers(dossier: Dossier, section: str, **answers: object) -> Dossier:
    """The dossier with other answers in a form."""
    known: Mapping[str, object] = dossier.sections[section]
    return replace(dossier, sections={**dossier.sections, section: {**known, **answers}})


def found(plan: Plan, dossier: Dossier, applicant: str = "") -> list[Collaboration]:
    """The collaborators of a dossier as it is checked."""
    values = check(plan, dossier, fill_facts(plan)).values
    return list(collaborations(plan.standards[0], values, applicant))


def test_picked_record_names_all_but_the_applicant() -> None:
    plan = Library(pack_folders([TRIAL])).plan("trial/2026-engineers")
    authors = "沈岚、周示例、郑　同（通讯作者）等"
    dossier = with_row(fill(plan), "papers", name="精馏塔节能", authors=authors)

    assert found(plan, dossier, "沈　岚") == [
        Collaboration("周示例", "撰写论文情况《精馏塔节能》"),
        Collaboration("郑同", "撰写论文情况《精馏塔节能》"),
    ]


def test_rows_and_rows_within_name_them_too_and_what_is_hidden_does_not(tmp_path: Path) -> None:
    (tmp_path / "teams.yaml").write_text(TEAMS, "utf-8")
    plan = Library(pack_folders([TRIAL, tmp_path])).plan("trial/2026-teams")
    dossier = with_row(fill(plan), "papers", authors="")
    dossier = with_row(dossier, "referees", name="周远", team="张三、李四")
    dossier = with_answers(dossier, "post", helpers=[{"id": "h1", "helper": "王五"}])
    dossier = with_answers(dossier, "statement", thanks="赵六")

    assert {one.name: one.achievement for one in found(plan, dossier)} == {
        "王五": "现任职务",
        "张三": "推荐人《周远》",
        "李四": "推荐人《周远》",
    }
