"""Tables of other subjects than one application: what they may say, and what they print."""

from collections.abc import Callable
from typing import get_args

import pytest

from engine.dossier import Dossier
from engine.packs.library import Library
from engine.packs.model import Plan
from engine.problems import PackError
from engine.tables.bindings import bindings
from engine.tables.lay_out import lay_out, lay_out_list, row_of
from engine.tables.layout import GridLayout, PhotoLayout, TableLayout
from engine.tables.model import Subject, Table
from engine.tables.of_plan import tables_of
from engine.tables.subjects import SUBJECTS

Compile = Callable[[str], Table]


def words(layout: TableLayout, at: int = 0) -> list[list[str]]:
    found = layout.blocks[at]
    assert isinstance(found, GridLayout)
    return [[cell.text for cell in row] for row in (*found.head, *found.rows)]


ROSTER = """
subject: roster
header: {right: '{unit.name}'}
blocks:
  - type: repeat
    list: rows
    min_rows: 3
    columns:
      - {name: 序号, width: 1, show: number}
      - {name: 姓名, width: 1, text: '{person.name}'}
      - {name: 出生, width: 1, field: person.birth_date, format: dotted_month, group: 日期}
      - {name: 工作, width: 1, text: '{personal.work_from|month}', group: 日期}
      - {name: 意见, width: 1, text: '{row.opinion}（{count(work)} 段）'}
"""


def test_every_subject_has_its_names() -> None:
    assert set(SUBJECTS) == set(get_args(Subject))


def test_roster_prints_a_row_for_each_application(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    roster = table(ROSTER)
    row = row_of(roster, plan, dossier, opinion="同意")

    layout = lay_out_list(roster, [row, row], {"unit.name": "蚌埠市青山小学"})

    assert words(layout) == [
        ["序号", "姓名", "日期", "意见"],
        ["出生", "工作"],
        ["1", "李晓", "1990.06", "2012年7月", "同意（1 段）"],
        ["2", "李晓", "1990.06", "2012年7月", "同意（1 段）"],
        ["", "", "", "", ""],
    ]
    assert layout.header is not None
    assert layout.header.right == ("蚌埠市青山小学",)


def test_group_of_columns_has_its_name_above_them(table: Compile) -> None:
    (block,) = lay_out_list(table(ROSTER), (), {}).blocks

    assert isinstance(block, GridLayout)
    assert [(cell.text, cell.colspan, cell.rowspan) for cell in block.head[0]] == [
        ("序号", 1, 2),
        ("姓名", 1, 2),
        ("日期", 2, 1),
        ("意见", 1, 2),
    ]


def test_blank_roster_names_the_plan_alone(table: Compile, plan: Plan) -> None:
    layout = lay_out(table(ROSTER), plan, None)

    assert words(layout)[2:] == [[""] * 5] * 3
    assert layout.digest == ""


def test_roster_binds_what_applications_answer(table: Compile) -> None:
    assert [binding.path for binding in bindings(table(ROSTER))] == [
        "person.name",
        "person.birth_date",
        "personal.work_from",
    ]


def test_ticket_prints_names_photo_and_code(table: Compile) -> None:
    text = """
subject: ticket
blocks:
  - type: grid
    columns: [1, 1, 1]
    rows:
      - [{field: ticket.number}, {photo: person.photo, size: 14}, {code: '{ticket.code}', size: 20}]
  - {type: repeat, list: notes, columns: [{name: 须知, width: 1, field: text}]}
"""
    names = {
        "ticket.number": "2026001",
        "ticket.code": "https://zhiping.example/t/1",
        "person.photo": {"sha256": "ab", "width": 413, "height": 579},
        "notes": [{"text": "带身份证"}],
    }

    layout = lay_out_list(table(text), (), names)

    block = layout.blocks[0]
    assert isinstance(block, GridLayout)
    number, photo, code = block.rows[0]
    assert number.text == "2026001"
    assert photo.photo is not None
    assert (photo.photo.sha256, round(photo.photo.width, 1)) == ("ab", 13.9)
    assert (code.code, code.code_size, code.text) == ("https://zhiping.example/t/1", 20, "")
    assert words(layout, 1) == [["须知"], ["带身份证"]]
    assert layout.pictures() == ("ab",)


def test_photo_takes_the_width_of_its_place(table: Compile) -> None:
    text = """
subject: ticket
blocks: [{type: grid, columns: [1], rows: [[{photo: person.photo, size: 14}]]}]
"""
    names = {"person.photo": {"sha256": "ab"}}

    block = lay_out_list(table(text), (), names).blocks[0]

    assert isinstance(block, GridLayout)
    assert block.rows[0][0].photo == PhotoLayout(sha256="ab", width=14, height=19.5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("blocks: [{type: heading, text: '{ticket.numbr}'}]", "6:33 ticket.numbr"),
        ("blocks: [{type: grid, columns: [1], rows: [[{photo: unit.name}]]}]", "6:45 unit.name"),
        (
            "blocks: [{type: repeat, list: rows, columns: [{name: 甲, width: 1, field: a}]}]",
            "6:10 rows",
        ),
        (
            "blocks: [{type: repeat, list: notes, columns: [{name: 甲, width: 1, field: a}]}]",
            "6:48 a",
        ),
        (
            "blocks: [{type: repeat, section: work, columns: [{name: 甲, width: 1, field: a}]}]",
            "6:10 work",
        ),
    ],
)
def test_names_that_a_subject_does_not_have_are_problems(
    table: Compile, text: str, said: str
) -> None:
    with pytest.raises(PackError) as caught:
        table(f"subject: ticket\n{text}")

    (problem,) = caught.value.problems
    assert problem.code == "unknown-name"
    assert f"{problem.position.line}:{problem.position.column} {problem.path}" == said


def test_application_has_no_lists(table: Compile) -> None:
    with pytest.raises(PackError) as caught:
        table("blocks: [{type: repeat, list: rows, columns: [{name: 甲, width: 1, field: a}]}]")

    assert [problem.message for problem in caught.value.problems] == ["一份申报没有列表"]


def test_records_of_all_categories_stand_in_one_grid(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - type: repeat
    records: true
    columns: [{name: 序号, width: 1, show: number}, {name: 内容, width: 1, show: title}]
"""

    found = words(lay_out(table(text), plan, dossier))

    assert [row[0] for row in found] == ["序号", *map(str, range(1, len(found)))]
    assert {"市优秀教师", "小学科学实验教学改革"} <= {row[1] for row in found}


def test_opinion_is_signed_by_who_decided_and_names_the_unit(
    table: Compile, plan: Plan, dossier: Dossier
) -> None:
    text = """
blocks:
  - {type: opinion, id: a, node: unit, title: 意见, stamp: （公章）, signers: [审核人, 负责人]}
"""
    entry = {"text": "同意。", "unit": "蚌埠市青山小学", "signed_by": "王某", "date": "2026-07-01"}

    _, (signing,) = words(lay_out(table(text), plan, dossier, entries={"a": entry}))

    assert "蚌埠市青山小学（公章）" in signing
    assert "审核人：王某" in signing
    assert "负责人：　" in signing


def test_tables_of_a_standard_are_found_by_their_subject(library: Library) -> None:
    plan = library.plan("anhui/2026-engineering")
    standard = plan.standards[0]

    found = {subject: len(tables_of(plan, standard, subject)) for subject in get_args(Subject)}

    assert found.pop("application") > 4
    assert found == {"roster": 1, "vote": 1, "ticket": 1, "reissue": 1}


def test_library_compiles_a_table_over_what_it_extends(library: Library) -> None:
    shared, own = library.table("common/ticket"), library.table("yunnan/ticket")

    assert own.name == "准考证"
    assert own.blocks == shared.blocks
