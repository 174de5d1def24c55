from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.dossier import (
    Application,
    Ban,
    Dossier,
    Facts,
    File,
    Row,
    dossier_data,
    dossier_from,
    facts_from,
    parse_dossier,
)
from engine.problems import PackError

FILE = {"id": "f1", "name": "照片.jpg", "type": "jpg", "bytes": 20480, "width": 413, "height": 579}
PICK = {"id": "p1", "record": "r7", "kind": "education", "status": "passed", "school": "某大学"}
DATA: dict[str, Any] = {
    "kind": "dossier",
    "plan": "anhui/2022-bengbu-teachers",
    "application": {"mode": "normal", "standard": "anhui/k12-senior", "title": "高级教师"},
    "sections": {"personal": {"work_years": 12, "photo": FILE}},
    "rows": {"education": [{**PICK, "files": {"diploma": [FILE]}}]},
    "files": {"pledge_scan": [FILE]},
}
STORED = File(id="f1", name="照片.jpg", type="jpg", bytes=20480, width=413, height=579)


def test_dossier_is_read_whole() -> None:
    assert dossier_from(DATA) == Dossier(
        plan="anhui/2022-bengbu-teachers",
        application=Application(mode="normal", standard="anhui/k12-senior", title="高级教师"),
        sections={"personal": {"work_years": 12, "photo": FILE}},
        rows={
            "education": (
                Row(
                    id="p1",
                    record="r7",
                    kind="education",
                    status="passed",
                    values=DATA["rows"]["education"][0],
                    files={"diploma": (STORED,)},
                ),
            )
        },
        files={"pledge_scan": (STORED,)},
    )


def test_dossier_is_written_as_it_was_read() -> None:
    assert dossier_data(dossier_from(DATA)) == DATA


def test_dossier_file_is_yaml_or_json() -> None:
    yaml = "kind: dossier\nplan: a/b\nsections:\n  personal: {work_years: 12, code: '01'}\n"
    read = Dossier(plan="a/b", sections={"personal": {"work_years": 12, "code": "01"}})

    assert parse_dossier(yaml) == read
    assert parse_dossier(json.dumps(dossier_data(read)), "a.json") == read


def test_dossier_problems_have_their_place_in_the_file() -> None:
    text = (
        "kind: dossier\n"
        "plan: a/b\n"
        "sections: [1]\n"
        "rows:\n"
        "  work:\n"
        "    - 工作\n"
        "    - {id: a}\n"
        "    - {id: a}\n"
        "files:\n"
        "  scan: [{name: x}]\n"
    )

    dossier = parse_dossier(text, "a.yaml")

    assert [str(problem) for problem in dossier.problems] == [
        "a.yaml:3:1: wrong-type: sections: 应为“键: 值”的形式，当前为列表",
        "a.yaml:6:7: wrong-type: rows.work[0]: 应为一行内容（键: 值），当前为文字",
        "a.yaml:8:7: duplicate-id: rows.work[2]: 行的编号 “a” 重复",
        "a.yaml:10:10: wrong-type: files.scan[0]: 应为文件（id、name、type、bytes），"
        "当前为“键: 值”",
    ]
    assert [row.id for row in dossier.rows["work"]] == ["a"]


def test_rows_without_an_id_get_one_from_their_place() -> None:
    dossier = dossier_from({"rows": {"work": [{"unit": "甲"}, {"unit": "乙"}]}})

    assert [row.id for row in dossier.rows["work"]] == ["work_0", "work_1"]
    assert [row.values["id"] for row in dossier.rows["work"]] == ["work_0", "work_1"]


@pytest.mark.parametrize(
    "text", ["", "[1, 2]", "kind: plan\nid: a", "a: [", "kind: [dossier]", "\x00"]
)
def test_text_that_is_no_dossier_is_refused(text: str) -> None:
    with pytest.raises(PackError):
        parse_dossier(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["plan", "application", "sections", "rows", "files", "id", "name", "type", "bytes"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(data=JSON)
@example(data={"rows": {"jobs": [{"files": 1}]}})
@settings(max_examples=300, deadline=None)
def test_any_json_is_read_and_written(data: object) -> None:
    dossier = dossier_from(data)

    again = dossier_from(dossier_data(dossier))

    assert again.problems == ()
    assert {key: [row.id for row in rows] for key, rows in again.rows.items()} == {
        key: [row.id for row in rows] for key, rows in dossier.rows.items()
    }


def test_facts_are_read_and_what_is_malformed_is_unknown() -> None:
    data = {
        "today": "2022-07-01",
        "other_applications": [2021, "2020"],
        "bans": [{"from": "2021-01-01", "to": None}, 3],
        "bound": False,
    }

    assert facts_from(data) == Facts(
        today="2022-07-01",
        other_applications=(2021,),
        bans=(Ban(start="2021-01-01", end=""),),
        bound=False,
    )
    assert facts_from(None) == facts_from([]) == Facts()


def test_misspelt_key_is_told_with_the_right_one() -> None:
    text = "kind: dossier\nsectoins: {}\napplication: {mdoe: normal}\n"

    found = parse_dossier(text, "d.yaml").problems

    assert [(str(one.position), one.code, one.message) for one in found] == [
        ("d.yaml:2:1", "unknown-key",
         "没有 “sectoins” 这个键，其中的内容不计入。是不是想写 “sections”？"),
        ("d.yaml:3:15", "unknown-key",
         "没有 “mdoe” 这个键，其中的内容不计入。是不是想写 “mode”？"),
    ]  # fmt: skip
