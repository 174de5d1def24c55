"""Attachments: checked by content, several at once, renamed, shown, listed."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.web.steps import CERTIFICATE, add_held_title, begin
from tests.web.visitor import Visitor
from web.models import FileUse, Person, database


def uploaded() -> list[tuple[str, str]]:
    """Place and name of every file of an application."""
    with database.connection_context():
        uses = FileUse.select().where(FileUse.application.is_null(False))
        return [(use.place, use.name) for use in uses.order_by(FileUse.place, FileUse.position)]


def png(width: int) -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (width, 40)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.requirement("AH-48")
def test_files_of_a_slot_are_uploaded_several_at_once(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/files_page")
    form = visitor.form("/files/other_material")
    files = [(BytesIO(png(10)), "身份证正面.png"), (BytesIO(png(11)), "身份证反面.png")]

    visitor.post(form.action, {**dict(form.values), "file": files})

    assert uploaded() == [
        ("other_material", "身份证正面.png"), ("other_material", "身份证反面.png"),
    ]  # fmt: skip
    assert "已上传 2 个文件" in visitor.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("假的.pdf", b"%PDF-1.7 <html>", "不是完整的 PDF"),
        ("说明.txt", b"hello", "不是可以识别的文件类型"),
        ("空.jpg", b"", "文件是空的"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused_with_the_reason(
    visitor: Visitor, name: str, content: bytes, said: str
) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=(name, content))

    assert f"“{name}”没有上传" in visitor.text
    assert said in visitor.text
    assert uploaded() == []


@pytest.mark.requirement("AH-40")
def test_slot_of_a_row_takes_only_its_types(visitor: Visitor) -> None:
    application = begin(visitor)
    row = add_held_title(visitor, application)
    assert "只能上传 jpg/docx 文件，单个不超过 10MB，最多 10 个" in visitor.text

    visitor.send(f"/files/{row}/proof", file=("证书.png", png(20)))

    assert "只能上传 jpg、docx 文件，“证书.png”是 png 文件" in visitor.text
    assert uploaded() == [(f"{row}/proof", "一级教师证书.jpg")]


@pytest.mark.requirement("AH-85")
def test_file_is_renamed_after_what_it_shows_and_keeps_its_ending(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/other_material", file=("IMG_0001.jpg", CERTIFICATE))

    visitor.send("/rename", name="教师资格证")

    assert uploaded() == [("other_material", "教师资格证.jpg")]
    visitor.send("/file/", name="")
    assert "附件名称不能为空" in visitor.text


@pytest.mark.requirement("AH-59", "AH-60")
def test_all_files_are_listed_by_what_they_are_for_and_shown_larger(visitor: Visitor) -> None:
    application = begin(visitor)
    add_held_title(visitor, application)
    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=("诚信承诺书.jpg", CERTIFICATE))

    visitor.open(f"{application}/attachments")
    assert "职称填报承诺书 1个" in visitor.text
    assert "专业技术资格证书及评聘情况 1个 现有职称情况" in visitor.text
    visitor.follow("查看附件")
    assert "*点击图片可放大缩小图片查看" in visitor.text
    visitor.follow("放大")
    assert "zoom-2" in visitor.html


def test_file_of_another_person_is_not_shown(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=("诚信承诺书.jpg", CERTIFICATE))
    with database.connection_context():
        other = Person.create(login="other", name="王某", province="anhui")
        use = FileUse.get(FileUse.place == "pledge_scan")
        FileUse.update(person=other).where(FileUse.id == use.id).execute()

    assert visitor.open(f"/files/{use.id}").status == 403
    assert visitor.open(f"/files/{use.id}/content").status == 403


def test_removed_file_is_gone_from_the_application(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=("诚信承诺书.jpg", CERTIFICATE))

    visitor.send("/remove")

    assert uploaded() == []
    assert "已移除“诚信承诺书.jpg”" in visitor.text


def test_upload_leads_back_to_this_site_only(visitor: Visitor) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/files_page")

    form = visitor.form("/files/pledge_scan")
    sent = {**dict(form.values), "back": "//elsewhere.example/"}
    answer = visitor.client.post(form.action, data=sent)

    assert answer.headers["Location"] == "/applications"
