"""Files of lists: nothing is calculated, nothing is rounded, what is sensitive is hidden."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from web.clock import ZONE
from web.models import Account
from web.services.exporting import (
    Column,
    Export,
    Format,
    Listing,
    looks_like_formula,
    plain_for_csv,
    write_listing,
)

NOW = datetime(2022, 7, 1, 9, 30, tzinfo=ZONE)
NUMBER = "340302199001019976"
COLUMNS = (
    Column(name="姓名"),
    Column(name="身份证号", sensitive="id"),
    Column(name="手机号码", sensitive="mobile"),
    Column(name="年度"),
)


def listing(*rows: tuple[object, ...]) -> Listing:
    return Listing(name="名单", columns=COLUMNS, rows=rows, total=len(rows))


def export(format: Format, *, full: bool = False) -> Export:
    account = Account(id="a", login="qs1", name="王丽")
    return Export(account=account, format=format, full=full, now=NOW)


def read_csv(path: Path) -> list[list[str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\n=1", " =1", "　=1", "＝1+1", "＋1", "－1",
        "＠SUM", "\u200b=1", "\ufeff=cmd|' /C calc'!A0", "'=1", "\"=1", "|cmd",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_might_calculate_is_known(text: str, tmp_path: Path) -> None:
    assert looks_like_formula(text)
    assert plain_for_csv(text) == f"'{text}"

    path = tmp_path / "list.xlsx"
    write_listing(listing((text, "", "", 2022)), export("xlsx"), path)
    cell = load_workbook(path).worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("text", ["张明", "小学-语文", "a=b", "2022", "A+B", "", "（-1）"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert not looks_like_formula(text)
    assert plain_for_csv(text) == text


def test_numbers_of_eighteen_digits_stay_whole_and_hidden_unless_in_full(tmp_path: Path) -> None:
    one = listing(("张明", NUMBER, "13812346614", 2022))
    path = tmp_path / "list.xlsx"

    write_listing(one, export("xlsx"), path)
    hidden = [cell.value for cell in load_workbook(path).worksheets[0][2]]
    write_listing(one, export("xlsx", full=True), path)
    shown = [cell.value for cell in load_workbook(path).worksheets[0][2]]

    assert NUMBER not in str(hidden)
    assert hidden[1].startswith("340")
    assert "*" in hidden[1]
    assert "*" in hidden[2]
    assert shown == ["张明", NUMBER, "13812346614", 2022]


def test_file_says_who_took_it_and_when(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"

    write_listing(listing(("张明", NUMBER, "", 2022)), export("csv", full=True), path)

    rows = read_csv(path)
    assert rows[0] == ["姓名", "身份证号", "手机号码", "年度"]
    assert rows[1] == ["张明", f"'{NUMBER}", "", "2022"]
    assert rows[-1] == ["导出人：王丽（qs1）　导出时间：2022-07-01 09:30:00"]


def test_characters_that_no_spreadsheet_takes_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"

    write_listing(listing(("张\x00\x0b明\x1f", "", "", 10**17)), export("xlsx"), path)

    cells = load_workbook(path).worksheets[0][2]
    assert (cells[0].value, cells[3].value) == ("张明", str(10**17))


def test_long_text_is_cut_to_what_a_cell_holds(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"

    write_listing(listing(("好" * 40_000, "", "", 1)), export("xlsx"), path)

    assert len(load_workbook(path).worksheets[0]["A2"].value) == 32_767
