"""A pack file says what it is: kind and id."""

from __future__ import annotations

import pytest

from engine.packs.source import parse_source
from engine.problems import PackError


def test_source_knows_its_kind_and_id() -> None:
    source = parse_source("kind: plan\nid: lake/2030\nname: 计划\nyear: on\n", "p.yaml")

    assert (source.name, source.kind, source.id) == ("p.yaml", "plan", "lake/2030")
    assert [w.code for w in source.warnings] == ["yaml-yes-no"]


def test_json_packs_may_name_their_schema() -> None:
    source = parse_source('{"$schema": "x.json", "kind": "codes", "id": "sex"}', "p.json")

    assert source.root.plain() == {"kind": "codes", "id": "sex"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a", ["p.yaml:1:1: wrong-type: 规则包应当是“键: 值”组成的映射"]),
        ("name: x", ["p.yaml:1:1: missing-key: 缺少 id", "p.yaml:1:1: missing-key: 缺少 kind"]),
        ("kind: paln\nid: a", ["p.yaml:1:7: not-a-choice: kind: 没有 “paln” 这一类规则包"]),
        ("kind: plan\nid: 2022", ["p.yaml:2:5: wrong-type: id: id 应当是文字"]),
        ("kind: plan\nid: 安徽", ["p.yaml:2:5: bad-id: id: “安徽” 不能作为编号"]),
        ("kind: plan\nid: ../a", ["p.yaml:2:5: bad-id: id: “../a” 不能作为编号"]),
    ],
)
def test_a_pack_that_does_not_say_what_it_is_is_refused(text: str, expected: list[str]) -> None:
    with pytest.raises(PackError) as caught:
        parse_source(text, "p.yaml")

    found = [str(problem).partition("\n")[0] for problem in caught.value.problems]
    assert sorted(found) == sorted(expected)
