"""Where lines of Chinese text end."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.printing.line_breaks import NEVER_FIRST, NEVER_LAST, break_lines, may_break


def lines_of(text: str, room: float) -> list[str]:
    widths = [0.5 if character.isascii() else 1.0 for character in text]
    return [text[start:end] for start, end, _ in break_lines(text, widths, [room])]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("教育教学，成果显著", 4, ["教育教", "学，成果", "显著"]),
        ("他写了《教学论》一书", 4, ["他写了", "《教学", "论》一书"]),
        ("共6207.5元", 3, ["共", "6207.5", "元"]),
        ("用Knowledge一词", 4, ["用", "Knowledg", "e一词"]),
        ("甲\n乙丙", 4, ["甲\n", "乙丙"]),
        ("at all times", 4, ["at all ", "times"]),
    ],
)
def test_lines_end_where_chinese_printers_end_them(
    text: str, room: float, lines: list[str]
) -> None:
    assert lines_of(text, room) == lines


@given(st.text(alphabet="教育，。（）《》“”abc 12.\n", max_size=60), st.integers(2, 12))
@settings(max_examples=150, deadline=None)
def test_lines_lose_nothing_but_spaces(text: str, room: int) -> None:
    widths = [0.5 if character.isascii() else 1.0 for character in text]

    lines = break_lines(text, widths, [room])

    kept = "".join(text[start:end] for start, end, _ in lines)
    assert kept.replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="教育，。（）《》“”", min_size=1, max_size=60), st.integers(5, 12))
@settings(max_examples=150, deadline=None)
def test_lines_fit_and_end_where_they_may_if_they_can(text: str, room: int) -> None:
    lines = break_lines(text, [1.0] * len(text), [room])

    for (start, end, _), (following, _, _) in pairwise(lines):
        assert end - start <= room
        chances = [may_break(text[at - 1], text[at]) for at in range(start + 1, start + room + 1)]
        assert may_break(text[end - 1], text[following]) or not any(chances)


def test_line_holds_at_least_one_character() -> None:
    assert lines_of("教育", 0.5) == ["教", "育"]


def test_first_line_may_be_narrower() -> None:
    assert break_lines("教育教学", [1.0] * 4, [1.0, 3.0]) == [(0, 1, False), (1, 4, True)]


@pytest.mark.parametrize("mark", sorted(NEVER_FIRST - set("!%.:;?")))
def test_no_line_starts_with_a_closing_mark(mark: str) -> None:
    assert not may_break("文", mark)


@pytest.mark.parametrize("mark", sorted(NEVER_LAST))
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    assert not may_break(mark, "文")
