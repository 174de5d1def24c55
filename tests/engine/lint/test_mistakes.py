"""What authors do most often: one mistake, one problem at its place, with the cure."""

import shutil
from pathlib import Path

import pytest

from engine.lint import lint
from engine.packs.library import Library
from engine.share import pack_folders

TRIAL = Path(__file__).parents[2] / "packs" / "trial"
STANDARD = "provinces/trial/standards/engineer.yaml"
TABLE = "provinces/trial/tables/review.yaml"
PLAN = "plans/trial/2026-engineers.yaml"
PROVINCE = "provinces/trial/province.yaml"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "told"),
    [
        (
            STANDARD, "    min: 2\n    items:", "\tmin: 2\n    items:",
            "25:1: yaml-syntax: YAML 语法错误：缩进里有 Tab 字符\n    缩进请用空格，不要用 Tab。",
        ),
        (
            TABLE, "同意推荐 {person.name} 申报{application.title}。'", "同意推荐 {person.name}。",
            None,
        ),
        (
            STANDARD, "[化工工程, 安全工程]}", "[化工工呈, 安全工程]}",
            "35:54: unknown-choice: exam_form.when: 没有一个评审计划有 “化工工呈” 这个专业，"
            "条件不会成立\n    是不是想写 “化工工程”？",
        ),
        (
            PLAN, "series: engineering", "series: school-teacher",
            "15:6: level-mismatch: standards[0].standard: 计划的系列是 school-teacher，"
            "而标准 trial/engineer 的系列是 engineering\n"
            "    请把计划的 series 改为 engineering，或采用 school-teacher 系列的标准。",
        ),
        (
            PROVINCE, "types: [pdf, ofd]", "types: [pdf, word]",
            "116:68: not-a-choice: sections[7].slots[0].types[1]: “word” 不在可选的词里\n"
            "    可以用：pdf、jpg、png、gif、docx、xlsx、doc、xls、zip、ofd",
        ),
        (
            PROVINCE, "columns: 3", "fixed: yes",
            "50:12: wrong-type: sections[1].fixed: 应当是true 或 false，这里是“yes”\n"
            "    是写 true，否写 false，不加引号。",
        ),
        (
            STANDARD, "    min: 90", "    min: '90'",
            "66:11: wrong-type: rules[1].min: 应当是数字、列表，这里是“90”\n"
            "    数字用阿拉伯数字，不加引号。",
        ),
        (
            STANDARD, "{id: patents, name", "{id: papers, name",
            "28:14: duplicate-id: categories[1].items[1].id: 编号“papers”重复\n"
            "    首次出现在第 27 行",
        ),
        (
            STANDARD, "kind: standard", "kind: standard\nextends: trial/nothing\n"
            "kinds: [{id: poster, remove: true}]",
            "4:10: unknown-reference: extends: 没有编号为 “trial/nothing” 的评审标准\n"
            "    可以用：trial/engineer",
        ),
        (
            STANDARD, "titles: [高级工程师, 正高级工程师]", "titles: [高级工程帅, 正高级工程师]",
            "10:10: unknown-reference: titles: 没有工程技术人员系列的职称 “高级工程帅”\n"
            "    是不是想写 “高级工程师”？",
        ),
        (
            TABLE, "{field: statement.signature}", "{field: statement.signatur}",
            "55:13: printed-not-asked: statement.signatur: 表格要打印“statement.signatur”，"
            "但“示例省工程系列高级工程师评审标准”没有这一项\n"
            "    是不是想写 “statement.signature”？",
        ),
        (
            TABLE, "section: referees", "section: referes",
            "48:5: printed-not-asked: referes: 表格要打印“referes”，"
            "但“示例省工程系列高级工程师评审标准”没有这一项\n    是不是想写 “referees”？",
        ),
        (
            PROVINCE, "min(post.terms.period.from)", "computed.service_years",
            "129:44: unknown-name: computed[post_since].value: "
            "第 1 列：“computed.service_years” 写在后面，这里还不能用\n    请把它移到前面",
        ),
    ],
)  # fmt: skip
def test_one_mistake_is_one_problem_with_its_cure(
    file: str, right: str, wrong: str, told: str | None, tmp_path: Path
) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(TRIAL, packs)
    text = (packs / file).read_text("utf-8")
    assert right in text
    (packs / file).write_text(text.replace(right, wrong, 1), "utf-8")

    found = [str(one) for one in lint(Library(pack_folders([packs]))) if packs.name in str(one)]

    if told is None:
        assert len(found) == 1
    else:
        assert found == [f"packs/{file}:{told}"]


def test_braces_without_quotes_are_cured_by_quotes(tmp_path: Path) -> None:
    path = tmp_path / "packs" / "table.yaml"
    path.parent.mkdir()
    path.write_text("blocks:\n  - {type: heading, text: 关于 {person.name} 的表：一}\n", "utf-8")

    (problem,) = Library(path.parent).problems

    assert (problem.code, problem.hint) == (
        "yaml-syntax",
        "值里有花括号 {…} 时，请把整个值加上引号。",
    )


def test_missing_colon_is_told_at_its_key(tmp_path: Path) -> None:
    path = tmp_path / "packs" / "plan.yaml"
    path.parent.mkdir()
    path.write_text("kind: plan\nname：计划\nid: a/b\n", encoding="utf-8")

    (problem,) = Library(path.parent).problems

    assert (problem.position.line, problem.position.column) == (2, 1)
