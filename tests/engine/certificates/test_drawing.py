"""The PDF of a certificate: what it says, that every province can draw one."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from engine.certificates.drawing import CertificateFace, draw_certificate
from engine.certificates.wording import VALUES
from engine.packs.library import Library
from engine.share import pack_folders

VALUES_OF_ONE = {
    **dict.fromkeys(VALUES, "某"),
    "name": "李晓",
    "number": "9342022000101001960",
    "issued_on": "2022-10-12",
    "obtained_on": "2022-09-28",
    "committee": "蚌埠市中小学教师系列高级职称评审委员会",
    "year": "2022",
    "way": "评审",
    "plan": "",
}


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 420)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (67, 142, 219)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("province", ["anhui", "jilin", "shandong", "yunnan"])
def test_certificate_of_every_province_is_one_sheet_with_its_values(province: str) -> None:
    rules = Library(pack_folders()).province(province).certificate
    assert rules is not None

    made = draw_certificate(
        rules, CertificateFace(values=VALUES_OF_ONE, photo=picture(), code="https://x/verify/1?t=a")
    )

    pages = PdfReader(io.BytesIO(made)).pages
    text = pages[0].extract_text()
    assert len(pages) == 1
    assert "9342022000101001960" in text
    assert "2022年10月12日" in text
    assert "扫码核验" in text
    assert rules.name in text.replace("\n", "").replace(" ", "")


def test_equal_faces_give_equal_bytes() -> None:
    rules = Library(pack_folders()).province("anhui").certificate
    assert rules is not None
    face = CertificateFace(values=VALUES_OF_ONE, photo=picture(), code="x")

    assert draw_certificate(rules, face) == draw_certificate(rules, face)


def test_seals_are_drawn_only_where_there_are_any() -> None:
    rules = Library(pack_folders()).province("anhui").certificate
    assert rules is not None
    face = CertificateFace(values=VALUES_OF_ONE, photo=picture(), code="x")
    sealed = CertificateFace(
        values=VALUES_OF_ONE,
        photo=picture(),
        code="x",
        seals={"issuer": picture("PNG", (200, 200))},
    )

    def images(made: bytes) -> int:
        return len(PdfReader(io.BytesIO(made)).pages[0].images)

    assert images(draw_certificate(rules, face)) == 1
    assert images(draw_certificate(rules, sealed)) == 2
