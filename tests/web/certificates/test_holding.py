"""我的职称: the list of the manual, 查看, 下载, 上传证件照."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.web.certificates.conftest import Holder
from tests.web.steps import PORTRAIT
from tests.web.visitor import Visitor
from web.models import Certificate, Job, Notice, database
from web.services.certificates import signing
from web.services.certificates.generating import address_of
from web.services.certificates.signing import check_signature, open_signer

COLUMNS = "序号 证书编号 系列 专业 职称名称 职称级别 年度 发证日期 状态 操作"


@pytest.mark.requirement("AH-99")
def test_list_has_the_columns_of_the_manual_and_what_may_be_done(holder: Holder) -> None:
    with_file = holder.certify()
    without = holder.certify(photo=False, title="二级教师")

    page = holder.visitor.open("/certificates")

    heads = re.findall(r"<th[^>]*>([^<]*)</th>", page.html)
    assert " ".join(heads) == COLUMNS
    rows = re.findall(r"<tr>(.*?)</tr>", page.html, re.DOTALL)[1:]
    by_number = {
        number: re.findall(r"(查看|下载|上传|补换证)<span", row)
        for row in rows
        for number in (with_file.number, without.number)
        if f">{number}</td>" in row
    }
    assert by_number[with_file.number] == ["查看", "下载", "补换证"]
    assert by_number[without.number] == ["查看", "上传", "补换证"]
    assert "有效" in page.text
    assert "2022-06-10" in page.text


def test_list_says_what_to_do_while_it_is_empty(holder: Holder) -> None:
    page = holder.visitor.open("/certificates")

    assert "还没有职称证书" in page.text
    assert "新增" in page.text


@pytest.mark.requirement("AH-98")
def test_page_of_a_certificate_shows_person_title_and_file(holder: Holder) -> None:
    made = holder.certify()

    page = holder.visitor.open(f"/certificates/{made.id}")

    for words in ("基本信息", "获得资格情况", "证书文件", "在线预览", "李晓", "一级教师"):
        assert words in page.text
    assert "340104199006079988" not in page.html  # masked on screen
    assert "340***********9988" in page.text


@pytest.mark.requirement("AH-97")
def test_file_is_read_in_the_browser_and_its_code_opens_the_public_page(holder: Holder) -> None:
    made = holder.certify()

    read = holder.visitor.client.get(f"/certificates/{made.id}/file?read=1")
    saved = holder.visitor.client.get(f"/certificates/{made.id}/file?download=1")

    assert read.mimetype == "application/pdf"
    assert read.headers["Content-Disposition"].startswith("inline")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert (read.data[:5], saved.data[:5]) == (b"%PDF-", b"%PDF-")
    read.close()
    saved.close()
    stranger = holder.app.test_client().get(f"/verify/{made.number}?t={made.token}")
    assert stranger.status_code == 200
    assert "证书有效" in stranger.text


@pytest.mark.requirement("AH-95", "AH-96")
def test_certificate_that_is_being_drawn_asks_to_come_later_with_its_place(holder: Holder) -> None:
    first = holder.certify(drawn=False)
    second = holder.certify(drawn=False, title="二级教师")

    page = holder.visitor.open(f"/certificates/{second.id}/file?download=1")

    assert "请稍后再下载" in page.text
    assert "前面还有 1 份" in page.text
    assert "前面还有" not in holder.visitor.open(f"/certificates/{first.id}/file").text
    holder.work()
    page = holder.visitor.open(f"/certificates/{second.id}")
    assert "线下盖章" in page.text  # nobody has uploaded a seal
    assert holder.stored(second).pdf_id is not None


@pytest.mark.requirement("AH-94")
def test_certificate_waits_for_the_photo_and_is_drawn_when_it_comes(holder: Holder) -> None:
    made = holder.certify(photo=False)
    assert made.pdf_id is None
    assert "待上传证件照" in holder.visitor.open("/certificates").text

    page = holder.visitor.open(f"/certificates/{made.id}/photo")
    page.send(f"/certificates/{made.id}/photo", photo=("照片.jpg", PORTRAIT))

    assert "正在生成" in page.text
    holder.work()
    assert holder.stored(made).pdf_id is not None
    with database.connection_context():
        assert Notice.select().where(Notice.text.contains("已经生成")).count() == 1


def test_code_leads_to_the_address_that_the_issuer_knew_not_to_one_that_the_holder_says(
    holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = holder.certify(photo=False, site="https://zhiping.test")
    page = holder.visitor.open(f"/certificates/{made.id}/photo")
    monkeypatch.setattr("flask.Request.host_url", "http://evil.example/", raising=False)
    page.send(f"/certificates/{made.id}/photo", photo=("照片.jpg", PORTRAIT))

    with database.connection_context():
        jobs = [one.payload["site_url"] for one in Job.select().where(Job.kind == "certificates")]
        certificate = Certificate.get_by_id(made.id)
    assert jobs == [""]
    code = address_of(certificate, jobs[0])
    assert code == f"https://zhiping.test/verify/{made.number}?t={made.token}"


def test_photo_that_is_none_is_refused_with_the_cure(holder: Holder) -> None:
    made = holder.certify(photo=False)

    page = holder.visitor.open(f"/certificates/{made.id}/photo")
    page.send(f"/certificates/{made.id}/photo", photo=("照片.jpg", b"not a picture"))

    assert page.status == 422
    assert "没有上传" in page.text
    assert holder.stored(made).photo_id is None


@pytest.mark.requirement("AH-96")
def test_photo_of_the_profile_lets_waiting_certificates_go_on(holder: Holder) -> None:
    made = holder.certify(photo=False)

    page = holder.visitor.open("/profile")
    page.send("/profile/photos/career.photo", photo=("照片.jpg", PORTRAIT), upload="photo")

    assert holder.stored(made).photo_id is not None
    with database.connection_context():
        assert Job.select().where(Job.kind == "certificates", Job.state == "open").count() == 1
    holder.work()
    assert holder.stored(made).pdf_id is not None


def test_certificate_of_another_is_nobodys_business(holder: Holder) -> None:
    made = holder.certify()
    with database.connection_context():
        from tests.web.units.parties import make_person

        make_person("stranger", "王某")
    other = holder.browser("stranger")

    for path in ("", "/file", "/photo"):
        assert other.client.get(f"/certificates/{made.id}{path}").status_code == 403
    assert "没有" in other.open("/certificates").text


def test_file_is_signed_and_one_changed_byte_breaks_the_signature(holder: Holder) -> None:
    made = holder.certify()
    content = holder.site.files.read(str(made.pdf_id))
    signer = open_signer(holder.site.settings)

    checked = check_signature(content, signer)

    assert made.is_signed
    assert checked is not None
    assert (checked.intact, checked.ours) == (True, True)
    broken = bytearray(content)
    broken[len(broken) // 3] ^= 1
    changed = check_signature(bytes(broken), signer)
    assert changed is None or not changed.intact


def test_file_that_was_continued_after_the_signature_is_not_intact(holder: Holder) -> None:
    made = holder.certify()
    signer = open_signer(holder.site.settings)
    writer = IncrementalPdfFileWriter(io.BytesIO(holder.site.files.read(made.pdf_id)))
    writer.root["/Changed"] = generic.TextStringObject("x")
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)

    for key in (signer, None):  # a site that lost its key says no more than it knows
        found = check_signature(changed.getvalue(), key)
        assert found is not None
        assert (found.intact, found.ours) == (False, False)


def test_file_that_breaks_the_reader_is_no_bug(holder: Holder) -> None:
    made = holder.certify()
    content = holder.site.files.read(made.pdf_id)
    visitor = Visitor(holder.app.test_client())
    for was, by in (
        (b"/ByteRange [0 ", b"/ByteRange [. "),
        (b"/ByteRange", b"/ByteRanga"),
        (b"/Contents <", b"/Contents ("),
        (b"/Type /Sig", b"/Type /Sog"),
        (b"/Fields [", b"/Fields <"),
    ):
        page = visitor.open("/verify")
        page.send("/verify/file", file=("证书.pdf", content.replace(was, by)))
        assert (page.status, "不是原件" in page.text or "没有改动" in page.text) == (200, True)


def test_site_without_a_key_says_that_files_are_not_signed(holder: Holder) -> None:
    (holder.site.settings.data / signing.OWN_NAME).unlink()

    made = holder.certify()

    assert not made.is_signed
    assert "未做数字签名" in holder.visitor.open(f"/certificates/{made.id}").text


def test_key_that_cannot_be_opened_is_told_and_nothing_is_drawn(holder: Holder) -> None:
    path = holder.site.settings.data / "broken.p12"
    path.write_bytes(b"no key")
    settings = dataclasses.replace(holder.site.settings, signing_key=path)

    with pytest.raises(signing.BadKey, match="打不开签名密钥"):
        open_signer(settings)
