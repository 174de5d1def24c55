"""Characters without a glyph: said when an answer is saved, printed as 〓 and never as a box."""

from __future__ import annotations

import pytest

from engine.printing import FontsMissing, missing_glyphs
from tests.web.steps import HELD_TITLE, PERSONAL, begin
from tests.web.visitor import Visitor
from web.services import glyphs

TOLD = "“{name}”中的“{missing}”在打印字体中没有字形，评审表上会印作“〓”。"


def test_section_says_which_characters_cannot_be_printed(visitor: Visitor) -> None:
    begin(visitor)

    visitor.send("/sections/personal", **{**PERSONAL, "former_name": "李𰻝😀\u200b"})

    assert TOLD.format(name="曾用名", missing="𰻝、😀") in visitor.text
    assert "“个人信息”已保存。" in visitor.text


def test_row_says_which_characters_cannot_be_printed(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/rows/held_titles/new")

    visitor.send("/rows/held_titles/", **{**HELD_TITLE, "unit": "𰻝面小学"})

    assert TOLD.format(name="工作单位", missing="𰻝") in visitor.text


def test_rare_names_that_can_be_printed_are_no_matter(visitor: Visitor) -> None:
    begin(visitor)

    visitor.send("/sections/personal", **{**PERSONAL, "former_name": "李㛃䶮𫖯𬱖"})

    assert "没有字形" not in visitor.text


def test_common_characters_can_all_be_printed() -> None:
    pairs = [bytes([a, b]) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF)]
    common = "".join([pair.decode("gb2312", errors="ignore") for pair in pairs])

    assert len(common) > 7000
    assert missing_glyphs(common) == ""


def test_saving_does_without_fonts(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fonts(text: str) -> str:
        raise FontsMissing([])

    monkeypatch.setattr(glyphs, "missing_glyphs", no_fonts)
    begin(visitor)

    visitor.send("/sections/personal", **{**PERSONAL, "former_name": "李𰻝"})

    assert "“个人信息”已保存。" in visitor.text
