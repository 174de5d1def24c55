from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engine.fields import uscc
from tests.engine.fields.declared import codes_of, declared, faults_of

SAMPLES = Path(__file__).parents[2] / "data" / "sample_numbers.csv"
FIELD = declared("{id: credit_code, name: 信用代码, type: uscc}")
STRICT = declared("{id: credit_code, name: 信用代码, type: uscc, organisation: true}")


def _samples() -> list[tuple[str, bool]]:
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(r["number"], r["expected"] == "valid") for r in rows if r["kind"] == "uscc"]


@pytest.mark.parametrize(("code", "valid"), _samples())
def test_uscc_judges_the_sample_codes(code: str, valid: bool) -> None:
    assert (faults_of(FIELD, code) == []) is valid


@pytest.mark.parametrize("first", ["A1", "N2", "Y1"])
def test_uscc_takes_registrars_with_a_letter(first: str) -> None:
    body = f"{first}340121MF0XXX101"

    assert faults_of(FIELD, body + uscc.check_digit(body)) == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91340100MA8XXX0360", "信用代码 校验位不符：末位应为 L，当前为 0，请核对代码"),
        (
            "91340100MA8IXX0301",
            "信用代码 用数字和大写字母（I、O、S、V、Z 除外），第 12 位为 “I”",
        ),
        ("913401000000", "信用代码 应为 18 位统一社会信用代码，当前为 12 位"),
        (
            "B1340100MA8XXX036L",
            "信用代码 用数字和大写字母（I、O、S、V、Z 除外），第 1 位为 “B”",
        ),
    ],
)
def test_uscc_says_what_is_wrong(code: str, sentence: str) -> None:
    assert faults_of(FIELD, code) == [("error", sentence)]


def test_uscc_warns_of_a_wrong_organisation_code_if_asked_to() -> None:
    body = "91340100MA8XXX037"
    code = body + uscc.check_digit(body)

    assert codes_of(FIELD, code) == []
    assert faults_of(STRICT, code) == [
        ("warning", "信用代码 第 9 至 17 位的组织机构代码校验不符，请核对（不影响提交）")
    ]


def test_uscc_is_stored_in_upper_case() -> None:
    assert uscc.parse(" 91340100ma8xxx036l", FIELD) == "91340100MA8XXX036L"
