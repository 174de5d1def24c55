"""A province compiled: profile, account, binding, archive; what is said of it that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.lint import lint
from engine.packs.library import Library
from engine.packs.province import (
    AccountRules,
    BindingRules,
    Lockout,
    PasswordRules,
    PathRules,
    Province,
    Registration,
)
from engine.problems import PackError
from tests.engine.packs.samples import PLAN, PROVINCE, STANDARD, write_library

PLAIN = PROVINCE.partition("account:\n")[0]
"""The province without rules of accounts, units and review."""


def province(folder: Path, text: str = PROVINCE, **changed: str) -> Province:
    return Library(write_library(folder, province=text, **changed)).province("lake")


def problems(folder: Path, old: str, new: str) -> list[str]:
    assert old in PROVINCE
    with pytest.raises(PackError) as raised:
        province(folder / "packs", PROVINCE.replace(old, new))
    return [str(problem).replace("\n    ", " ") for problem in raised.value.problems]


def test_account_has_every_rule_that_the_province_says(tmp_path: Path) -> None:
    account = province(tmp_path).account

    assert account.register == Registration(
        review=True, asks=("person.name", "life.politics"), choose_unit=True
    )
    assert account.sign_in == ("login",)
    assert (account.captcha, account.captcha_after) == ("always", 3)
    assert account.lockout == Lockout(failures=4, minutes=20)
    assert account.idle_minutes == 40
    assert account.password == PasswordRules(min=10, classes=2, history=1)
    assert account.immutable == ("person.name",)
    assert account.series_max == 3
    assert [(p.id, p.name, p.hint, p.claims) for p in account.portals] == [
        ("gov", "政务网", "扫码", {"person.name": "name"})
    ]


def test_binding_has_every_rule_that_the_province_says(tmp_path: Path) -> None:
    assert province(tmp_path).binding == BindingRules(
        search=("code",),
        change="unbind_first",
        note="required",
        freelancers=True,
        freelancer_hint="请选当地部门",
    )


def test_business_menus_have_the_order_of_the_province(tmp_path: Path) -> None:
    assert province(tmp_path).plan_types == ("评审", "认定")


def test_ways_upward_are_asked_for_where_the_province_says_so(tmp_path: Path) -> None:
    assert province(tmp_path).paths == PathRules(request=True, days=4)
    assert province(tmp_path / "plain", PLAIN).paths == PathRules(request=False, days=1)


def test_province_that_says_nothing_has_the_defaults(tmp_path: Path) -> None:
    plain = province(tmp_path, PLAIN)

    asked = Registration(asks=("person.name", "person.years", "life.politics"))
    assert plain.account == AccountRules(register=asked)
    assert plain.binding == BindingRules(search=("name",)), "this unit has no credit_code"
    assert plain.record_statuses["pending"] == "待审核"
    assert [(node.id, node.by) for node in plain.workflow.nodes] == [("unit", "unit")]
    assert plain.workflow.destination == "unit"
    assert plain.workflow.statuses["submitted"] == "已提交"
    assert (plain.navigation, plain.choice) == ("side", ("mode", "branch", "title"))
    assert (plain.start.self_check, plain.start.pledge) == ("offered", None)


def test_profile_begins_with_the_person_and_is_compiled_by_itself(tmp_path: Path) -> None:
    found = province(tmp_path)

    assert [section.id for section in found.profile] == ["person", "life"]
    assert found.section("life") is found.profile[1]
    assert set(found.scope.scalars) == {
        *(f"person.{id}" for id in ("name", "years", "best_years", "degree", "started")),
        "life.politics",
    }
    assert found.unit is not None
    assert [field.id for field in found.unit.fields] == ["name", "code"]
    assert set(found.codes) == {"degree"}
    assert set(found.series) == {"craft"}


def test_words_of_the_province_are_its_own(tmp_path: Path) -> None:
    found = province(tmp_path)

    assert found.record_statuses == {
        "pending": "等",
        "unreviewed": "未",
        "passed": "过",
        "failed": "否",
        "returned": "回",
    }
    assert found.word("pick") == "提取"
    assert found.word("archive") == "archive"
    assert found.start.pledge is not None
    assert found.start.pledge.agree == "好"


KIND = """\
kinds:
  - {id: craft_prize, name: 手艺奖, fields: [{id: name, name: 名称, type: text, required: true}]}
  - id: lesson
    fields: [{id: room, name: 教室, type: text, required: true}]
    slots: [{id: plan, name: 教案, required: true}]
"""


def test_archive_holds_what_standards_and_plans_add_to_it(tmp_path: Path) -> None:
    more = "kinds: [{id: season, name: 时节, fields: [{id: name, name: 名称, type: text}]}]\n"
    found = province(tmp_path, standard=STANDARD + KIND, **{"2030": PLAN + more})

    assert list(found.kinds) == ["work", "lesson", "craft_prize", "season"]
    lesson = found.kinds["lesson"]
    assert [(f.id, f.required) for f in lesson.fields] == [
        *(("name", False), ("hours", False), ("room", False)),
    ], "what only a standard asks for is never required in the archive"
    assert [(slot.id, slot.required) for slot in lesson.slots] == [("plan", False)]
    assert found.kinds["craft_prize"].fields[0].required is True


def test_archive_is_open_while_a_standard_is_broken(tmp_path: Path) -> None:
    found = province(tmp_path, standard=STANDARD + "extends: gone\n")

    assert list(found.kinds) == ["work", "lesson"]


def test_library_lists_the_provinces_that_are_none_to_build_on(tmp_path: Path) -> None:
    base = "kind: province\nid: water\nname: 水\nabstract: true\n"
    library = Library(write_library(tmp_path, water=base))

    assert library.province_ids() == ("lake",)
    assert library.province("lake") is library.province(str(tmp_path / "lake" / "province.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "immutable: [person.name]",
            "immutable: [person.nam]",
            "packs/lake/province.yaml:105:15: unknown-reference: account.immutable: "
            "没有个人信息的字段 “person.nam” 是不是想写 “person.name”？",
        ),
        (
            "asks: [person.name,",
            "asks: [life.politic,",
            "packs/lake/province.yaml:98:35: unknown-reference: account.register.asks: "
            "没有个人信息的字段 “life.politic” 是不是想写 “life.politics”？",
        ),
        (
            "claims: {person.name: name}",
            "claims: {person.family: name}",
            "packs/lake/province.yaml:107:65: unknown-reference: account.portals[gov].claims: "
            "没有个人信息的字段 “person.family” 是不是想写 “person.name”？",
        ),
        (
            "search: [code]",
            "search: [codes]",
            "packs/lake/province.yaml:109:12: unknown-reference: binding.search: "
            "没有单位的字段 “codes” 是不是想写 “code”？",
        ),
        (
            "destination: unit",
            "destination: units",
            "packs/lake/province.yaml:119:16: unknown-reference: workflow.destination: "
            "没有审核节点 “units” 是不是想写 “unit”？",
        ),
        (
            "by: committee\n",
            "status: 评审\n",
            "packs/lake/province.yaml:122:7: missing-key: workflow.nodes[jury]: "
            "缺少 by（由谁审核） 请补上 by。",
        ),
        (
            "statuses: {editing: 写, submitted: 交",
            "statuses: {editing: 写, submited: 交",
            "packs/lake/province.yaml:116:26: unknown-key: workflow.statuses: "
            "没有 “submited” 这个键 是不是想写 “submitted”？",
        ),
        (
            "captcha: always",
            "captcha: alway",
            "packs/lake/province.yaml:100:12: not-a-choice: account.captcha: "
            "“alway” 不在可选的词里 是不是想写 “always”？",
        ),
        (
            "    name: 经历\n    type: form\n",
            "    name: 经历\n    type: rows\n",
            "packs/lake/province.yaml:95:5: misplaced-key: profile[life].type: "
            "个人信息的模块只能是 form 类型 可增删的行写在 rows 字段里，业绩写在 kinds 里。",
        ),
        (
            "  - id: life\n",
            "  - {id: person, name: 人, type: form}\n  - id: life\n",
            "packs/lake/province.yaml:93:6: duplicate-id: profile[person].id: "
            "个人信息已有模块 “person”",
        ),
    ],
)
def test_mistake_of_a_province_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert problems(tmp_path, old, new) == [told]


def test_province_needs_the_person(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="缺少 person 模块"):
        province(tmp_path, "kind: province\nid: lake\nname: 湖省\n")


def test_unknown_province_is_a_problem(tmp_path: Path) -> None:
    library = Library(write_library(tmp_path))

    with pytest.raises(PackError, match="没有编号为 “lak” 的省份"):
        library.province("lak")


def test_lint_reports_a_province_once_even_without_a_plan(tmp_path: Path) -> None:
    wrong = PROVINCE.replace("immutable: [person.name]", "immutable: [person.nam]")
    written = write_library(tmp_path / "packs", province=wrong, **{"2030": ""})

    found = [problem for problem in lint(Library(written)) if problem.severity == "error"]

    assert [problem.code for problem in found] == ["unknown-reference"]
