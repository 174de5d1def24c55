"""The same achievement or the same file twice: pointed out, never forbidden."""

from __future__ import annotations

from tests.web.archiving import add_honor, state_of
from tests.web.visitor import Visitor
from web.services.demo_pictures import draw_document


def test_same_achievement_is_pointed_out_and_not_forbidden(visitor: Visitor) -> None:
    add_honor(visitor)
    second = add_honor(visitor, name="市 教学能手", proof=draw_document("另一份"))

    visitor.open(f"/archive/{second}")

    assert state_of(second) == "pending"
    assert "可能是同一项业绩" in visitor.text
    assert "文件相同" not in visitor.text


def test_same_file_is_pointed_out(visitor: Visitor) -> None:
    add_honor(visitor)
    second = add_honor(visitor, name="省教学能手")

    visitor.open(f"/archive/{second}")

    assert "证明材料“证书.jpg”与“ 市教学能手 ”（获得荣誉情况）的文件相同" in visitor.text
    assert "可能是同一项业绩" not in visitor.text


def test_achievement_of_its_own_is_not_doubted(visitor: Visitor) -> None:
    assert "可能重复" not in visitor.open(f"/archive/{add_honor(visitor)}").text
