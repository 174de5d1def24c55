"""打印申请表: a request for a new certificate on paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.web.certificates.conftest import Holder
from tests.web.certificates.test_reissuing import (
    at_desk,
    decide,
    hand_in_listed,
    hand_in_other,
)
from tests.web.visitor import Visitor
from web.models import Reissue, database


def printed(visitor: Visitor, folder: Path) -> str:
    with database.connection_context():
        id = Reissue.get().id
    page = visitor.open(f"/certificates/reissues/{id}/form.pdf").page
    file = folder / "form.pdf"
    file.write_bytes(page.data)
    page.close()
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_request_is_printed_with_what_was_decided(holder: Holder, tmp_path: Path) -> None:
    hand_in_other(holder)

    before = printed(holder.visitor, tmp_path)
    decide(holder, "pass", "情况属实。")
    after = printed(holder.visitor, tmp_path)

    for words in (
        "专业技术资格证书补（换）证申请表",
        "李晓",
        "女",
        "2352116414",
        "原证书遗失",
        "补发",
    ):
        assert words in before
    assert "2013年6月30日" in before
    assert "原证书.jpg" in before
    assert "情况属实。" not in before
    assert "情况属实。" in after


def test_form_is_for_who_asked_alone(holder: Holder) -> None:
    hand_in_other(holder)
    with database.connection_context():
        id = Reissue.get().id

    assert at_desk(holder).open(f"/certificates/reissues/{id}/form.pdf").status == 403


def test_form_has_the_photo_and_a_box_for_each_node_of_the_chain(
    holder: Holder, tmp_path: Path
) -> None:
    hand_in_listed(holder, holder.certify())
    decide(holder, "pass")
    decide(holder, "pass", "人社部门同意。")

    form = printed(holder.visitor, tmp_path)

    for words in (
        "取得方式评审",
        "单位审核意见",
        "人社部门审核意见",
        "人社部门同意。",
        "发证机构意见",
    ):
        assert words in form
    assert "主管部门审核意见" not in form
    found = subprocess.run(
        ["pdfimages", "-list", str(tmp_path / "form.pdf")], capture_output=True, check=True
    )
    assert len(found.stdout.splitlines()) > 2  # a heading of two lines, then pictures
