"""A kept report says what was said."""

import json
from pathlib import Path

from engine.checks.kept import report_from
from tests.engine.checks.packs import plan_of, report_on

STANDARD = """
sections:
  - {id: oath, name: 承诺书, type: pledge, agree: 我承诺}
  - {id: works, name: 工作经历, type: rows, min: 2, fields: [{id: unit, name: 单位, type: text}]}
computed:
  - {id: jobs, name: 经历数, value: count(works)}
rules:
  - id: one_job
    name: 工作单位
    count: {section: works, where: {unit: 甲校}}
    min: 2
    section: works
    source: 测试
"""


def test_report_read_back_is_the_report_that_was_kept(tmp_path: Path) -> None:
    report = report_on(
        plan_of(tmp_path, STANDARD),
        {"today": "2026-05-01"},
        rows={"works": [{"id": "a", "unit": "甲校"}, {"id": "b", "unit": "乙校"}]},
    )
    kept = json.loads(json.dumps(report.plain()))

    read = report_from(kept, report.values)

    assert any(finding.counted and finding.excluded for finding in report.findings)
    assert (read, read.plain(), read.values) == (report, report.plain(), report.values)
