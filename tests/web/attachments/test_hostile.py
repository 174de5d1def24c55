"""Files that nobody should send: each is refused with its reason, the good ones beside it stay."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from werkzeug.datastructures import MultiDict

from tests.engine.attachments.made import acting_pdf, pdf, png_bomb
from tests.web.steps import CERTIFICATE, begin
from tests.web.visitor import Visitor
from web.models import FileUse, StoredFile, database
from web.services.files import clean_name


def polyglot() -> bytes:
    """A page of the web that begins like a picture."""
    return b"\xff\xd8\xff\xe0<html><script>alert(1)</script></html>"


HOSTILE = {
    "加密.pdf": (lambda: pdf(password="b"), "设有密码"),
    "断了.pdf": (lambda: pdf()[:200], "PDF"),
    "脚本.pdf": (lambda: acting_pdf("script"), "脚本"),
    "炸弹.png": (lambda: png_bomb(50_000, 50_000), "像素"),
    "两面.jpg": (polyglot, "图片"),
    "网页.html": (lambda: b"<html></html>", "不是可以识别的文件类型"),
    "程序.pdf": (lambda: b"MZ\x90\x00", "不是可以识别的文件类型"),
    "空的.pdf": (lambda: b"", "文件是空的"),
}


@pytest.fixture
def application(visitor: Visitor) -> str:
    """The address of an application, its page of attachments open."""
    begun = begin(visitor)
    visitor.open(f"{begun}/pages/files_page")
    return begun


def send(visitor: Visitor, files: list[tuple[str, bytes]], slot: str = "other_material") -> None:
    """Send several files to a slot at once."""
    form = visitor.form(f"/files/{slot}")
    sent: MultiDict[str, object] = MultiDict(form.values)
    for name, content in files:
        sent.add("file", (BytesIO(content), name))
    visitor.post(form.action, sent)


def names() -> list[str]:
    with database.connection_context():
        uses = FileUse.select().where(FileUse.application.is_null(False))
        return [use.name for use in uses.order_by(FileUse.position)]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_its_reason_and_leaves_nothing(
    visitor: Visitor, application: str, name: str
) -> None:
    make, reason = HOSTILE[name]
    before = stored_files(visitor)

    send(visitor, [(name, make())])

    assert f"“{name}”没有上传" in visitor.text
    assert reason in visitor.text.partition("没有上传")[2][:200]
    assert (names(), stored_files(visitor)) == ([], before)


def stored_files(visitor: Visitor) -> set[Path]:
    """Every file in the folder of files, unfinished ones included."""
    folder = visitor.site.files.folder
    return {path for path in folder.rglob("*") if path.is_file()}


def test_good_files_of_a_batch_are_kept(visitor: Visitor, application: str) -> None:
    batch = [(name, make()) for name, (make, _) in HOSTILE.items()]
    batch[3:3] = [("资格证.jpg", CERTIFICATE), ("说明.pdf", pdf())]

    send(visitor, batch)

    assert names() == ["资格证.jpg", "说明.pdf"]
    assert "已上传 2 个文件" in visitor.text
    assert visitor.text.count("”没有上传：") == len(HOSTILE)


def test_type_is_what_the_bytes_are_whatever_the_name_says(
    visitor: Visitor, application: str
) -> None:
    send(visitor, [("照片.pdf", CERTIFICATE)])

    with database.connection_context():
        assert [one.type for one in StoredFile.select().join(FileUse).where(
            FileUse.application.is_null(False))] == ["jpg"]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("坏\x00名\n字\u202e.jpg", "坏名字.jpg"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\照片\\证书.jpg", "证书.jpg"),
        ("长" * 200 + ".jpg", "长" * 116 + ".jpg"),
        ("长" * 200, "长" * 120),
        ("...证书.jpg...", "证书.jpg"),
    ],
)
def test_names_are_kept_without_what_could_do_harm(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@pytest.mark.parametrize("name", ["<img src=x onerror=1>.jpg", "长" * 200 + ".jpg"])
def test_odd_names_are_shown_as_text(visitor: Visitor, application: str, name: str) -> None:
    send(visitor, [(name, CERTIFICATE)])

    assert names() == [clean_name(name)]
    assert clean_name(name) in visitor.text
    assert "<img src=x" not in visitor.html


def test_hundreds_of_files_are_taken_as_far_as_there_is_room(
    visitor: Visitor, application: str
) -> None:
    def pictures() -> Iterator[tuple[str, bytes]]:
        for number in range(500):
            out = BytesIO()
            Image.new("L", (number + 1, 1)).save(out, "PNG")
            yield f"{number}.png", out.getvalue()

    send(visitor, list(pictures()))

    most = len(names())
    assert visitor.status == 200
    assert names() == [f"{number}.png" for number in range(most)]
    assert 0 < most <= 50
    assert f"“{most}.png”没有上传" in visitor.text


# the parser leaves its temporary file to the collector, which removes it
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_upload_that_breaks_off_leaves_nothing(visitor: Visitor, application: str) -> None:
    form = visitor.form("/files/other_material")
    before = stored_files(visitor)
    whole = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    token = dict(form.values)["csrf_token"]

    visitor.page = visitor.client.post(
        form.action,
        data=whole + CERTIFICATE[: len(CERTIFICATE) // 2],
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRF-Token": token},
    )

    assert names() == []
    assert stored_files(visitor) == before
