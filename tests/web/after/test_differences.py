"""What two dossiers differ in."""

from __future__ import annotations

from typing import Any

import pytest

from web.services.differences import Change, differences


def file(id: str, sha256: str, name: str = "证书.jpg") -> dict[str, Any]:
    return {"id": id, "sha256": sha256, "name": name, "type": "jpg", "bytes": 10}


BEFORE: dict[str, Any] = {
    "application": {"mode": "normal", "title": "高级教师"},
    "sections": {
        "summary": {"text": "旧", "words": None},
        "personal": {"photo": file("f1", "a")},
    },
    "rows": {
        "work": [{"id": "r1", "unit": "甲", "files": {"proof": [file("f2", "b")]}}, {"id": "r2"}],
        "award": [
            {"id": "p1", "record": "k1", "kind": "award", "status": "pending", "rank": "1/2"}
        ],
    },
    "files": {"scan": [file("f3", "c")]},
}


def changed(**parts: Any) -> dict[str, Any]:
    return {**BEFORE, **parts}


def test_same_dossier_differs_in_nothing() -> None:
    assert differences(BEFORE, BEFORE) == ()


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            changed(application={"mode": "exceptional", "title": "高级教师"}),
            Change(path="application.mode", kind="changed", before="normal", after="exceptional"),
        ),
        (
            changed(sections={**BEFORE["sections"], "summary": {"text": "新"}}),
            Change(path="summary.text", kind="changed", before="旧", after="新"),
        ),
        (
            changed(sections={**BEFORE["sections"], "summary": {"text": "旧", "words": 3}}),
            Change(path="summary.words", kind="added", after=3),
        ),
        (
            changed(sections={**BEFORE["sections"], "summary": {"text": ""}}),
            Change(path="summary.text", kind="removed", before="旧"),
        ),
        (
            changed(sections={**BEFORE["sections"], "personal": {"photo": file("f9", "z")}}),
            Change(
                path="personal.photo",
                kind="changed",
                before=(file("f1", "a"),),
                after=(file("f9", "z"),),
                is_files=True,
            ),
        ),
        (
            changed(rows={**BEFORE["rows"], "award": []}),
            Change(path="award.p1", kind="removed", before=BEFORE["rows"]["award"][0]),
        ),
        (
            changed(files={"scan": [file("f3", "c"), file("f4", "d", "二.jpg")]}),
            Change(
                path="scan",
                kind="changed",
                before=(file("f3", "c"),),
                after=(file("f3", "c"), file("f4", "d", "二.jpg")),
                is_files=True,
            ),
        ),
        (
            changed(files={"scan": [file("f3", "c", "改名.jpg")]}),
            Change(
                path="scan",
                kind="changed",
                before=(file("f3", "c"),),
                after=(file("f3", "c", "改名.jpg"),),
                is_files=True,
            ),
        ),
    ],
)
def test_each_kind_of_change_is_told_with_both_values(
    after: dict[str, Any], expected: Change
) -> None:
    assert differences(BEFORE, after) == (expected,)


def test_file_of_a_row_and_new_rows_have_their_paths() -> None:
    work = [{"id": "r1", "unit": "甲", "files": {}}, {"id": "r2"}, {"id": "r3", "unit": "乙"}]

    found = differences(BEFORE, changed(rows={**BEFORE["rows"], "work": work}))

    assert [(one.path, one.kind) for one in found] == [
        ("work.r1.proof", "removed"),
        ("work.r3", "added"),
    ]


def test_rows_in_another_order_are_moved_and_nothing_else() -> None:
    work = list(reversed(BEFORE["rows"]["work"]))

    found = differences(BEFORE, changed(rows={**BEFORE["rows"], "work": work}))

    assert found == (Change(path="work", kind="moved"),)


def test_record_that_was_picked_anew_is_the_same_record() -> None:
    again = {**BEFORE["rows"]["award"][0], "id": "p9", "status": "passed"}

    found = differences(BEFORE, changed(rows={**BEFORE["rows"], "award": [again]}))

    assert found == (
        Change(path="award.p9.status", kind="changed", before="pending", after="passed"),
    )


def test_same_file_uploaded_again_is_no_difference() -> None:
    assert differences(BEFORE, changed(files={"scan": [file("new", "c")]})) == ()
