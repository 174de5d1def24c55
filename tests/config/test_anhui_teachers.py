"""The Bengbu teachers' plan against figures 4-1 to 4-26 of the Anhui manual."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.checks import CheckReport
from engine.packs.model import Plan, Section, Standard

Reports = Callable[[str], CheckReport]
CASES = "anhui/2022-bengbu-teachers/"
PERFORMANCE = (
    "业绩条件 要求至少录入2项记录, 当前已录入了 2 项, 教育教学类表彰 已录入 1 个业绩, "
    "政府特殊津贴 已录入 0 个业绩, 教学成果奖 已录入 1 个业绩, "
    "优秀班主任或所带班级获得表彰 已录入 0 个业绩, "
    "发展学生个性特长和创新能力方面做出成绩 已录入 0 个业绩, "
    "开展教育教学改革并取得突出成绩 已录入 0 个业绩, "
    "主持或参与制定教育教学改革类文件、标准等 已录入 0 个业绩, "
    "积极开展教育教学改革 已录入 0 个业绩"
)
RESEARCH = (
    "教研科研条件 要求至少录入1项记录, 当前已录入了 1 项, "
    "本学科教育教学论文或教学方法介绍 已录入 0 个业绩, 出版教育教学专著 已录入 1 个业绩, "
    "国家课程教材、省级或地方教材编写 已录入 0 个业绩, 主持并完成课题研究 已录入 0 个业绩, "
    "国家教育考试命题工作 已录入 0 个业绩"
)
FIGURE_4_26 = [
    ("个人信息检测", "个人信息已填写完整, 个人免冠照片已正确上传", True),
    ("工作经历", "已填写1条工作经历信息", True),
    ("继续教育经历", "已填写1条继续教育经历信息", True),
    ("教育经历", "已填写1条教育经历信息, 已设定最高学历: 大学本科", True),
    ("年度考核情况", "已添加1条年度考核记录, 已填写年度考核结果", True),
    (
        "附件上传情况",
        "职称填报承诺书 已上传附件 1 个, 其他相关附件 已上传附件 1 个, "
        "班主任工作经历 已上传附件 1 个",
        True,
    ),
    ("思想政治", "任职期表彰奖励 已录入 1 个业绩", True),
    ("乡村任教或支教", "乡村任教或支教经历 已录入 1 个业绩", True),
    ("能力条件", "行动研究报告 已录入 1 个业绩, 指导青年教师方面 已录入 1 个业绩", True),
    ("业绩条件", PERFORMANCE, True),
    ("教研科研条件", RESEARCH, True),
]
FIGURE_4_25 = {
    "年度考核情况": ("年度考核情况", "已添加1条年度考核记录, 未填写年度考核结果", False),
    "能力条件": (
        "能力条件",
        "行动研究报告 为必填项, 当前尚未录入, 行动研究报告 已录入 0 个业绩, "
        "指导青年教师方面 为必填项, 当前尚未录入, 指导青年教师方面 已录入 0 个业绩",
        False,
    ),
}


def _table(report: CheckReport) -> list[tuple[str, str, bool]]:
    return [(row.name, row.text, row.passed) for row in report.rows]


def _fields(section: Section) -> list[str]:
    return [f"{'*' if field.required is True else ''}{field.name}" for field in section.fields]


def _codes(report: CheckReport) -> set[str]:
    return {finding.code for finding in report.findings if finding.severity == "error"}


@pytest.mark.requirement(
    "AH-65", "AH-66", "AH-67", "AH-69", "AH-70", "AH-72", "AH-73", "AMB-02", "AMB-03"
)
def test_figure_4_26_word_for_word(report_of: Reports) -> None:
    assert _table(report_of(CASES + "all-pass")) == FIGURE_4_26


@pytest.mark.requirement("AH-47", "AH-64", "AH-68", "AH-71")
def test_figure_4_25_word_for_word(report_of: Reports) -> None:
    report = report_of(CASES + "ability-empty")

    assert _table(report) == [FIGURE_4_25.get(row[0], row) for row in FIGURE_4_26]
    assert not report.passed


@pytest.mark.requirement("AMB-07")
def test_two_records_of_one_item_are_one_item(report_of: Reports) -> None:
    report = report_of(CASES + "two-records-of-one-item")

    texts = {row.name: row.text for row in report.rows}
    assert texts["业绩条件"].startswith("业绩条件 要求至少录入2项记录, 当前已录入了 1 项")
    assert "教育教学类表彰 已录入 2 个业绩" in texts["业绩条件"]


@pytest.mark.requirement("AH-74")
def test_one_application_per_plan_year(report_of: Reports) -> None:
    assert _codes(report_of(CASES + "already-applied")) == {"already-applied"}
    assert _codes(report_of(CASES + "applied-another-year")) == set()


@pytest.mark.requirement("AH-75")
def test_integrity_ban_holds_for_its_time(report_of: Reports) -> None:
    assert _codes(report_of(CASES + "integrity-ban")) == {"integrity-ban"}
    assert _codes(report_of(CASES + "ban-over")) == set()


@pytest.mark.requirement("AH-08")
def test_unbound_applicants_cannot_apply(report_of: Reports) -> None:
    assert _codes(report_of(CASES + "not-bound")) == {"not-bound"}


@pytest.mark.requirement("AH-81")
def test_major_years_do_not_exceed_work_years(report_of: Reports) -> None:
    assert _codes(report_of(CASES + "major-years-over")) == {"over-limit"}


@pytest.mark.requirement("AH-41", "AMB-01")
def test_held_titles_are_required_of_public_institutions(report_of: Reports) -> None:
    assert "too-few-rows" in _codes(report_of(CASES + "public-without-titles"))
    assert _codes(report_of(CASES + "private-without-titles")) == set()


@pytest.mark.requirement("AH-45")
def test_a_qualified_education_is_required(report_of: Reports) -> None:
    report = report_of(CASES + "no-qualified-education")

    texts = {row.name: row.text for row in report.rows}
    assert texts["教育经历"].startswith("已填写1条教育经历信息, ")
    assert "未设定合格学历" in texts["教育经历"]


@pytest.mark.requirement("AMB-08")
def test_identity_number_is_held_against_the_answers(report_of: Reports) -> None:
    report = report_of(CASES + "id-disagrees")

    found = {finding.path for finding in report.problems if finding.severity != "manual"}
    assert found == {"person.birth_date", "person.gender"}
    assert _codes(report_of(CASES + "officer-card")) == set()


@pytest.mark.requirement("AH-77")
def test_person_cannot_be_changed(teachers: Standard) -> None:
    person = teachers.section_of["person"]

    assert person.fixed
    assert {"name", "id_number", "gender"} <= {field.id for field in person.fields}


@pytest.mark.requirement("AH-33")
def test_personal_questions_of_figure_4_5(teachers: Standard) -> None:
    assert _fields(teachers.section_of["personal"]) == [
        "曾用名",
        "*民族",
        "*出生地",
        "*工作时间",
        "工资级别",
        "*工作年限",
        "*专业年限",
        "*政治面貌",
        "党政职务",
        "身体状况",
        "参加何学术团体任何职",
        "*个人免冠照片",
    ]


@pytest.mark.requirement("AH-34", "AMB-05")
def test_profession_questions_of_figure_4_5(teachers: Standard) -> None:
    assert _fields(teachers.section_of["profession"]) == [
        "*教师类别",
        "*编制类别",
        "*从教日期",
        "*教龄",
        "*农村教龄",
        "*教师资格",
        "*任教学段",
        "*校(园)长岗位培训证书",
    ]


@pytest.mark.requirement("AH-38")
def test_held_title_questions_of_figure_4_9(teachers: Standard) -> None:
    assert _fields(teachers.section_of["held_titles"]) == [
        "*职称取得方式",
        "*工作单位",
        "证书编号",
        "*系列名称",
        "*专业名称",
        "*资格名称",
        "*评审机构",
        "*评审日期",
        "*发证机构",
        "*发证日期",
        "现有职称评聘情况",
    ]


@pytest.mark.requirement("AH-40")
def test_held_title_proof_of_figure_4_9(teachers: Standard) -> None:
    (proof,) = teachers.section_of["held_titles"].slots

    assert proof.name == "专业技术资格证书及评聘情况"
    assert (proof.types, proof.max_mb, proof.max_files) == (("jpg", "docx"), 10, 10)


@pytest.mark.requirement("AH-30", "AH-31")
def test_navigation_of_figure_4_7(teachers: Standard) -> None:
    groups: dict[str, list[str]] = {}
    for page in teachers.pages:
        if page.when is None:
            groups.setdefault(page.group, []).append(page.name)

    assert groups == {
        "": ["诚信承诺书", "提交审核"],
        "个人信息": ["基本信息", "工作经历", "学历教育", "继续教育", "年度考核", "附件上传"],
        "申报业绩": ["思想政治", "乡村任教或支教", "能力条件", "业绩条件", "教研科研条件"],
        "结果一览表": ["附件一览表", "申报一览表"],
    }


@pytest.mark.requirement("AH-50")
def test_categories_and_items_of_the_detection_table(teachers: Standard) -> None:
    found = {category.name: len(category.items) for category in teachers.categories}

    assert found == {
        "思想政治": 1,
        "乡村任教或支教": 1,
        "能力条件": 2,
        "业绩条件": 8,
        "教研科研条件": 5,
    }


@pytest.mark.requirement("AH-28", "AH-86")
def test_modes_show_their_own_sections(anhui: Plan, report_of: Reports) -> None:
    assert [mode.name for mode in anhui.modes] == ["常规申报", "破格申报", "转评申报"]
    names = {
        case: {row.name for row in report_of(CASES + case).rows} & {"破格申报", "转评申报"}
        for case in ("all-pass", "exceptional-two-of-three", "transfer-too-soon")
    }
    assert names == {
        "all-pass": set(),
        "exceptional-two-of-three": {"破格申报"},
        "transfer-too-soon": {"转评申报"},
    }


@pytest.mark.requirement("AH-79")
def test_photo_may_have_any_background(teachers: Standard) -> None:
    photo = next(f for f in teachers.section_of["personal"].fields if f.id == "photo")

    assert (photo.type, photo.required, photo.options.background) == ("photo", True, "any")  # type: ignore[attr-defined]  # photo options


@pytest.mark.requirement("AH-20")
def test_only_verified_records_may_be_picked(teachers: Standard) -> None:
    assert teachers.pickable == ("passed",)
    assert (teachers.terms["pick"], teachers.terms["unpick"]) == ("导入", "移除")


@pytest.mark.requirement("AH-46")
def test_training_is_imported_like_the_other_parts_of_the_archive(teachers: Standard) -> None:
    parts = ("work", "education", "training", "annual_review")
    found = {id: (teachers.section_of[id].type, teachers.section_of[id].kinds) for id in parts}

    assert found == {id: ("picks", (id,)) for id in parts}


@pytest.mark.requirement("AH-80", "AH-84")
def test_hints_say_how_to_leave_out_and_what_to_upload(teachers: Standard) -> None:
    assert "必填项没有的请填“无”，非必填项没有的请置空" in teachers.section_of["personal"].hint
    assert "原件的扫描件或照片，复印件须有单位盖章证明" in teachers.section_of["attachments"].hint


@pytest.mark.requirement("AH-82")
def test_pledge_is_uploaded_with_a_signature_by_hand(teachers: Standard) -> None:
    slots = {slot.id: slot for slot in teachers.section_of["attachments"].slots}

    assert slots["pledge_scan"].required is True
    assert slots["pledge_scan"].hint == "必须有本人手写签名"


@pytest.mark.requirement("AH-82")
def test_whether_the_pledge_was_signed_by_hand_is_for_people_to_see(report_of: Reports) -> None:
    report = report_of(CASES + "public-without-titles")

    seen = [finding for finding in report.problems if finding.severity == "manual"]
    assert "职称填报承诺书有本人手写签名" in seen[0].message
