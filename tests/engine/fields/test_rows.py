from __future__ import annotations

from engine.fields import rows
from engine.fields.answers import build_inputs
from tests.engine.fields.declared import codes_of, declared, faults_of
from tests.engine.forms.sent import Sent

POSTS = declared(
    """
id: posts
name: 聘用情况
type: rows
min: 1
max: 2
fields:
  - {id: employer, name: 聘用单位, type: text, max: 10, required: true}
  - {id: term, name: 聘期, type: date_range, precision: month, open: true}
"""
)
GOOD = {"id": "n1", "employer": "某中学", "term": {"from": "2019-09", "to": None}}


def test_rows_check_every_answer_and_say_which_row() -> None:
    wrong = {"id": "n2", "term": {"from": "2019-09", "to": "2018-09"}}

    assert faults_of(POSTS, [GOOD]) == []
    assert faults_of(POSTS, [GOOD, wrong]) == [
        ("error", "聘用情况第 2 行的聘用单位 为必填项, 当前尚未填写"),
        ("error", "聘用情况第 2 行的聘期 的结束时间 2018-09 早于开始时间 2019-09"),
    ]


def test_rows_limits_are_inclusive() -> None:
    assert codes_of(POSTS, []) == ["too-few-rows"]
    assert codes_of(POSTS, [GOOD, GOOD]) == []
    assert codes_of(POSTS, [GOOD, GOOD, GOOD]) == ["too-many-rows"]
    assert codes_of(POSTS, [1]) == codes_of(POSTS, {}) == ["not-rows"]


def test_rows_are_read_by_index_with_their_ids() -> None:
    sent = Sent(
        {
            "posts-2-employer": ["乙中学"],
            "posts-2-id": ["n1"],
            "posts-0-employer": ["甲中学"],
            "posts-0-term-from": ["2019-09"],
            "posts-0-term-to": [""],
            "posts-1-employer": ["  "],
            "posts-7-employer": ["丙中学"],
            "posts-7-remove": ["1"],
        }
    )
    form = build_inputs([POSTS])

    form.process(sent)

    assert form._fields["posts"].data == [
        {"id": "n2", "employer": "甲中学", "term": {"from": "2019-09", "to": None}},
        {"id": "n1", "employer": "乙中学"},
    ]


def test_rows_are_shown_line_by_line() -> None:
    assert rows.display([GOOD, {"employer": "乙中学"}], POSTS) == ("某中学，2019年9月 至今\n乙中学")
