from __future__ import annotations

from engine.fields import long_text
from tests.engine.fields.declared import codes_of, declared, faults_of

FIELD = declared("{id: summary, name: 工作总结, type: long_text, min: 3, max: 10}")


def test_long_text_counts_a_line_end_as_one_character() -> None:
    stored = long_text.parse("一二三四\r\n五六七八九\r\n", FIELD)

    assert stored == "一二三四\n五六七八九"
    assert faults_of(FIELD, stored) == []


def test_long_text_limits_are_inclusive() -> None:
    assert faults_of(FIELD, "字" * 10) == []
    assert faults_of(FIELD, "字" * 11) == [("error", "工作总结 不能超过 10 字，当前为 11 字")]
    assert faults_of(FIELD, "字" * 3) == []
    assert codes_of(FIELD, "字" * 2) == ["too-short"]
