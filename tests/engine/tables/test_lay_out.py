"""Layouts: final words for a filled form and for a blank one."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.dossier import Dossier, dossier_from
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.tables.lay_out import lay_out
from engine.tables.layout import (
    CoverLayout,
    Folio,
    GridLayout,
    ParagraphLayout,
    PhotoLayout,
    RunningLayout,
    TableLayout,
)
from engine.tables.model import Table

Compile = Callable[[str], Table]


def grid(layout: TableLayout, at: int = 0) -> GridLayout:
    found = layout.blocks[at]
    assert isinstance(found, GridLayout)
    return found


def words(found: GridLayout) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (*found.head, *found.rows)]


GRID = """
empty: 无
blocks:
  - type: grid
    columns: [1, 2, 1, 2]
    rows:
      - [{label: 姓名}, {field: person.name}, {label: 性别}, {field: person.gender, format: boxes}]
      - [{label: 曾用名}, {field: personal.former_name}, {label: 出生},
         {field: person.birth_date, format: month}]
      - [{label: 说明}, {text: '{person.name}，{person.birth_date|day}生', colspan: 3}]
"""


def test_grid_prints_answers_as_people_read_them(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    laid = grid(lay_out(table(GRID), plan, dossier))

    assert words(laid)[0][:3] == ["姓名", "李晓", "性别"]
    assert "□男" in words(laid)[0][3]
    assert "■女" in words(laid)[0][3]
    assert words(laid)[1:] == [
        ["曾用名", "无", "出生", "1990年6月"],
        ["说明", "李晓，1990年6月7日生"],
    ]


def test_blank_form_has_labels_and_no_answers(table: Compile, plan: Plan) -> None:
    laid = grid(lay_out(table(GRID), plan, None))

    assert words(laid)[0][:3] == ["姓名", "", "性别"]
    assert "■" not in words(laid)[0][3]
    assert words(laid)[1:] == [["曾用名", "", "出生", ""], ["说明", "，生"]]


def test_cells_name_the_answer_they_print(table: Compile, plan: Plan, dossier: Dossier) -> None:
    laid = grid(lay_out(table(GRID), plan, dossier))

    assert [cell.path for cell in laid.rows[0]] == ["", "person.name", "", "person.gender"]


REPEAT = """
empty: 无
blocks:
  - type: repeat
    title: 工作经历
    section: work
    min_rows: 3
    columns:
      - {name: 序号, width: 1, show: number}
      - {name: 起止, width: 2, field: start, until: end, format: dotted_month}
      - {name: 单位, width: 4, field: unit}
      - {name: 证明人, width: 1, field: witness}
"""


def test_repeat_fills_rows_up_to_its_least(table: Compile, plan: Plan, dossier: Dossier) -> None:
    laid = grid(lay_out(table(REPEAT), plan, dossier))

    assert words(laid) == [
        ["工作经历"],
        ["序号", "起止", "单位", "证明人"],
        ["1", "2012.07—至今", "蚌埠市青山小学", "无"],
        ["", "", "", ""],
        ["", "", "", ""],
    ]
    assert laid.rows[0][2].path == "work.w1.unit"
    assert sum(laid.widths) == pytest.approx(100)


def test_repeat_without_rows_says_so_in_its_widest_column(
    table: Compile, plan: Plan, dossier_data: dict[str, Any]
) -> None:
    rows = {key: value for key, value in dossier_data["rows"].items() if key != "work"}
    empty = dossier_from({"plan": plan.id, **dossier_data, "rows": rows})

    laid = grid(lay_out(table(REPEAT), plan, empty))

    assert words(laid)[2] == ["", "", "无", ""]


def test_repeat_of_a_category_shows_what_every_kind_has(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - type: repeat
    category: performance
    columns:
      - {name: 条件, width: 1, show: item}
      - {name: 内容, width: 1, show: title}
      - {name: 时间, width: 1, show: date, format: dotted_day}
      - {name: 排名, width: 1, show: rank}
      - {name: 主要情况, width: 1, show: summary}
      - {name: 附件, width: 1, show: files}
"""

    laid = grid(lay_out(table(text), plan, dossier))

    assert words(laid)[1:] == [
        [
            "教育教学类表彰",
            "市优秀教师",
            "2019.09.10",
            "",
            "荣誉级别：市厅级；授予单位：蚌埠市教育局",
            "优秀教师证书.jpg",
        ],
        [
            "教学成果奖",
            "小学科学实验教学改革",
            "2020.12.01",
            "1/5",
            "奖励名称：教学成果奖；奖励级别：市厅级；奖励等级：二等；授予机构：蚌埠市教育局",
            "教学成果奖证书.jpg",
        ],
    ]


def test_repeat_of_categories_draws_a_grid_for_each(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - {type: repeat, categories: true, columns: [{name: 内容, width: 1, show: title}]}
"""

    layout = lay_out(table(text), plan, dossier)

    titles = [words(grid(layout, at))[0][0] for at in range(len(layout.blocks))]
    assert titles == [category.name for category in plan.standards[0].categories]


def test_repeat_of_categories_keeps_its_own_title_above_the_first(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - type: repeat
    title: 业绩一览
    categories: true
    columns: [{name: 内容, width: 1, show: title}]
"""

    layout = lay_out(table(text), plan, dossier)

    first, second = (words(grid(layout, at)) for at in range(2))
    names = [category.name for category in plan.standards[0].categories]
    assert [first[0], first[1], second[0]] == [["业绩一览"], [names[0]], [names[1]]]


def test_file_list_prints_the_slots_that_apply(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - type: repeat
    slots: true
    columns: [{name: 附件, width: 1, show: title}, {name: 文件, width: 1, show: files}]
"""

    laid = grid(lay_out(table(text), plan, dossier))

    assert words(laid)[1:] == [
        ["职称填报承诺书", "诚信承诺书.jpg"],
        ["其他相关附件", "教师资格证.jpg"],
        ["班主任工作经历", "班主任经验介绍.jpg"],
    ]


def test_answers_that_do_not_apply_are_not_printed(
    table: Compile, plan: Plan, dossier_data: dict[str, Any]
) -> None:
    text = "blocks: [{type: long_text, field: exceptional.reason}]"
    kept = {**dossier_data["sections"], "exceptional": {"reason": "曾经写过的理由"}}
    hidden = dossier_from({"plan": plan.id, **dossier_data, "sections": kept})

    laid = grid(lay_out(table(text), plan, hidden))

    assert words(laid) == [[""]]


def test_expressions_see_computed_values_and_lists(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - type: paragraph
    text: '共{count(work)}段经历，{computed.highest_education}，{first(held_titles.title)}'
"""

    (block,) = lay_out(table(text), plan, dossier).blocks

    assert isinstance(block, ParagraphLayout)
    assert block.lines[0].text == "共1段经历，大学本科，一级教师"


def test_expressions_know_what_rules_know(table: Compile, plan: Plan, dossier: Dossier) -> None:
    text = """
blocks:
  - type: paragraph
    text: "{application.title == '高级教师'}，{count(records) > 0}，{plan.cutoff - 1y}"
"""

    (block,) = lay_out(table(text), plan, dossier).blocks

    assert isinstance(block, ParagraphLayout)
    assert block.lines[0].text == "是，是，2021-12-31"


def test_expressions_print_codes_by_their_names(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - {type: paragraph, text: '{first(education.schooling)}，{min(work.start)|month}'}
"""

    (block,) = lay_out(table(text), plan, dossier).blocks

    assert isinstance(block, ParagraphLayout)
    assert block.lines[0].text == "大学本科毕业，2012年7月"


OPINION = """
blocks:
  - type: opinion
    id: unit_opinion
    title: 单位意见
    statement: 推荐意见：
    stamp: （公章）
    signers: [负责人]
"""


@pytest.mark.requirement("AMB-21")
def test_opinion_box_is_left_to_the_pen(table: Compile, plan: Plan, dossier: Dossier) -> None:
    laid = grid(lay_out(table(OPINION), plan, dossier))

    (label, above), (signing,) = laid.rows
    assert label.text == "单\n位\n意\n见"
    assert above.text == "推荐意见："
    assert "（公章）" in signing.text
    assert "负责人：" in signing.text
    assert "年　　月　　日" in signing.text


def test_opinion_box_is_filled_by_the_workflow(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    entry = {"text": "同意推荐。", "signed_by": "王某", "date": "2022-07-01"}

    laid = grid(lay_out(table(OPINION), plan, dossier, entries={"unit_opinion": entry}))

    (_, above), (signing,) = laid.rows
    assert above.text == "同意推荐。"
    assert "负责人：王某" in signing.text
    assert "2022年7月1日" in signing.text


def test_vote_box_prints_its_counts(table: Compile, plan: Plan, dossier: Dossier) -> None:
    text = """
blocks:
  - type: vote
    id: vote
    title: 评审意见
    counts: [{id: present, name: 参加人数}, {id: approve, name: 赞成人数}]
    conclusion: 评审结论：
    signers: [主任委员]
"""
    entries = {"vote": {"present": "17", "approve": "15", "text": "通过"}}

    laid = grid(lay_out(table(text), plan, dossier, entries=entries))

    assert words(laid)[0][1:] == ["参加人数", "赞成人数"]
    assert words(laid)[1:3] == [["17", "15"], ["通过"]]


def test_running_lines_keep_page_numbers_open(table: Compile, plan: Plan, dossier: Dossier) -> None:
    text = """
footer: {left: '{person.name}', center: '第{page}页 共{pages}页', right: '{plan.year}'}
blocks: [{type: page_break}]
"""

    layout = lay_out(table(text), plan, dossier)

    assert layout.footer == RunningLayout(
        left=("李晓",),
        center=("第", Folio.PAGE, "页 共", Folio.PAGES, "页"),
        right=("2022",),
    )


def test_digest_changes_with_an_answer_only(
    table: Compile, plan: Plan, dossier: Dossier, dossier_data: dict[str, Any]
) -> None:
    declared = table("blocks: [{type: page_break}]")
    same = dossier_from({"plan": plan.id, **dossier_data})
    other = dossier_from({"plan": plan.id, **dossier_data, "files": {}})

    digests = [lay_out(declared, plan, each).digest for each in (dossier, same, other, None)]

    assert digests[0] == digests[1] != digests[2]
    assert digests[3] == ""


def test_cover_prints_what_is_applied_for(table: Compile, plan: Plan, dossier: Dossier) -> None:
    text = """
code: {text: '{plan.id}'}
blocks:
  - type: cover
    title: 评审表
    code: true
    lines:
      - {name: 申报方式, field: application.mode}
      - {name: 申报职称, text: '{application.title}（{application.level}）'}
      - {name: 填表时间, field: pledge.signed_on, format: day}
    foot: ['{plan.committee}']
"""

    (block,) = lay_out(table(text), plan, dossier, code="https://zhiping.example/v/1").blocks

    assert isinstance(block, CoverLayout)
    assert [line.value for line in block.lines] == [
        "常规申报",
        "高级教师（高级）",
        "2022年6月22日",
    ]
    assert block.foot == ("蚌埠市中小学教师系列高级职称评审委员会",)
    assert block.code == "https://zhiping.example/v/1"


def test_picture_keeps_its_proportions(
    table: Compile, plan: Plan, dossier_data: dict[str, Any]
) -> None:
    text = "blocks: [{type: grid, columns: [1], rows: [[{photo: personal.photo}]]}]"
    photo = {"id": "f1", "name": "照片.jpg", "type": "jpg", "bytes": 9, "sha256": "ab"}
    personal = {"personal": {"photo": {**photo, "width": 560, "height": 280}}}
    wide = dossier_from({"plan": plan.id, **dossier_data, "sections": personal})

    ((cell,),) = grid(lay_out(table(text), plan, wide)).rows

    assert cell.photo == PhotoLayout(sha256="ab", width=28, height=14)


def test_signature_drawn_on_a_screen_is_printed_and_its_empty_place_says_nothing(
    table: Compile, library: Library
) -> None:
    plan = library.plan("yunnan/2026-laboratory")
    text = "blocks: [{type: grid, columns: [1], rows: [[{photo: signing.signature}]]}]"
    drawn = {"id": "f1", "name": "签名.png", "type": "png", "bytes": 9, "sha256": "ab"}
    signing = {"signing": {"signature": {**drawn, "width": 600, "height": 200}}}
    application = {"standard": "yunnan/laboratory-senior-full"}
    signed = dossier_from({"plan": plan.id, "application": application, "sections": signing})
    unsigned = dossier_from({"plan": plan.id, "application": application})

    (cell,) = grid(lay_out(table(text), plan, signed)).rows[0]
    empty = words(grid(lay_out(table(text), plan, unsigned)))

    assert cell.photo is not None
    assert cell.photo.sha256 == "ab"
    assert empty == [[""]]


def test_table_of_another_standard_is_laid_out_by_the_names_of_that(library: Library) -> None:
    plan = library.plan("anhui/2026-engineering")
    senior = dossier_from(
        {"plan": plan.id, "application": {"standard": "anhui/engineering-senior"}}
    )

    laid = lay_out(plan.tables["anhui/high-skill-form"], plan, senior)

    assert "高技能人才申报专业技术资格情况表" in list(laid.texts())
