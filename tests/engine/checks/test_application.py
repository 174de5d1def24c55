"""What is applied for, who may apply now, pledges, files, wordings, and the table's rows."""

from pathlib import Path
from typing import Any

import pytest

from engine.checks import check
from engine.checks.prohibitions import PROHIBITIONS
from engine.dossier import dossier_from
from engine.packs.schemas.common import COMMON_KEYS
from tests.engine.checks.packs import APPLICATION, plan_of, report_on, said

STANDARD = """
prohibitions: [plan_open, one_application_per_plan_year, integrity_ban, unit_binding]
sections:
  - {id: oath, name: 承诺书, type: pledge, agree: 我承诺}
  - id: scans
    name: 附件上传
    type: slots
    slots:
      - {id: form, name: 申请表, required: true, types: [pdf, jpg], max_mb: 2, max_total_mb: 3}
      - {id: exam, name: 笔试申请表, required: true, when: {application.branch: 漆艺}}
report:
  - {id: files_check, name: 附件上传情况, sections: [scans]}
"""


def file(id: str, megabytes: float = 0.1, type: str = "pdf") -> dict[str, object]:
    return {"id": id, "name": f"{id}.{type}", "type": type, "bytes": int(megabytes * 1_048_576)}


GOOD: dict[str, Any] = {
    "sections": {"oath": {"agreed": True}},
    "files": {"form": [file("a")]},
}


def test_complete_application_passes(tmp_path: Path) -> None:
    report = report_on(plan_of(tmp_path, STANDARD), {"today": "2026-05-01"}, **GOOD)

    assert report.passed
    assert [(row.id, row.text) for row in report.rows] == [
        ("files_check", "申请表 已上传附件 1 个"),
        ("oath", "承诺书 已填写完整"),
    ]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"other_applications": [2026]}, "already-applied"),
        ({"today": "2026-06-01", "bans": [{"from": "2025-01-01", "to": "2026-06-01"}]},
         "integrity-ban"),
        ({"bound": False}, "not-bound"),
        ({"today": "2026-04-30"}, "plan-not-open"),
        ({"today": "2026-07-01"}, "plan-not-open"),
        ({"today": "2026-07-11", "open_until": "2026-07-10"}, "plan-not-open"),
    ],
)  # fmt: skip
def test_facts_can_forbid_an_application(tmp_path: Path, facts: dict[str, Any], code: str) -> None:
    report = report_on(plan_of(tmp_path, STANDARD), facts, **GOOD)

    assert said(report) == [(code, "error", "application")]
    assert report.rows[0].name == "申报资格"


@pytest.mark.parametrize(
    "facts",
    [
        {"other_applications": [2025, 2027]},
        {"today": "2026-06-02", "bans": [{"from": "2025-01-01", "to": "2026-06-01"}]},
        {"today": "2026-06-30"},
        {"today": "2026-07-10", "open_until": "2026-07-10"},
        {"today": "2026-06-30", "open_until": "2026-06-01"},
        {},
    ],
)
def test_facts_of_another_time_forbid_nothing(tmp_path: Path, facts: dict[str, Any]) -> None:
    assert report_on(plan_of(tmp_path, STANDARD), facts, **GOOD).passed


@pytest.mark.requirement("AH-76", "AH-78")
def test_only_what_the_plan_offers_can_be_applied_for(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, STANDARD)

    foreign = report_on(
        plan, application={"mode": "transfer", "branch": "木作", "title": "师傅"}, **GOOD
    )
    unchosen = report_on(plan, application={"title": "大师"}, **GOOD)

    assert [code for code, _, _ in said(foreign)] == [
        "mode-not-offered",
        "branch-not-offered",
        "title-not-offered",
    ]
    assert [code for code, _, _ in said(unchosen)] == ["mode-missing", "branch-missing"]


def test_standard_that_the_plan_does_not_use(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, STANDARD)

    report = check(plan, dossier_from({"application": {**APPLICATION, "standard": "lake/other"}}))

    assert not report.passed
    assert said(report) == [("standard-not-offered", "error", "application.standard")]


@pytest.mark.requirement("AH-83")
def test_slot_is_asked_for_by_the_branch(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, STANDARD)

    report = report_on(plan, application={**APPLICATION, "branch": "漆艺"}, **GOOD)

    (finding,) = report.problems
    assert (finding.code, finding.path, finding.fix) == (
        "slot-missing",
        "exam",
        "上传“笔试申请表”即可通过",
    )


def test_sizes_of_files_together(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, STANDARD)
    files = {"form": [file("a", 2), file("b", 2)]}

    report = report_on(plan, sections=GOOD["sections"], files=files)

    assert said(report) == [("slot-total", "error", "form")]


def test_pledge_must_be_agreed_to(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, STANDARD)

    for oath in ({}, {"agreed": False}, {"agreed": "是"}):
        report = report_on(plan, sections={"oath": oath}, files=GOOD["files"])

        assert said(report) == [("pledge-missing", "error", "oath")]


def test_pack_may_reword_a_sentence(tmp_path: Path) -> None:
    wording = "messages: {files-counted: '{name}：{n} 份', slot-missing: '请上传 {name}'}\n"
    plan = plan_of(tmp_path, STANDARD + wording)

    assert report_on(plan, **GOOD).rows[0].text == "申请表：1 份"
    assert report_on(plan, sections=GOOD["sections"]).rows[0].text == "请上传 申请表"


def test_report_as_plain_data(tmp_path: Path) -> None:
    report = report_on(plan_of(tmp_path, STANDARD), files=GOOD["files"])

    assert report.plain() == {
        "passed": False,
        "rows": [
            {
                "id": "files_check",
                "name": "附件上传情况",
                "text": "申请表 已上传附件 1 个",
                "passed": True,
                "findings": [
                    {
                        "code": "files-counted",
                        "severity": "ok",
                        "message": "申请表 已上传附件 1 个",
                        "section": "scans",
                        "path": "form",
                    }
                ],
            },
            {
                "id": "oath",
                "name": "承诺书",
                "text": "承诺书 尚未确认",
                "passed": False,
                "findings": [
                    {
                        "code": "pledge-missing",
                        "severity": "error",
                        "message": "承诺书 尚未确认",
                        "section": "oath",
                        "path": "oath",
                        "fix": "请阅读并确认“承诺书”",
                    }
                ],
            },
        ],
        "computed": [],
        "assignment": [],
    }


def test_two_plans_of_one_id_are_checked_each_by_its_own(tmp_path: Path) -> None:
    old = plan_of(tmp_path, STANDARD)
    new = plan_of(tmp_path, STANDARD.replace("name: 申请表", "name: 登记表"))

    assert report_on(old, **GOOD).rows[0].text == "申请表 已上传附件 1 个"
    assert report_on(new, **GOOD).rows[0].text == "登记表 已上传附件 1 个"


def test_packs_may_name_just_the_prohibitions_that_are_checked() -> None:
    named = COMMON_KEYS["prohibitions"]["items"]["enum"]

    assert set(named) == set(PROHIBITIONS)
