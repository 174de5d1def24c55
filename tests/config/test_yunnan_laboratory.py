"""The Yunnan laboratory plan against its manual: another province, the same engine."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport, Finding
from engine.packs.model import Plan, Standard

Reports = Callable[[str], CheckReport]
CASES = "yunnan/2026-laboratory/"


def _rule(report: CheckReport, rule: str) -> Finding:
    return next(finding for finding in report.findings if finding.rule == rule)


@pytest.mark.requirement("YN-37")
@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("paper-before-post", "任现职以来"),
        ("second-author", "作者排序"),
        ("ordinary-journal", "收录"),
        ("same-paper-twice", "不重复计数"),
    ],
)
def test_papers_that_do_not_count_are_named_with_the_reason(
    report_of: Reports, case: str, reason: str
) -> None:
    finding = _rule(report_of(CASES + case), "core_papers")

    assert finding.message == "第一作者核心刊物论文 要求至少 3 篇, 当前 2 篇"
    assert len(finding.counted) == 2
    (excluded,) = finding.excluded
    assert reason in excluded.reason


@pytest.mark.requirement("YN-37")
def test_three_first_author_core_papers_are_needed(report_of: Reports) -> None:
    assert report_of(CASES + "all-pass").passed
    assert not report_of(CASES + "two-papers").passed


@pytest.mark.requirement("YN-38")
def test_many_papers_are_only_noted(report_of: Reports) -> None:
    report = report_of(CASES + "six-papers")

    assert report.passed
    assert _rule(report, "representative_papers").severity == "note"


@pytest.mark.requirement("YN-33", "AMB-13")
def test_pending_records_may_be_picked_and_returned_ones_not(
    laboratory: Standard, report_of: Reports
) -> None:
    assert laboratory.pickable == ("passed", "pending")
    assert (laboratory.terms["pick"], laboratory.terms["unpick"]) == ("提取", "忽略")
    assert not report_of(CASES + "returned-record").passed


@pytest.mark.requirement("YN-08", "YN-09", "YN-10", "AMB-16")
def test_photo_limits_include_their_ends(report_of: Reports) -> None:
    assert report_of(CASES + "photo-one-megabyte").passed
    assert not report_of(CASES + "photo-too-narrow").passed
    assert not report_of(CASES + "photo-white").passed


@pytest.mark.requirement("YN-43", "AMB-15")
def test_attachments_are_pdf_of_three_megabytes(laboratory: Standard, report_of: Reports) -> None:
    slots = [
        slot
        for id in ("required_files", "optional_files")
        for slot in laboratory.section_of[id].slots
    ]

    assert {(slot.types, slot.max_mb) for slot in slots} == {(("pdf",), 3)}
    assert not report_of(CASES + "file-too-large").passed


@pytest.mark.requirement("YN-41", "YN-42", "YN-44")
def test_attachments_are_required_or_optional(laboratory: Standard) -> None:
    required = {slot.required for slot in laboratory.section_of["required_files"].slots}
    optional = {slot.required for slot in laboratory.section_of["optional_files"].slots}

    assert (required, optional) == ({True}, {False})


@pytest.mark.requirement("YN-26", "YN-27", "YN-30", "YN-31", "YN-45")
def test_steps_are_those_of_the_manual(laboratory: Standard) -> None:
    steps = [page.name for page in laboratory.pages]

    assert steps == [
        "A. 上传证件照",
        "B. 个人承诺书",
        "C. 填写申报信息",
        "D. 工作总结",
        "E. 选择相关业绩",
        "F. 上传相关附件",
        "G. 预览提交",
        "H. 完成",
    ]


@pytest.mark.requirement("YN-11", "YN-12", "AMB-12")
def test_archive_has_the_17_kinds(laboratory: Standard) -> None:
    names = [kind.name for kind in laboratory.kinds.values()]

    assert len(names) == 17
    assert {"教育经历", "撰写论文情况"} <= set(names)


@pytest.mark.requirement("YN-40")
def test_training_may_be_left_out(laboratory: Standard) -> None:
    assert laboratory.section_of["training"].min is None


@pytest.mark.requirement("YN-23")
def test_plan_is_found_by_series_branch_and_title(yunnan: Plan) -> None:
    assert yunnan.series.name == "实验技术人才"
    assert yunnan.branches == ("实验技术",)
    assert [t.name for s in yunnan.standards for t in s.titles] == ["正高级实验师"]
    assert yunnan.levels == ("正高级",)
