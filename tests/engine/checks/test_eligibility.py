"""学历 × 年限 in the report: which line was reached, what is short, what cannot be judged."""

from pathlib import Path

from tests.engine.checks.packs import plan_of, report_on, said

TABLE = """
sections:
  - id: personal
    name: 个人信息
    type: form
    fields:
      - {id: education, name: 学历, type: choice, choices: [博士, 本科, 中专], required: true}
      - {id: post_from, name: 任职日期, type: date, required: true}
computed:
  - id: post_years
    name: 任职年限
    value: whole_years(personal.post_from, plan.cutoff)
    unit: 年
eligibility:
  - id: record
    name: 学历资历条件
    SECTION
    when: {application.mode: normal}
    by: personal.education
    measures: [{id: years, name: 任职年限, value: computed.post_years}]
    rows: [{any_of: [博士], need: {years: 2}}, {any_of: [本科], need: {years: 5}}]
    source: 人社部规定
"""


def plan(folder: Path, section: str = "section: personal"):  # type: ignore[no-untyped-def]
    return plan_of(folder, TABLE.replace("SECTION", section))


def test_short_years_say_how_many_are_missing(tmp_path: Path) -> None:
    personal = {"education": "本科", "post_from": "2023-09-01"}

    (finding,) = report_on(plan(tmp_path), sections={"personal": personal}).problems

    assert finding.message == (
        "学历资历条件 不符合: “本科”要求 任职年限 ≥ 5 年, 当前 任职年限 3 年"
    )
    assert (finding.code, finding.expected, finding.actual, finding.fix, finding.source) == (
        "not-eligible",
        "任职年限 ≥ 5 年",
        "任职年限 3 年",
        "“任职年限”还差 2 年, 满 5 年 即可通过",
        "人社部规定",
    )


def test_unlisted_education_is_not_admitted(tmp_path: Path) -> None:
    personal = {"education": "中专", "post_from": "2000-09-01"}

    (finding,) = report_on(plan(tmp_path), sections={"personal": personal}).problems

    assert finding.message == "学历资历条件 不符合: “中专”不在可申报的范围之内"


def test_table_is_silent_in_a_section_and_speaks_in_its_own_row(tmp_path: Path) -> None:
    personal = {"education": "博士", "post_from": "2023-09-01"}

    inside = report_on(plan(tmp_path), sections={"personal": personal})
    apart = report_on(plan(tmp_path, ""), sections={"personal": personal})

    assert [row.text for row in inside.rows] == ["个人信息 已填写完整"]
    assert [row.text for row in apart.rows] == [
        "个人信息 已填写完整",
        "学历资历条件 符合: “博士”要求 任职年限 ≥ 2 年",
    ]


def test_missing_answer_leaves_eligibility_undecided(tmp_path: Path) -> None:
    report = report_on(plan(tmp_path), sections={"personal": {"education": "本科"}})

    assert said(report) == [
        ("required-missing", "error", "personal.post_from"),
        ("undecided", "note", "personal.post_from"),
    ]


def test_table_that_does_not_apply_says_nothing(tmp_path: Path) -> None:
    exceptional = {"mode": "exceptional", "branch": "陶瓷", "title": "大师"}
    personal = {"education": "中专", "post_from": "2026-01-01"}

    report = report_on(plan(tmp_path), application=exceptional, sections={"personal": personal})

    assert report.passed
