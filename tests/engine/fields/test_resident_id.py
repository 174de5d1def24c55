from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engine.fields import resident_id
from tests.engine.fields.declared import codes_of, declared, faults_of

SAMPLES = Path(__file__).parents[2] / "data" / "sample_numbers.csv"
FIELD = declared("{id: id_number, name: 身份证号码, type: resident_id}")


def _samples(kind: str, *expected: str) -> list[str]:
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [r["number"] for r in rows if r["kind"] == kind and r["expected"] in expected]


@pytest.mark.parametrize("number", _samples("id", "valid"))
def test_resident_id_takes_fictitious_numbers(number: str) -> None:
    stored = resident_id.parse(number, FIELD)

    assert faults_of(FIELD, stored) == []


@pytest.mark.parametrize("number", _samples("id", "warn"))
def test_resident_id_only_warns_of_regions(number: str) -> None:
    assert {severity for severity, _ in faults_of(FIELD, number)} <= {"warning"}


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        (
            "340104198503159977",
            "id-check-digit",
            "身份证号码 校验位不符：末位应为 6，当前为 7，请核对号码",
        ),
        (
            "340104198502309979",
            "id-birth-date",
            "身份证号码 第 7 至 14 位应为真实的出生日期，当前为 19850230",
        ),
        ("34010419850315997", "id-length", "身份证号码 应为 18 位公民身份号码，当前为 17 位"),
        (
            "340104203103159970",
            "id-in-future",
            "身份证号码 中的出生日期 2031-03-15 晚于今天（2022-07-01）",
        ),
        (
            "34010419850315997Y",
            "id-characters",
            "身份证号码 前 17 位应为数字，末位为数字或 X，当前为 “34010419850315997Y”",
        ),
    ],
)
def test_resident_id_says_what_is_wrong(number: str, code: str, sentence: str) -> None:
    assert codes_of(FIELD, number) == [code]
    assert faults_of(FIELD, number) == [("error", sentence)]


def test_resident_id_warns_of_an_unknown_region() -> None:
    assert faults_of(FIELD, "990104198503159977") == [
        ("warning", "身份证号码 前两位 99 不是已知的行政区划，请核对（不影响提交）")
    ]


def test_resident_id_of_today_is_not_in_the_future() -> None:
    number = resident_id.make("340104", "2022-07-01", 997)

    assert faults_of(FIELD, number, "2022-07-01") == []
    assert codes_of(FIELD, number, "2022-06-30") == ["id-in-future"]


def test_resident_id_is_stored_without_blanks_and_in_upper_case() -> None:
    assert resident_id.parse(" 320102 19850315 997x ", FIELD) == "32010219850315997X"
    assert resident_id.parse("32010219850315997x", FIELD) == "32010219850315997X"
