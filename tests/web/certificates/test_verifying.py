"""Public verification, revocation, seals, taking the list along."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.web.after.steps import token
from tests.web.certificates.conftest import Holder
from tests.web.visitor import Visitor
from web.models import Attempts, Ban, Event, Notice, database
from web.services.certificates.verifying import FAILURES


def stranger(holder: Holder) -> Visitor:
    return Visitor(holder.app.test_client())


def ask(holder: Holder, number: str, name: str) -> Visitor:
    page = stranger(holder).open("/verify")
    return page.send("/verify", number=number, name=name)


@pytest.mark.requirement("AH-97")
def test_number_and_name_show_what_stands_on_it_and_hide_the_rest(holder: Holder) -> None:
    made = holder.certify()

    page = ask(holder, f" {made.number} ", "李 晓")

    assert page.status == 200
    for words in (
        "证书有效",
        made.number,
        "小学科学",
        "安徽省某证书管理中心",
        "340***********9988",
    ):
        assert words in page.text
    for hidden in ("340104199006079988", "13800000000", "1990", "青山小学"):
        assert hidden not in page.html


def test_number_alone_tells_nothing_and_wrong_answers_are_all_the_same(holder: Holder) -> None:
    made = holder.certify()

    alone = stranger(holder).open(f"/verify/{made.number}")
    wrong_name = ask(holder, made.number, "王某")
    wrong_number = ask(holder, "9342022000101999999", "李晓")
    wrong_token = holder.app.test_client().get(f"/verify/{made.number}?t=guessed")

    assert "一级教师" not in alone.text
    assert (wrong_name.status, wrong_number.status, wrong_token.status_code) == (404, 404, 404)
    for page in (wrong_name.text, wrong_number.text, wrong_token.text):
        assert "没有查到相符的证书" in page
        assert "一级教师" not in page


def test_guessing_is_stopped_even_for_the_right_name(holder: Holder) -> None:
    made = holder.certify()

    for at in range(FAILURES):
        ask(holder, made.number, f"猜{at}")
    page = ask(holder, made.number, "李晓")

    assert page.status == 429
    assert "分钟后再试" in page.text
    by_code = holder.app.test_client().get(f"/verify/{made.number}?t={made.token}")
    assert by_code.status_code == 200  # guessers do not stop who has the certificate
    with database.connection_context():
        Attempts.delete().execute()
    assert ask(holder, made.number, "李晓").status == 200


def test_file_is_recognised_byte_by_byte(holder: Holder) -> None:
    made = holder.certify()
    content = holder.site.files.read(str(made.pdf_id))

    page = stranger(holder).open("/verify")
    page.send("/verify/file", file=("证书.pdf", content))
    assert "没有改动" in page.text
    assert "由本站的密钥签发" in page.text
    page = stranger(holder).open("/verify")
    page.send("/verify/file", file=("证书.pdf", content.replace(b"/Type", b"/Typo", 1)))

    assert "不是原件" in page.text


def test_revoked_certificate_says_so_to_everyone_and_its_holder_is_told(holder: Holder) -> None:
    made = holder.certify()
    issuer = holder.browser("demo-anhui-issuer")
    address = f"/issuing/certificates/{made.id}/revoke"

    page = issuer.open(f"/issuing/certificates/{made.id}")
    page.send(address, reason="")
    assert page.status == 422
    page.send(address, reason="提交的论文系伪造", fraud="1")

    assert "已撤销" in page.text
    assert "已撤销" in ask(holder, made.number, "李晓").text
    assert "一级教师" in ask(holder, made.number, "李晓").text
    assert "提交的论文系伪造" in holder.visitor.open(f"/certificates/{made.id}").text
    with database.connection_context():
        ban = Ban.get()
        assert (ban.id_number, ban.start, ban.end) == (
            "340104199006079988",
            "2022-07-01",
            "2025-07-01",
        )
        assert Notice.select().where(Notice.text.contains("撤销")).count() == 1
        events = Event.select().where(Event.subject == f"certificate:{made.id}")
        assert "certificate-revoked" in [one.action for one in events]
    again = issuer.post(address, {"csrf_token": token(issuer), "reason": "再来一次"})
    assert again.status == 409


def test_seal_is_drawn_on_what_comes_after_it(holder: Holder) -> None:
    before = holder.certify()
    issuer = holder.browser("demo-anhui-issuer")
    small, good = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (90, 90), (200, 30, 30, 128)).save(small, "PNG")
    Image.new("RGBA", (400, 400), (200, 30, 30, 128)).save(good, "PNG")

    page = issuer.open("/issuing/seal")
    page.send("/issuing/seal", seal=("章.png", small.getvalue()), action="put")
    assert page.status == 422
    assert "像素" in page.text
    page.send("/issuing/seal", seal=("章.png", good.getvalue()), action="put")
    after = holder.certify(title="二级教师")

    assert "以后生成的证书盖此印章" in page.text
    sizes = [len(holder.site.files.read(str(one.pdf_id))) for one in (before, after)]
    assert sizes[1] > sizes[0] + 100
    assert "线下盖章" not in holder.visitor.open(f"/certificates/{after.id}").text


@pytest.mark.requirement("AH-95")
def test_organiser_takes_all_files_as_one_zip(holder: Holder) -> None:
    import zipfile

    made = [holder.certify(), holder.certify(title="二级教师"), holder.certify(photo=False)]
    issuer = holder.browser("demo-anhui-issuer")

    page = issuer.open("/issuing/certificates")
    page.send("/issuing/certificates/download")
    holder.work()
    job = page.path.rpartition("/")[2]
    answer = issuer.client.get(f"/jobs/{job}/result")

    assert answer.status_code == 200
    content = answer.data
    answer.close()
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sorted(names) == sorted(f"{one.number} 李晓.pdf" for one in made[:2])
    issuer.client.get(f"/issuing/certificates/{made[0].id}/file").close()
    with database.connection_context():
        taken = Event.select().where(Event.action == "download")
        subjects = sorted(one.subject for one in taken)
    first, second = (f"certificate:{one.id}" for one in made[:2])
    assert subjects == sorted([first, second, first])


def test_list_for_the_national_platform_hides_numbers_unless_asked(holder: Holder) -> None:
    made = holder.certify()
    issuer = holder.browser("demo-anhui-issuer")

    page = issuer.open("/issuing/certificates")
    said = {"csrf_token": token(issuer), "format": "csv"}
    page.post("/exports/certificates", said)
    hidden = page.page.data.decode("utf-8-sig")
    page.post("/exports/certificates", {**said, "full": "yes"})
    full = page.page.data.decode("utf-8-sig")

    assert made.number in hidden
    assert "340104199006079988" not in hidden
    assert "340104199006079988" in full
    for column in ("姓名", "证件号码", "系列", "专业", "级别", "资格名称", "取得时间", "证书编号"):
        assert column in hidden
