"""Reading YAML and JSON into nodes: what packs may hold, and where everything stands."""

from __future__ import annotations

from typing import Any

import pytest

from engine.packs.node import Node
from engine.packs.reading import MAX_BYTES, MAX_DEPTH, read_document
from engine.problems import PackError, Position


def read(text: str | bytes, name: str = "p.yaml") -> Any:
    return read_document(text, name).root.plain()


def problems(text: str | bytes, name: str = "p.yaml") -> list[tuple[str, int, int]]:
    with pytest.raises(PackError) as caught:
        read_document(text, name)
    return [(p.code, p.position.line, p.position.column) for p in caught.value.problems]


def warnings(text: str) -> list[tuple[str, int, int]]:
    found = read_document(text, "p.yaml").warnings
    return [(w.code, w.position.line, w.position.column) for w in found]


def test_plain_scalars_mean_what_yaml_1_2_says() -> None:
    text = (
        "1, -2, 1.5, 1e3, true, False, null, ~, 文字, 12:30, 2026-01-01, 1_000, 0x1F, .inf, 1e999"
    )

    assert read(f"a: [{text}]") == {
        "a": [
            1, -2, 1.5, 1000.0, True, False, None, None,
            "文字", "12:30", "2026-01-01", "1_000", "0x1F", ".inf", "1e999",
        ]
    }  # fmt: skip


def test_quoted_scalars_are_text() -> None:
    assert read("{a: '1', b: \"true\", c: 'null', d: ''}") == {
        "a": "1", "b": "true", "c": "null", "d": "",
    }  # fmt: skip


def test_long_digit_strings_stay_text_because_they_are_numbers_of_things() -> None:
    assert read("a: 340104199006079988\nb: 123456789012345") == {
        "a": "340104199006079988",
        "b": 123456789012345,
    }


def test_words_of_yaml_1_1_stay_text_with_a_warning() -> None:
    text = "a: yes\nb: [No, off]\nc: 'no'\nd: 007\ne: [甲，乙]\nf: name：值\n"

    assert read(text) == {
        "a": "yes", "b": ["No", "off"], "c": "no", "d": "007", "e": ["甲，乙"], "f": "name：值",
    }  # fmt: skip
    assert warnings(text) == [
        ("yaml-yes-no", 1, 4),
        ("yaml-yes-no", 2, 5),
        ("yaml-yes-no", 2, 9),
        ("yaml-leading-zero", 4, 4),
        ("yaml-full-width", 5, 5),
        ("yaml-full-width", 6, 4),
    ]


def test_full_width_punctuation_in_sentences_is_no_warning() -> None:
    assert warnings("a: 先填基本信息，再传附件：按目录。\nb: |\n  name：值\n") == []


def test_columns_count_code_points() -> None:
    root = read_document("{甲乙: {𠮷: 丙}}", "p.yaml").root
    inner = root.get("甲乙")
    assert inner is not None
    leaf = inner.get("𠮷")
    assert leaf is not None

    assert (leaf.key_position.column, leaf.position.column) == (7, 10)


def test_text_positions_point_at_the_first_character_of_the_text() -> None:
    root = read_document("a: 'x + y'\nb: >-\n  x +\n  y\nc: x", "p.yaml").root

    places = {key: _place(root, key) for key in ("a", "b", "c")}
    assert places == {"a": (1, 5), "b": (3, 3), "c": (5, 4)}


def _place(root: Node, key: str) -> tuple[int, int]:
    node = root.get(key)
    assert node is not None
    return node.position.line, node.position.column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1", ("yaml-anchor", 1, 4)),
        ("a: &x {b: 1}", ("yaml-anchor", 1, 4)),
        ("a: *x", ("yaml-alias", 1, 4)),
        ("<<: {a: 1}", ("yaml-merge-key", 1, 1)),
        ("a: !!int '1'", ("yaml-tag", 1, 4)),
        ("a: !!python/object:os.system {}", ("yaml-tag", 1, 4)),
        ("a: 1\nb: 2\na: 3", ("duplicate-key", 3, 1)),
        ("1: a", ("not-text-key", 1, 1)),
        ("null: a", ("not-text-key", 1, 1)),
        ("? [a, b]\n: c", ("not-text-key", 1, 3)),
        ("{{a: 1}: 2}", ("not-text-key", 1, 2)),
        ("--- a\n--- b", ("yaml-documents", 2, 1)),
        ("", ("empty-file", 1, 1)),
        ("# 只有注释", ("empty-file", 1, 1)),
        ("a: 'b", ("yaml-syntax", 1, 6)),
        ("\tb: 2", ("yaml-syntax", 1, 1)),
        ("a: b\x07c", ("bad-character", 1, 5)),
        (b"a: \xff", ("not-utf8", 1, 1)),
        ("a: \ud800", ("not-utf8", 1, 1)),
        ("[" * 200_000, ("too-deep", 1, MAX_DEPTH + 1)),
        ("- " * 50_000, ("too-deep", 1, 2 * MAX_DEPTH + 1)),
        ("a: " + "x" * MAX_BYTES, ("too-large", 1, 1)),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_packs_may_not_hold_is_refused_with_its_place(
    text: str | bytes, expected: tuple[str, int, int]
) -> None:
    assert problems(text) == [expected]


def test_all_mistakes_before_the_end_are_reported_at_once() -> None:
    text = "a: &x 1\nb: *x\nc: !t 2\na: 4\n"

    assert problems(text) == [
        ("yaml-anchor", 1, 4),
        ("yaml-alias", 2, 4),
        ("yaml-tag", 3, 4),
        ("duplicate-key", 4, 1),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a:\n\t- b", "Tab"),
        ("a: {b：c, d: [}", "全角"),
        ("a: @b", "加引号"),
        ("a: b: c", "加引号"),
    ],
)
def test_syntax_errors_come_with_the_usual_cure(text: str, hint: str) -> None:
    with pytest.raises(PackError) as caught:
        read_document(text, "p.yaml")

    assert hint in caught.value.problems[-1].hint


def test_json_reads_as_itself() -> None:
    text = '{"a": [1, -2.5, 1e3, true, null, "\\ud842\\udfb7\\n"],\n "b": {}}'

    root = read_document(text, "p.json").root

    assert root.plain() == {"a": [1, -2.5, 1000.0, True, None, "𠮷\n"], "b": {}}
    assert root.at("b") == Position("p.json", 2, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("json-syntax", 1, 1)),
        ('{"a": 1,}', ("json-syntax", 1, 9)),
        ('{"a": 1 "b": 2}', ("json-syntax", 1, 9)),
        ('{"a" 1}', ("json-syntax", 1, 6)),
        ("{a: 1}", ("json-syntax", 1, 2)),
        ('["a', ("json-syntax", 1, 2)),
        ("[1] 2", ("json-syntax", 1, 5)),
        ('["\\ud800"]', ("json-syntax", 1, 2)),
        ("[1e999]", ("json-syntax", 1, 2)),
        (f"[{'9' * 5000}]", ("json-syntax", 1, 2)),
        ('{"a": 1,\n "a": 2}', ("duplicate-key", 2, 2)),
        ("[" * 100_000, ("too-deep", 1, MAX_DEPTH + 1)),
        ('{"a":' * 100_000, ("too-deep", 1, 5 * MAX_DEPTH + 1)),
    ],
)
def test_broken_json_is_refused_with_its_place(text: str, expected: tuple[str, int, int]) -> None:
    assert problems(text, "p.json") == [expected]
