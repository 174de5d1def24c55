from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine.attachments import Attachment, Refused, clean_photo, inspect
from engine.fields.file_check import FILE_TYPES
from engine.messages import MESSAGES, say
from tests.engine.attachments import made

KNOWN = {*FILE_TYPES, *MESSAGES}


def outcome(content: bytes) -> str:
    """The type of what is kept, or the code of the refusal."""
    try:
        return inspect(content).type
    except Refused as refused:
        return refused.code


def packed(method: int) -> bytes:
    """An archive of one part, whose packed bytes are damaged."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        archive.writestr("word/document.xml", "文字" * 500)
    start = kept.getvalue().find(b"document.xml") + len(b"document.xml") + 4
    return kept.getvalue()[:start] + b"\xff" * 8 + kept.getvalue()[start + 8 :]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_parts_are_refused_however_they_are_packed(method: int) -> None:
    assert outcome(packed(method)) == "document-broken"


def test_pdf_that_unpacks_to_too_much_is_refused() -> None:
    assert (outcome(made.pdf_bomb(1_000)), outcome(made.pdf_bomb(70 * 1_048_576))) == (
        "pdf",
        "pdf-broken",
    )


@pytest.mark.parametrize(
    "name", [b"/LZWDecode", b"/LZW", b"/L#5aWDecode", b"[/LZWDecode]", b" %x\n 3 0 R", b"[7 0 R]"]
)
def test_pdf_whose_objects_unpack_without_a_limit_is_refused(name: bytes) -> None:
    assert outcome(made.lzw_pdf(10_000, name)) == "pdf-broken"


def test_pdf_that_packs_pictures_by_lzw_is_kept() -> None:
    document = pikepdf.new()
    page = document.add_blank_page()
    packed = made.lzw(b"\0" * 100)
    page.obj.Contents = pikepdf.Stream(document, packed, Filter=pikepdf.Name.LZWDecode)

    assert outcome(made.saved(document)) == "pdf"


def memory_of(*call: str, content: bytes, folder: Path) -> int:
    """The most bytes that another process held while it called a function of the room with a file,
    beyond what it held before."""
    (folder / "content").write_bytes(content)
    module, function = call
    code = f"""
import contextlib, pathlib, resource
from engine.attachments.{module} import {function}
from engine.attachments import Refused
content = pathlib.Path({str(folder / "content")!r}).read_bytes()
held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with contextlib.suppress(Refused):
    {function}(content)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) * 1024)
"""
    return int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)


@pytest.mark.parametrize(
    ("size", "channels", "code"),
    [
        ((8_000, 5_000), 4, "png"),
        ((5_000, 3_900), 3, "png"),
        ((9_000, 5_000), 1, "png"),
        ((9_000, 5_000), 4, "image-too-large"),
    ],
)
def test_large_images_take_little_memory(
    size: tuple[int, int], channels: int, code: str, tmp_path: Path
) -> None:
    content = made.plain_png(*size, channels)

    assert outcome(content) == code
    assert memory_of("image", "open_image", content=content, folder=tmp_path) < 200_000_000
    assert memory_of("photo", "clean_photo", content=content, folder=tmp_path) < 200_000_000


def test_large_jpeg_may_be_what_its_coefficients_take() -> None:
    sampled, whole = made.jpeg(6_000, 5_000, "4:2:0"), made.jpeg(6_000, 5_000, "4:4:4")

    assert [outcome(sampled), outcome(whole)] == ["jpg", "image-too-large"]


def test_pictures_of_telephones_are_jpeg() -> None:
    kept = io.BytesIO()
    picture = Image.new("RGB", (40, 30), "white")
    picture.save(kept, "MPO", save_all=True, append_images=[picture])
    content = kept.getvalue()

    assert inspect(content) == Attachment(type="jpg", width=40, height=30, background="#ffffff")
    assert inspect(clean_photo(content)).type == "jpg"


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        inspect(content)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (made.pdf(3), Attachment(type="pdf", pages=3)),
        (b"\r\n" + made.pdf(1), Attachment(type="pdf", pages=1)),
        (
            made.image(413, 579),
            Attachment(type="jpg", width=413, height=579, background="#ffffff"),
        ),
        (
            made.image(40, 30, "#438edb", "PNG"),
            Attachment(type="png", width=40, height=30, background="#438edb"),
        ),
        (
            made.image(40, 30, "#000000", "GIF"),
            Attachment(type="gif", width=40, height=30, background="#000000"),
        ),
        (made.office("word/document.xml"), Attachment(type="docx")),
        (made.office("xl/workbook.xml"), Attachment(type="xlsx")),
        (made.office("OFD.xml"), Attachment(type="ofd")),
        (made.office("any.txt"), Attachment(type="zip")),
    ],
    ids=["pdf", "pdf after blanks", "jpg", "png", "gif", "docx", "xlsx", "ofd", "zip"],
)
def test_files_are_what_their_bytes_are(content: bytes, expected: Attachment) -> None:
    assert inspect(content) == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"<html><script>alert(1)</script></html>", "file-unknown"),
        (b"MZ" + b"\0" * 300, "file-unknown"),
        (b"%PDF-1.4\n<html><script>alert(1)</script></html>", "pdf-broken"),
        (made.pdf(3)[:-200], "pdf-broken"),
        (made.pdf(password="u"), "pdf-encrypted"),
        (made.pdf(owner="o"), "pdf-encrypted"),
        (made.pdf(0), "pdf-no-pages"),
        (made.pdf(501), "pdf-too-many-pages"),
        (made.image(200, 300)[:900], "image-broken"),
        (made.image(200, 300, form="PNG")[:-40], "image-broken"),
        (b"\xff\xd8\xff\xe0 no picture", "image-broken"),
        (made.png_bomb(9_000, 9_000), "image-too-large"),
        (made.png_bomb(30_000, 30_000), "image-too-large"),
        (made.office("word/document.xml")[:-30], "document-broken"),
        (made.office("word/document.xml", "word/vbaProject.bin"), "document-active"),
        (made.office("word/document.xml", size=150 * 1_048_576), "document-broken"),
    ],
)
def test_files_that_cannot_be_kept_are_refused(content: bytes, code: str) -> None:
    assert refusal(content) == code
    assert code in MESSAGES


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("script", "脚本"),
        ("page script", "脚本"),
        ("link script", "脚本"),
        ("launch", "启动程序的动作"),
        ("attachment", "嵌入文件"),
        ("form", "XFA 表单"),
    ],
)
def test_pdf_that_acts_is_refused_wherever_the_action_hides(what: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        inspect(made.acting_pdf(what))

    assert say(refused.value.code, refused.value.details) == (
        f"PDF 含有{told}，不能上传；请“打印为 PDF”后再上传"
    )


def test_image_is_measured_as_it_is_shown() -> None:
    turned = inspect(made.image(400, 300, orientation=6))

    assert (turned.width, turned.height) == (300, 400)


@given(content=st.binary(max_size=600))
@settings(max_examples=150, deadline=None)
@pytest.mark.parametrize(
    "start", [b"", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"]
)
def test_any_bytes_are_kept_or_refused(start: bytes, content: bytes) -> None:
    assert outcome(start + content) in KNOWN


# Pillow warns of a damaged EXIF block and goes on without it, which is what we want, too.
@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
@given(data=st.data())
@settings(max_examples=120, deadline=None)
@pytest.mark.parametrize(
    "whole",
    [made.pdf(2), made.image(60, 80), made.image(60, 80, form="PNG"), made.office("OFD.xml")],
    ids=["pdf", "jpg", "png", "ofd"],
)
def test_damaged_files_are_kept_or_refused(whole: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole) - 1))
    damage = data.draw(st.binary(min_size=1, max_size=8))

    assert outcome(whole[:place] + damage + whole[place + len(damage) :]) in KNOWN
