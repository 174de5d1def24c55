"""The way of an application as packs declare it: chain, navigation, choice, start, prefill."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.packs.bundle import load_bundle, make_bundle
from engine.packs.library import Library
from engine.packs.model import Plan, Start, StartPledge
from engine.problems import PackError
from tests.engine.packs.samples import PLAN, PROVINCE, write_library

NEW_KEYS = ("workflow", "navigation", "choice", "start", "profile")


def compiled(folder: Path, **changed: str) -> Plan:
    return Library(write_library(folder / "packs", **changed)).plan("lake/2030")


def problems(folder: Path, **changed: str) -> list[str]:
    with pytest.raises(PackError) as raised:
        compiled(folder, **changed)
    return [str(problem).replace("\n    ", " ") for problem in raised.value.problems]


def test_standard_has_the_review_chain_of_its_province(tmp_path: Path) -> None:
    workflow = compiled(tmp_path).workflow

    assert [(n.id, n.name, n.by, n.actions, n.status) for n in workflow.nodes] == [
        ("unit", "单位", "unit", ("pass", "return"), "等单位"),
        ("jury", "评委会", "committee", ("pass", "return", "refuse"), ""),
    ]
    assert workflow.statuses == {
        "editing": "写",
        "submitted": "交",
        "returned": "回",
        "terminated": "止",
        "passed": "过",
    }
    assert workflow.actions["report"] == "报"
    assert (workflow.returning, workflow.destination) == ("parts", "unit")
    assert (workflow.correct_within, workflow.withdraw) == (0, False)


def test_plan_knows_what_comes_before_an_application(tmp_path: Path) -> None:
    plan = compiled(tmp_path)

    pledge = StartPledge(name="承诺", text="我承诺", agree="好")
    assert plan.start == Start(self_check="required", notes=("细看",), pledge=pledge)
    assert plan.choice == ("level", "title", "mode", "branch"), "the rest follows those listed"
    assert plan.standards[0].navigation == "steps"


def test_plan_changes_the_chain_of_its_standards_by_id(tmp_path: Path) -> None:
    more = """\
workflow:
  return: whole
  correct_within: 10
  withdraw: true
  statuses: {submitted: 已申报}
  nodes:
    - {id: county, name: 县人社局, by: department, before: jury}
    - {id: unit, name: 学校}
navigation: side
"""
    plan = compiled(tmp_path, **{"2030": PLAN + more})

    assert [(node.id, node.name) for node in plan.workflow.nodes] == [
        *(("unit", "学校"), ("county", "县人社局"), ("jury", "评委会")),
    ]
    assert plan.workflow.returning == "whole"
    assert (plan.workflow.correct_within, plan.workflow.withdraw) == (10, True)
    assert plan.workflow.status("submitted", "county") == "已申报"
    assert plan.workflow.status("returned") == "回"
    assert plan.standards[0].navigation == "side"


def test_page_opens_after_the_sections_it_names(tmp_path: Path) -> None:
    assert [page.after for page in compiled(tmp_path).standards[0].pages] == [("view",), ()]


def test_field_names_the_answer_of_the_profile_that_it_takes_over(tmp_path: Path) -> None:
    assert compiled(tmp_path).standards[0].section_of["view"].fields[0].prefill == "life.politics"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "prefill: life.politics",
            "prefill: life.politic",
            "unknown-reference: politics.prefill: 没有个人信息 “life.politic” "
            "是不是想写 “life.politics”？",
        ),
        (
            "type: text, prefill: life.politics",
            "type: integer, prefill: life.politics",
            "wrong-type: view.politics.prefill: “life.politics” 与这个字段的类型或代码表不同，"
            "不能预填 两处请用同一种字段类型和同一张代码表。",
        ),
        (
            "{id: place, name: 单位, type: text}",
            "{id: place, name: 单位, type: text, prefill: life.politics}",
            "misplaced-key: place.prefill: 只有申报人填写的表单字段可以预填 请删去 prefill。",
        ),
        (
            "{id: hours, name: 学时, type: integer}",
            "{id: hours, name: 学时, type: integer, prefill: person.years}",
            "misplaced-key: hours.prefill: 只有申报人填写的表单字段可以预填 请删去 prefill。",
        ),
        (
            "{id: code, name: 代码, type: text}",
            "{id: code, name: 代码, type: text, prefill: person.name}",
            "misplaced-key: code.prefill: 只有申报人填写的表单字段可以预填 请删去 prefill。",
        ),
        (
            "pickable: [passed]",
            "pickable: [pased]",
            "unknown-reference: pickable: 没有业绩状态 “pased” 是不是想写 “passed”？",
        ),
        (
            "actions: [pass, return]",
            "actions: [pass, retrun]",
            "not-a-choice: workflow.nodes[0].actions[1]: “retrun” 不在可选的词里 "
            "是不是想写 “return”？",
        ),
        (
            "choice: [level, title]",
            "choice: [levels]",
            "not-a-choice: choice[0]: “levels” 不在可选的词里 是不是想写 “level”？",
        ),
    ],
)
def test_mistake_is_told_once_with_its_cure(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in PROVINCE

    found = problems(tmp_path, province=PROVINCE.replace(old, new, 1))

    assert [problem.partition(": ")[2] for problem in found] == [told]


def test_prefill_takes_over_a_code_of_the_same_table_only(tmp_path: Path) -> None:
    asked = "{id: politics, name: 政治面貌, type: text, prefill"
    own = "{id: degree, name: 学位, type: code, table: degree, prefill: person.degree}"
    text = PROVINCE.replace(asked, f"{own}, {asked}")

    plan = compiled(tmp_path, province=text)

    assert plan.standards[0].section_of["view"].fields[0].prefill == "person.degree"


def test_bundle_pins_the_chain_but_not_how_accounts_are_kept(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path / "packs"))
    bundle = make_bundle(library.resolve("lake/2030"))
    other = PROVINCE.replace("idle_minutes: 40", "idle_minutes: 50").replace(
        "pending: 等", "pending: 候"
    )
    same = make_bundle(
        Library(write_library(tmp_path / "other", province=other)).resolve("lake/2030")
    )
    chain = PROVINCE.replace("status: 等单位", "status: 候单位")
    new = make_bundle(Library(write_library(tmp_path / "new", province=chain)).resolve("lake/2030"))

    assert load_bundle(bundle.text).workflow == library.plan("lake/2030").workflow
    assert same.digest == bundle.digest
    assert new.digest != bundle.digest


def test_bundle_from_before_there_were_chains_still_loads(tmp_path: Path) -> None:
    plain = PROVINCE.partition("profile:\n")[0].replace(", prefill: life.politics", "")
    library = Library(write_library(tmp_path / "packs", province=plain))
    stored = json.loads(make_bundle(library.resolve("lake/2030")).text)
    standards = stored["content"]["standards"].values()
    assert not any(
        key in part for part in (stored["content"]["province"], *standards) for key in NEW_KEYS
    )

    plan = load_bundle(json.dumps(stored))

    assert [(node.id, node.by) for node in plan.workflow.nodes] == [("unit", "unit")]
    assert plan.workflow.destination == "unit"
    assert plan.workflow.status("submitted", "unit") == "已提交"
    assert (plan.choice, plan.start) == (("mode", "branch", "title"), Start())
