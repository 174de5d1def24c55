"""A whole made-up plan, compiled: every part arrives where the model says."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.packs.library import Library
from engine.packs.model import Plan, Standard, Title
from engine.problems import PackError
from tests.engine.packs.samples import PLAN, PROVINCE, STANDARD, line_of, write_library


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("lake") / "packs"
    return Library(write_library(folder)).plan("lake/2030")


@pytest.fixture(scope="module")
def standard(plan: Plan) -> Standard:
    return plan.standards[0]


def test_plan_knows_its_call(plan: Plan) -> None:
    assert (plan.id, plan.year, plan.opens, plan.closes, plan.cutoff) == (
        "lake/2030", 2030, "2030-01-01", "2030-02-01", "2029-12-31",
    )  # fmt: skip
    assert (plan.province, plan.province_name, plan.committee) == ("lake", "湖省", "湖省评委会")
    assert (plan.levels, plan.branches, plan.downloads) == (
        ("正高级",), ("青瓷",), (("通知", "notice.pdf"),),
    )  # fmt: skip
    assert [(mode.id, mode.name, mode.hint) for mode in plan.modes] == [("normal", "常规", "一般")]


def test_levels_of_titles_come_from_the_series_catalogue(standard: Standard) -> None:
    assert standard.titles == (Title(name="大师", level="正高级", formerly=("老师傅",)),)


def test_attributes_of_codes_have_the_types_declared(plan: Plan) -> None:
    assert plan.codes["degree"].entries["1"].attributes == {
        "rank": 3, "label": "高", "since": "2000-01-01", "weight": 1.5, "real": True,
    }  # fmt: skip


def test_standard_has_the_parts_of_all_its_layers_in_order(standard: Standard) -> None:
    assert [(s.id, s.type) for s in standard.sections] == [
        ("person", "form"),
        ("unit", "form"),
        ("view", "form"),
        ("oath", "pledge"),
        ("jobs", "rows"),
        ("lessons", "picks"),
        ("papers", "slots"),
    ]
    assert list(standard.kinds) == ["work", "lesson"]
    assert [rule.id for rule in standard.rules] == ["years_fit", "large", "either"]
    assert standard.item_of["pots"].name == "陶器"
    assert (standard.assignment, standard.pickable) == ("best", ("passed",))


def test_thresholds_keep_their_cases_and_their_default(standard: Standard) -> None:
    least = standard.section_of["jobs"].min
    assert least is not None

    assert [(case.text, value) for case, value in least.cases] == [("person.years > 3", 2)]
    assert least.value == 1


def test_windows_of_years_end_with_the_last_day(standard: Standard) -> None:
    recent = standard.windows["recent"]
    values = {"plan": {"cutoff": "2029-12-31"}}

    assert (recent.start.evaluate(values), recent.end.evaluate(values)) == (
        "2025-01-01",
        "2029-12-31",
    )


def test_conditions_know_applications_answers_rows_and_computed_values(standard: Standard) -> None:
    by = standard.eligibility[0].by
    where = standard.item_of["pots"].accepts[0].where
    message = standard.rules[0].message
    assert where is not None
    assert message is not None

    assert by.evaluate({"person": {"degree": "1"}}) == "高"
    assert where.evaluate({}, {"size": "大型"}) is True
    assert message.render({"person": {"years": 0}}) == "0 年太少"
    assert standard.computed[0].value.type == "number"


def test_tables_may_be_offered_to_some_applications_only(standard: Standard) -> None:
    assert standard.tables == ("lake/form",)
    assert standard.table_when["lake/form"].evaluate({"person": {"years": 3}}) is True
    assert standard.table_when["lake/form"].evaluate({"person": {"years": None}}) is False


def test_places_stay_with_the_files_they_come_from(standard: Standard) -> None:
    pots = standard.item_of["pots"].origin

    assert str(pots.at("min")) == f"packs/lake/standard.yaml:{line_of(STANDARD, 'min: 0')}:9"
    assert standard.section_of["person"].origin.position.file == "packs/lake/province.yaml"


def problems(folder: Path, **changed: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        Library(write_library(folder / "packs", **changed)).plan("lake/2030")
    return [str(p).partition(": ")[2] for p in caught.value.problems]


def standard_with(old: str, new: str) -> dict[str, str]:
    assert old in STANDARD
    return {"standard": STANDARD.replace(old, new)}


def province_with(old: str, new: str) -> dict[str, str]:
    assert old in PROVINCE
    return {"province": PROVINCE.replace(old, new)}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            standard_with("accepts: [work]", "accepts: [wrok]"),
            "unknown-reference: categories[skill].items[other].accepts[0]: "
            "没有业绩类型 “wrok”\n    是不是想写 “work”？",
        ),
        (
            standard_with("window: recent, by: made_on", "window: recnt, by: made_on"),
            "unknown-reference: categories[skill].items[pots].accepts[0].within.window: "
            "没有时间段 “recnt”\n    是不是想写 “recent”？",
        ),
        (
            standard_with("sum: total", "sum: size"),
            "wrong-type: rules[large].count.sum: 字段 “size” 不是数字",
        ),
        (
            standard_with("values: {大型: 1}", "values: {特大: 1}"),
            "unknown-choice: rules[large].count.weights.values: 字段 “size” 没有 “特大” 这个值\n"
            "    可以用：大型、中型、小型",
        ),
        (
            standard_with("at: person.years", "at: person.yers"),
            "unknown-reference: years_fit.at: 没有字段、模块或项目 “person.yers”\n"
            "    是不是想写 “person.years”？",
        ),
        (
            standard_with("need: {years: 2}", "need: {yeras: 2}"),
            "unknown-reference: eligibility[record].rows[0].need: 没有年限 “yeras”\n"
            "    是不是想写 “years”？",
        ),
        (
            standard_with("any_of: [高]", "any_of: [高高]"),
            "unknown-reference: eligibility[record].rows[0].any_of: 没有可选的值 “高高”\n"
            "    是不是想写 “高”？",
        ),
        (
            standard_with("    sections: [person]\n    categories: [skill]\n    when",
                          "    sections: [persn]\n    when"),
            "unknown-reference: pages[first].sections: 没有模块 “persn”\n    是不是想写 “person”？",
        ),
        (
            standard_with("titles: [大师, 师傅]", "titles: [大师, 师父]"),
            "unknown-reference: titles: 没有手工艺系列的职称 “师父”\n    可以用：大师、师傅",
        ),
        (
            standard_with("years: 5, to: plan.cutoff", "years: 5, from: person.started"),
            "conflicting-keys: windows[recent]: from 和 years 须写一个，也只能写一个\n"
            "    如 from: 字段，或 years: 5。",
        ),
        (
            standard_with("    must: person.years >= 1\n", ""),
            "missing-key: rules[years_fit]: 缺少 count、must 或 choose\n"
            "    三者写其一；只请评审人查看的规则写 severity: manual。",
        ),
        (
            standard_with("    must: person.years >= 1\n",
                          "    must: person.years >= 1\n    min: 3\n"),
            "misplaced-key: rules[years_fit].min: min 只用于 count 和 choose",
        ),
        (
            province_with("name: 承诺, type: pledge,", "name: 承诺, type: pledge, min: 1,"),
            "misplaced-key: sections[oath].min: pledge 类型的模块用不到 min\n"
            "    pledge 类型可以写：text、agree、fields、columns",
        ),
        (
            province_with("min: [{when: person.years > 3, value: 2}, {value: 1}]",
                          "min: [{value: 1}, {value: 2}]"),
            "unreachable-case: sections[jobs].min: 前面已有不带 when 的一项，这一项不会用到\n"
            "    不带 when 的一项写在最后。",
        ),
        (
            province_with("{id: oath, name", "{id: records, name"),
            "reserved-id: sections[records].id: “records” 是平台保留的名字",
        ),
        (
            province_with("id: place, name: 单位", "id: status, name: 单位"),
            "reserved-id: sections[jobs].fields[status].id: "
            "“status” 是平台保留的名字，不能作为字段的编号\n"
            "    保留的有：category、files、id、item、kind、record、status",
        ),
        (
            province_with("date: made_on", "date: size"),
            "wrong-type: kinds[work].date: 字段 “size” 不是日期",
        ),
        (
            province_with("unique: [name]", "unique: [nmae]"),
            "unknown-reference: kinds[work].unique: 没有字段 “nmae”\n    是不是想写 “name”？",
        ),
        (
            province_with("at_most: person.years", "at_most: person.yeras"),
            "unknown-reference: best_years.at_most: 没有字段 “person.yeras”\n"
            "    是不是想写 “person.years”？",
        ),
        (
            {"2030": PLAN.replace("cutoff: 2029-12-31\n", "")},
            "missing-key: 缺少 cutoff（截止计算日）\n    请补上 cutoff。",
        ),
        (
            {"degree": "kind: codes\nid: degree\nname: 学位\nattributes: {label: text}\n"
                       "entries: [{code: '1', name: 甲, label: 高},\n"
                       "          {code: '2', name: 乙, rnak: 3}]\n"},
            "unknown-reference: degree.entries[1]: 没有属性 “rnak”\n    可以用：label",
        ),
    ],
)  # fmt: skip
def test_references_and_forms_are_judged(
    tmp_path: Path, changed: dict[str, str], expected: str
) -> None:
    assert expected in problems(tmp_path, **changed)


def test_expressions_are_judged_with_exact_columns(tmp_path: Path) -> None:
    changed = standard_with("must: person.years >= 1", "must: 'person.yaers >= 1'")

    with pytest.raises(PackError) as caught:
        Library(write_library(tmp_path / "packs", **changed)).plan("lake/2030")

    assert [str(problem) for problem in caught.value.problems] == [
        f"packs/lake/standard.yaml:{line_of(STANDARD, 'must: person.years')}:12: "
        "unknown-name: rules[years_fit].must: "
        "第 1 列：没有名为 “person.yaers” 的字段\n    是不是想写 “person.years”？"
    ]


def test_a_broken_value_is_not_reported_again_where_it_is_used(tmp_path: Path) -> None:
    changed = standard_with(
        "whole_years(person.started, plan.cutoff)", "whole_yaers(person.started)"
    )

    found = problems(tmp_path, **changed)

    assert len(found) == 1
    assert found[0].startswith("unknown-name: computed[whole].value: 第 1 列：")


def test_one_field_id_with_two_types_of_value_is_a_conflict(tmp_path: Path) -> None:
    changed = province_with(
        "[{id: name, name: 名称, type: text}", "[{id: name, name: 名称, type: integer}"
    )
    changed |= standard_with("accepts: [work]", "accepts: [work, lesson]")

    found = problems(tmp_path, **changed)

    assert [p.partition(": ")[0] for p in found] == ["field-type-conflict"]


def test_options_left_over_from_another_type_are_found_after_merging(tmp_path: Path) -> None:
    changed = {"2030": PLAN + "sections: [{id: person, fields: [{id: degree, type: text}]}]\n"}

    found = problems(tmp_path, **changed)

    assert "unknown-key: sections[person].fields[degree]: " not in found
    assert any("没有 “table” 这个键" in problem for problem in found)


def test_every_problem_is_collected(tmp_path: Path) -> None:
    changed = standard_with("accepts: [work]", "accepts: [wrok]")
    changed |= province_with("unique: [name]", "unique: [nmae]")

    assert len(problems(tmp_path, **changed)) == 2


def test_standard_may_be_narrowed_to_some_branches_of_the_plan(tmp_path: Path) -> None:
    changed = PLAN.replace("branches: [青瓷]", "branches: [青瓷, 白瓷]")
    entry = next(line for line in PLAN.splitlines() if "standard:" in line)
    narrowed = changed.replace(entry, entry.replace("standard: ", "branches: [白瓷], standard: "))
    unknown = narrowed.replace("branches: [白瓷]", "branches: [黑瓷]")

    plan = Library(write_library(tmp_path / "good", **{"2030": narrowed})).plan("lake/2030")

    assert plan.standards[0].branches == ("白瓷",)
    with pytest.raises(PackError, match="黑瓷"):
        Library(write_library(tmp_path / "bad", **{"2030": unknown})).plan("lake/2030")
