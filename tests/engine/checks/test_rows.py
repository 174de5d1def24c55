"""Rows and picked records: how many, how complete, and whether they may be there."""

from pathlib import Path

from tests.engine.checks.packs import PROOF, plan_of, record, report_on, said

SECTIONS = """
sections:
  - id: jobs
    name: 工作经历
    type: rows
    min: [{when: {application.mode: exceptional}, value: 2}, {value: 1}]
    max: 3
    statement: 已填写{count(jobs)}条工作经历信息
    fields:
      - {id: place, name: 单位, type: text, required: true}
      - {id: since, name: 开始日期, type: date}
    slots: [{id: letter, name: 聘书, types: [pdf], max_mb: 1, max_files: 2}]
  - id: prizes
    name: 奖励
    type: picks
    kinds: [prize]
    fields: [{id: used, name: 本次使用, type: boolean}]
"""


def file(id: str, bytes: int = 10, type: str = "pdf") -> dict[str, object]:
    return {"id": id, "name": f"{id}.{type}", "type": type, "bytes": bytes}


def test_rows_are_counted_and_stated(tmp_path: Path) -> None:
    report = report_on(plan_of(tmp_path, SECTIONS), rows={"jobs": [{"id": "j1", "place": "甲"}]})

    assert report.passed
    assert [row.text for row in report.rows] == ["已填写1条工作经历信息", "奖励 已填写完整"]


def test_too_few_and_too_many_rows(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SECTIONS)
    one = [{"id": "j1", "place": "甲"}]
    four = [{"id": f"j{n}", "place": "甲"} for n in range(4)]
    exceptional = {"mode": "exceptional", "branch": "陶瓷", "title": "大师"}

    none = report_on(plan).problems[0]
    few = report_on(plan, application=exceptional, rows={"jobs": one}).problems[0]
    many = report_on(plan, rows={"jobs": four}).problems[0]

    assert (none.code, none.path, none.actual) == ("too-few-rows", "jobs", "0")
    assert none.fix == "再录入 1 条“工作经历”即可通过"
    assert (few.code, few.expected, few.actual) == ("too-few-rows", "≥ 2", "1")
    assert (many.code, many.fix) == ("too-many-rows", "移除 1 条即可通过")


def test_answers_of_a_row_are_named_by_its_id(tmp_path: Path) -> None:
    rows = {"jobs": [{"id": "j1", "place": "甲"}, {"id": "j7", "since": "2022-02-30"}]}

    report = report_on(plan_of(tmp_path, SECTIONS), rows=rows)

    assert said(report) == [
        ("required-missing", "error", "jobs.j7.place"),
        ("bad-value", "error", "jobs.j7.since"),
    ]
    assert report.problems[0].message == "第2条 单位 为必填项, 当前尚未填写"


def test_files_of_a_row_have_limits_that_are_inclusive(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SECTIONS)

    def with_files(*files: dict[str, object]) -> list[tuple[str, str, str]]:
        row = {"id": "j1", "place": "甲", "files": {"letter": list(files)}}
        return said(report_on(plan, rows={"jobs": [row]}))

    assert with_files(file("a", 1_048_576), file("b")) == []
    assert with_files(file("a", 1_048_577)) == [("slot-size", "error", "jobs.j1.letter.a")]
    assert with_files(file("a", type="exe")) == [("slot-type", "error", "jobs.j1.letter.a")]
    assert with_files(file("a"), file("b"), file("c")) == [
        ("too-many-files", "error", "jobs.j1.letter")
    ]


def test_picked_record_needs_its_proof(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SECTIONS)
    jobs = [{"id": "j1", "place": "甲"}]

    bare = report_on(plan, rows={"jobs": jobs, "prizes": [record("p1", "prize")]})
    proven = report_on(plan, rows={"jobs": jobs, "prizes": [record("p1", "prize", files=PROOF)]})

    assert said(bare) == [("slot-missing", "error", "prizes.p1.proof")]
    assert proven.passed


def test_record_must_be_verified_current_of_the_right_kind_and_picked_once(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SECTIONS)
    prizes = [
        record("p1", "prize", files=PROOF, status="pending"),
        record("p2", "paper"),
        record("p3", "prize", files=PROOF),
        record("p4", "prize", files=PROOF, record="r-p3"),
    ]

    report = report_on(
        plan, {"stale": ["r-p3"]}, rows={"jobs": [{"id": "j1", "place": "甲"}], "prizes": prizes}
    )

    assert said(report) == [
        ("not-verified", "error", "prizes.p1"),
        ("record-not-accepted", "error", "prizes.p2"),
        ("stale-record", "error", "prizes.p3"),
        ("picked-twice", "error", "prizes.p4"),
    ]
    assert [row["id"] for row in report.values["prizes"]] == ["p1", "p3"]


def test_file_that_is_one_byte_too_large_reads_as_larger_than_the_limit(tmp_path: Path) -> None:
    slot = "{id: scan, name: 扫描件, types: [pdf], max_mb: 1}"
    plan = plan_of(
        tmp_path, f"sections: [{{id: scans, name: 附件, type: slots, slots: [{slot}]}}]\n"
    )
    file = {"id": "f1", "name": "扫描.pdf", "type": "pdf", "bytes": 1_048_576}

    exact = report_on(plan, files={"scan": [file]})
    over = report_on(plan, files={"scan": [{**file, "bytes": 1_048_577}]})

    assert exact.passed
    assert [one.actual for one in over.problems] == ["1.01MB"]
