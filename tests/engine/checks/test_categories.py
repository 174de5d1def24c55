"""Achievements: what items accept, how categories count, and where a record would serve better."""

from pathlib import Path

from engine.checks import Assigned
from engine.packs.model import Plan
from tests.engine.checks.packs import PROOF, plan_of, record, report_on, said

CATEGORIES = """
windows: [{id: five_years, name: 近五年, years: 5}]
categories:
  - id: ability
    name: 能力条件
    items: [{id: report, name: 研究报告, accepts: [paper], min: 1, max: 2}]
  - id: merit
    name: 业绩条件
    min: 2
    count: COUNT
    items:
      - id: first
        name: 第一作者论文
        accepts: [{kind: paper, where: {rank: 1}, within: five_years}]
      - {id: prize_won, name: 奖励, accepts: [prize, paper]}
assignment: ASSIGNMENT
"""


def plan(folder: Path, count: str = "items", assignment: str = "filed") -> Plan:
    return plan_of(folder, CATEGORIES.replace("COUNT", count).replace("ASSIGNMENT", assignment))


def test_category_counts_met_items_or_records(tmp_path: Path) -> None:
    two_of_one_item = {
        "report": [record("a")],
        "first": [record("b", rank=1), record("c", rank=1)],
    }

    items = report_on(plan(tmp_path, "items"), rows=two_of_one_item)
    records = report_on(plan(tmp_path, "records"), rows=two_of_one_item)

    assert said(items) == [("too-few-items", "error", "merit")]
    assert items.rows[1].text == (
        "业绩条件 要求至少录入2项记录, 当前已录入了 1 项, 第一作者论文 已录入 2 个业绩, "
        "奖励 已录入 0 个业绩"
    )
    assert items.problems[0].fix == "将“题目c”由“第一作者论文”移到“奖励”即可通过"
    assert records.passed


def test_missing_item_is_told_as_the_manual_tells_it(tmp_path: Path) -> None:
    rows = {"first": [record("b", rank=1)], "prize_won": [record("c", "prize", files=PROOF)]}

    report = report_on(plan(tmp_path), rows=rows)

    assert report.rows[0].text == "研究报告 为必填项, 当前尚未录入, 研究报告 已录入 0 个业绩"
    (finding,) = report.problems
    assert (finding.code, finding.path, finding.fix) == (
        "too-few-records",
        "report",
        "再录入 1 项“研究报告”即可通过",
    )


def test_item_over_its_maximum(tmp_path: Path) -> None:
    rows = {
        "report": [record("a"), record("b"), record("c")],
        "first": [record("d", rank=1)],
        "prize_won": [record("e")],
    }

    (finding,) = report_on(plan(tmp_path), rows=rows).problems

    assert (finding.code, finding.path, finding.expected, finding.actual, finding.fix) == (
        "too-many-records",
        "report",
        "≤ 2",
        "3",
        "移除 1 项即可通过",
    )
    assert [one.row for one in finding.counted] == ["a", "b", "c"]


def test_refused_records_say_why_and_do_not_count(tmp_path: Path) -> None:
    rows = {
        "report": [record("a")],
        "first": [record("b", rank=2), record("c", rank=1, date="2020-01-01")],
        "prize_won": [record("d", "prize", files=PROOF)],
    }

    report = report_on(plan(tmp_path), rows=rows)

    short, second_author, old = report.problems
    assert second_author.message == (
        "第一作者论文 第1条 “题目b”不符合本项目的录入条件（本人排名 2，应为 1）"
    )
    assert old.message == (
        "第一作者论文 第2条 “题目c”的时间不在近五年（2022-01-01 至 2026-12-31）之内"
    )
    assert [(one.row, one.label) for one in short.excluded] == [("b", "题目b"), ("c", "题目c")]
    assert [row["id"] for row in report.values["records"]] == ["a", "d"]


def test_failed_count_says_which_record_to_move_where(tmp_path: Path) -> None:
    rows = {"report": [record("a")], "prize_won": [record("b", rank=1), record("c", rank=3)]}

    report = report_on(plan(tmp_path, assignment="filed"), rows=rows)

    (finding,) = report.problems
    assert finding.code == "too-few-items"
    assert finding.fix == "将“题目b”由“奖励”移到“第一作者论文”即可通过"
    assert not report.passed


def test_best_assignment_counts_records_where_they_serve(tmp_path: Path) -> None:
    rows = {"report": [record("a")], "prize_won": [record("b", rank=1), record("c", rank=3)]}

    report = report_on(plan(tmp_path, assignment="best"), rows=rows)

    assert report.passed
    assert report.assignment == (Assigned(row="b", label="题目b", filed="prize_won", item="first"),)
    assert said(report) == [("assigned", "note", "prize_won.b")]
    assert [(r["id"], r["item"]) for r in report.values["records"]] == [
        ("a", "report"),
        ("b", "first"),
        ("c", "prize_won"),
    ]


def test_assignment_that_does_not_exist_is_not_offered(tmp_path: Path) -> None:
    rows = {"report": [record("a")], "prize_won": [record("b", rank=2)]}

    (finding,) = report_on(plan(tmp_path, assignment="best"), rows=rows).problems

    assert finding.code == "too-few-items"
    assert finding.fix == "再录入 1 个项目的业绩即可通过, 可录入: “第一作者论文”"


UNEVEN = """
categories:
  - id: merit
    name: 业绩条件
    min: 2
    count: items
    items:
      - {id: essays, name: 论文, accepts: [paper], min: 3}
      - {id: prizes, name: 奖励, accepts: [prize], min: 2}
      - {id: full, name: 其他, accepts: [prize], max: 0}
"""


def test_addition_names_every_item_that_is_not_met_and_how_much_it_needs(tmp_path: Path) -> None:
    report = report_on(plan_of(tmp_path, UNEVEN), rows={"essays": [record("a"), record("b")]})

    (finding,) = [one for one in report.problems if one.path == "merit"]
    assert finding.fix == "再录入 2 个项目的业绩即可通过, 可录入: “论文”、“奖励”（2 项）"


def test_addition_of_records_reaches_the_minima_of_items_too(tmp_path: Path) -> None:
    counted = UNEVEN.replace("count: items", "count: records")

    report = report_on(plan_of(tmp_path, counted), rows={"essays": [record("a")]})

    (finding,) = [one for one in report.problems if one.path == "merit"]
    assert finding.fix == "再录入 4 项“业绩条件”即可通过"


def test_rows_without_a_place_are_a_warning(tmp_path: Path) -> None:
    rows = {
        "report": [record("a")],
        "first": [record("b", rank=1)],
        "prize_won": [record("c")],
        "nowhere": [record("d")],
    }

    report = report_on(plan(tmp_path), rows=rows)

    assert report.passed
    assert said(report) == [("unknown-place", "warning", "nowhere")]
