"""Rules: what must hold, counts with their reasons, choices, and what cannot be judged yet."""

from pathlib import Path

from engine.checks import Counted, Excluded
from tests.engine.checks.packs import PROOF, plan_of, record, report_on, said

SECTIONS = """
sections:
  - id: personal
    name: 个人信息
    type: form
    fields:
      - {id: work_years, name: 工作年限, type: integer, required: true}
      - {id: major_years, name: 专业年限, type: integer, required: true}
      - {id: post_from, name: 任职日期, type: date}
computed:
  - id: post_years
    name: 任职年限
    value: whole_years(personal.post_from, plan.cutoff)
    unit: 年
windows: [{id: since_post, name: 任现职以来, from: personal.post_from}]
categories:
  - id: research
    name: 科研条件
    items: [{id: papers, name: 论文, accepts: [paper]}]
"""
GOOD = {"work_years": 10, "major_years": 8, "post_from": "2020-01-01"}


def test_must_fails_with_its_message_inputs_and_source(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        SECTIONS
        + """
rules:
  - id: years
    name: 专业年限
    must: personal.major_years <= personal.work_years
    message: 专业年限 {personal.major_years} 年不能大于工作年限 {personal.work_years} 年
    done: 年限无误
    at: personal.major_years
    source: 注意第 8 条
""",
    )

    good = report_on(plan, sections={"personal": GOOD})
    bad = report_on(plan, sections={"personal": {**GOOD, "major_years": 11}})

    assert good.rows[0].text == "年限无误"
    (finding,) = bad.problems
    assert (finding.code, finding.rule, finding.path) == (
        "rule-failed",
        "years",
        "personal.major_years",
    )
    assert finding.message == "专业年限 11 年不能大于工作年限 10 年"
    assert (finding.actual, finding.source) == ("专业年限 11、工作年限 10", "注意第 8 条")


def test_rule_over_a_missing_answer_is_undecided(tmp_path: Path) -> None:
    rule = "rules: [{id: years, name: 专业年限, must: personal.major_years <= personal.work_years}]"
    plan = plan_of(tmp_path, SECTIONS + rule)

    report = report_on(plan, sections={"personal": {"major_years": 8}})

    assert said(report) == [
        ("required-missing", "error", "personal.work_years"),
        ("undecided", "note", "personal.work_years"),
    ]
    assert report.problems[1].message == "专业年限 尚无法判断: 工作年限 未填写"
    assert report.rows[0].text == "工作年限 为必填项, 当前尚未填写"


COUNT = """
rules:
  - id: first_papers
    name: 第一作者论文
    count: {kinds: [paper], where: {rank: 1}, within: since_post, unit: 篇}
    min: 2
    section: research
    at: papers
"""


def test_count_says_what_counted_what_not_and_what_is_enough(tmp_path: Path) -> None:
    papers = [
        record("a", rank=1),
        record("b", rank=2),
        record("c", rank=1, date="2019-12-31"),
    ]

    report = report_on(
        plan_of(tmp_path, SECTIONS + COUNT), sections={"personal": GOOD}, rows={"papers": papers}
    )

    (finding,) = report.problems
    assert finding.message == "第一作者论文 要求至少 2 篇, 当前 1 篇"
    assert (finding.expected, finding.actual) == ("≥ 2 篇", "1 篇")
    assert finding.counted == (Counted(row="a", label="题目a", amount=1),)
    assert finding.excluded == (
        Excluded(row="b", label="题目b", reason="本人排名 2，应为 1"),
        Excluded(
            row="c",
            label="题目c",
            reason="发表日期 2019-12-31 不在任现职以来（2020-01-01 至 2026-12-31）内",
        ),
    )
    assert finding.fix == "再录入 1 篇“第一作者论文”即可通过"
    assert report.rows[-1].name == "科研条件"


def test_weighted_count_asks_for_the_fewest_records(tmp_path: Path) -> None:
    rule = """
rules:
  - id: scale
    name: 工程
    count: {kinds: [paper], weights: {by: scale, values: {大型: 1, 中型: 0.5}}}
    min: 2
"""
    papers = [record("a", scale="中型"), record("b", scale="中型"), record("c")]

    report = report_on(
        plan_of(tmp_path, SECTIONS + rule), sections={"personal": GOOD}, rows={"papers": papers}
    )

    (finding,) = report.problems
    assert [(one.row, one.amount) for one in finding.counted] == [("a", 0.5), ("b", 0.5)]
    assert finding.fix == "再录入 1 项“工程（大型）”即可通过"


def test_choice_of_rules_names_those_that_are_missing(tmp_path: Path) -> None:
    rule = """
rules:
  - id: exceptional
    name: 破格条件
    when: {application.mode: exceptional}
    choose:
      - {id: two_papers, name: 论文二篇, count: {kinds: [paper]}, min: 2}
      - {id: long_post, name: 任职满十年, must: computed.post_years >= 10}
    min: 1
"""
    plan = plan_of(tmp_path, SECTIONS + rule)
    exceptional = {"mode": "exceptional", "branch": "陶瓷", "title": "大师"}
    filled = {"sections": {"personal": GOOD}, "rows": {"papers": [record("a")]}}

    usual = report_on(plan, **filled)
    short = report_on(plan, application=exceptional, **filled)

    assert usual.passed
    (finding,) = short.problems
    assert finding.message == "破格条件 要求至少具备 1 项, 当前具备 0 项"
    assert [one.reason for one in finding.excluded] == [
        "论文二篇 要求至少 2 项, 当前 1 项",
        "任职满十年 不符合要求",
    ]
    assert finding.fix == "再具备下列 1 项即可通过: “论文二篇”、“任职满十年”"


def test_severities_decide_what_stops_an_application(tmp_path: Path) -> None:
    rules = """
rules:
  - {id: few, name: 论文多于一篇, count: {kinds: [paper]}, min: 2, severity: warning}
  - {id: hint, name: 论文多于两篇, count: {kinds: [paper]}, min: 3, severity: note}
  - {id: look, name: 论文与专业相关, severity: manual, section: research}
"""
    report = report_on(
        plan_of(tmp_path, SECTIONS + rules),
        sections={"personal": GOOD},
        rows={"papers": [record("a")]},
    )

    assert report.passed
    assert [(one.rule, one.severity) for one in report.problems] == [
        ("look", "manual"),
        ("few", "warning"),
        ("hint", "note"),
    ]
    assert report.rows[1].text == "论文 已录入 1 个业绩"


def test_records_wait_for_a_window_that_a_missing_answer_decides(tmp_path: Path) -> None:
    text = SECTIONS.replace(
        "{id: post_from, name: 任职日期, type: date}",
        "{id: post_from, name: 任职日期, type: date, required: true}",
    ).replace("accepts: [paper]", "accepts: [{kind: paper, within: since_post}], min: 1")
    personal = {"work_years": 10, "major_years": 8}

    report = report_on(
        plan_of(tmp_path, text), sections={"personal": personal}, rows={"papers": [record("a")]}
    )

    assert said(report) == [
        ("required-missing", "error", "personal.post_from"),
        ("undecided", "note", "personal.post_from"),
    ]


def test_computed_values_show_their_working(tmp_path: Path) -> None:
    report = report_on(plan_of(tmp_path, SECTIONS), sections={"personal": GOOD})

    (value,) = report.computed
    assert (value.id, value.value, value.text) == ("post_years", 6, "6 年")
    assert value.working == "2020-01-01 至 2026-12-31，满 6 年"


def test_count_per_year_names_the_years_at_fault_and_what_each_lacks(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        SECTIONS.replace("from: personal.post_from", "from: 2020-01-01, to: 2022-12-31")
        + """
rules:
  - id: yearly
    name: 年年有论文
    count: {items: [papers], within: since_post, per: year, unit: 篇}
    min: 2
    source: 办法
""",
    )
    papers = [
        record("p1", rank=1, date="2020-01-01"),
        record("p2", rank=1, date="2020-03-01"),
        record("p3", rank=1, date="2022-03-01"),
    ]

    report = report_on(plan, sections={"personal": GOOD}, rows={"papers": papers})

    (finding,) = report.problems
    assert finding.message == "年年有论文 要求每年至少 2 篇, 当前 2021 年 0 篇、2022 年 1 篇"
    assert finding.fix == "再增加 2021 年 2 篇、2022 年 1 篇即可通过"


def test_substitutes_are_shown_with_what_they_stand_for(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        """
categories:
  - {id: research, name: 科研条件, items: [{id: any, name: 成果, accepts: [paper, prize]}]}
rules:
  - id: papers
    name: 论文
    count:
      kinds: [paper]
      substitutes:
        - {count: {kinds: [prize]}, each: 2, stands_for: 1, up_to: 1, name: 奖励}
    min: 3
""",
    )
    prizes = [record(id, "prize", files=PROOF) for id in ("p", "q")]

    (finding,) = report_on(plan, rows={"any": [record("a"), *prizes]}).problems

    assert (finding.actual, finding.fix) == ("2 项", "再录入 1 项“论文”即可通过")
    assert finding.counted == (
        Counted(row="a", label="题目a"),
        Counted(row="p", label="奖励 2 项折抵", amount=1),
    )


def test_count_of_items_asks_for_another_item(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        SECTIONS + "rules: [{id: wide, name: 项目数, count: {of: items}, min: 2}]\n",
    )

    report = report_on(plan, sections={"personal": GOOD}, rows={"papers": [record("a")]})

    (finding,) = report.problems
    assert finding.fix == "再在其他 1 个项目中录入业绩即可通过"
