from __future__ import annotations

import pytest

from engine.fields import text
from engine.problems import Problem
from tests.engine.fields.declared import codes_of, declared, faults_of

FIELD = declared("{id: school, name: 毕业学校, type: text, min: 2, max: 5}")


def test_text_limits_are_inclusive_and_count_code_points() -> None:
    assert faults_of(FIELD, "ab") == []
    assert faults_of(FIELD, "𠮷𠮷𠮷𠮷𠮷") == []
    assert faults_of(FIELD, "𠮷𠮷𠮷𠮷𠮷𠮷") == [("error", "毕业学校 不能超过 5 字，当前为 6 字")]
    assert faults_of(FIELD, "a") == [("error", "毕业学校 不能少于 2 字，当前为 1 字")]


def test_text_refuses_what_cannot_be_stored() -> None:
    assert faults_of(FIELD, "a\x00b") == [
        ("error", "毕业学校 含有不能使用的控制字符（第 2 个字），请删除后重新输入")
    ]
    assert codes_of(FIELD, "a\ud800b") == ["bad-character"]
    assert faults_of(FIELD, 12) == [("error", "毕业学校 应为文字，当前为 “12”")]


def test_text_is_stored_on_one_line_without_blanks_around_it() -> None:
    assert text.parse("  某大学\r\n附属 ", FIELD) == "某大学 附属"
    assert text.parse("   ", FIELD) is None


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("issn", "1000-0054", "1000-0055"),
        ("isbn", "978-7-302-12345-3", "978-7-302-12345-4"),
        ("isbn", "7-302-02368-9", "7-302-02368-8"),
        ("cn_serial", "CN11-2223/N", "11-2223"),
        ("postcode", "230001", "23000"),
        ("phone", "0551-62345678", "12345"),
        ("digits", "0012", "12a"),
        ("person_name", "阿依古丽·买买提", "张三1"),
    ],
)
def test_text_formats(form: str, good: str, bad: str) -> None:
    field = declared(f"{{id: a, name: 编号, type: text, format: {form}}}")

    assert faults_of(field, good) == []
    assert codes_of(field, bad) == ["bad-format"]


def test_text_format_that_nobody_knows_is_a_problem() -> None:
    problems: list[Problem] = []

    declared("{id: a, name: 编号, type: text, format: isnn}", problems)

    assert [(p.code, p.path, p.hint) for p in problems] == [
        ("unknown-reference", "format", "是不是想写 “issn”？")
    ]


def test_text_min_over_max_is_a_problem() -> None:
    problems: list[Problem] = []

    declared("{id: a, name: 编号, type: text, min: 9, max: 3}", problems)

    assert [(p.code, p.message) for p in problems] == [
        ("min-over-max", "min 9 大于 max 3，没有值能符合")
    ]
