"""Attachments: checked by content, several at once, renamed, shown, listed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from tests.web.steps import CERTIFICATE, LIVE_PLAN, add_held_title, begin
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
        other = Person.create(name="王某", province="anhui")
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


@pytest.fixture
def megabyte(monkeypatch: pytest.MonkeyPatch) -> int:
    """A megabyte so small that tests need not send large files."""
    monkeypatch.setattr("engine.fields.file_check.MEGABYTE", 8192)
    return 8192


def unread(*args: object) -> None:
    raise AssertionError("a file that is too large was opened")


def test_file_over_the_limit_of_its_slot_is_refused_unread(
    visitor: Visitor, megabyte: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = begin(visitor)
    monkeypatch.setattr("web.services.receiving.inspect", unread)
    content = CERTIFICATE + bytes(11 * megabyte - len(CERTIFICATE))

    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=("承诺书.jpg", content))

    told = "职称填报承诺书 单个文件不能超过 10 MB，“承诺书.jpg”为 11 MB"
    assert (visitor.status, told in visitor.text) == (200, True)
    form = visitor.form("/files/pledge_scan")
    sent = {**dict(form.values), "file": (BytesIO(content), "承诺书.jpg")}
    answer = visitor.client.post(form.action, data=sent, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, told in answer.json["refused"][0]) == (413, True)
    assert uploaded() == []


def test_file_of_exactly_the_limit_is_taken(visitor: Visitor, megabyte: int) -> None:
    application = begin(visitor)
    content = CERTIFICATE + bytes(10 * megabyte - len(CERTIFICATE))

    visitor.open(f"{application}/pages/files_page")
    visitor.send("/files/pledge_scan", file=("承诺书.jpg", content))

    assert uploaded() == [("pledge_scan", "承诺书.jpg")]


def test_photo_over_its_limit_is_refused_unread(
    visitor: Visitor, megabyte: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = begin(visitor)
    monkeypatch.setattr("web.services.receiving.inspect", unread)

    visitor.open(f"{application}/pages/basic")
    visitor.send("/sections/personal", photo=("照片.jpg", bytes(5 * megabyte + 1)))

    assert "单个文件不能超过 5 MB，“照片.jpg”为 " in visitor.text
    assert uploaded() == []


def test_more_than_a_request_may_hold_is_refused_with_the_limit(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = begin(visitor)
    visitor.open(f"{application}/pages/files_page")
    monkeypatch.setitem(visitor.client.application.config, "MAX_CONTENT_LENGTH", 1000)

    visitor.send("/files/pledge_scan", file=("承诺书.jpg", CERTIFICATE))

    assert (visitor.status, "一次上传的文件合计不超过 128 MB" in visitor.text) == (413, True)


def test_file_inputs_have_a_chinese_button_that_is_their_label(visitor: Visitor) -> None:
    application = begin(visitor)

    visitor.open(f"{application}/pages/files_page")

    assert '<label class="button slim file-button" for="file-pledge_scan">选择文件' in visitor.html
    assert 'id="file-pledge_scan" type="file"' in visitor.html


def test_slot_that_does_not_apply_waits_for_the_answer_that_it_depends_on(
    visitor: Visitor,
) -> None:
    application = begin(visitor, LIVE_PLAN)

    def slot() -> str:
        visitor.open(f"{application}/pages/basic")
        found = re.search(r'<div class="slot" id="certificate_scan"[^>]*>', visitor.html)
        assert found is not None
        return found[0]

    waiting = slot()
    visitor.open(f"{application}/pages/basic")
    visitor.send("/sections/profession", principal_certificate="有")
    shown = slot()

    assert ("data-when=" in waiting, waiting.endswith(" hidden>")) == (True, True)
    assert ("data-when=" in shown, shown.endswith(" hidden>")) == (True, False)
