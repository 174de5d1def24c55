"""The photo of 个人信息: taken without a script, written anew, judged by the province's rule."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from flask import Flask
from PIL import Image

from engine.fields import file_check
from tests.web.steps import PORTRAIT
from tests.web.visitor import Visitor
from web.clock import ZONE
from web.models import Account, FileUse, Person, StoredFile, database

BLUE, GREY = (67, 142, 219), (128, 128, 128)


def picture(width: int, height: int, colour: tuple[int, int, int] = BLUE) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def photo_of(login: str, section: str) -> dict[str, object] | None:
    with database.connection_context():
        person: Person = Account.get(Account.login == login).person
    found: dict[str, object] | None = person.account.get(section, {}).get("photo")
    return found


@pytest.fixture
def yunnan(app: Flask, visitor: Visitor) -> Visitor:
    """An applicant of the province whose rule is the strictest."""
    now = datetime(2022, 7, 1, tzinfo=ZONE)
    with database.connection_context():
        person = Person.create(name="和玉", province="yunnan")
        Account.create(
            province="yunnan", role="applicant", login="he", person=person, created_at=now
        )
    return Visitor(app.test_client()).sign_in_as("he")


def upload(visitor: Visitor, path: str, content: bytes, name: str = "照片.jpg") -> Visitor:
    return visitor.open("/profile").send(f"/profile/photos/{path}", photo=(name, content))


@pytest.mark.requirement("AH-79", "AH-92")
def test_photo_is_uploaded_replaced_and_deleted(visitor: Visitor) -> None:
    visitor.open("/profile")
    assert "背景色不限" in visitor.text
    upload(visitor, "career.photo", PORTRAIT)
    first = photo_of("demo", "career")
    assert "“电子照片”已上传" in visitor.text
    assert first is not None
    with visitor.client.get(f"/files/{first['id']}/content") as answer:
        assert answer.status_code == 200

    upload(visitor, "career.photo", picture(500, 700), "新照片.jpg")
    second = photo_of("demo", "career")
    assert second is not None
    assert (second["name"], second["width"]) == ("新照片.jpg", 500)
    with database.connection_context():
        assert FileUse.select().where(FileUse.place == "career.photo").count() == 1
    visitor.send("/profile/photos/career.photo", remove_upload="photo")

    assert photo_of("demo", "career") is None
    with database.connection_context():
        assert FileUse.select().where(FileUse.place == "career.photo").count() == 0
        assert StoredFile.select().where(StoredFile.sha256 == second["sha256"]).exists()


def test_photo_is_written_anew_without_what_the_camera_noted(visitor: Visitor) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SomeCamera"
    out = io.BytesIO()
    Image.new("RGB", (700, 500), BLUE).save(out, "JPEG", exif=exif)

    upload(visitor, "career.photo", out.getvalue())

    stored = photo_of("demo", "career")
    assert stored is not None
    with visitor.client.get(f"/files/{stored['id']}/content") as answer:
        assert b"SomeCamera" not in answer.data
    assert (stored["width"], stored["height"]) == (500, 700)


@pytest.mark.requirement("YN-08", "YN-10")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (picture(450, 700), ""),
        (picture(600, 700), ""),
        (picture(449, 700), "宽高比应在 4.5:7 至 6:7 之间，当前为 0.6414"),
        (picture(601, 700), "宽高比应在 4.5:7 至 6:7 之间"),
        (picture(500, 700, (255, 255, 255)), "应为蓝色背景，当前照片背景为白色"),
    ],
)
def test_rule_of_the_province_is_told_before_and_after(
    yunnan: Visitor, content: bytes, said: str
) -> None:
    yunnan.open("/profile")
    assert "宽高比 4.5:7 至 6:7" in yunnan.text
    assert "背景颜色蓝色" in yunnan.text

    upload(yunnan, "portrait.photo", content)

    assert "“证件照”已上传" in yunnan.text
    if said:
        assert said in yunnan.text
    else:
        assert "应在" not in yunnan.text
        assert "应为" not in yunnan.text


@pytest.mark.requirement("YN-09")
def test_photo_over_the_size_is_refused_with_the_limit(
    yunnan: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    megabyte = 20_000  # so small that tests need not send large files
    monkeypatch.setattr(file_check, "MEGABYTE", megabyte)
    exact = PORTRAIT + bytes(megabyte - len(PORTRAIT))
    upload(yunnan, "portrait.photo", exact)
    before = photo_of("he", "portrait")
    assert before is not None

    upload(yunnan, "portrait.photo", exact + b"1")

    assert "没有上传" in yunnan.text
    assert "不能超过 1 MB" in yunnan.text
    assert photo_of("he", "portrait") == before


@pytest.mark.parametrize("content", [b"", b"GIF89a not a picture", b"%PDF-1.7 not one either"])
def test_what_is_no_picture_is_refused(visitor: Visitor, content: bytes) -> None:
    upload(visitor, "career.photo", content)

    assert "没有上传" in visitor.text
    assert photo_of("demo", "career") is None


def test_nothing_chosen_is_said(visitor: Visitor) -> None:
    visitor.open("/profile").send("/profile/photos/career.photo")

    assert "请先选择照片" in visitor.text


def test_photo_goes_to_no_other_question(visitor: Visitor) -> None:
    token = dict(visitor.open("/profile/edit").form("/profile/sections/person").values)

    for path in ("person.name", "career.nothing", "nothing.photo", "x"):
        assert visitor.post(f"/profile/photos/{path}", token).status == 404
