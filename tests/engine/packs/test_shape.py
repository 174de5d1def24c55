"""The shape of packs, said in our own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from engine.packs.shape import check_shape, schema
from engine.packs.source import KINDS, parse_source
from tests.engine.packs.samples import FILES

HEAD = "kind: standard\nid: lake/craft\nname: 标准\n"


def shape(text: str) -> list[str]:
    return [str(problem) for problem in check_shape(parse_source(text, "p.yaml"))]


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid_in_both_drafts(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    Draft7Validator.check_schema(schema(kind, "draft-07"))


@pytest.mark.parametrize("kind", KINDS)
def test_draft_07_twin_judges_like_the_original(kind: str) -> None:
    twin = Draft7Validator(schema(kind, "draft-07"))
    original = Draft202012Validator(schema(kind))

    for text in FILES.values():
        data = parse_source(text, "p.yaml").root.plain()
        for broken in (data, {**data, "sections": [{"id": "A", "tpye": 1}], "name": 3}):
            assert twin.is_valid(broken) == original.is_valid(broken)


def test_every_key_has_a_chinese_title() -> None:
    untitled = [
        f"{kind}: {path}"
        for kind in KINDS
        for path, part in _properties(schema(kind), "")
        if "$ref" not in part
        and not re.search("[\u4e00-\u9fff]", str(part.get("title", part.get("description", ""))))
    ]

    assert untitled == []


def _properties(part: object, path: str) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    if isinstance(part, dict):
        for key, child in part.items():
            if key == "properties" and isinstance(child, dict):
                found += [(f"{path}/{name}", value) for name, value in child.items() if value]
            if key not in ("if", "const", "enum"):
                found += _properties(child, f"{path}/{key}")
    if isinstance(part, list):
        for child in part:
            found += _properties(child, path)
    return [(name, value) for name, value in found if set(value) != {"const"}]


@pytest.mark.parametrize("name", FILES)
def test_good_packs_have_no_problems(name: str) -> None:
    assert shape(FILES[name]) == []


def test_shipped_packs_have_no_problems() -> None:
    config = Path(__file__).parents[3] / "config"
    found = [
        str(problem)
        for path in sorted(config.rglob("*.yaml"))
        for problem in check_shape(parse_source(path.read_bytes(), str(path)))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "categories: [{id: a, name: 甲, itmes: []}]",
            "p.yaml:4:31: unknown-key: categories[0]: 没有 “itmes” 这个键\n"
            "    是不是想写 “items”？",
        ),
        (
            "rules: [{id: a, name: 甲, count: {kind: [x]}, min: 1}]",
            "p.yaml:4:34: unknown-key: rules[0].count: 没有 “kind” 这个键\n"
            "    是不是想写 “kinds”？",
        ),
        (
            "titles: 高级教师",
            "p.yaml:4:9: wrong-type: titles: 应当是列表，这里是“高级教师”\n"
            "    列表写成 [甲, 乙]，或每项一行、以“- ”开头。",
        ),
        (
            "version: 2022.1",
            "p.yaml:4:10: wrong-type: version: 应当是文字，这里是“2022.1”\n"
            "    文字请加引号：'2022.1'。",
        ),
        (
            "abstract: 'true'",
            "p.yaml:4:12: wrong-type: abstract: 应当是true 或 false，这里是“true”\n"
            "    是写 true，否写 false，不加引号。",
        ),
        (
            "sections: [{id: a, type: from}]",
            "p.yaml:4:26: not-a-choice: sections[0].type: “from” 不在可选的词里\n"
            "    是不是想写 “form”？",
        ),
        (
            "sections: [{id: a, fields: [{id: b, type: txet}]}]",
            "p.yaml:4:43: not-a-choice: sections[0].fields[0].type: “txet” 不在可选的词里\n"
            "    是不是想写 “text”？",
        ),
        (
            "sections: [{id: a, fields: [{id: b, type: text, mxa: 3}]}]",
            "p.yaml:4:49: unknown-key: sections[0].fields[0]: 没有 “mxa” 这个键\n"
            "    是不是想写 “max”？",
        ),
        (
            "sections: [{id: Ab}]",
            "p.yaml:4:17: bad-id: sections[0].id: “Ab” 不能作为编号\n"
            "    编号以小写字母开头，由小写字母、数字和下划线组成，如 core_papers。",
        ),
        (
            "sections: [{name: 甲}]",
            "p.yaml:4:12: missing-key: sections[0]: 缺少 id（编号）\n    请补上 id。",
        ),
        (
            "categories: [{id: a, min: -1}]",
            "p.yaml:4:27: out-of-range: categories[0].min: “-1” 太小，至少是 0",
        ),
        (
            "sections: [{id: a, when: {person.name: {mni: 3}}}]",
            "p.yaml:4:41: unknown-key: sections[0].when.person.name: 没有 “mni” 这个键\n"
            "    是不是想写 “min”？",
        ),
        (
            "categories: [{id: a, items: [{id: b, accepts: [{where: {x: 1}}]}]}]",
            "p.yaml:4:48: missing-key: categories[0].items[0].accepts[0]: 缺少 kind（业绩类型）\n"
            "    请补上 kind。",
        ),
    ],
)
def test_one_typo_gives_one_sentence(text: str, expected: str) -> None:
    assert shape(f"{HEAD}{text}\n") == [expected]


def test_a_misspelt_required_key_is_one_problem() -> None:
    assert shape("kind: codes\nid: a\nname: 甲\nentires: []\n") == [
        "p.yaml:4:1: unknown-key: 没有 “entires” 这个键\n    是不是想写 “entries”？"
    ]


def test_days_must_exist() -> None:
    text = "kind: plan\nid: a\nname: 甲\ncutoff: 2022-02-30\nwindow: {from: 2022-6-1}\n"

    assert [p.partition("\n")[0] for p in shape(text)] == [
        "p.yaml:4:9: bad-date: cutoff: “2022-02-30” 不是日期",
        "p.yaml:5:16: bad-date: window.from: “2022-6-1” 不是日期",
    ]


def test_blocks_of_tables_are_judged_by_their_type() -> None:
    head = "kind: table\nid: a\nname: 甲\nblocks:\n"

    wrong_type = shape(f"{head}  - {{type: headnig, text: x}}\n")
    wrong_key = shape(f"{head}  - {{type: heading, text: x, smal: true}}\n")

    assert [p.partition("\n")[0] for p in (*wrong_type, *wrong_key)] == [
        "p.yaml:5:12: not-a-choice: blocks[0].type: “headnig” 不在可选的词里",
        "p.yaml:5:30: unknown-key: blocks[0]: 没有 “smal” 这个键",
    ]


def test_no_sentence_is_jsonschemas_own() -> None:
    wrong = json.loads(json.dumps({"kind": "plan", "id": "a", "name": ["x"] * 3}))
    text = json.dumps({**wrong, "year": "x", "sections": {"a": 1}, "modes": [[1]], "zzz": None})

    said = "".join(
        problem.message + problem.hint for problem in check_shape(parse_source(text, "p.json"))
    )

    assert not re.search(r"is not|does not|[A-Za-z]{3,} [a-z]{2,} ", said)
