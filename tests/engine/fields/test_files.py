"""file, photo and signature: FILE maps that an upload left behind."""

from __future__ import annotations

import pytest

from engine.problems import Problem
from tests.engine.fields.declared import codes_of, declared, faults_of

MB = 1_048_576
CERTIFICATE = declared("{id: c, name: 证书, type: file, types: [pdf, jpg], max_mb: 3}")
PHOTO = declared(
    "{id: photo, name: 证件照, type: photo, max_mb: 1, background: blue, min_width: 90, "
    "ratio: {min: '4.5:7', max: '6:7'}}"
)
SIGNATURE = declared("{id: signature, name: 签名, type: signature}")


def file(**changes: object) -> dict[str, object]:
    return {"id": "f1", "name": "a.pdf", "type": "pdf", "bytes": 100, **changes}


def photo(**changes: object) -> dict[str, object]:
    return file(
        **{"name": "a.jpg", "type": "jpg", "width": 500, "height": 700, "background": "#438edb"}
        | changes
    )


@pytest.mark.requirement("AMB-15")
def test_file_limit_is_1024_based_and_inclusive() -> None:
    assert faults_of(CERTIFICATE, file(bytes=3 * MB)) == []
    assert faults_of(CERTIFICATE, file(bytes=3 * MB + 1)) == [
        ("error", "证书 单个文件不能超过 3 MB，“a.pdf”为 3.01 MB")
    ]


def test_file_types_are_those_listed() -> None:
    assert faults_of(CERTIFICATE, file(type="png")) == [
        ("error", "证书 只能上传 pdf、jpg 文件，“a.pdf”是 png 文件")
    ]
    assert codes_of(CERTIFICATE, {"name": "a.pdf"}) == ["not-a-file"]
    assert codes_of(CERTIFICATE, "a.pdf") == ["not-a-file"]


@pytest.mark.requirement("YN-08")
@pytest.mark.parametrize(
    ("width", "height", "codes"),
    [
        (450, 700, []),
        (600, 700, []),
        (449, 700, ["photo-ratio"]),
        (601, 700, ["photo-ratio"]),
        (0, 0, ["photo-unmeasured"]),
    ],
)
def test_photo_ratio_includes_both_ends(width: int, height: int, codes: list[str]) -> None:
    assert codes_of(PHOTO, photo(width=width, height=height)) == codes


@pytest.mark.requirement("YN-09")
def test_photo_of_exactly_one_megabyte_is_taken() -> None:
    assert codes_of(PHOTO, photo(bytes=MB)) == []
    assert codes_of(PHOTO, photo(bytes=MB + 1)) == ["file-too-large"]


@pytest.mark.requirement("YN-10", "AMB-16")
def test_photo_background_is_blue_where_the_pack_says_so() -> None:
    anything = declared("{id: photo, name: 证件照, type: photo}")

    assert codes_of(anything, photo(background="#ffffff")) == []
    assert faults_of(PHOTO, photo(background="#ffffff")) == [
        ("error", "证件照 应为蓝色背景，当前照片背景为白色")
    ]
    assert faults_of(PHOTO, photo(background="")) == [
        ("warning", "证件照 应为蓝色背景，当前背景颜色无法判断，请自行核对")
    ]


def test_photo_ratio_may_be_written_with_a_full_width_colon() -> None:
    problems: list[Problem] = []

    declared("{id: p, name: 照片, type: photo, ratio: {min: '4.5：7', max: '6 ： 7'}}", problems)

    assert problems == []


def test_photo_says_the_ratio_it_has() -> None:
    assert faults_of(PHOTO, photo(width=700, height=700)) == [
        ("error", "证件照 的宽高比应在 4.5:7 至 6:7 之间，当前为 1.0000（700×700）")
    ]


def test_photo_needs_its_pixels() -> None:
    assert faults_of(PHOTO, photo(width=80, height=112)) == [
        ("error", "证件照 至少 90×不限 像素，当前为 80×112 像素")
    ]


def test_photo_ratio_that_is_none_is_a_problem() -> None:
    problems: list[Problem] = []

    declared("{id: p, name: 照片, type: photo, ratio: {min: 高, max: '6:7'}}", problems)
    declared("{id: p, name: 照片, type: photo, ratio: {min: '6:7', max: '5:7'}}", problems)

    assert [p.code for p in problems] == ["wrong-type", "min-over-max"]


def test_signature_is_an_image() -> None:
    assert codes_of(SIGNATURE, file(type="png")) == []
    assert codes_of(SIGNATURE, file(type="pdf")) == ["file-type"]


@pytest.mark.parametrize(
    ("dated", "code"), [("signed_at", "unknown-reference"), ("province", "wrong-type")]
)
def test_day_of_a_signature_is_a_date_beside_it(dated: str, code: str) -> None:
    problems: list[Problem] = []

    declared(f"{{id: signature, name: 本人签字, type: signature, dated: {dated}}}", problems)

    assert [problem.code for problem in problems] == [code]
