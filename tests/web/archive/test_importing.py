"""Records from a spreadsheet: the template, errors by row and column, good rows, hostile files."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.web.archiving import press
from tests.web.visitor import Visitor
from web.models import Record, database
from web.services.spreadsheet import MOST_BYTES, MOST_ROWS, BadSpreadsheet, read_lines

HEAD = ["荣誉名称*", "荣誉级别*", "授予单位*", "授予日期*"]
GOOD = ["市教学能手", "市厅级", "蚌埠市教育局", "2020-09-10"]
PAGE = "/archive/import/honor"


def book(*rows: list[Any], head: list[str] | None = None) -> bytes:
    """An xlsx file with these rows below the columns of kind honor."""
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (head or HEAD, *rows):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def send(visitor: Visitor, content: bytes) -> Visitor:
    """Send a spreadsheet to be checked."""
    visitor.open(PAGE)
    return visitor.send(PAGE, file=("荣誉.xlsx", content))


def imported() -> list[dict[str, Any]]:
    """The answers of the records that came from spreadsheets."""
    with database.connection_context():
        found = Record.select().where(Record.origin.startswith("import:")).order_by(Record.id)
        return [record.values for record in found]


def test_template_has_columns_marks_choices_and_explanations(visitor: Visitor) -> None:
    answer = visitor.client.get("/archive/import/education/template.xlsx")
    made = load_workbook(io.BytesIO(answer.data))
    sheet = made["填写"]

    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["入学时间*", "毕业时间*", "毕业学校*", "院系", "所学专业*"]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    letter = sheet.cell(row=1, column=heads.index("学历*") + 1).column_letter
    listed = rules[f"{letter}2:{letter}{MOST_ROWS + 1}"]
    assert listed.startswith("'可选项'!$")
    assert "大学本科毕业" in [cell.value for row in made["可选项"].iter_rows() for cell in row]
    assert made["可选项"].sheet_state == "hidden"
    assert "年月，如 2022-06" in [
        cell.value for row in made["填写说明"].iter_rows() for cell in row
    ]


@pytest.mark.parametrize("kind", ["education", "work", "paper", "award", "report", "other"])
def test_template_that_was_filled_in_is_read_again(visitor: Visitor, kind: str) -> None:
    answer = visitor.client.get(f"/archive/import/{kind}/template.xlsx")
    lines = read_lines(answer.data)

    assert len(lines) == 1
    assert lines[0].texts[0]


def test_good_rows_become_drafts_without_proofs(visitor: Visitor) -> None:
    send(visitor, book(GOOD, ["省优秀教师", "省部级", "安徽省教育厅", "2021-09-10"]))
    assert "共 2 行，正确 2 行，有错误 0 行" in visitor.text
    assert imported() == []

    visitor.send(f"{PAGE}/take")

    assert [values["name"] for values in imported()] == ["市教学能手", "省优秀教师"]
    with database.connection_context():
        records = Record.select().where(Record.origin.startswith("import:"))
        assert {record.status for record in records} == {"unreviewed"}
    assert "请逐条上传证明材料后提交单位审核" in visitor.text


def test_errors_are_listed_by_row_and_column_and_good_rows_can_be_taken(visitor: Visitor) -> None:
    send(
        visitor,
        book(
            GOOD,
            ["某荣誉", "宇宙级", "", "2020-02-30"],
            [None, None, None, None],
            ["另一荣誉", "县处级", "某县教育局", "2019-05-04"],
        ),
    )

    assert "共 3 行，正确 2 行，有错误 1 行" in visitor.text
    for part in ("3 荣誉级别", "3 授予单位 授予单位 为必填项", "3 授予日期"):
        assert part in visitor.text
    visitor.send(f"{PAGE}/take")
    assert [values["name"] for values in imported()] == ["市教学能手", "另一荣誉"]


def test_same_file_is_imported_once_even_after_a_change(visitor: Visitor) -> None:
    content = book(GOOD)
    send(visitor, content)
    form = visitor.form(f"{PAGE}/take")
    visitor.post(form.action, dict(form.values))
    with database.connection_context():
        Record.update(values={"name": "改过"}, save_id="other").where(
            Record.origin.startswith("import:")
        ).execute()

    visitor.post(form.action, dict(form.values))
    assert "没有重复导入" in visitor.text
    send(visitor, content)
    assert "已导入过，不会重复导入" in visitor.text
    visitor.send(f"{PAGE}/take")

    assert imported() == [{"name": "改过"}]


def test_row_like_an_existing_record_is_doubted(visitor: Visitor) -> None:
    send(visitor, book(["市优秀教师", "市厅级", "蚌埠市教育局", "2019-09-10"], GOOD, GOOD))

    assert visitor.text.count("可能与已有的一条重复") == 2


def test_formula_is_refused_and_never_evaluated(visitor: Visitor) -> None:
    send(visitor, book(['=HYPERLINK("http://x","市教学能手")', "市厅级", "某局", "2020-09-10"]))

    assert "2 荣誉名称 不能使用公式" in visitor.text
    assert "导入正确的" not in visitor.text


def test_cells_that_became_days_and_numbers_are_read_as_typed(visitor: Visitor) -> None:
    from datetime import datetime

    send(visitor, book(["表彰", "市厅级", 12345, datetime(2020, 9, 10)]))
    visitor.send(f"{PAGE}/take")

    assert imported() == [
        {"name": "表彰", "level": "市厅级", "authority": "12345", "date": "2020-09-10"}
    ]


def test_rows_from_the_browser_are_checked_again_all_or_none(visitor: Visitor) -> None:
    send(visitor, book(GOOD))
    form = visitor.form(f"{PAGE}/take")
    bad = (
        '[[2,{"name":"好","level":"市厅级","authority":"局","date":"2020-09-10"}],[3,{"name":"x"}]]'
    )
    for rows, status in ((bad, 403), ('[[2,{"status":"passed"}]]', 403), ("nonsense", 403)):
        visitor.post(form.action, {**dict(form.values), "rows": rows})
        assert visitor.status == status
    assert imported() == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "请先选择填写好的表格"),
        (b"\xd0\xcf\x11\xe0 old xls", "不是 xlsx 文件"),
        (b"PK\x03\x04 broken", "不是 xlsx 文件"),
        (bytes(MOST_BYTES + 1), "文件不能超过 2MB"),
        (book(head=["不相干", "列"]), "第一行不是“获得荣誉情况”模板的列名"),
        (book(), "表格中没有填写内容"),
        (book(*([GOOD] * (MOST_ROWS + 1))), f"一次最多导入 {MOST_ROWS} 行"),
        (book(GOOD, head=["荣誉名称", "荣誉名称*"]), "“荣誉名称”一列出现了两次"),
    ],
)
def test_wrong_file_is_refused_with_its_reason(
    visitor: Visitor, content: bytes, reason: str
) -> None:
    visitor.open(PAGE)
    file = {"file": ("荣誉.xlsx", content)} if content else {}
    press(visitor, visitor.form(PAGE), ("x", ""), **file)

    assert visitor.status == 422
    assert reason in visitor.text
    assert imported() == []


def with_part(name: str, text: bytes) -> bytes:
    """A good xlsx file with one part more, or another text in one."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book(GOOD))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in good.infolist():
            if part.filename != name:
                made.writestr(part, good.read(part))
        made.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("xl/media/bomb.bin", bytes(60 * 1_048_576), "展开后过大"),
        (
            "xl/sharedStrings.xml",
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>',
            "不允许的内容",
        ),
        ("xl/vbaProject.bin", b"macro", "宏"),
        ("xl/worksheets/sheet1.xml", b"<worksheet", "文件已损坏"),
    ],
)
def test_hostile_file_is_refused(name: str, text: bytes, reason: str) -> None:
    with pytest.raises(BadSpreadsheet, match=reason):
        read_lines(with_part(name, text))


def test_row_far_down_is_not_waited_for() -> None:
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
        b'2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    )

    with pytest.raises(BadSpreadsheet, match="空行过多"):
        read_lines(with_part("xl/worksheets/sheet1.xml", sheet))


def test_nothing_chosen_says_so(visitor: Visitor) -> None:
    visitor.open(PAGE)

    press(visitor, visitor.form(PAGE), ("x", ""))

    assert "请先选择填写好的表格" in visitor.text
